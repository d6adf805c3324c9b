"""Two runs side by side: what changed, whether by more than chance, and which questions turned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eval.errors import EvaluationError
from eval.gold import Item
from eval.metrics import METRICS
from eval.metrics.metric import Metric
from eval.statistics import Difference, difference
from eval.store import Run

GROUPS = ("all", "ja", "en")
OUTCOME = "correct"
"""The metric by which a question is right or wrong."""


@dataclass(frozen=True)
class Change:
    """How a metric changed in a group of questions, from the first run to the second."""

    metric: str
    group: str
    first: float
    second: float
    difference: Difference


@dataclass(frozen=True)
class Turned:
    """A question that was right in one run only, with both answers."""

    item_id: str
    question: str
    lost: bool
    first: str
    second: str


@dataclass(frozen=True)
class Comparison:
    """A comparison of two runs over the questions that both were asked."""

    first: str
    second: str
    questions: int
    left_out: int
    changes: list[Change]
    turned: list[Turned]

    def change(self, metric: str, group: str) -> Change | None:
        """How a metric changed in a group, if both runs have it."""
        return next((one for one in self.changes if (one.metric, one.group) == (metric, group)), None)


def compare(first: Run, second: Run) -> Comparison:
    """Compare two runs over the questions that both were asked in the same words.

    Raises:
        EvaluationError: when they have no question in common.
    """
    before = {item.id: item for item in first.items}
    common = [item for item in second.items if item.id in before and before[item.id] == item]
    if not common:
        raise EvaluationError(
            f"the runs {first.id} and {second.id} share no question; compare runs over the same gold"
        )
    changes = [
        change
        for metric in METRICS
        for group in GROUPS
        if (
            change := changed(
                metric, group, [item for item in common if group in ("all", item.lang)], first, second
            )
        )
    ]
    return Comparison(
        first.id,
        second.id,
        len(common),
        len(before.keys() | {item.id for item in second.items}) - len(common),
        changes,
        turned(common, first, second),
    )


def changed(metric: Metric, group: str, items: Sequence[Item], first: Run, second: Run) -> Change | None:
    """How a metric changed over some questions; None where a run has no value."""
    before = [first.scores.questions[item.id].get(metric.name) for item in items]
    after = [second.scores.questions[item.id].get(metric.name) for item in items]
    pairs = [item.pair_id for item in items]
    found = difference(before, after, pairs, metric.aggregate)
    if found is None:
        return None
    return Change(metric.name, group, found.first, found.first + found.value, found)


def turned(items: Sequence[Item], first: Run, second: Run) -> list[Turned]:
    """The questions that were right in one run only, lost ones first."""
    answers = [{one.item_id: one for one in run.answers} for run in (first, second)]
    found = []
    for item in items:
        was, is_now = (run.scores.questions[item.id][OUTCOME] for run in (first, second))
        if was != is_now:
            texts = [given[item.id].answer for given in answers]
            shown = [
                text.answer if text else f"({given[item.id].error})"
                for text, given in zip(texts, answers, strict=True)
            ]
            found.append(Turned(item.id, item.question, was > is_now, *shown))
    return sorted(found, key=lambda one: (not one.lost, one.item_id))


def fallen(metric: str, group: str, first: Run, second: Run) -> list[str]:
    """The questions whose value of a metric became worse, worst first."""
    sign = -1 if next(one for one in METRICS if one.name == metric).better == "lower" else 1
    losses: dict[str, Any] = {}
    for item in second.items:
        before = first.scores.questions.get(item.id, {}).get(metric)
        after = second.scores.questions[item.id].get(metric)
        if (
            group in ("all", item.lang)
            and before is not None
            and after is not None
            and sign * (after - before) < 0
        ):
            losses[item.id] = sign * (after - before)
    return sorted(losses, key=lambda name: (losses[name], name))
