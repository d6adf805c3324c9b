"""Scores of a run: every metric by group of questions, and the gap between the languages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.case import Case
from eval.gold import Item
from eval.metrics import BY_NAME, METRICS
from eval.metrics.metric import Values
from eval.metrics.ranking import recall_curve
from eval.statistics import Estimate, estimate, mean, means

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

        def plain(table: Table) -> dict[str, dict[str, dict[str, float]]]:
            return {
                group: {name: dict(vars(found)) for name, found in scores.items()}
                for group, scores in table.items()
            }

        return {
            "groups": plain(self.groups),
            "gaps": plain(self.gaps),
            "curve": self.curve,
            "questions": self.questions,
        }

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
    curve = recall_curve(cases)
    return Scores(
        groups={group: group_scores(items, values, indexes) for group, indexes in members.items()},
        gaps=gaps(items, values),
        curve={
            group: [mean(held) for depth in curve if (held := chosen(depth, indexes))]
            for group, indexes in members.items()
            if group in {"all", "ja", "en"}
        },
        questions={
            item.id: {name: value for name in values if (value := values[name][index]) is not None}
            for index, item in enumerate(items)
        },
    )


def chosen(values: Values, indexes: Sequence[int]) -> list[float]:
    """The values at these indexes that are there."""
    return [value for index in indexes if (value := values[index]) is not None]


def group_scores(
    items: Sequence[Item], values: Mapping[str, Values], indexes: Sequence[int]
) -> dict[str, Estimate]:
    """The estimates of every metric that has a value in a group of questions."""
    pairs = [items[index].pair_id for index in indexes]
    columns = {name: [column[index] for index in indexes] for name, column in values.items()}
    averaged = [name for name, metric in BY_NAME.items() if metric.aggregate == "mean"]
    found = dict(zip(averaged, means([columns[name] for name in averaged], pairs), strict=True))
    for name, metric in BY_NAME.items():
        if metric.aggregate != "mean":
            found[name] = estimate(columns[name], pairs, metric.aggregate)
    return {name: held for name in BY_NAME if (held := found[name])}


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
            differences = {
                pair: both["ja"][1] - both["en"][1]
                for pair, both in whole.items()
                if group in ("all", both["ja"][0])
            }
            gap = estimate(list(differences.values()), list(differences))
            if gap:
                found.setdefault(group, {})[name] = gap
    return found
