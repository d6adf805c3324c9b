"""Questions for events by when they are: what is on this month, what is still to come; the answer is a counted list."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection

from assistant.claims import Claim
from assistant.compose import Composition
from assistant.events import Event, list_events
from assistant.imprint import imprint
from assistant.phrases import phrase
from assistant.quantities import PartialDate, find_quantities
from assistant.question import Question
from assistant.relevance import essential_names, words_of
from assistant.statements import find_statements
from corpus.catalogue import Publication

MOST = 8
"""How many events an answer lists at most."""

CENTRE = "Boston"
REGION = frozenset(
    {"Boston", "New England", "Massachusetts", "MA", "ボストン", "ニューイングランド", "マサチューセッツ"}
)
"""What is published in the centre tells of the region around it, whether it says so at each event or not."""

EVENTS = re.compile(
    r"イベント|催し|行事|セミナー|フォーラム|カンファレンス|\bevents?\b|conferences?\b|seminars?\b"
    r"|forums?\b|what's on\b|happening",
    re.IGNORECASE,
)
ANY = re.compile(
    r"ありますか|あるか|ある[？?]|何か|なにか|どんな|どのような|一覧|挙げ|教えて|参加できる|行ける"
    r"|\bany\b|\bwhich\b|\bwhat\b|\blist\b|are there|is there|coming up",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"これから|今後|この先|今月|来月|今年|upcoming|coming up|still to come|still ahead|ahead\b|from now"
    r"|this month|next month|this year|later this",
    re.IGNORECASE,
)
THIS_MONTH = re.compile(r"今月|this month", re.IGNORECASE)
NEXT_MONTH = re.compile(r"来月|next month", re.IGNORECASE)


def period_asked(question: Question, today: date) -> tuple[date, date | None] | None:
    """The days in which a question asks for events that are still to come; None where it does not ask that.

    >>> from assistant.question import understand
    >>> period_asked(understand("Any events this month?"), date(2026, 5, 10))
    (datetime.date(2026, 5, 10), datetime.date(2026, 5, 31))
    """
    text = question.core
    if not (EVENTS.search(text) and ANY.search(text) and TO_COME.search(text)):
        return None
    if month := month_asked(text, today):
        first, last = days_of(month)
        return max(first, today), last
    return today, None


def month_asked(text: str, today: date) -> date | None:
    """The first day of the month that a question speaks of; of the coming one of that name where no year is given."""
    if THIS_MONTH.search(text):
        return today.replace(day=1)
    if NEXT_MONTH.search(text):
        return days_of(today)[1] + timedelta(days=1)
    for quantity in find_quantities(text):
        for reading in quantity.readings:
            if isinstance(reading, PartialDate) and reading.month:
                year = reading.year or (today.year if reading.month >= today.month else today.year + 1)
                return date(year, reading.month, 1)
    return None


def days_of(month: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = month.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def list_upcoming(
    question: Question,
    period: tuple[date, date | None],
    composition: Composition,
    connection: Connection,
    known: Mapping[str, Publication],
    today: date,
) -> bool:
    """Write the events of a period that are where the question names; False where there are none."""
    events = list_events(connection, today, *period)
    told = {
        passage.record["statement_id"]: passage
        for passage in find_statements(connection, ids_of(events))
        if passage.record
    }
    language = question.language
    claims = [Claim(told[name].text(language), language, told[name], 1.0) for name in ids_of(events)]
    found = [
        checked
        for claim in claims
        if speaks_of(question, claim, known) and (checked := claim.checked(connection, known)).quotes
    ]
    if not found:
        return False
    shown = found[:MOST]
    name = "events_found" if len(shown) == len(found) else "events_first"
    composition.lines.append(
        phrase(name, language, count=len(found), shown=len(shown), today=today.isoformat())
    )
    for claim in shown:
        composition.lines.append(f"- {claim.text} {composition.marks(claim)}")
    return True


def ids_of(events: Sequence[Event]) -> list[str]:
    """The ids of events whose day is known."""
    return [event.event_id for event in events if event.start or event.end]


def speaks_of(question: Question, claim: Claim, known: Mapping[str, Publication]) -> bool:
    """Whether a statement or its publication has all that the question names, or is of the region that it names."""
    setting = imprint(known.get(claim.passage.publication_id))
    words = words_of("\n".join([claim.evidence_text, *setting]))
    around = words.stands(CENTRE)
    return all(
        words.have(name) or (around and not REGION.isdisjoint({name.text, *name.others}))
        for name in essential_names(question.core)
    )
