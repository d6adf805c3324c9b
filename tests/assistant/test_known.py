"""Questions like those that the sources are known to answer, and like those that they leave open."""

import pytest

from assistant.assistant import Assistant
from assistant.known import known_of
from assistant.question import understand


def known(library: Assistant, text: str) -> str | None:
    return known_of(understand(text), library.index.snapshot().asked)


@pytest.mark.parametrize(
    "text", ["What is J-RISE?", "J-RISEとは何ですか", "What is a principal investigator?"]
)
def test_a_question_like_one_that_a_statement_answers_is_known(library: Assistant, text: str) -> None:
    assert known(library, text) == "answered"
    assert library.ask(text, keep=False).status == "answered"


@pytest.mark.parametrize(
    "text",
    [
        "How much is a ticket for the MIT Energy Conference?",
        "How many people attended the J-NEXUS launch?",
        "MIT Energy Conferenceの参加費はいくらですか",
    ],
)
def test_a_question_like_one_that_nothing_answers_is_declined(library: Assistant, text: str) -> None:
    assert known(library, text) == "open"
    assert library.ask(text, keep=False).status == "not_in_sources"


def test_what_is_answered_is_told_beside_what_is_left_open(library: Assistant) -> None:
    text = "When is the MIT Energy Conference, and how much is a ticket?"
    assert known(library, text) is None
    assert library.ask(text, keep=False).status == "partial"


def test_a_question_of_few_words_that_a_statement_is_known_to_answer_is_on_the_subject(
    library: Assistant,
) -> None:
    assert library.ask("What does ASPI measure?", keep=False).status == "answered"


def test_of_what_nobody_wrote_down_nothing_is_known(library: Assistant) -> None:
    assert known(library, "Which glaciers feed the river Rhine?") is None
