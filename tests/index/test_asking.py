"""What a question asks, apart from what it only tells."""

import pytest

from index.asking import point_of


@pytest.mark.parametrize(
    ("question", "point"),
    [
        (
            "ミネアポリスには直行便があるそうですが、ボストンには週何便ありますか",
            "ボストンには週何便ありますか",
        ),
        ("13校が応募したと聞きましたけど、落ちた2校はどこ？", "落ちた2校はどこ？"),
        ("We build lidar for ships. As newcomers, whom should we meet?", "whom should we meet?"),
        ("The parade drew 50,000 in 2024; how many came the year before?", "how many came the year before?"),
    ],
)
def test_what_only_leads_up_to_a_question_is_left_out(question: str, point: str) -> None:
    assert point_of(question) == point


@pytest.mark.parametrize(
    "question",
    [
        "英国の会社が、安いからという理由で国外に研究を出しても控除になる？",
        "いつ開かれましたが、どこですか",
        "Were there prizes, and who won?",
        "Who runs it, and how many came?",
        "boston accelerators",
        "資料がありますが、",
    ],
)
def test_nothing_is_left_out_that_asks_or_is_spoken_of(question: str) -> None:
    assert point_of(question) == question
