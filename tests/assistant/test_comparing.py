"""Questions that compare two things: what each is, where nothing sets them side by side."""

import pytest

from assistant.assistant import Assistant
from assistant.comparing import sides_of
from assistant.question import understand


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What is the difference between J-StarX and J-Startup?", ["J-StarX", "J-Startup"]),
        ("How do the Quarterly and the report differ?", ["the Quarterly", "the report"]),
        ("Compare MassChallenge with Mayo Clinic Platform.", ["MassChallenge", "Mayo Clinic Platform"]),
        (
            "J-StarXとグローバル・アクセラレーション・ハブの違いは？",
            ["J-StarX", "グローバル・アクセラレーション・ハブ"],
        ),
        ("MGH日本人会とBJRFはどう違いますか", ["MGH日本人会", "BJRF"]),
        ("四季報と報告書を比べてください。", ["四季報", "報告書"]),
        ("VC investment, Japan vs US: number of deals and total value?", []),
        ("What is the difference in price between the two?", []),
        ("資料によって日系企業の数が違うのはなぜですか", []),
    ],
)
def test_two_things_are_compared_as_wholes_or_not(question: str, things: list[str]) -> None:
    assert [side.thing for side in sides_of(understand(question))] == things


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What is the difference between J-StarX and J-Startup?",
            ("J-StarX sends", "J-Startup is a programme"),
        ),
        ("How does EXPERT-J differ from J-RISE?", ("EXPERT-J (", "J-RISE (")),
        (
            "J-StarXとグローバル・アクセラレーション・ハブの違いは？",
            ("J-StarXは", "JETRO Global Acceleration Hub（GAH）は"),
        ),
        (
            "メイヨー・クリニック・プラットフォームとメディカル・アレイ・スタートを比べて",
            ("メイヨー・クリニック・プラットフォームは", "メディカル・アレイ・スタートは"),
        ),
    ],
)
def test_what_nothing_sets_side_by_side_is_told_of_one_and_the_other_in_turn(
    library: Assistant, question: str, told: tuple[str, str]
) -> None:
    answer = library.ask(question, keep=False)
    assert answer.status == "answered"
    first, second, *_ = answer.answer.splitlines()
    assert first.startswith(told[0])
    assert second.startswith(f"- {told[1]}")


@pytest.mark.parametrize(
    "question",
    [
        "MGH日本人会とBJRFの会費の違いは？",
        "Compare the fees of MassChallenge and Techstars.",
        "What is the difference between MassChallenge and Techstars?",
        "マサチューセッツ州とコネチカット州の違いは？",
    ],
)
def test_an_attribute_a_stranger_or_a_place_makes_no_comparison(library: Assistant, question: str) -> None:
    assert library.ask(question, keep=False).status == "not_in_sources"


def test_what_is_set_side_by_side_somewhere_is_answered_by_that(library: Assistant) -> None:
    answer = library.ask("MGH日本人会とBJRFの違いは？", keep=False)
    assert "MGH日本人会" in (first := answer.answer.splitlines()[0])
    assert "BJRF" in first
