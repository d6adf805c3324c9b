"""From use to gold: readers' verdicts on answers, reviewed by staff and turned into gold candidates.

What is kept is the question, the answer with its citations and versions, the verdict and the reason given: nothing of
the person. Feedback goes when the answers' retention time is over.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import Row

from assistant.answer import Answer, Status
from corpus.database import migrate, rows
from corpus.database import run as execute
from corpus.folding import folded_text
from eval.errors import EvaluationError
from eval.gold import ABSTAINING, LONGEST_ANCHOR, Item, Kind, Persona, Place

Verdict = Literal["good", "bad"]
State = Literal["open", "candidate", "dismissed"]
LONGEST_REASON = 1000
RETENTION_DAYS = 90


@dataclass(frozen=True)
class Feedback:
    """A reader's verdict on an answer, and what became of it."""

    answer_id: str
    created_at: str
    verdict: Verdict
    reason: str | None
    question: str
    answer: Answer
    state: State
    reviewed_by: str | None
    reviewed_on: str | None


def store_feedback(
    engine: Engine,
    answer_id: str,
    verdict: Verdict,
    reason: str | None = None,
    retention_days: int = RETENTION_DAYS,
) -> Feedback:
    """Keep a verdict on a stored answer; a later verdict on the same answer takes its place.

    Args:
        engine: the database that holds the answer.
        answer_id: of the answer.
        verdict: 'good' or 'bad'.
        reason: what the reader says of it, if anything.
        retention_days: after how many days feedback is let go of.

    Raises:
        EvaluationError: when there is no such answer (any more), or the reason is too long.
    """
    migrate(engine, "assistant", "eval")
    if reason and len(reason) > LONGEST_REASON:
        raise EvaluationError(f"the reason is longer than {LONGEST_REASON} characters; shorten it")
    present = datetime.now(UTC)
    with engine.begin() as connection:
        stored = rows(connection, "select question, body from answer where answer_id = :id", id=answer_id)
        if not stored:
            raise EvaluationError(f"there is no answer '{answer_id}' any more; ask the question again")
        execute(
            connection,
            "insert into feedback values (:answer_id, :created_at, :verdict, :reason, :question, :body, 'open', "
            "null, null) on conflict (answer_id) do update set created_at = excluded.created_at, "
            "verdict = excluded.verdict, reason = excluded.reason, state = 'open', reviewed_by = null, "
            "reviewed_on = null",
            {
                "answer_id": answer_id,
                "created_at": present.isoformat(timespec="seconds"),
                "verdict": verdict,
                "reason": (reason or "").strip() or None,
                "question": stored[0].question,
                "body": stored[0].body,
            },
        )
        let_go(connection, retention_days)
        return find(connection, answer_id)


def let_go(connection: Connection, retention_days: int) -> None:
    """Delete the verdicts that are older than the retention time."""
    limit = (datetime.now(UTC) - timedelta(days=retention_days)).isoformat()
    execute(connection, "delete from feedback where created_at < :limit", {"limit": limit})


def withdraw(engine: Engine, answer_ids: Sequence[str]) -> None:
    """Delete the verdicts on answers that their asker deletes."""
    migrate(engine, "eval")
    values = [{"id": answer_id} for answer_id in answer_ids]
    with engine.begin() as connection:
        execute(connection, "delete from feedback where answer_id = :id", *values)


def list_feedback(
    engine: Engine, state: State | None = "open", retention_days: int = RETENTION_DAYS
) -> list[Feedback]:
    """The verdicts in a state (None: all) within the retention time, bad ones first, then the latest."""
    migrate(engine, "eval")
    chosen = "" if state is None else "where state = :state"
    values = {} if state is None else {"state": state}
    with engine.begin() as connection:
        let_go(connection, retention_days)
        found = rows(
            connection, f"select * from feedback {chosen} order by verdict, created_at desc", **values
        )
    return [as_feedback(row) for row in found]


def find(connection: Connection, answer_id: str) -> Feedback:
    """The verdict on an answer.

    Raises:
        EvaluationError: when there is none.
    """
    found = rows(connection, "select * from feedback where answer_id = :id", id=answer_id)
    if not found:
        raise EvaluationError(
            f"there is no feedback on '{answer_id}'; `jnexus eval triage` lists what there is"
        )
    return as_feedback(found[0])


def as_feedback(row: Row[Any]) -> Feedback:
    """Feedback from its row."""
    values = dict(row._mapping)
    return Feedback(answer=Answer.model_validate_json(values.pop("body")), **values)


def dismiss(engine: Engine, answer_id: str, reviewer: str) -> Feedback:
    """Set a verdict aside."""
    return review(engine, answer_id, "dismissed", reviewer)


def accept(
    engine: Engine,
    answer_id: str,
    reviewer: str,
    must: Sequence[Sequence[str]] = (),
    expect: Status | None = None,
    kind: Kind = "prose",
    persona: Persona = "staff",
) -> Item:
    """Turn a reviewed verdict into a gold candidate in the question's language.

    The other language of the pair is still to be written, and `jnexus eval check` says so.

    Args:
        engine: the database.
        answer_id: of the answer that the verdict is on.
        reviewer: who reviewed it.
        must: the facts that a right answer states, each with its alternatives.
        expect: the status that a right answer has; by default the given answer's.
        kind: the kind of question.
        persona: who would ask it.

    Raises:
        EvaluationError: when there is no such feedback, or what is expected does not agree with the facts given.
    """
    migrate(engine, "assistant", "eval")
    with engine.connect() as connection:
        feedback = find(connection, answer_id)
        turns = earlier_questions(connection, feedback.answer)
    status = expect or feedback.answer.status
    answerable = status not in ABSTAINING
    if answerable and not must:
        raise EvaluationError(
            "a question that is answered needs its facts; give each with --must 'one|another form'"
        )
    places = cited_places(feedback.answer) if answerable else ()
    if answerable and not places:
        raise EvaluationError("the answer cites no page that gold could name; write this question by hand")
    pair = f"use-{hashlib.sha256(answer_id.encode()).hexdigest()[:8]}"
    item = Item(
        id=f"{pair}-{feedback.answer.language}",
        pair_id=pair,
        split="dev",
        lang=feedback.answer.language,
        persona=persona,
        kind=kind,
        question=feedback.question,
        turns=turns,
        must=tuple(tuple(group) for group in must) if answerable else (),
        must_cite=places,
        expect=status,
        reviewed_by=reviewer,
        reviewed_on=date.today(),
    )
    review(engine, answer_id, "candidate", reviewer)
    return item


def earlier_questions(connection: Connection, answer: Answer) -> tuple[str, ...]:
    """The questions of the answer's conversation before it, oldest first, as far as they are still kept."""
    found = rows(
        connection,
        "select answer_id, question from answer where conversation_id = :id order by created_at",
        id=answer.conversation_id,
    )
    names = [row.answer_id for row in found]
    before = names.index(answer.answer_id) if answer.answer_id in names else 0
    return tuple(row.question for row in found[:before])


def review(engine: Engine, answer_id: str, state: State, reviewer: str) -> Feedback:
    """Record who decided what on a verdict."""
    if not reviewer.strip():
        raise EvaluationError("say who reviewed it with --reviewer NAME")
    migrate(engine, "eval")
    with engine.begin() as connection:
        find(connection, answer_id)
        execute(
            connection,
            "update feedback set state = :state, reviewed_by = :by, reviewed_on = :on where answer_id = :id",
            {"state": state, "by": reviewer, "on": date.today().isoformat(), "id": answer_id},
        )
        return find(connection, answer_id)


def cited_places(answer: Answer) -> tuple[Place, ...]:
    """The verified pages of an answer, each with the beginning of its quote as anchor."""
    found = {
        (citation.document_id, citation.page): folded_text(citation.quote)[:LONGEST_ANCHOR]
        for citation in answer.citations
        if citation.verified
    }
    return tuple(
        Place(document_id=document, page=page, anchor=anchor)
        for (document, page), anchor in found.items()
        if anchor
    )
