"""Numbers with their units and dates, found in text: 7,785億ドル and $778.5 billion are the same amount of USD."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from assistant.quantities.dates import PartialDate, find_dates
from assistant.quantities.numerals import (
    KANJI_NUMBER,
    ORDINALS,
    WORD_FRACTION,
    WORD_NUMBER,
    WORD_ORDINAL,
    fraction_value,
    kanji_value,
    word_value,
)
from assistant.quantities.text import plain
from assistant.quantities.units import DECLARED_SCALES, DURATIONS, factor, unit_after, unit_before

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
PART = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d+|[一二三四五六七八九十百千]+)(?:\.\d+)?(?=\s?[兆億万千百])|\d{1,4}(?:,\d{3})*(?![\d.,])"
)
SCALE = re.compile(r"\s?(百万|十億|百|千|万|億|兆)(?!遍)")
ENGLISH_SCALE = re.compile(r"[\s-]?(thousand|million|billion|trillion)s?\b", re.IGNORECASE)
SHORT_SCALE = re.compile(r"\s?(k|mn|m|bn|b|tn)\b", re.IGNORECASE)
SURE_SCALE = re.compile(r"\s?(bn|mn|tn)\b")
POWERS = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "mn": 6,
    "m": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
}
HALF = re.compile(r"半(?![年期額数面導])")
AND_A_HALF = re.compile(r"\sand\sa\shalf\b", re.IGNORECASE)
BETWEEN = re.compile(r"\s?(?:[-~→]|から|to|and|or)\s?(?:約|第)?")
CLOCK = re.compile(
    r"(?=[\d午])(?:(?<![\d.:])(?P<hour12>1[0-2]|0?\d)(?::(?P<minute12>[0-5]\d))?\s?(?P<noon>[ap])\.?m\b\.?"
    r"|(?P<half>午前|午後)?(?<![\d:])(?P<hour>[01]?\d|2[0-4])"
    r"(?::(?P<minute>[0-5]\d)(?!\d)|時(?!間|点|価|代)(?:(?P<past>[0-5]?\d)分)?))",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?=[hw+\d※注]|(?<![\w.+-])[\w.+-])(?:(?:https?://|www\.)[^\s()<>「」、。]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\d)(?!(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d))\+?\d+(?:-\d+){2,}|[※注]\s?\d{1,2}(?![\d名社件人%]))"
)
PAGE_MARK = re.compile(r"(?<![A-Za-z])[Pp]\.?\s?\Z")
YEARS = range(1800, 2101)


@dataclass(frozen=True)
class Measure:
    """A value with its unit; '' where none is given."""

    value: Fraction
    unit: str = ""


@dataclass(frozen=True)
class Quantity:
    """A number or a date in a text and what it may mean; `spelled` tells that it is written in words."""

    text: str
    start: int
    end: int
    readings: tuple[Measure | PartialDate, ...]
    spelled: bool = False


@lru_cache(maxsize=20_000)
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers and dates of a text in either language, in its order.

    >>> find_quantities("約7,785億ドル")[0].readings == find_quantities("$778.5 billion")[0].readings
    True
    """
    text = plain(text)
    found: list[Quantity] = []
    rest = ADDRESS.sub(blank, text)
    for match in CLOCK.finditer(rest):
        found.append(Quantity(match[0], match.start(), match.end(), tuple(clock(match))))
    if found:
        rest = CLOCK.sub(blank, rest)
    for mention in find_dates(rest):
        readings: tuple[Measure | PartialDate, ...] = mention.readings
        date = mention.readings[0]
        if date.day and not date.month:
            readings = (*readings, Measure(Fraction(date.day), "days"))
        found.append(Quantity(text[mention.start : mention.end], mention.start, mention.end, readings))
    for quantity in found:
        rest = rest[: quantity.start] + "\0" * (quantity.end - quantity.start) + rest[quantity.end :]
    found.extend(find_numbers(rest))
    found.sort(key=lambda quantity: quantity.start)
    return tuple(with_ranges(text, found))


def blank(match: re.Match[str]) -> str:
    """As many characters that are no text as a match is long."""
    return "\0" * len(match[0])


def clock(match: re.Match[str]) -> Iterator[Measure]:
    """The times of day, in minutes from midnight, that a match may mean."""
    hour = int(match["hour"] or match["hour12"])
    minutes = int(match["minute"] or match["past"] or match["minute12"] or 0)
    afternoon = match["half"] == "午後" or (match["noon"] or "").lower() == "p"
    if afternoon:
        yield Measure(Fraction((hour % 12 + 12) * 60 + minutes), "clock")
    else:
        yield Measure(Fraction((hour % 12 if match["noon"] else hour) * 60 + minutes), "clock")
        if match["past"] is None and match["minute"] is None and hour < 12 and not match["noon"]:
            yield Measure(Fraction((hour + 12) * 60), "clock")


def find_numbers(text: str) -> Iterator[Quantity]:
    """The numbers of a text without dates, in digits and in words."""
    position = 0
    for match in WORD_FRACTION.finditer(text):
        if value := fraction_value(match):
            readings = (Measure(value), Measure(value * 100, "%"))
            yield Quantity(match[0], match.start(), match.end(), readings, match["below"] is None)
        text = text[: match.start()] + blank(match) + text[match.end() :]
    while found := NUMBER.search(text, position):
        quantity = digits(text, found)
        if quantity:
            yield quantity
        position = quantity.end if quantity else found.end()
    for match in KANJI_NUMBER.finditer(text):
        value, end = scaled(text, match.end(), Fraction(kanji_value(match[0])))
        if value > 1 or "rank" in unit_before(text[: match.start()]):
            yield measured(text, match.start(), end, value, spelled=value <= 10)
    for match in WORD_NUMBER.finditer(text):
        value, end = scaled(text, match.end(), Fraction(word_value(match[0])))
        yield measured(text, match.start(), end, value, spelled=True)
    for match in WORD_ORDINAL.finditer(text):
        yield Quantity(
            match[0], *match.span(), (Measure(Fraction(ORDINALS[match[0].lower()]), "rank"),), True
        )


def digits(text: str, match: re.Match[str]) -> Quantity | None:
    """The number at a match of digits; None where they are part of a name (5G, COVID-19)."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 4]
    value, end = scaled(text, match.end(), Fraction(match[0].replace(",", "")))
    quantity = measured(text, match.start(), end, value)
    if re.match(r"[A-Za-z]", after) and quantity.end == match.end():
        return None
    named = re.search(r"[A-Za-z]\Z|[A-Z]-\Z|\d\.\Z", before) and not PAGE_MARK.search(before)
    if named and not unit_before(before):
        is_year = re.search(r"[A-Za-z]{2}\Z", before) and re.fullmatch(r"(?:19|20)\d\d", match[0])
        unit = text[match.end() : quantity.end]
        in_japanese = unit.strip() == "%" or (unit and not unit.isascii())
        return quantity if is_year or in_japanese else None
    return quantity


def scaled(text: str, end: int, value: Fraction) -> tuple[Fraction, int]:
    """A number times the scales that follow it (15億3,400万, 3.3 billion), and where it ends."""
    if match := ENGLISH_SCALE.match(text, end):
        return value * 10 ** POWERS[match[1].lower()], match.end()
    match = SCALE.match(text, end)
    if not match:
        return value, end
    power, end = DECLARED_SCALES[match[1]], match.end()
    total = value * 10**power
    while again := SCALE.match(text, end):
        power += DECLARED_SCALES[again[1]]
        total, end = total * 10 ** DECLARED_SCALES[again[1]], again.end()
    if lower := PART.match(text, end):
        digits_only = lower[0].replace(",", "")
        part = Fraction(digits_only) if digits_only[0].isdigit() else Fraction(kanji_value(digits_only))
        rest, rest_end = scaled(text, lower.end(), part)
        if rest < 10**power:
            return total + rest, rest_end
    return total, end


def measured(text: str, start: int, end: int, value: Fraction, spelled: bool = False) -> Quantity:
    """The quantity of a value with the units that stand around it."""
    before = unit_before(text[max(0, start - 12) : start])
    if before and before[0] != "rank" and (short := SHORT_SCALE.match(text, end)):
        value, end = value * 10 ** POWERS[short[1].lower()], short.end()
    elif short := SURE_SCALE.match(text, end):
        value, end = value * 10 ** POWERS[short[1]], short.end()
    if half := AND_A_HALF.match(text, end):
        value, end = value + Fraction(1, 2), half.end()
    after, unit_end = unit_after(text, end)
    value *= factor(after[0], text[end:unit_end]) if after else 1
    if after and after[0] in DURATIONS and HALF.match(text, unit_end):
        value, unit_end = value + Fraction(1, 2), unit_end + 1
    units = ("rank", *after) if before == ("rank",) else before or after
    measures = tuple(Measure(value, unit) for unit in units or ("",))
    dates = () if before else tuple(dates_meant(text[start:unit_end], value))
    return Quantity(text[start:unit_end].strip(), start, unit_end, measures + dates, spelled)


def dates_meant(text: str, value: Fraction) -> Iterator[PartialDate]:
    """What a number may mean as a date: a bare year, a year of two digits (24年), a day (on the 9th)."""
    if re.fullmatch(r"\d{4}", text) and int(text) in YEARS:
        yield PartialDate(int(text))
    if re.fullmatch(r"\d\d年", text):
        yield PartialDate(2000 + int(text[:2]))
    if text.endswith(("st", "nd", "rd", "th")) and value <= 31:
        yield PartialDate(day=int(value))


def with_ranges(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The ends of a range share the unit and scale that only one of them carries (20~30億円, $2-3 billion)."""
    completed = list(quantities)
    for index, (first, second) in enumerate(pairwise(quantities)):
        if BETWEEN.fullmatch(text[first.end : second.start]):
            completed[index] = like(first, second, completed[index])
            completed[index + 1] = like(second, first, second)
    return completed


def like(one: Quantity, other: Quantity, read: Quantity) -> Quantity:
    """A quantity read also with the unit, and where it is bare the scale, of the other end of its range."""
    own, given = one.readings[0], other.readings[0]
    number = NUMBER.match(other.text)
    if not isinstance(own, Measure) or not isinstance(given, Measure) or not number or not given.value:
        return read
    scale = given.value / Fraction(number[0].replace(",", "")) if NUMBER.fullmatch(one.text) else Fraction(1)
    shared = Measure(own.value * scale, own.unit or given.unit)
    return read if shared in read.readings else replace(read, readings=(*read.readings, shared))
