"""Scores of a run: every metric by group of questions, and the gap between the languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from eval.case import Case
from eval.gold import Item
from eval.metrics import BY_NAME, METRICS
from eval.metrics.ranking import recall_curve
from eval.statistics import Estimate, estimate

Table = dict[str, dict[str, Estimate]]
"""Estimates by group and metric."""


@dataclass(frozen=True)
class Scores:
    """What a run scored: `groups` and `gaps` by group and metric, `curve` of recall by group and depth, and the
    value of each metric for each question."""

    groups: Table
    gaps: Table
    curve: dict[str, list[float]]
    questions: dict[str, dict[str, float]]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Scores":
        """The scores that `to_json` wrote."""

        def table(content: Mapping[str, Mapping[str, Any]]) -> Table:
            return {
                group: {name: Estimate(**found) for name, found in scores.items()}
                for group, scores in content.items()
            }

        return cls(table(data["groups"]), table(data["gaps"]), dict(data["curve"]), dict(data["questions"]))


def groups_of(item: Item) -> Iterator[str]:
    """The groups that a question counts in."""
    yield from ("all", item.lang, item.split, f"{item.split}/{item.lang}")
    yield from (f"kind:{item.kind}", f"persona:{item.persona}")


def score(cases: Sequence[Case]) -> Scores:
    """Score the answers of a run."""
    values = {metric.name: metric.compute(cases) for metric in METRICS}
    items = [case.item for case in cases]
    members: dict[str, list[int]] = {}
    for index, item in enumerate(items):
        for group in groups_of(item):
            members.setdefault(group, []).append(index)
    groups: Table = {}
    for group, indexes in members.items():
        pairs = [items[index].pair_id for index in indexes]
        for metric in METRICS:
            found = estimate([values[metric.name][index] for index in indexes], pairs, metric.aggregate)
            if found:
                groups.setdefault(group, {})[metric.name] = found
    curve = recall_curve(cases)
    return Scores(
        groups=groups,
        gaps=gaps(items, values),
        curve={
            group: [
                found.value
                for depth in curve
                if (found := estimate([depth[i] for i in indexes], [items[i].pair_id for i in indexes]))
            ]
            for group, indexes in members.items()
            if group in {"all", "ja", "en"}
        },
        questions={
            item.id: {name: value for name in values if (value := values[name][index]) is not None}
            for index, item in enumerate(items)
        },
    )


def gaps(items: Sequence[Item], values: Mapping[str, Sequence[float | None]]) -> Table:
    """Japanese minus English, over the pairs that have a value in both languages."""
    found: Table = {}
    for name, metric in BY_NAME.items():
        if metric.aggregate != "mean":
            continue
        by_pair: dict[str, dict[str, tuple[str, float]]] = {}
        for item, value in zip(items, values[name], strict=True):
            if value is not None:
                by_pair.setdefault(item.pair_id, {})[item.lang] = (item.split, value)
        whole = {pair: both for pair, both in by_pair.items() if len(both) == 2}
        for group in ("all", "dev", "test"):
            chosen = {
                pair: both["ja"][1] - both["en"][1]
                for pair, both in whole.items()
                if group in ("all", both["ja"][0])
            }
            gap = estimate(list(chosen.values()), list(chosen))
            if gap:
                found.setdefault(group, {})[name] = gap
    return found
