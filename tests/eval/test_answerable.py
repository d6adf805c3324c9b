"""Learning from its signs whether a question is answered."""

import random

import pytest

from assistant.answerable import Signs
from eval.answerable import Example, learned


def example(number: int, chooser: random.Random) -> Example:
    """A question that is answered where known questions that are answered are near, with a little noise."""
    answerable = number % 3 > 0
    near = chooser.gauss(0.1 if answerable else -0.1, 0.03)
    signs = Signs(
        more_answered=near,
        of_kind_more_answered=near,
        part_more_answered=0.0,
        more_asked=near,
        asked_beyond=near,
        left_open=0.5,
        likely=0.5,
        ahead=0.1,
        borne_out=2.0,
        verified=2.0,
        everyday=-3.0,
        length=1.5 + number % 2 * 2,
        lacking=chooser.random() < 0.5,
        stray=False,
        out_of_time=False,
    )
    return Example(f"p{number // 2}", ("ja", "en")[number % 4 // 2], signs, False, answerable)


def test_what_tells_answered_questions_from_others_is_weighed_and_measured_on_others() -> None:
    chooser = random.Random(7)
    record = learned([example(number, chooser) for number in range(400)])
    for kind in ("short", "long"):
        weights = record["weights"][kind]
        assert weights["more_answered"] > 10 * abs(weights["lacking"])
        assert weights["borne_out"] == 0
    held_out = record["held out"]
    assert sum(int(name.split()[3].strip(",")) for name in held_out) == 400
    for name, share in held_out.items():
        assert share < 0.05 if name.startswith("wrongly") else share > 0.95


def test_without_both_kinds_of_questions_nothing_can_be_learned() -> None:
    chooser = random.Random(7)
    answered = [made for number in range(200) if (made := example(number, chooser)).answerable]
    with pytest.raises(ValueError, match="class"):
        learned(answered)
