"""Runs are kept, scored again and repeatable."""

import json
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.assistant import Assistant
from corpus.database import rows
from eval.errors import EvaluationError
from eval.gold import load
from eval.run import evaluate, rescore, store_of
from eval.scores import Scores
from eval.store import Run


def without_latency(scores: Scores) -> dict[str, Any]:
    """The scores but for how long answers took."""
    data = deepcopy(scores.to_json())
    for table in ("groups", "questions"):
        for values in data[table].values():
            for name in ("latency p50", "latency p95"):
                values.pop(name, None)
    return data


def test_a_run_answers_every_question_and_scores_every_group(run: Run) -> None:
    assert len(run.answers) == len(run.items) == 20
    assert {
        "all",
        "ja",
        "en",
        "dev",
        "test",
        "dev/ja",
        "kind:figure",
        "persona:staff",
    } <= run.scores.groups.keys()
    assert run.scores.groups["all"]["errors"].value == 0
    assert run.scores.groups["en"]["hit@5"].value == 1
    assert run.scores.gaps["all"]["hit@5"].count == 10


def test_two_runs_of_the_same_state_score_the_same_to_the_last_digit(
    run: Run, assistant: Assistant, machines: Path
) -> None:
    again = evaluate(assistant, load([machines / "gold.jsonl"]))
    assert without_latency(again.scores) == without_latency(run.scores)
    assert again.id != run.id


def test_a_run_is_loaded_as_it_was_kept(run: Run, assistant: Assistant) -> None:
    loaded = store_of(assistant).load("latest")
    assert loaded == run
    assert store_of(assistant).load(run.id[:16]).id == run.id


def test_scoring_again_needs_no_new_answers(
    run: Run, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(*_: object, **__: object) -> Answer:
        raise AssertionError("no question is asked again")

    monkeypatch.setattr(Assistant, "ask", ask)
    assert rescore(assistant, store_of(assistant).load(run.id)).scores == run.scores


def test_a_run_says_what_it_was_made_with_and_keeps_no_secrets(assistant: Assistant, machines: Path) -> None:
    assistant.settings = assistant.settings.model_copy(
        update={"staff_token": "hush", "database_url": "postgresql://user:hush@db/x"}
    )
    made = evaluate(assistant, load([machines / "gold.jsonl"], "dev"), "dev").description
    assert made.split == "dev"
    assert made.questions == 10
    assert made.corpus["machines"]
    assert made.settings["digests"] == "off"
    assert made.code["files"]
    assert "hush" not in json.dumps(asdict(made))


def test_a_run_is_a_folder_and_a_row(run: Run, assistant: Assistant) -> None:
    folder = assistant.index.home.root / "runs" / run.id
    assert {path.name for path in folder.iterdir()} == {
        "run.json",
        "gold.jsonl",
        "answers.jsonl",
        "scores.json",
    }
    with assistant.index.engine.connect() as connection:
        found = rows(connection, "select run_id, gold from run")
    assert [(row.run_id, row.gold) for row in found] == [(run.id, run.description.gold)]


def test_progress_is_told_question_by_question(assistant: Assistant, machines: Path) -> None:
    told: list[tuple[int, int]] = []
    items = load([machines / "gold.jsonl"])[:3]
    evaluate(assistant, items, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_question_that_fails_is_counted_and_the_run_goes_on(
    assistant: Assistant, machines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Assistant.ask

    def failing(self: Assistant, text: str, **options: Any) -> Answer:
        if "13579" in text:
            raise RuntimeError("boom")
        return whole(self, text, **options)

    monkeypatch.setattr(Assistant, "ask", failing)
    run = evaluate(assistant, load([machines / "gold.jsonl"]))
    assert [one.error for one in run.answers if one.error] == ["RuntimeError: boom"] * 2
    assert run.scores.groups["all"]["errors"].value == 0.1
    assert run.scores.questions["m13579-en"]["fact recall"] == 0


def test_earlier_turns_and_today_are_handed_over(
    assistant: Assistant, machines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, seen = Assistant.ask, []

    def noting(self: Assistant, text: str, *, earlier: Sequence[str], **options: Any) -> Answer:
        seen.append((list(earlier), options["today"].isoformat(), options["keep"]))
        return whole(self, text, earlier=earlier, **options)

    monkeypatch.setattr(Assistant, "ask", noting)
    item = load([machines / "gold.jsonl"])[0].model_copy(update={"turns": ("Which machines are there?",)})
    evaluate(assistant, [type(item).model_validate(item.model_dump() | {"today": "2026-05-10"})])
    assert seen == [(["Which machines are there?"], "2026-05-10", False)]


def test_an_unknown_run_is_named_with_those_there_are(run: Run, assistant: Assistant) -> None:
    with pytest.raises(EvaluationError, match=f"no run that begins with 'x'; the runs are {run.id}"):
        store_of(assistant).load("x")


def test_a_damaged_run_says_so(run: Run, assistant: Assistant) -> None:
    (assistant.index.home.root / "runs" / run.id / "scores.json").write_text("{", encoding="utf-8")
    with pytest.raises(EvaluationError, match="incomplete or of another version"):
        store_of(assistant).load(run.id)


def test_the_history_holds_runs_over_the_same_questions(
    run: Run, assistant: Assistant, machines: Path
) -> None:
    evaluate(assistant, load([machines / "gold.jsonl"], "dev"), "dev")
    store = store_of(assistant)
    assert len(store.history()) == 2
    assert [description.run_id for description, _ in store.history(run.description.gold)] == [run.id]
    assert replace(run.description) == store.descriptions()[0]
