"""Figures that the publications state, as records: found by words, side by side where they differ, by year."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from assistant.statements import find_statements
from corpus.database import rows
from index.passage import Passage
from index.passage_table import read_passage
from index.tokenise import tokens

Bilingual = Mapping[str, str]
YEAR = re.compile(r"(?:FY)?(\d{4})")
SHORTEST_SERIES = 3


@dataclass(frozen=True)
class Value:
    """What is counted, how much of it, when and for what; `source` is who states it, in English as `scope` is."""

    metric: Bilingual
    number: float
    unit: Bilingual
    as_of: str | None
    scope: str
    source: str


@dataclass(frozen=True)
class Figure:
    """A digest statement with a value, or one that speaks against such a statement and has none."""

    statement_id: str
    document_id: str
    page: int | None
    page_label: str | None
    text: Bilingual
    note: Bilingual | None
    topics: tuple[str, ...]
    conflicts_with: tuple[str, ...]
    value: Value | None
    tokens: frozenset[str]


@dataclass(frozen=True)
class Series:
    """One metric of one publication over at least three years, by year."""

    metric: Bilingual
    scope: str
    points: Sequence[tuple[str, Figure]]


def list_figures(connection: Connection) -> list[Figure]:
    """Every figure of the digests and what speaks against one, by publication, in order."""
    query = (
        "select * from passage where source = 'digest' and (record like :valued or record like :conflicting) "
        "order by publication_id, ordinal"
    )
    found = rows(connection, query, valued='%"value": {%', conflicting='%"conflicts_with": ["%')
    return [as_figure(read_passage(row)) for row in found]


def differing_among(connection: Connection, statement_ids: Iterable[str]) -> list[list[Figure]]:
    """The figures with these ids that speak against each other, group by group, at least two values in each."""
    found = map(as_figure, find_statements(connection, statement_ids))
    return [group for group in differing(found) if sum(figure.value is not None for figure in group) > 1]


def as_figure(passage: Passage) -> Figure:
    """The figure of a digest statement."""
    record = passage.record or {}
    value: Mapping[str, Any] | None = record["value"]
    return Figure(
        record["statement_id"],
        passage.publication_id,
        passage.pages[0] if passage.pages else None,
        record["label"],
        passage.texts,
        record["note"],
        tuple(record["terms"]),
        tuple(record["conflicts_with"]),
        Value(**value) if value else None,
        passage.tokens,
    )


def choose(
    figures: Iterable[Figure], words: str = "", document_id: str = "", topic: str = ""
) -> list[Figure]:
    """The figures with a value that carry all the words, of a publication and on a topic where these are given."""
    wanted = set(tokens(words))
    return [
        figure
        for figure in figures
        if figure.value
        and wanted <= figure.tokens
        and document_id in ("", figure.document_id)
        and (not topic or topic in figure.topics)
    ]


def differing(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures that speak against each other, group by group; a group holds at least one value."""
    known = {figure.statement_id: figure for figure in figures}
    against: dict[str, set[str]] = {name: set() for name in known}
    for name, figure in known.items():
        for other in figure.conflicts_with:
            if other in known:
                against[name].add(other)
                against[other].add(name)
    groups, seen = [], set[str]()
    for name in known:
        group, waiting = list[str](), [name]
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                group.append(at)
                waiting += sorted(against[at], reverse=True)
        if len(group) > 1 and any(known[item].value for item in group):
            groups.append([figure for item, figure in known.items() if item in group])
    return groups


def yearly(figures: Iterable[Figure]) -> list[Series]:
    """The metrics that a publication gives for several years: same metric, scope and unit, one value a year."""
    found: dict[tuple[str, str, str, str], dict[str, Figure]] = {}
    for figure in figures:
        value = figure.value
        year = YEAR.fullmatch(value.as_of or "") if value else None
        if value and year:
            key = (figure.document_id, value.metric["en"], value.scope, value.unit["en"])
            found.setdefault(key, {}).setdefault(year[1], figure)
    return [
        Series(value.metric, value.scope, sorted(points.items()))
        for points in found.values()
        if len(points) >= SHORTEST_SERIES and (value := next(iter(points.values())).value)
    ]
