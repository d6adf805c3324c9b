"""`jnexus eval` from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.eval_command import eval_app
from assistant.assistant import Assistant
from eval.triage import store_feedback
from tests.eval.building import switch_off_bm25

GATE = '[[gate]]\nmetric = "correct"\nmay_worsen = 0.05\nbeyond_chance = 0.2\n'


@pytest.fixture
def command(assistant: Assistant, machines: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs `jnexus eval` over the machines."""
    monkeypatch.setattr("api.context.open_assistant", lambda *_: assistant)
    monkeypatch.chdir(machines)

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(eval_app, list(arguments))

    return call


def run_id(command: Callable[..., Result]) -> str:
    """Run the gold, and tell the run's id."""
    result = command("run", "--gold", "gold.jsonl", "--json")
    assert result.exit_code == 0, result.output
    return str(json.loads(result.stdout)["run"]["run_id"])


def test_run_prints_every_score_with_its_interval(command: Callable[..., Result]) -> None:
    result = command("run", "--gold", "gold.jsonl", "--split", "dev")
    assert result.exit_code == 0
    assert "10 questions" in result.stdout
    assert "hit@5" in result.stdout
    assert "1.000 1.000-1.000" in result.stdout


def test_a_kept_run_is_scored_again(command: Callable[..., Result]) -> None:
    first = run_id(command)
    result = command("run", "--rescore", first, "--json")
    assert json.loads(result.stdout)["run"]["run_id"] == first


def test_compare_passes_a_run_against_itself(command: Callable[..., Result], tmp_path: Path) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text(GATE, encoding="utf-8")
    run_id(command)
    result = command("compare", "latest", "latest", "--gate", str(gate))
    assert result.exit_code == 0
    assert "1 demands met" in result.stdout


def test_compare_stops_a_planted_regression_and_names_the_questions(
    command: Callable[..., Result], assistant: Assistant, tmp_path: Path
) -> None:
    gate = tmp_path / "gate.toml"
    gate.write_text(GATE, encoding="utf-8")
    first = run_id(command)
    switch_off_bm25(assistant)
    second = run_id(command)
    result = command("compare", first, second, "--gate", str(gate))
    assert result.exit_code == 1
    assert "correct went from" in result.stderr
    assert "-en" in result.stderr
    as_json = json.loads(command("compare", first, second, "--gate", str(gate), "--json").stdout)
    assert as_json["gate"]["breaches"][0]["questions"]


def test_report_writes_one_html_file_beside_the_run(
    command: Callable[..., Result], assistant: Assistant
) -> None:
    first = run_id(command)
    result = command("report", first)
    assert result.exit_code == 0
    target = assistant.index.home.root / "runs" / first / "report.html"
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_report_writes_tables_of_several_runs(command: Callable[..., Result], tmp_path: Path) -> None:
    runs = run_id(command), run_id(command)
    assert command("report", *runs, "--out", str(tmp_path / "quality.md")).exit_code == 0
    assert (tmp_path / "quality.md").read_text(encoding="utf-8").count("| Metric / 指標") == 2
    assert command("report", *runs).exit_code == 2


def test_check_passes_sound_gold_and_fails_a_wrong_page(
    command: Callable[..., Result], tmp_path: Path
) -> None:
    result = command("check", "--gold", "gold.jsonl")
    assert result.exit_code == 0
    assert "20 questions (10 dev, 10 test), 0 errors" in result.stdout
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(
        Path("gold.jsonl").read_text(encoding="utf-8").replace('"page": 1,', '"page": 2,'), encoding="utf-8"
    )
    result = command("check", "--gold", str(wrong), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["errors"] == 2


def test_triage_lists_verdicts_and_writes_a_candidate(
    command: Callable[..., Result], assistant: Assistant, tmp_path: Path
) -> None:
    answer = assistant.ask("How many gears does machine 13579 have?")
    store_feedback(assistant.index.engine, answer.answer_id, "good", "right")
    assert answer.answer_id in command("triage").stdout
    out = tmp_path / "candidates.jsonl"
    arguments = (
        "--accept",
        answer.answer_id,
        "--reviewer",
        "Sato",
        "--must",
        "201|two hundred and one",
        "--out",
        str(out),
    )
    assert command("triage", *arguments).exit_code == 0
    candidate = json.loads(out.read_text(encoding="utf-8"))
    assert candidate["must"] == [["201", "two hundred and one"]]
    assert candidate["reviewed_by"] == "Sato"
    assert "no feedback is waiting" in command("triage").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "x", "y"), "there is no run that begins with 'x'"),
        (("run", "--gold", "none.jsonl"), "none.jsonl cannot be read"),
        (("triage", "--accept", "x", "--reviewer", "Sato"), "there is no feedback on 'x'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    command: Callable[..., Result], arguments: tuple[str, ...], message: str
) -> None:
    result = command(*arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("jnexus: ")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
