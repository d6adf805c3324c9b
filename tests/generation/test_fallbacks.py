"""What a model that is slow, busy, broken or gone leads to: the extractive answer, with a note."""

import pytest

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.generation.model import ChatModel, ChatModelError
from assistant.phrases import phrase
from assistant.streaming import Token
from tests.generation.conftest import Talk
from tests.generation.model_server import Prompt, Reply, replies
from tests.publications import BEES, CIDER

QUESTION = "How many litres of cider does the orchard press each autumn?"
BOTH = "How many beehives stand there, and how many litres of cider does the orchard press each autumn?"


def extractive(assistant: Assistant) -> str:
    plain = Assistant(assistant.index, assistant.settings.model_copy(update={"chat_model": None}))
    return plain.ask(QUESTION, keep=False).answer


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        (Reply("Never said.", first=3), "model_slow"),
        (Reply("Half said and then nothing more.", stop_after=2, silent=3), "model_slow"),
        (Reply(status=429), "model_busy"),
        (Reply(status=503), "model_busy"),
        (Reply(status=500), "model_failed"),
        (Reply(status=401), "model_failed"),
        (Reply("Not JSON.", broken=True), "model_failed"),
        (Reply("The line is cut in the middle.", stop_after=3), "model_failed"),
        (Reply("It just ends", ending=None), "model_cut"),
        (Reply("It is too long", ending="length"), "model_cut"),
        (Reply("It is held back", ending="content_filter"), "model_cut"),
        (Reply("The orchard presses 12,345 litres [1]."), "model_unsupported"),
    ],
)
def test_a_model_that_fails_leaves_the_extractive_answer_and_a_note(
    talk: Talk, reply: Reply, note: str
) -> None:
    assistant, _ = talk(replies(reply), chat_seconds=1.0)
    answer = assistant.ask(QUESTION)
    assert answer.answer == extractive(assistant)
    assert (answer.status, answer.engine) == ("answered", "extractive")
    assert phrase(note, "en") in answer.notes


def test_a_model_that_cannot_be_reached_leaves_the_extractive_answer(talk: Talk) -> None:
    assistant, server = talk(replies("unused"))
    assistant.settings.chat_model = "openai:scripted@http://127.0.0.1:9/v1"
    answer = assistant.ask(QUESTION)
    assert (answer.engine, server.prompts) == ("extractive", [])
    assert phrase("model_failed", "en") in answer.notes


def test_a_model_that_goes_away_in_mid_answer_keeps_what_was_checked_and_the_rest_is_extracted(
    talk: Talk,
) -> None:
    def half(prompt: Prompt) -> Reply:
        number = prompt.number_of(BEES)
        text = f"{BEES[:-1]} [{number}]. It is then that the line is cut."
        return Reply(text, stop_after=len(Reply(text).pieces) - 3)

    assistant, _ = talk(half)
    events = list(assistant.stream(BOTH))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert answer.answer.startswith(f"{BEES} [1]\n")
    assert CIDER in answer.answer
    assert answer.status == "partial"
    assert "".join(event.text for event in events if isinstance(event, Token)) == answer.answer
    assert [event.number for event in events if isinstance(event, Citation)] == [
        citation.number for citation in answer.citations
    ]
    assert phrase("model_failed", "en") in answer.notes


def test_a_conversation_goes_on_after_the_model_failed(talk: Talk) -> None:
    assistant, _ = talk(replies(Reply(status=500)))
    first = assistant.ask(QUESTION)
    second = assistant.ask("And how many beehives stand there?", conversation_id=first.conversation_id)
    assert second.conversation_id == first.conversation_id
    assert [answer.question for answer in assistant.conversations.answers(first.conversation_id)] == [
        QUESTION,
        "And how many beehives stand there?",
    ]


@pytest.mark.parametrize("name", ["gpt", "openai:", ":model", "openai:model@ftp://host"])
def test_a_chat_model_without_provider_and_model_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(ChatModelError, match=r"^JNEXUS_CHAT_MODEL cannot be .*write provider:model"):
        ChatModel(name, 1.0)


def test_an_unknown_provider_is_refused_in_one_sentence() -> None:
    with pytest.raises(ChatModelError, match=r"'nobody:model' cannot be used .*mend JNEXUS_CHAT_MODEL"):
        ChatModel("nobody:model", 1.0)
