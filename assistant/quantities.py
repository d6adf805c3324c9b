"""Numbers in Japanese and English text on one scale: 7,785億ドル and $778.5 billion are the same amount of USD."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from assistant.dates import PartialDate, find_dates
from assistant.numerals import KANJI_NUMBER, WORD_NUMBER, kanji_value, word_value
from assistant.units import PREFIXES, Unit, declared_units, unit_after

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "億": 8, "十億": 9, "兆": 12}
ENGLISH_SCALES = {
    "thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12, "tn": 12,
}  # fmt: skip
SCALE = re.compile(r"\s?(百万|十億|百|千|万|億|兆)(?!年|円卓|遍)")
ENGLISH_SCALE = re.compile(r"[\s-]?(thousand|million|billion|trillion)s?\b", re.IGNORECASE)
SHORT_SCALE = re.compile(r"\s?(k|mn|m|bn|b|tn)\b", re.IGNORECASE)
HALF = re.compile(r"半(?=$|[^年期額数面])")
RANGE = re.compile(r"\s?(?:[-~→]|から|to|and|or|and over)\s?(?:約|第)?$")
NAME_BEFORE = re.compile(r"[A-Za-z][A-Za-z]*$|[A-Z]-$|\d\.$|\.\d*$")
NAME_AFTER = re.compile(r"(?!(?:st|nd|rd|th|x|p\.?m|a\.?m)\b)[A-Za-z]", re.IGNORECASE)


@dataclass(frozen=True)
class Measure:
    """A value with its unit: an ISO 4217 currency, '%', 'rank', 'people', a duration, …; '' where none is given."""

    value: Fraction
    unit: Unit = Unit("")


@dataclass(frozen=True)
class Quantity:
    """A number or a date in a text and what it may mean; `spelled` tells that it is written in words."""

    text: str
    start: int
    end: int
    readings: tuple[Measure | PartialDate, ...]
    spelled: bool = False
