"""Figures that differ: what a claim is at odds with stands beside it, with why where that is known."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection

from assistant.claims import Claim
from assistant.statements import find_statements
from corpus.catalogue import Publication

MOST_BESIDE = 3

AS_LIKELY = 0.99
"""Others stand beside a claim that is at least this much as likely to answer as the likeliest one: what is asked for is
told with all that differs, what is told besides is not."""


def side_by_side(
    connection: Connection, claims: Sequence[Claim], known: Mapping[str, Publication]
) -> list[Claim]:
    """Claims in their order, each followed by those that it is at odds with; they are neither averaged nor hidden."""
    given = {statement_id(claim): claim for claim in claims}
    likeliest = max((claim.asked for claim in claims), default=0.0)
    placed: dict[str | None, Claim] = {}
    for claim in claims:
        placed.setdefault(statement_id(claim) or claim.text, claim)
        beside = claim.asked >= AS_LIKELY * likeliest
        for other in at_odds(connection, claim, known) if beside else ():
            placed.setdefault(statement_id(other), given.get(statement_id(other), other))
    return list(placed.values())


def at_odds(connection: Connection, claim: Claim, known: Mapping[str, Publication]) -> Iterator[Claim]:
    """The statements that a statement of a digest is at odds with, checked."""
    names = ((claim.passage.record or {}).get("conflicts_with") or ())[:MOST_BESIDE]
    others = [
        Claim(passage.text(claim.language), claim.language, passage, claim.weight)
        for passage in find_statements(connection, names)
    ]
    for other in sorted(others, key=lambda item: names.index(statement_id(item))):
        yield other.checked(connection, known)


def statement_id(claim: Claim) -> str | None:
    """The statement that a claim says, if it is one of a digest."""
    found: str | None = (claim.passage.record or {}).get("statement_id")
    return found


def remark(claim: Claim, language: str) -> str | None:
    """What does not fit about a figure, or how it differs from others, in the reader's language."""
    record = claim.passage.record or {}
    note = record.get("note")
    if note and (record.get("conflicts_with") or record.get("value")):
        text: str = note[language]
        return text
    return None
