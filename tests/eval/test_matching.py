"""A fact counts as stated when one of its alternatives stands in the answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.matching import facts_stated, states


@pytest.mark.parametrize(
    ("answer", "alternative"),
    [
        ("約 ７，７８５ 億ドル", "7785億"),
        ("In 2024, 33 lawmakers came.", "33"),
        ("the Boston area", "AREA"),
        ("a list of the PIs", "PI"),
        ("“Japan’s” list", "japan's"),
        ("a de-\nfinition", "de-finition"),
        ("¥1,000 to ¥2,000", "1000"),
        ("- 一つ目", "-一つ目"),
    ],
)
def test_width_case_spaces_and_commas_do_not_matter(answer: str, alternative: str) -> None:
    assert states(answer, alternative)


@pytest.mark.parametrize(
    ("answer", "alternative"),
    [
        ("2,100 people", "100"),
        ("12.5%", "2.5%"),
        ("in 1970", "70"),
        ("3.36", "3.3"),
        ("confusion", "fusion"),
        ("AIST", "AI"),
        ("on pages 20, 24", "2024"),
        ("第110位", "10位"),
        ("anything", ""),
    ],
)
def test_a_number_or_word_is_not_found_inside_another(answer: str, alternative: str) -> None:
    assert not states(answer, alternative)


def test_a_stem_finds_longer_words() -> None:
    assert states("specialised and convergent", "specialis")
    assert states("specialised and convergent", "converg")


def test_each_fact_needs_one_of_its_alternatives() -> None:
    assert facts_stated("約7,785億ドル", [["7,785億ドル", "$778.5 billion"], ["12位"]]) == [True, False]


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_number_is_stated_only_by_itself(stated: int, wanted: int) -> None:
    assert states(f"total {stated:,} people", str(wanted)) == (stated == wanted)
