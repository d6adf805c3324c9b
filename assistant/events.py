"""Events that the publications tell of, as records: past ones and those to come."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import Connection

from assistant.statements import find_statements
from corpus.database import rows
from index.passage_table import read_passage
from index.tokenise import tokens

Bilingual = dict[str, str]
TOLD = ("title", "start", "end", "place", "mission", "audience", "attendance", "unit", "result")


class Event(BaseModel):
    """An event; `past` tells that it lies before today."""

    event_id: str
    title: Bilingual
    start: str | None
    end: str | None
    year_inferred: bool = Field(description="Whether the year is not printed, but taken from elsewhere.")
    month_only: bool = Field(description="Whether only months are printed: start and end are then theirs.")
    place: Bilingual | None
    mission: Bilingual | None
    hosts: list[Bilingual]
    audience: Bilingual | None
    attendance: int | None
    unit: Bilingual | None
    result: Bilingual | None
    note: Bilingual | None = Field(description="What does not fit in the source, and why.")
    document_id: str
    page: int | None
    page_label: str | None
    past: bool

    @property
    def first_day(self) -> str:
        """The day it begins; beyond all others where no day is known."""
        return self.start or self.end or "9999-12-31"

    @property
    def last_day(self) -> str:
        """The day it ends; beyond all others where no day is known."""
        return self.end or self.first_day


class Events(BaseModel):
    """The events found and how many they are."""

    events: list[Event]
    total: int


def list_events(
    connection: Connection,
    today: date,
    start: date | None = None,
    end: date | None = None,
    words: str = "",
    mission: str = "",
) -> list[Event]:
    """Events by date, each once.

    Args:
        connection: to the library.
        today: what tells past events from those to come.
        start: leaves out events that end before.
        end: leaves out events that begin after.
        words: leaves out events that do not carry all of these words, in either language.
        mission: leaves out events of others than this mission, named in either language.
    """
    wanted = frozenset(tokens(words))
    found = [
        event
        for event, text in all_events(connection, today)
        if (start is None or event.last_day >= start.isoformat())
        and (end is None or event.first_day <= end.isoformat())
        and (not mission or mission in (event.mission or {}).values())
        and (not wanted or wanted <= tokens_of(text))
    ]
    return sorted(each_once(found), key=lambda event: (event.first_day, event.last_day, event.event_id))


def find_events(connection: Connection, today: date, event_ids: Iterable[str]) -> dict[str, Event]:
    """The events among the statements with these ids, by id."""
    return {
        event.event_id: event
        for passage in find_statements(connection, event_ids)
        if passage.record and passage.record["event"]
        for event in [as_event(passage.record, passage.publication_id, passage.pages, today)]
    }


def all_events(connection: Connection, today: date) -> Iterator[tuple[Event, str]]:
    """Every event of the digests, with all that is said of it."""
    query = (
        "select * from passage where source = 'digest' and record like :told order by publication_id, ordinal"
    )
    for row in rows(connection, query, told='%"event": {%'):
        passage = read_passage(row)
        record = passage.record or {}
        said = [record["event"], *passage.texts.values()]
        yield (
            as_event(record, passage.publication_id, passage.pages, today),
            json.dumps(said, ensure_ascii=False),
        )


def as_event(record: Mapping[str, Any], document_id: str, pages: tuple[int, ...], today: date) -> Event:
    """The event of a digest statement."""
    told: Mapping[str, Any] = record["event"]
    event = Event(
        **{name: told.get(name) for name in TOLD},
        event_id=record["statement_id"],
        year_inferred=bool(told.get("year_inferred")),
        month_only=bool(told.get("month_only")),
        hosts=[bilingual(host) for host in told.get("hosts") or ()],
        note=record.get("note"),
        document_id=document_id,
        page=pages[0] if pages else None,
        page_label=record.get("label"),
        past=False,
    )
    return event.model_copy(update={"past": event.last_day < today.isoformat()})


def bilingual(name: str | Bilingual) -> Bilingual:
    """A name in both languages; one that has a single form is the same in both."""
    return {"ja": name, "en": name} if isinstance(name, str) else name


def each_once(events: Iterable[Event]) -> Iterable[Event]:
    """Events without those that another publication tells more of: the same English title on the same day."""
    fullest: dict[tuple[str, str], Event] = {}
    for event in events:
        key = (event.title["en"], event.first_day)
        if key not in fullest or known(event) > known(fullest[key]):
            fullest[key] = event
    return fullest.values()


def known(event: Event) -> int:
    """How many of its particulars are known."""
    return sum(bool(value) for value in event.model_dump().values())


@lru_cache(maxsize=4096)
def tokens_of(text: str) -> frozenset[str]:
    """The tokens of what is said of an event."""
    return frozenset(tokens(text))
