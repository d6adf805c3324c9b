"""Events that the publications tell of, as records: past ones and those to come."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel
from sqlalchemy import Connection

from corpus.database import rows
from index.passage_table import read_passage
from index.tokenise import tokens

Bilingual = dict[str, str]


class Event(BaseModel):
    """An event; `year_inferred` tells that its year is not printed, `past` that it lies before today."""

    event_id: str
    title: Bilingual
    start: str | None
    end: str | None
    year_inferred: bool
    place: Bilingual | None
    mission: Bilingual | None
    hosts: list[Any]
    audience: Bilingual | None
    attendance: int | None
    unit: Bilingual | None
    result: Bilingual | None
    document_id: str
    page: int | None
    page_label: str | None
    past: bool


def list_events(
    connection: Connection,
    today: date,
    start: date | None = None,
    end: date | None = None,
    words: str = "",
) -> list[Event]:
    """Events by date.

    Args:
        connection: to the library.
        today: what tells past events from those to come.
        start: leaves out events that end before.
        end: leaves out events that begin after.
        words: leaves out events that do not carry all of these words, in either language.
    """
    wanted = set(tokens(words))
    found: dict[tuple[str, str], Event] = {}
    query = "select * from passage where source = 'digest' and record like :told order by id"
    for row in rows(connection, query, told='%"event": {%'):
        passage = read_passage(row)
        record = passage.record or {}
        event = as_event(record, passage.publication_id, passage.pages, today)
        is_early = start is not None and (event.end or "") < start.isoformat()
        is_late = end is not None and (event.start or "") > end.isoformat()
        text = json.dumps([record["event"], *passage.texts.values()], ensure_ascii=False)
        if is_early or is_late or not wanted <= set(tokens(text)):
            continue
        found.setdefault((event.title["ja"], event.start or ""), event)
    return sorted(found.values(), key=lambda event: (event.start or "", event.event_id))


def as_event(record: Mapping[str, Any], document_id: str, pages: tuple[int, ...], today: date) -> Event:
    """The event of a digest statement."""
    told: Mapping[str, Any] = record["event"]
    names = ("title", "start", "end", "place", "mission", "audience", "attendance", "unit", "result")
    return Event(
        **{name: told.get(name) for name in names},
        event_id=record["statement_id"],
        year_inferred=bool(told.get("year_inferred")),
        hosts=told.get("hosts") or [],
        document_id=document_id,
        page=pages[0] if pages else None,
        page_label=record.get("label"),
        past=(told.get("end") or told.get("start") or "9999") < today.isoformat(),
    )
