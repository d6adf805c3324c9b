"""Readers' verdicts are kept with the answer, and become gold once someone has reviewed them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.conversations import Conversations
from corpus.database import migrate, open_database, rows, run
from eval.errors import EvaluationError
from eval.triage import accept, dismiss, list_feedback, store_feedback
from tests.eval.building import NOTES, answered, refused


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A database with one stored answer, a1."""
    opened = open_database(tmp_path / "use.db")
    migrate(opened, "corpus", "assistant")
    Conversations(opened, 90).keep(answered())
    yield opened
    opened.dispose()


def test_a_verdict_is_kept_with_the_question_and_the_answer(engine: Engine) -> None:
    store_feedback(engine, "a1", "bad", " the year is missing ")
    (found,) = list_feedback(engine)
    assert (found.verdict, found.reason, found.question) == ("bad", "the year is missing", "名目GDPは?")
    assert found.answer.citations[0].document_id == NOTES


def test_a_later_verdict_takes_the_place_of_the_former(engine: Engine) -> None:
    store_feedback(engine, "a1", "bad", "wrong")
    dismiss(engine, "a1", "Sato")
    store_feedback(engine, "a1", "good")
    (found,) = list_feedback(engine)
    assert (found.verdict, found.reason, found.state, found.reviewed_by) == ("good", None, "open", None)


def test_a_verdict_on_an_unknown_answer_is_refused(engine: Engine) -> None:
    with pytest.raises(EvaluationError, match="no answer 'a9' any more"):
        store_feedback(engine, "a9", "good")


def test_a_reason_has_a_limit(engine: Engine) -> None:
    with pytest.raises(EvaluationError, match="longer than 1000 characters"):
        store_feedback(engine, "a1", "bad", "x" * 1001)


def test_old_verdicts_are_let_go_of(engine: Engine) -> None:
    store_feedback(engine, "a1", "bad")
    old = (datetime.now(UTC) - timedelta(days=91)).isoformat()
    with engine.begin() as connection:
        run(connection, "update feedback set created_at = :old", {"old": old})
    Conversations(engine, 90).keep(answered().model_copy(update={"answer_id": "a2"}))
    store_feedback(engine, "a2", "good", retention_days=90)
    assert [one.answer_id for one in list_feedback(engine, None)] == ["a2"]


def test_an_accepted_verdict_becomes_a_candidate_with_reviewer_and_date(engine: Engine) -> None:
    store_feedback(engine, "a1", "good")
    item = accept(engine, "a1", "Sato", [["7,785億ドル"]], kind="figure")
    assert item.question == "名目GDPは?"
    assert item.lang == "ja"
    assert (item.must_cite[0].document_id, item.must_cite[0].page) == (NOTES, 2)
    assert item.must_cite[0].anchor == "約7,785億ドルで、全米第12位"
    assert item.reviewed_by == "Sato"
    assert item.reviewed_on is not None
    assert list_feedback(engine) == []
    assert list_feedback(engine, "candidate")[0].reviewed_by == "Sato"


def test_earlier_questions_of_the_conversation_become_turns(engine: Engine) -> None:
    follow_up = answered().model_copy(update={"answer_id": "a2", "question": "順位は?"})
    Conversations(engine, 90).keep(follow_up)
    store_feedback(engine, "a2", "good")
    assert accept(engine, "a2", "Sato", [["12位"]]).turns == ("名目GDPは?",)


def test_a_question_that_is_answered_needs_its_facts(engine: Engine) -> None:
    store_feedback(engine, "a1", "good")
    with pytest.raises(EvaluationError, match="needs its facts"):
        accept(engine, "a1", "Sato")


def test_a_refusal_becomes_a_question_without_facts(engine: Engine) -> None:
    Conversations(engine, 90).keep(refused().model_copy(update={"answer_id": "a2"}))
    store_feedback(engine, "a2", "good")
    item = accept(engine, "a2", "Sato", kind="unanswerable")
    assert (item.expect, item.must, item.must_cite) == ("not_in_sources", (), ())


def test_review_needs_a_name(engine: Engine) -> None:
    store_feedback(engine, "a1", "bad")
    with pytest.raises(EvaluationError, match="--reviewer NAME"):
        dismiss(engine, "a1", " ")


def test_nothing_of_the_person_is_kept(engine: Engine) -> None:
    store_feedback(engine, "a1", "bad", "unclear")
    with engine.connect() as connection:
        columns = set(rows(connection, "select * from feedback")[0]._mapping)
    assert columns == {
        "answer_id", "created_at", "verdict", "reason", "question", "body", "state", "reviewed_by", "reviewed_on",
    }  # fmt: skip
