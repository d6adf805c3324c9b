"""How likely it is that sentences of a page without a digest answer a question."""

from dataclasses import replace

import pytest

from assistant.quotable import LIKELY, QuotedSigns
from tests.assistant.conftest import Opener

PROMISING = QuotedSigns(
    weight=1.2,
    missing=0,
    unmet=0,
    shared=5,
    length=3.5,
    stray=False,
    foreign=False,
)


def test_sentences_that_weigh_much_and_lack_nothing_answer() -> None:
    assert PROMISING.likelihood() > LIKELY
    assert PROMISING.answered_enough


@pytest.mark.parametrize(
    "worse",
    [{"weight": 0.6}, {"missing": 1}, {"unmet": 1}, {"foreign": True}],
)
def test_what_lacks_or_weighs_little_makes_an_answer_less_likely(worse: dict[str, float]) -> None:
    assert replace(PROMISING, **worse).likelihood() < PROMISING.likelihood()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("港の実験室は蓄電池を何基そろえましたか？", "answered"),
        ("港の実験室の電話番号と、2019年の職員の給与の平均は？", "not_in_sources"),
        ("青森の港の実験室は2024年に蓄電池を何基そろえましたか？", "not_in_sources"),
        ("How many beehives stand between the pear trees?", "answered"),
        ("My rice cooker beeps all night. What is wrong with it?", "out_of_scope"),
    ],
)
def test_pages_without_a_digest_answer_what_they_say_and_no_more(
    open_library: Opener, text: str, status: str
) -> None:
    assert open_library(digests="off").ask(text, keep=False).status == status


def test_a_name_of_the_askers_own_that_lacks_does_not_keep_a_page_from_answering(
    open_library: Opener,
) -> None:
    text = "For a note to Kew Gardens: how many beehives stand between the pear trees in the orchard?"
    answer = open_library(digests="off").ask(text, keep=False)
    assert answer.status == "answered"
    assert "Fourteen beehives" in answer.answer
