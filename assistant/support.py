"""Whether the numbers, dates and names of a claim stand in what it quotes, across units and the two languages."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from assistant.names import Words, find_names
from assistant.quantities import Measure, PartialDate, Quantity, agree, declared_units, find_quantities, plain

SURE = 10_000
"""From this value on, a number without unit is sure to be the one that the source gives with a unit."""
COUNTING = frozenset({"", "count", "people", "organisations"})
LONGEST_LIST = 30
LEADING_MARK = re.compile(r"^\s*(?:[-*•・]\s*)?(?:[(（]?\d{1,2}[).）．](?!\d)\s*)?")
INNER_MARK = re.compile(r"[①-⑳]|[(（](\d{1,2})[)）](?=\s?\S)")
PART = re.compile(r"[。:]|\. | - |は、|で、|が、")
SEPARATORS = tuple(
    re.compile(pattern)
    for pattern in (
        r"、|,(?!\d)|;|・|/|および|及び|並びに|\band\b|\bor\b|と(?=[ァ-ヴ一-龥A-Z])",
        r"、|,(?!\d)|\n",
        r";|\n",
        r"\(",
    )
)
"""What may stand between the things of a list."""


@dataclass(frozen=True)
class Detail:
    """A number, date or name of a claim, and whether it stands in the claim's quotes."""

    kind: Literal["number", "date", "name"]
    text: str
    stands: bool


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on: the measures and dates of its quotes, and the words of its quotes and their setting.

    `declared` are units that stand apart from numbers; `listed` is how many things the quotes may be seen to list.
    """

    measures: frozenset[Measure]
    dates: frozenset[PartialDate]
    declared: frozenset[tuple[str, int]]
    words: Words
    listed: frozenset[int]


@lru_cache(maxsize=2048)
def evidence(quotes: tuple[str, ...], setting: tuple[str, ...] = ()) -> Evidence:
    """Read quotes and their setting once for all claims that rest on them."""
    text, around = "\n".join(quotes), "\n".join(setting)
    readings = [reading for quantity in find_quantities(text) for reading in quantity.readings]
    readings_around = [reading for quantity in find_quantities(around) for reading in quantity.readings]
    return Evidence(
        measures=frozenset(reading for reading in readings if isinstance(reading, Measure)),
        dates=frozenset(r for r in (*readings, *readings_around) if isinstance(r, PartialDate)),
        declared=declared_units(plain(text)),
        words=Words("。\n".join((*quotes, *setting))),
        listed=frozenset([len(quotes), *(count for quote in quotes for count in listed(quote))]),
    )


def details(
    claim: str, quotes: Sequence[str], setting: Sequence[str] = (), shown: Sequence[int] = ()
) -> list[Detail]:
    """Each number, date and name of a claim, and whether it stands in the quotes.

    Args:
        claim: a sentence in Japanese or English.
        quotes: the words of the source that it rests on.
        setting: title, heading and date of issue; names and years may stand here.
        shown: counts of what the answer shows, which need no source.

    >>> [detail.stands for detail in details("In 2024 GDP was $778.5 billion.", ["名目GDPは約7,785億ドル"])]
    [False, True]
    """
    source = evidence(tuple(quotes), tuple(setting))
    claim = without_ordinals(claim)
    counts = {*shown, *listed(claim), *source.listed}
    found: list[Detail] = []
    for quantity in find_quantities(claim):
        dated = isinstance(quantity.readings[0], PartialDate)
        stands = rests(quantity, source) or is_aside(quantity, counts)
        found.append(Detail("date" if dated else "number", quantity.text, stands))
    found.extend(Detail("name", name.text, source.words.have(name)) for name in find_names(claim))
    return found


def supported(
    claim: str, quotes: Sequence[str], setting: Sequence[str] = (), shown: Sequence[int] = ()
) -> bool:
    """Whether every number, date and name of a claim stands in its quotes."""
    return all(detail.stands for detail in details(claim, quotes, setting, shown))


def without_ordinals(claim: str) -> str:
    """A claim without the ordinals of a list, which need no source: at its start, or counting up within it."""
    inner = [int(number) for number in INNER_MARK.findall(claim) if number]
    if inner and inner == list(range(1, len(inner) + 1)):
        claim = INNER_MARK.sub(" ", claim)
    return LEADING_MARK.sub("", re.sub("[①-⑳]", " ", claim))


def listed(text: str) -> Iterator[int]:
    """How many things each part of a text may be seen to list: "three areas: AI, quantum and fusion" lists 3."""
    for part in PART.split(plain(text)):
        for separator in SEPARATORS:
            between = len(separator.findall(part))
            yield from (between, between + 1)


def is_aside(quantity: Quantity, counts: Collection[int]) -> bool:
    """Whether a number only counts what is shown or listed; one in words may count a part of it."""
    reading = quantity.readings[0]
    if not isinstance(reading, Measure):
        return False
    if quantity.spelled:
        return reading.unit in COUNTING | {"rank"} and reading.value <= max(counts)
    return reading.unit in COUNTING and 1 < reading.value <= LONGEST_LIST and reading.value in counts


def rests(quantity: Quantity, source: Evidence) -> bool:
    """Whether any reading of a quantity stands in the quotes."""
    return any(
        date_stands(reading, source) if isinstance(reading, PartialDate) else measure_stands(reading, source)
        for reading in quantity.readings
    )


def measure_stands(claimed: Measure, source: Evidence) -> bool:
    """Whether a measure stands in the quotes, in its unit or in one that the quotes name apart from the number."""
    if any(
        found.value == claimed.value and (agree(claimed.unit, found.unit) or is_sure(claimed))
        for found in source.measures
    ):
        return True
    return any(
        (unit == claimed.unit or is_sure(claimed))
        and (
            Measure(claimed.value / 10**power) in source.measures
            or claimed == Measure(Fraction(10**power), unit)
        )
        for unit, power in source.declared
    )


def is_sure(claimed: Measure) -> bool:
    """Whether a number without unit is so large that an equal one in the source must be the same."""
    return not claimed.unit and claimed.value >= SURE


def date_stands(claimed: PartialDate, source: Evidence) -> bool:
    """Whether a date stands in the quotes or their setting; its year may stand apart from its month and day."""
    year_stands = claimed.year is None or any(
        (claimed.year, claimed.fiscal, claimed.decade) == (found.year, found.fiscal, found.decade)
        for found in source.dates
    )
    if claimed.month is None and claimed.day is None:
        return year_stands
    return any(
        claimed.month in (None, found.month)
        and claimed.day in (None, found.day)
        and (claimed.year is None or found.year == claimed.year or (found.year is None and year_stands))
        for found in source.dates
    )
