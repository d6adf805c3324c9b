"""A chat model judges a kept run: apart from the scores, with its noise, and only when asked to."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.generation.model import ChatModel
from assistant.generation.prompt import prompt_version
from eval.gold import load
from eval.judge import Opinion, judge
from eval.pages import StoredPages
from eval.run import evaluate, store_of
from tests.eval.test_command import command, run_id
from tests.generation.model_server import ModelServer, Prompt, Reply, Script, scripted_model

__all__ = ["command"]


@pytest.fixture
def judged(assistant: Assistant, machines: Path) -> Callable[[Script, int], Opinion]:
    """Has a scripted judge look at a run over three questions."""
    run = evaluate(assistant, load([machines / "gold.jsonl"])[:3])
    cases = run.cases(StoredPages(assistant.index.engine))

    def by(script: Script, repeats: int) -> Opinion:
        with scripted_model(script) as server:
            return judge(run.id, cases, ChatModel(server.name, 5), repeats)

    return by


def test_the_judge_reads_question_facts_and_answer_and_is_repeated(
    judged: Callable[[Script, int], Opinion],
) -> None:
    read: list[str] = []

    def script(prompt: Prompt) -> Reply:
        read.append(unescape(prompt.data))
        return Reply("RIGHT")

    opinion = judged(script, 2)
    assert opinion.right == [1.0, 1.0]
    assert (opinion.unsteady, opinion.unusable, opinion.agreement) == (0, 0, 1.0)
    assert len(read) == 6
    assert all("<question>" in data and "<fact>201</fact>" in data for data in read if "13579" in data)
    assert all("gears" in data.partition("<answer>")[2] for data in read)


def test_a_judge_that_changes_its_mind_is_called_unsteady(judged: Callable[[Script, int], Opinion]) -> None:
    seen: Counter[str] = Counter()

    def script(prompt: Prompt) -> Reply:
        seen[prompt.data] += 1
        return Reply("RIGHT" if seen[prompt.data] < 3 else "wrong.")

    opinion = judged(script, 3)
    assert sum(opinion.right) == pytest.approx(2.0)
    assert opinion.unsteady == 1.0
    assert all(one.usual == "RIGHT" for one in opinion.judgements)


@pytest.mark.parametrize("reply", [Reply(status=500), Reply("It depends."), Reply("RIGHT or WRONG")])
def test_a_judge_that_fails_or_hedges_is_counted_and_never_a_verdict(
    judged: Callable[[Script, int], Opinion], reply: Reply
) -> None:
    opinion = judged(lambda prompt: reply, 1)
    assert (opinion.unusable, opinion.right, opinion.agreement) == (3, [0.0], 0.0)


@pytest.fixture
def agreeing() -> Iterator[ModelServer]:
    with scripted_model(lambda prompt: Reply("RIGHT")) as server:
        yield server


def test_no_judge_is_asked_unless_it_is_named(
    command: Callable[..., object], assistant: Assistant, agreeing: ModelServer
) -> None:
    name = run_id(command)
    refused = command("judge", name)
    assert (refused.exit_code, agreeing.prompts) == (1, [])
    assert "--model provider:model" in refused.output
    before = store_of(assistant).load(name)
    found = command("judge", name, "--model", agreeing.name, "--repeats", "1", "--json")
    assert found.exit_code == 0, found.output
    told = json.loads(found.stdout)
    assert (told["questions"], told["right"]) == (20, [1.0])
    kept = store_of(assistant).folder / name / "judge.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == told
    assert store_of(assistant).load(name) == before


def test_a_run_with_a_chat_model_says_what_the_model_was_told_and_keeps_no_key(
    assistant: Assistant, machines: Path, agreeing: ModelServer
) -> None:
    update = {"chat_model": agreeing.name, "chat_options": {"temperature": 0, "api_key": "hush"}}
    talking = Assistant(assistant.index, assistant.settings.model_copy(update=update))
    made = evaluate(talking, load([machines / "gold.jsonl"])[:1]).description
    assert made.settings["prompts"] == prompt_version()
    assert made.settings["chat_model"] == "openai:scripted"
    assert made.settings["chat_options"] == {"temperature": 0}
    assert "hush" not in json.dumps(vars(made))
