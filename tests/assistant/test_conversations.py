"""Answers are kept for follow-ups and links, and let go of in time."""

from datetime import UTC, date, datetime, timedelta

from assistant.assistant import Assistant
from corpus.database import run
from tests.assistant.conftest import TODAY, Opener
from tests.publications import REPORT

QUESTION = "How many litres of cider does the orchard press each autumn?"


def test_an_answer_is_found_by_its_id_as_it_was_given(library: Assistant) -> None:
    answer = library.ask(QUESTION)
    assert library.conversations.find(answer.answer_id) == answer


def test_an_answer_that_is_not_to_be_kept_is_not_found(library: Assistant) -> None:
    assert library.conversations.find(library.ask(QUESTION, keep=False).answer_id) is None


def test_a_short_follow_up_is_read_with_the_question_before_it(library: Assistant) -> None:
    first = library.ask("Tell me about the orchard's pear trees.")
    second = library.ask("And the beehives?", conversation_id=first.conversation_id)
    assert second.conversation_id == first.conversation_id
    assert REPORT in {citation.document_id for citation in second.citations}
    assert library.conversations.questions(first.conversation_id) == [first.question, second.question]


def test_earlier_questions_can_be_given_instead_of_a_conversation(library: Assistant) -> None:
    answer = library.ask("And the beehives?", earlier=["Tell me about the orchard's pear trees."], keep=False)
    assert REPORT in {citation.document_id for citation in answer.citations}


def test_answers_past_their_time_are_let_go_of(open_library: Opener) -> None:
    assistant = open_library(retention_days=30)
    old, recent = (assistant.ask(QUESTION) for _ in range(2))
    for answer, days in ((old, 31), (recent, 29)):
        created = (datetime.now(UTC) - timedelta(days=days)).isoformat()
        with assistant.index.engine.begin() as connection:
            run(
                connection,
                "update answer set created_at = :created where answer_id = :id",
                {"created": created, "id": answer.answer_id},
            )
    assistant.ask(QUESTION)
    assert assistant.conversations.find(old.answer_id) is None
    assert assistant.conversations.find(recent.answer_id) is not None


def test_an_answer_carries_the_date_that_it_takes_for_today(library: Assistant) -> None:
    assert library.ask(QUESTION, keep=False).as_of == TODAY.isoformat()
    assert library.ask(QUESTION, keep=False, today=date(2027, 1, 2)).as_of == "2027-01-02"
