"""Whether the numbers, dates and names of a claim stand in what it quotes, across units and the two languages."""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.names import Words, find_names
from assistant.quantities import Measure, PartialDate, Quantity, agree, declared_units, find_quantities, plain

SURE = 10_000
"""From this value on, a number without unit is sure to be the one that the source gives with a unit."""
ENUMERATORS = re.compile(r"[①-⑳]|[(（](\d{1,2}|[a-z])[)）](?=\s?\S)")
LIST_MARK = re.compile(r"^\s*(?:[-*•・]\s*)?(?:[(（]?\d{1,2}[).）．]|\d{1,2}\.\s|[①-⓿])\s*", re.MULTILINE)
SEPARATORS = re.compile(r"、|,(?!\d)|;|・|/|および|及び|並びに|\band\b|\bor\b|と(?=[ァ-ヴ一-龥A-Z])")
COMMAS = re.compile(r"、|,(?!\d)|\n")
SEMICOLONS = re.compile(r";|\n")
BRACKETS = re.compile(r"\(")


@dataclass(frozen=True)
class Detail:
    """A number, date or name of a claim, and whether it stands in the claim's quotes."""

    kind: Literal["number", "date", "name"]
    text: str
    stands: bool


@dataclass(frozen=True)
class Evidence:
    """What a claim rests on: its quotes, and the setting that they are read in (title, heading, date of issue)."""

    quantities: tuple[Quantity, ...]
    setting: tuple[Quantity, ...]
    declared: frozenset[tuple[str, int]]
    words: Words
    listed: frozenset[int]


@lru_cache(maxsize=2048)
def evidence(quotes: tuple[str, ...], setting: tuple[str, ...] = ()) -> Evidence:
    """Read quotes and their setting once for all claims that rest on them."""
    text, around = "\n".join(quotes), "\n".join(setting)
    return Evidence(
        quantities=find_quantities(text),
        setting=find_quantities(around),
        declared=declared_units(plain(text)),
        words=Words(f"{text}\n{around}"),
        listed=frozenset([len(quotes), *(count for quote in quotes for count in listed(quote))]),
    )


def details(claim: str, quotes: Sequence[str], setting: Sequence[str] = (), shown: Sequence[int] = ()) -> list[Detail]:
    """Each number, date and name of a claim, and whether it stands in the quotes.

    Args:
        claim: a sentence in Japanese or English.
        quotes: the words of the source that it rests on.
        setting: title, heading and date of issue; names and years may stand here.
        shown: counts of what the answer shows, which need no source.

    >>> [detail.stands for detail in details("GDP was $778.5 billion.", ["名目GDPは約7,785億ドル"])]
    [True, True]
    """
    source = evidence(tuple(quotes), tuple(setting))
    claim = ENUMERATORS.sub(" ", LIST_MARK.sub("", claim))
    counts = {*shown, *listed(claim), *source.listed}
    found: list[Detail] = []
    for quantity in find_quantities(claim):
        dated = isinstance(quantity.readings[0], PartialDate)
        stands = rests(quantity, source) or is_aside(quantity, counts, max(counts))
        found.append(Detail("date" if dated else "number", quantity.text, stands))
    found.extend(Detail("name", name.text, source.words.have(name)) for name in find_names(claim))
    return found


def supported(claim: str, quotes: Sequence[str], setting: Sequence[str] = (), shown: Sequence[int] = ()) -> bool:
    """Whether every number, date and name of a claim stands in its quotes."""
    return all(detail.stands for detail in details(claim, quotes, setting, shown))


def listed(claim: str) -> Iterator[int]:
    """How many things each part of a claim may list: "three areas: AI, quantum and fusion" lists 3."""
    for part in re.split(r"[。:]|\. | — |は、|で、|が、", plain(claim)):
        for separators in (SEPARATORS, COMMAS, SEMICOLONS, BRACKETS):
            yield len(separators.findall(part)) + 1
            yield len(separators.findall(part))


def is_aside(quantity: Quantity, counts: Container[int], most: int) -> bool:
    """Whether a number only counts what is shown or listed; one in words may be less than the whole list."""
    reading = quantity.readings[0]
    if not isinstance(reading, Measure) or reading.unit not in {"", "count", "people", "organisations", "rank", "points"}:
        return False
    if quantity.spelled:
        return reading.value <= max(most, 2)
    return 1 < reading.value <= 30 and reading.value in counts


def rests(quantity: Quantity, source: Evidence) -> bool:
    """Whether any reading of a quantity stands in the quotes."""
    return any(
        date_stands(reading, source) if isinstance(reading, PartialDate) else measure_stands(reading, source)
        for reading in quantity.readings
    )


def measure_stands(claimed: Measure, source: Evidence) -> bool:
    """Whether a measure stands in the quotes, in its unit or in one that the quotes name apart from the number."""
    for quantity in source.quantities:
        for found in quantity.readings:
            if isinstance(found, PartialDate):
                continue
            if found.value == claimed.value and (agree(claimed.unit, found.unit) or is_sure(claimed)):
                return True
            if not found.unit and any(
                unit == claimed.unit and found.value * 10**power == claimed.value for unit, power in source.declared
            ):
                return True
    return False


def is_sure(claimed: Measure) -> bool:
    """Whether a number without unit is so large that an equal one in the source must be the same."""
    return not claimed.unit and claimed.value >= SURE


def date_stands(claimed: PartialDate, source: Evidence) -> bool:
    """Whether a date stands in the quotes; its year may stand elsewhere in them or in their setting."""
    dates = [r for q in source.quantities for r in q.readings if isinstance(r, PartialDate)]
    around = [r for q in source.setting for r in q.readings if isinstance(r, PartialDate)]
    if claimed.month is None and claimed.day is None:
        return any(same_year(claimed, found) for found in (*dates, *around))
    known_years = any(same_year(claimed, found) for found in (*dates, *around))
    return any(
        (claimed.month is None or found.month == claimed.month)
        and (claimed.day is None or found.day == claimed.day)
        and (claimed.year is None or found.year == claimed.year or (found.year is None and known_years))
        for found in (*dates, *around)
    )


def same_year(claimed: PartialDate, found: PartialDate) -> bool:
    """Whether two dates are of one year of one kind."""
    return (claimed.year, claimed.fiscal, claimed.decade) == (found.year, found.fiscal, found.decade)
