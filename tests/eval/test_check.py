"""Gold is checked against itself and against the pages."""

import pytest

from eval.check import Problem, check
from eval.gold import Item
from eval.pages import StoredPages
from tests.eval.building import NOTES, gold, refusable

EN = {"lang": "en", "must": [["$778.5 billion"], ["12th"]], "question": "What is the GDP?"}


def messages(problems: list[Problem], severity: str = "error") -> list[str]:
    """The messages of one severity."""
    return [problem.message for problem in problems if problem.severity == severity]


def pair(**fields: object) -> list[Item]:
    """A sound pair, but for the fields given to both."""
    return [gold(**fields), gold(**EN | fields)]


def test_a_sound_pair_has_no_errors(pages: StoredPages) -> None:
    problems = check(pair(), pages)
    assert messages(problems) == []
    assert messages(problems, "warning") == ["is not reviewed yet"] * 2


def test_an_anchor_is_found_whatever_its_width_and_line_breaks(pages: StoredPages) -> None:
    place = [{"document_id": NOTES, "page": 2, "anchor": "７７８５億".replace("７７８５", "7，785")}]
    assert messages(check(pair(must_cite=place), pages)) == []


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ({"page": 2, "anchor": "8,785億"}, "'8,785億' is nowhere in notes"),
        ({"page": 3, "anchor": "約7,785億"}, "is on page 2 of notes, not 3"),
    ],
)
def test_a_wrong_anchor_or_page_is_an_error(
    pages: StoredPages, place: dict[str, object], message: str
) -> None:
    errors = messages(check(pair(must_cite=[{"document_id": NOTES, **place}]), pages))
    assert len(errors) == 2
    assert message in errors[0]


def test_a_publication_that_is_not_ingested_is_a_warning(pages: StoredPages) -> None:
    problems = check(pair(must_cite=[{"document_id": "other", "page": 1, "anchor": "x"}]), pages)
    assert messages(problems) == []
    assert "other is not ingested; its anchors were not looked up" in messages(problems, "warning")


def test_a_place_without_page_is_looked_for_on_all_pages(pages: StoredPages) -> None:
    assert messages(check(pair(must_cite=[{"document_id": NOTES, "anchor": "第12位"}]), pages)) == []


def test_a_pair_takes_both_languages(pages: StoredPages) -> None:
    assert messages(check([gold()], pages)) == [
        "the pair t-1 is asked in ja; it takes one question in each language"
    ]


def test_the_two_languages_ask_for_the_same(pages: StoredPages) -> None:
    errors = messages(check([gold(), gold(**EN, split="test")], pages))
    assert errors == ["differs from t-1-ja in `split`; make them the same"]


def test_other_numbers_in_the_other_language_are_noticed(pages: StoredPages) -> None:
    wrong = EN | {"must": [["$787.5 billion"], ["12th"]]}
    warnings = messages(check([gold(), gold(**wrong)], pages), "warning")
    assert any("fact 1 has other numbers than in t-1-ja" in warning for warning in warnings)


def test_a_fact_that_stands_on_no_page_is_noticed(pages: StoredPages) -> None:
    warnings = messages(check(pair(must=[["世界第3位"]]), pages), "warning")
    assert any("no alternative of fact 1 (世界第3位)" in warning for warning in warnings)


def test_facts_and_expectation_agree(pages: StoredPages) -> None:
    assert "expects 'answered' but names no facts; add `must`" in messages(check(pair(must=[]), pages))
    assert "expects 'answered' but names no place; add `must_cite`" in messages(
        check(pair(must_cite=[]), pages)
    )
    wrong = [refusable(must=[["x"]]), refusable(lang="en", must=[["x"]])]
    assert "expects 'not_in_sources' but names facts or places; take them out" in messages(
        check(wrong, pages)
    )


def test_what_must_not_be_said_is_in_no_alternative(pages: StoredPages) -> None:
    errors = messages(
        check(pair(must_not=["12"], must=[["7,785億ドル", "$778.5 billion"], ["12位", "12th"]]), pages)
    )
    assert "'12' must not be said but is in '12位'" in errors


def test_one_id_is_one_question(pages: StoredPages) -> None:
    assert "2 questions have this id; give each its own" in messages(check([gold(), gold()], pages))
