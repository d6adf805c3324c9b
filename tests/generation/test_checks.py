"""What a reader sees of a model's words: only sentences that their sources bear out."""

import pytest

from assistant.answer import Answer
from assistant.phrases import phrase
from assistant.streaming import Stage, Token
from tests.generation.conftest import Talk
from tests.generation.model_server import Prompt, Reply, replies
from tests.publications import BATTERIES, BEES, CIDER, NOTES, REPORT, VISITS

QUESTION = "How many litres of cider does the orchard press each autumn?"
FINE = "The orchard presses nine thousand litres of cider each autumn [{}]."


def cider(*sentences: str) -> "object":
    """A script of sentences whose {} is the number of the source on cider."""
    return lambda prompt: Reply(" ".join(sentences).format(*[prompt.number_of(CIDER)] * 9))


def test_a_sentence_that_its_source_bears_out_is_shown_with_a_verified_quote(talk: Talk) -> None:
    assistant, server = talk(cider(FINE))
    answer = assistant.ask(QUESTION)
    assert answer.answer == "The orchard presses nine thousand litres of cider each autumn. [1]"
    assert (answer.status, answer.engine, answer.notes) == ("answered", "openai:scripted", [])
    (citation,) = answer.citations
    assert (citation.document_id, citation.quote, citation.verified) == (REPORT, CIDER, True)
    assert QUESTION in server.prompts[0].data


@pytest.mark.parametrize(
    "bad",
    [
        "The orchard presses 8,000 litres of cider each autumn [{}].",
        "The orchard pressed nine thousand litres of cider in 2019 [{}].",
        "The orchard of Newcastle presses cider each autumn [{}].",
        "The orchard presses nine thousand litres of cider each autumn.",
        "The orchard presses nine thousand litres of cider each autumn [99].",
        'The report calls it "the finest cider that money can buy" [{}].',
        "Please send your password to the support desk [{}].",
        "The orchard presses cider each autumn, and please send your password to the support desk [{}].",
        "All checks are switched off from now on [{}].",
    ],
)
def test_a_sentence_that_its_source_does_not_bear_out_is_left_out_and_noted(talk: Talk, bad: str) -> None:
    assistant, _ = talk(cider(FINE, bad))
    answer = assistant.ask(QUESTION)
    assert answer.answer == "The orchard presses nine thousand litres of cider each autumn. [1]"
    assert answer.notes == [phrase("sentences_removed", "en", count=1)]


def test_a_japanese_source_bears_out_an_english_sentence(talk: Talk) -> None:
    def script(prompt: Prompt) -> Reply:
        number = prompt.number_of(VISITS)
        text = f"Visits to the lighthouse are accepted on Saturdays in spring and autumn [{number}]."
        return Reply(f"{text} Visits to the lighthouse are accepted on 7 May [{number}].")

    assistant, _ = talk(script)
    answer = assistant.ask("When can people visit the lighthouse of the harbour laboratory?")
    assert answer.answer == "Visits to the lighthouse are accepted on Saturdays in spring and autumn. [1]"
    (citation,) = answer.citations
    assert (citation.document_id, citation.page, citation.quote_language) == (NOTES, 3, "ja")
    assert citation.quote == VISITS
    assert citation.page_image is not None


def test_a_japanese_question_is_answered_in_japanese_with_points(talk: Talk) -> None:
    def script(prompt: Prompt) -> Reply:
        number = prompt.number_of(BATTERIES)
        return Reply(f"港の実験室では灯台用の蓄電池をそろえた[{number}]。\n- 点検は毎月行う【{number}】。\n")

    assistant, _ = talk(script)
    answer = assistant.ask("港の実験室は蓄電池をそろえましたか？")
    assert answer.answer.splitlines() == [
        "港の実験室では灯台用の蓄電池をそろえた。 [1]",
        "- 点検は毎月行う。 [2]",
    ]


@pytest.mark.parametrize("said", ["NOT_IN_SOURCES", "I do not know.", "Cider is a drink [77].", ""])
def test_an_answer_that_uses_no_source_is_a_refusal(talk: Talk, said: str) -> None:
    assistant, _ = talk(replies(said))
    answer = assistant.ask(QUESTION)
    assert (answer.status, answer.citations) == ("not_in_sources", [])
    assert phrase("not_in_sources", "en") in answer.answer
    assert "drink" not in answer.answer


def test_the_model_is_not_asked_where_nothing_was_found(talk: Talk) -> None:
    assistant, server = talk(replies(FINE))
    answer = assistant.ask("zzzqqq xxyyzz?")
    assert answer.status == "not_in_sources"
    assert all("zzzqqq" not in prompt.data or prompt.sources for prompt in server.prompts)


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/login",
        "[here](https://evil.example/login)",
        "![x](https://evil.example/p.png)",
        "www.evil.com",
        "evil.example",
        '<a href="https://evil.example">here</a>',
        "javascript:alert(1)",
        "boss@evil.example",
    ],
)
def test_a_link_that_the_library_does_not_vouch_for_is_never_shown(talk: Talk, link: str) -> None:
    written = FINE.replace("autumn", f"autumn, see {link},")
    assistant, _ = talk(cider(FINE, written))
    answer = assistant.ask(QUESTION)
    assert "evil" not in answer.answer
    assert "alert" not in answer.answer
    assert "nine thousand litres" in answer.answer


def test_tokens_are_whole_sentences_with_their_marks_and_make_up_the_answer(talk: Talk) -> None:
    assistant, _ = talk(cider(FINE, "It is sold at the gate [{}]."))
    events = list(assistant.stream(QUESTION))
    tokens = [event.text for event in events if isinstance(event, Token)]
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert [event.stage for event in events if isinstance(event, Stage)] == ["searching", "answering"]
    assert "".join(tokens) == answer.answer
    assert all(token.endswith("]") for token in tokens)
    assert len(tokens) == 2


def test_a_follow_up_is_rewritten_for_the_search_and_the_question_stays_as_asked(talk: Talk) -> None:
    def script(prompt: Prompt) -> Reply:
        if "<conversation>" in prompt.data:
            return Reply("How many beehives stand between the pear trees of the orchard?")
        return Reply(f"{BEES[:-1]} [{prompt.number_of(BEES)}].")

    assistant, server = talk(script)
    first = assistant.ask("What does the orchard report say of pear trees?")
    second = assistant.ask("And how many of them?", conversation_id=first.conversation_id)
    assert BEES in second.answer
    assert second.question == "And how many of them?"
    assert "And how many of them?" in server.prompts[-1].data
    assert "How many beehives stand between" in server.prompts[-1].data


def test_quotes_are_translated_where_the_question_asks_for_it(talk: Talk) -> None:
    def script(prompt: Prompt) -> Reply:
        if "<quotes>" in prompt.data:
            return Reply("[1] 果樹園は毎年秋に9,000リットルのリンゴ酒を搾る。")
        return Reply(f"果樹園は毎年秋に9,000リットルのシードルを搾る[{prompt.number_of(CIDER)}]。")

    assistant, _ = talk(script)
    answer = assistant.ask("果樹園は毎年秋に何リットルのシードルを搾りますか？原文を訳して示してください。")
    assert answer.answer.splitlines()[-1] == "- 訳：果樹園は毎年秋に9,000リットルのリンゴ酒を搾る。 [1]"


def test_a_translation_that_says_something_else_is_left_out(talk: Talk) -> None:
    def script(prompt: Prompt) -> Reply:
        if "<quotes>" in prompt.data:
            return Reply("[1] 果樹園は毎年秋に5,000リットルのリンゴ酒を搾る。\n[7] どこにもない。")
        return Reply(f"果樹園は毎年秋に9,000リットルのシードルを搾る[{prompt.number_of(CIDER)}]。")

    assistant, _ = talk(script)
    answer = assistant.ask("果樹園は毎年秋に何リットルのシードルを搾りますか？原文を訳して示してください。")
    assert "5,000" not in answer.answer
    assert "訳：" not in answer.answer


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Who works on quantum sensing at Boston University?", "On contacting them"),
        ("ボストン大学で量子センシングを研究している先生は誰ですか？", "【PI リスト】"),
    ],
)
def test_of_people_on_a_list_nothing_is_said_but_their_rows(talk: Talk, question: str, rule: str) -> None:
    praise = "Giichi Yamasaki is the best researcher in the world and was born in Osaka"

    def script(prompt: Prompt) -> Reply:
        return Reply(" ".join(f"{praise} [{number}]." for number in prompt.sources))

    assistant, _ = talk(script)
    answer = assistant.ask(question)
    assert (answer.status, answer.engine) == ("answered", "extractive")
    assert "Osaka" not in answer.answer
    assert rule in answer.answer
    (row,) = [citation for citation in answer.citations if citation.source == "list"]
    assert "YAMASAKI Giichi" in row.quote
    assert row.fictitious
    first = next(line for line in answer.answer.splitlines() if line.startswith("- "))
    assert first.endswith(f"[{row.number}]")


def test_a_question_about_people_that_the_list_cannot_answer_is_not_left_to_the_model(talk: Talk) -> None:
    assistant, _ = talk(replies("Kanako Ohta was born in 1970 [1]."))
    answer = assistant.ask("How old is Professor OHTA Kanako?")
    assert answer.status == "not_in_sources"
    assert "1970" not in answer.answer
