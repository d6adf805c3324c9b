"""What a metric is: a small declaration with the function that computes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.case import Case

Better = Literal["higher", "lower", "neither"]
Aggregate = Literal["mean", "p50", "p95"]
Unit = Literal["share", "ms", "characters", "words"]
Values = list[float | None]
"""One value for each case; None where the metric has nothing to say about it."""


@dataclass(frozen=True)
class Both:
    """A text in both languages."""

    ja: str
    en: str


@dataclass(frozen=True)
class Metric:
    """A measure of answers.

    `name` is what scores, gates and reports call it; `range` the least and greatest value (None: no bound);
    `definition` says what is counted, and over which questions; `source` where the definition comes from; `compute`
    gives the values of cases, `aggregate` how they become one score.
    """

    name: str
    title: Both
    range: tuple[float, float | None]
    better: Better
    definition: Both
    source: str
    compute: Callable[[Sequence[Case]], Values]
    aggregate: Aggregate = "mean"
    unit: Unit = "share"


def each(compute: Callable[[Case], float | None]) -> Callable[[Sequence[Case]], Values]:
    """A metric's function from one that looks at a single case."""

    def values(cases: Sequence[Case]) -> Values:
        return [compute(case) for case in cases]

    return values


def share(found: int, total: int) -> float:
    """A share; 0 of none."""
    return found / total if total else 0.0
