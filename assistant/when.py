"""When an event is, told from today: over, or still to come."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from assistant.claims import Claim
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


def event_of(claim: Claim) -> Mapping[str, Any] | None:
    """The event that a claim tells of."""
    found: Mapping[str, Any] | None = (claim.passage.record or {}).get("event")
    return found


def is_over(event: Mapping[str, Any], today: date) -> bool | None:
    """Whether an event lies before today; None where its day is not known."""
    last = event.get("end") or event.get("start")
    return last < today.isoformat() if last else None


def label(claim: Claim, today: date, language: str) -> str:
    """What stands before a claim about an event: to come, or past where it speaks of it as to come."""
    event = event_of(claim)
    over = is_over(event, today) if event else None
    if over is None or (over and not ANNOUNCED.search(claim.text)):
        return ""
    return phrase("event_past" if over else "event_to_come", language)


def too_late(question: Question, claims: Sequence[Claim], today: date) -> str | None:
    """That the event is over, where somebody asks how to take part in one whose date has passed."""
    event = event_of(claims[0]) if claims else None
    if not event or not is_over(event, today) or not TAKING_PART.search(question.asked):
        return None
    return phrase("event_over", question.language, today=today.isoformat())
