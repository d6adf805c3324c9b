"""When an event is, told from today: over, or still to come."""

import re
from collections.abc import Sequence
from datetime import date

from assistant.claims import Claim
from assistant.events import Event, as_event
from assistant.phrases import phrase
from assistant.question import Question

TAKING_PART = re.compile(
    r"まだ|間に合|これから|今から|参加(?:でき|したい|する(?:に|方法))|申し込|行け(?:ます|る)|今後|次の|次回"
    r"|\bstill\b|upcoming|\bnext\b|can i (?:go|attend|join|make|take)|\bregister\b|sign up|too late|\bsoon\b",
    re.IGNORECASE,
)
"""What asks about an event in order to take part in it."""

ANNOUNCED = re.compile(
    r"予定|案内|開催日|開かれる|scheduled|listed|announced|takes? place|will (?:be|take)|\b(?:is|are) (?:on|to be)\b"
)
"""What tells of an event as one to come, whatever its date."""


def dated_event(claim: Claim, today: date) -> Event | None:
    """The event that a claim tells of; None where it tells of none or its day is not known."""
    passage = claim.passage
    if not passage.record or not passage.record.get("event"):
        return None
    event = as_event(passage.record, passage.publication_id, passage.pages, today)
    return event if event.start or event.end else None


def label(claim: Claim, today: date, language: str) -> str:
    """What stands before a claim about an event: to come, or past where it speaks of it as to come."""
    event = dated_event(claim, today)
    if event is None or (event.past and not ANNOUNCED.search(claim.text)):
        return ""
    return phrase("event_past" if event.past else "event_to_come", language)


def too_late(question: Question, claims: Sequence[Claim], today: date) -> str | None:
    """That the event is over, where somebody asks how to take part in one whose date has passed."""
    event = dated_event(claims[0], today) if claims else None
    if event is None or not event.past or not TAKING_PART.search(question.asked):
        return None
    return phrase("event_over", question.language, today=today.isoformat())
