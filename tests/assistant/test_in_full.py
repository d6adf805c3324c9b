"""What people write shorter than publications do."""

import pytest

from assistant.in_full import in_full
from assistant.question import understand


@pytest.mark.parametrize(
    ("text", "language", "full"),
    [
        ("MAの日系企業、今なんしゃ？", "ja", "マサチューセッツ州の日系企業、今何社？"),
        ("MA州のGDP", "ja", "マサチューセッツ州のGDP"),
        ("What do CT and MA plan?", "en", "What do Connecticut and Massachusetts plan?"),
    ],
)
def test_states_and_counters_are_written_in_full(text: str, language: str, full: str) -> None:
    assert in_full(text, language) == full


@pytest.mark.parametrize("text", ["IMAX and MACS", "なんにもない", "M&Aの件数", "ma foi"])
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert in_full(text, "en") == text


def test_a_question_and_the_one_before_it_are_understood_in_full() -> None:
    question = understand("では2023年は？", earlier=["MA州のGDPは？"])
    assert "マサチューセッツ州" in question.search_text
    assert understand("Who is in MA?").asked == "Who is in Massachusetts?"
