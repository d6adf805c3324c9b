import shutil
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.document import Refused
from index.language import language_of
from index.tokenise import joined, tokens
from index.tokenise_apart import WORTH_A_PROCESS, tokens_of_each


@given(st.text(max_size=80))
@example("\x00 ﾞ ①2026 $ % 億 ")
def test_any_text_gives_tokens_without_white_space(text: str) -> None:
    found = tokens(text)
    assert all(token and not any(char.isspace() for char in token) for token in found)
    assert found == tokens(text)


@given(st.text(alphabet="ボストン総領事館MITＡＩ研究ｶﾞｲﾄﾞ １2３,.億万", max_size=40))
def test_width_and_case_make_no_difference(text: str) -> None:
    assert tokens(unicodedata.normalize("NFKC", text).upper()) == tokens(text)


@given(st.integers(0, 10**15))
def test_a_number_with_and_without_commas_is_one_token(number: int) -> None:
    assert tokens(f"{number:,}") == tokens(str(number)) == [str(number)]


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_numbers_in_japanese_and_english_scales_meet(oku: int, man: int) -> None:
    number = oku * 10**8 + man * 10**4
    assert tokens(f"{oku:,}億{man:,}万ドル")[0] == str(number)
    assert tokens(f"US${number / 10**9:.5f} billion")[0] == str(number)
    assert tokens(f"¥{number / 10**6:,.2f} million")[0] == str(number)


@pytest.mark.parametrize(
    ("japanese", "english"),
    [
        ("15億3,400万ドル", "$1.534 billion"),
        ("15億3,400万ドル", "US$1,534 million"),
        ("2万1,700人", "21,700 people"),
        ("0.5億ドル", "$50 million"),
        ("５，４００万シンガポールドル", "S$54 million"),
        ("約61億円", "about ¥6.1bn"),
        ("3.5兆円", "3.5 trillion yen"),
        ("三百万円", "3 million yen"),
        ("26位", "26th"),
        ("2000年代", "the 2000s"),
        ("2.0倍", "2 times"),
    ],
)
def test_a_figure_is_the_same_token_in_both_languages(japanese: str, english: str) -> None:
    assert {token for token in tokens(japanese) if token[0].isdigit()} == {
        token for token in tokens(english) if token[0].isdigit()
    }


def test_the_number_of_a_list_does_not_run_into_the_next_number() -> None:
    assert tokens("②2026年")[:2] == ["2", "2026"]


def test_compounds_count_as_themselves_and_by_their_parts() -> None:
    found = tokens("国際共同研究")
    assert {"国際", "共同", "研究", "国際共同", "共同研究", "国際共同研究"} <= set(found)


def test_variant_spellings_are_one_token() -> None:
    assert tokens("引越し") == tokens("引っ越し")
    assert tokens("サーバー")[0] == tokens("サーバ")[0]


def test_english_words_meet_in_all_their_forms_and_function_words_are_left_out() -> None:
    assert tokens("the accelerators of universities") == tokens("accelerator university")


def test_a_compound_word_counts_whole_and_in_parts() -> None:
    assert {"covid-19", "covid", "19"} == set(tokens("COVID-19"))


def test_particles_and_signs_are_left_out() -> None:
    assert tokens("総領事館は、ボストンにある。") == tokens("総領事館 ボストン 有る")


def test_a_term_joined_is_the_compound_that_its_text_gives() -> None:
    for term in ("総領事館", "国際頭脳循環", "研究開発税制"):
        assert joined(term) in tokens(f"{term}について")


def test_a_long_text_is_cut_for_the_analyser() -> None:
    assert tokens("研究" * 30_000).count("研究") == 60_000 / 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("MGHの日本人会は何人いますか", "ja"),
        ("What does 新技術立国 mean?", "en"),
        ("PIリスト", "ja"),
        ("J-NEXUS", "en"),
        ("ﾊﾞｲｵ", "ja"),
        ("2026", "en"),
    ],
)
def test_the_script_that_carries_a_text_decides_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和8年度", "2026"),
        ("令和元年", "2019"),
        ("平成 元 年", "1989"),
        ("昭和６３年", "1988"),
        ("FY2026", "2026"),
    ],
)
def test_a_year_of_an_era_or_a_fiscal_year_counts_as_the_year_too(text: str, year: str) -> None:
    assert year in tokens(text)


@pytest.mark.parametrize("text", ["I've", "isn't", "they'll", "what’s"])
def test_words_drawn_together_say_nothing(text: str) -> None:
    assert tokens(text) == []


def test_a_possessive_is_the_word() -> None:
    assert tokens("the bulletin's") == tokens("bulletin")


TEXTS = ["", "ボストン総領事館\n15億3,400万ドル", "an accelerator\x1ein Boston", "\t \x00 。", "令和8年度"]


@pytest.mark.parametrize("times", [1, WORTH_A_PROCESS])
def test_many_texts_get_the_tokens_that_each_gets_by_itself(times: int) -> None:
    assert tokens_of_each(TEXTS * times) == [tokens(text) for text in TEXTS] * times


def test_a_process_that_ends_before_its_time_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(Refused, match="ended with status 1"):
        tokens_of_each(["量子"] * WORTH_A_PROCESS)
