"""What digests say is taken apart while nobody asks, and the reading ends with the service."""

from assistant.names import find_names
from index.passage_table import all_passages
from tests.assistant.conftest import Opener

PATIENCE = 120
"""How long to wait for the reading of all statements, in seconds."""


def test_statements_are_read_before_anybody_asks(open_library: Opener) -> None:
    assistant = open_library()
    with assistant.at_service():
        assert assistant.ahead.caught_up.wait(PATIENCE)
    with assistant.index.engine.connect() as connection:
        statements = [passage for passage in all_passages(connection) if passage.source == "digest"]
    before = find_names.cache_info().misses
    for statement in statements:
        for text in statement.texts.values():
            find_names(text)
    assert statements
    assert find_names.cache_info().misses == before


def test_words_that_statements_share_are_looked_up_before_anybody_asks(open_library: Opener) -> None:
    assistant = open_library()
    translator = assistant.index.snapshot().translator
    assert "accelerator" not in translator.near
    with assistant.at_service():
        assert assistant.ahead.caught_up.wait(PATIENCE)
    assert {"accelerator", "startups", "経済"} <= translator.near.keys()


def test_reading_ends_with_the_service(open_library: Opener) -> None:
    assistant = open_library()
    with assistant.at_service():
        reading = assistant.ahead
        assert reading.is_alive()
    assert not reading.is_alive()


def test_nothing_is_read_where_digests_are_off(open_library: Opener) -> None:
    assistant = open_library(digests="off")
    with assistant.at_service():
        assert not assistant.ahead.is_alive()


def test_a_question_gets_the_same_answer_before_and_after_the_reading(open_library: Opener) -> None:
    assistant = open_library()
    question = "How should I choose an accelerator in Boston?"
    before = assistant.ask(question, keep=False)
    with assistant.at_service():
        assert assistant.ahead.caught_up.wait(PATIENCE)
        after = assistant.ask(question, keep=False)
    assert (after.answer, after.citations[0].quote) == (before.answer, before.citations[0].quote)
