"""Comparison shows what changed; a gate stops a planted regression and names the questions."""

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval.compare import compare
from eval.errors import EvaluationError
from eval.gate import Gate, breaches, read_gates
from eval.gold import load
from eval.run import evaluate
from eval.store import Run

GATE = """
[[gate]]
metric = "fact recall"
language = "en"
may_worsen = 0.02
beyond_chance = 0.1

[[gate]]
metric = "errors"
at_most = 0.0
"""


@pytest.fixture
def gates(tmp_path: Path) -> list[Gate]:
    """The gates of the file above."""
    (tmp_path / "gate.toml").write_text(GATE, encoding="utf-8")
    return read_gates(tmp_path / "gate.toml")


def test_a_run_against_itself_shows_no_change_and_passes(sound: Run, gates: list[Gate]) -> None:
    found = compare(sound, sound)
    assert all(change.difference.value == 0 and change.difference.p == 1 for change in found.changes)
    assert found.turned == []
    assert breaches(gates, found, sound, sound) == []


def test_a_planted_regression_is_caught_with_its_questions(
    sound: Run, without_bm25: Run, gates: list[Gate]
) -> None:
    found = compare(sound, without_bm25)
    broken = breaches(gates, found, sound, without_bm25)
    assert [one.gate.metric for one in broken] == ["fact recall"]
    assert "fact recall (en) went from 1.000 to" in broken[0].message
    lost = [one.item_id for one in found.turned if one.lost and one.item_id.endswith("-en")]
    assert lost
    assert set(lost) == set(broken[0].questions)


def test_turned_questions_show_both_answers_lost_ones_first(sound: Run, without_bm25: Run) -> None:
    turned = compare(sound, without_bm25).turned
    assert [one.lost for one in turned] == sorted((one.lost for one in turned), reverse=True)
    assert all(one.first != one.second for one in turned)


def test_the_difference_is_that_of_the_scores(sound: Run, without_bm25: Run) -> None:
    change = compare(sound, without_bm25).change("hit@5", "en")
    assert change is not None
    assert change.first == sound.scores.groups["en"]["hit@5"].value
    assert change.second == pytest.approx(without_bm25.scores.groups["en"]["hit@5"].value)


def test_runs_over_other_questions_are_compared_on_what_they_share(
    sound: Run, assistant: Assistant, machines: Path
) -> None:
    part = evaluate(assistant, load([machines / "gold.jsonl"], "dev"), "dev")
    found = compare(sound, part)
    assert (found.questions, found.left_out) == (10, 10)


def test_runs_that_share_nothing_cannot_be_compared(sound: Run, assistant: Assistant, machines: Path) -> None:
    items = load([machines / "gold.jsonl"])
    one, two = evaluate(assistant, items[:2]), evaluate(assistant, items[2:4])
    with pytest.raises(EvaluationError, match="share no question"):
        compare(one, two)


@pytest.mark.parametrize(
    ("gate", "message"),
    [
        ({"metric": "hit@5", "language": "en", "at_least": 1.1}, "hit@5 (en) is 1.000, below 1.1"),
        ({"metric": "errors", "at_most": -0.1}, "errors is 0.000, above -0.1"),
        ({"metric": "injection held"}, "injection held has no value in one of the runs"),
    ],
)
def test_a_threshold_that_is_not_reached_is_told(sound: Run, gate: dict[str, object], message: str) -> None:
    broken = breaches([Gate.model_validate(gate)], compare(sound, sound), sound, sound)
    assert [one.message for one in broken] == [message]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[gate]]\nmetric = 'speed'", "names the metric 'speed'; the metrics are correct"),
        ("[[gate]]\nmetric = 'RR'\nleast = 1", "least: Extra inputs are not permitted; mend the gate"),
        ("gate = ", "is no gate file"),
        ("x = 1", "is no gate file"),
    ],
)
def test_a_gate_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        read_gates(path)


def test_the_shipped_gate_can_be_read() -> None:
    assert read_gates(Path(__file__).parents[2] / "eval" / "gate.toml")
