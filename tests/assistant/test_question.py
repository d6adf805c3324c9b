"""What a question asks: its language, and Japanese in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question import understand
from assistant.romaji import is_romaji, to_kana

ROMAJI = (
    "bosuton no akusera wa doko desu ka",
    "kenkyuusha no risuto wa doko ni arimasu ka",
    "Sutaatoappu no shien wa nani ga arimasu ka?",
    "PI risuto ni noru ni wa dou sureba ii desu ka",
)
ENGLISH = (
    "Who are the accelerators in Boston?",
    "To whom do I go for a visa?",
    "I need to no longer be on a list",
    "Tokyo, Osaka and Kyoto: which one has more startups?",
    "Is Mr. Yamada a researcher in Boston?",
)


@pytest.mark.parametrize("text", ROMAJI)
def test_japanese_in_latin_letters_is_japanese(text: str) -> None:
    assert is_romaji(text)
    question = understand(text)
    assert (question.language, question.search_language, question.romaji) == ("ja", "ja", True)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_japanese_names_or_little_words_stays_english(text: str) -> None:
    assert not is_romaji(text)
    assert understand(text).language == "en"


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("bosuton no akusera", "ボストン ノ アクセラ"),
        ("sutaatoappu", "スタートアップ"),
        ("kenkyuusha", "ケンキューシャ"),
        ("Boston wa?", "Boston ワ"),
    ],
)
def test_romaji_words_become_kana_and_others_stay(text: str, kana: str) -> None:
    assert to_kana(text) == kana


@pytest.mark.parametrize(
    "text",
    ["MITはどこ？", "ボストン", "J-NEXUSとは？", "CIC とは", "startupとは", "WHO の見解", "研究者 list"],
)
def test_a_short_japanese_question_about_a_latin_name_is_japanese(text: str) -> None:
    assert understand(text).language == "ja"


@pytest.mark.parametrize(
    "text",
    [
        "What is 国際頭脳循環の加速?",
        "who is 山田さん?",
        "How does 在ボストン日本国総領事館 help?",
        "The slogan of the policy is this (技術で勝つ).",
    ],
)
def test_an_english_question_about_a_japanese_name_is_english(text: str) -> None:
    assert understand(text).language == "en"


@given(st.text(min_size=1, max_size=80), st.sampled_from(["ja", "en", None]))
def test_every_text_is_understood_and_the_language_asked_for_is_kept(text: str, language: str | None) -> None:
    question = understand(text, language)
    assert question.text == text
    assert question.language in {"ja", "en"}
    assert language in (None, question.language)


def test_a_short_question_is_searched_for_with_the_one_before_it() -> None:
    assert "beehives" in understand("And in winter?", earlier=["Where are the beehives?"]).search_text
    alone = "How many litres of cider does the orchard press each autumn?"
    assert understand(alone, earlier=["Where are the beehives?"]).search_text == alone
