"""A language model's opinion of a run's answers: never part of the scores, and repeated to show how steady it is.

Zheng and others 2023 ("Judging LLM-as-a-judge") find such judges partial and inconsistent; hence the repeats, the
agreement with the metric "correct", and no gate on it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import Any, Literal

from assistant.generation.model import ChatModel, ModelFailed
from assistant.generation.prompt import element
from eval.case import Case
from eval.gold import ABSTAINING
from eval.metrics.facts import correct
from eval.metrics.metric import share

Verdict = Literal["RIGHT", "PARTLY", "WRONG"]
WORD = re.compile(r"\b(RIGHT|PARTLY|WRONG)\b")
AT_ONCE = 4
"""How many answers are judged side by side."""


@dataclass(frozen=True)
class Judgement:
    """What the judge said of an answer, once for each repeat; None where it said nothing usable."""

    item_id: str
    verdicts: tuple[Verdict | None, ...]
    correct: bool

    @property
    def usual(self) -> Verdict | None:
        """The most frequent verdict, the first of several; None where there is none."""
        given = [verdict for verdict in self.verdicts if verdict]
        return Counter(given).most_common(1)[0][0] if given else None


@dataclass(frozen=True)
class Opinion:
    """A judge's opinion of a run."""

    run_id: str
    model: str
    prompt: str
    judgements: list[Judgement]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: the figures, and the verdicts on each question."""
        return {
            "run": self.run_id,
            "model": self.model,
            "prompt": self.prompt,
            "questions": len(self.judgements),
            "right": self.right,
            "unsteady": self.unsteady,
            "unusable": self.unusable,
            "agreement": self.agreement,
            "verdicts": {one.item_id: one.verdicts for one in self.judgements},
        }

    @property
    def right(self) -> list[float]:
        """The share of the questions judged right, in each repeat; what is unusable counts as not right."""
        rounds = zip(*(one.verdicts for one in self.judgements), strict=True)
        return [share(verdicts.count("RIGHT"), len(verdicts)) for verdicts in rounds]

    @property
    def unsteady(self) -> float:
        """The share of the questions on which the judge did not say the same each time."""
        return share(sum(len(set(one.verdicts)) > 1 for one in self.judgements), len(self.judgements))

    @property
    def unusable(self) -> int:
        """How many times nothing usable was said."""
        return sum(verdict is None for one in self.judgements for verdict in one.verdicts)

    @property
    def agreement(self) -> float:
        """The share of the questions on which the usual verdict and the metric "correct" are at one."""
        alike = sum((one.usual == "RIGHT") == one.correct for one in self.judgements)
        return share(alike, len(self.judgements))


def judge(
    run_id: str,
    cases: Sequence[Case],
    model: ChatModel,
    repeats: int,
    progress: Callable[[int, int], None] | None = None,
) -> Opinion:
    """Have a chat model judge the answers of a run.

    Args:
        run_id: of the run.
        cases: its questions with their answers, one at least.
        model: the judge.
        repeats: how many times each answer is judged.
        progress: told (done, total).
    """
    rounds = [case for case in cases for _ in range(repeats)]
    verdicts: list[Verdict | None] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for verdict in pool.map(verdict_on, rounds, repeat(model)):
            verdicts.append(verdict)
            if progress:
                progress(len(verdicts), len(rounds))
    return Opinion(
        run_id,
        model.name,
        hashlib.sha256(instructions().encode()).hexdigest()[:12],
        [
            Judgement(case.item.id, tuple(verdicts[at * repeats : (at + 1) * repeats]), bool(correct(case)))
            for at, case in enumerate(cases)
        ],
    )


@cache
def instructions() -> str:
    """What the judge is told."""
    return files("eval").joinpath("prompts", "judge.md").read_text(encoding="utf-8")


def verdict_on(case: Case, model: ChatModel) -> Verdict | None:
    """What the judge says of an answer; None where it fails or does not keep to the form."""
    facts = [] if case.item.expect in ABSTAINING else [" / ".join(group) for group in case.item.must]
    parts = [
        element("question", case.item.question),
        *(element("fact", fact) for fact in facts),
        element("answer", case.text or "(there was an error)"),
    ]
    try:
        said = model.say((instructions(), "\n".join(parts)), model.seconds)
    except ModelFailed:
        return None
    found = WORD.findall(said.upper())
    return found[0] if len(set(found)) == 1 else None
