"""Scores with their uncertainty: bootstrap intervals and the paired randomisation test, seeded and so repeatable.

Both languages of one need are resampled and swapped together, because their values are not independent. Bootstrap:
Efron and Tibshirani 1993 (percentile interval); randomisation test: Smucker, Allan and Carterette 2007.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from eval.metrics.metric import Aggregate

SEED = 20260221
RESAMPLES = 2000
CONFIDENCE = 0.95
QUANTILES = {"p50": 0.5, "p95": 0.95}

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A score over `count` values with the ends of its 95 % interval."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True)
class Difference:
    """How much a score is above the `first` one, with its interval and the chance of as much by luck alone (p)."""

    first: float
    value: float
    low: float
    high: float
    p: float
    count: int


@lru_cache(maxsize=64)
def resamples(clusters: int) -> Floats:
    """How often each cluster is drawn in each resample."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(clusters, np.full(clusters, 1 / clusters), RESAMPLES).astype(np.float64)


@lru_cache(maxsize=4)
def permutations(clusters: int) -> tuple[Floats, Floats]:
    """Which clusters of two runs, the second's after the first's, make up either side of each permutation: 1 or 0."""
    swapped = np.random.default_rng(SEED).integers(0, 2, (RESAMPLES, clusters)).astype(np.float64)
    return np.hstack([1 - swapped, swapped]), np.hstack([swapped, 1 - swapped])


@dataclass(frozen=True)
class Sample:
    """The values that are there, and to which of the clusters each belongs."""

    values: Floats
    members: NDArray[np.intp]
    clusters: int

    def score(self, aggregate: Aggregate) -> float:
        """The score of the values as they are, of which there must be some."""
        if aggregate == "mean":
            return float(np.ones(len(self.values)) @ self.values / len(self.values))
        return float(self.nearest_rank(np.ones((1, self.clusters)), QUANTILES[aggregate])[0])

    def drawn(self, weights: Floats, aggregate: Aggregate) -> Floats:
        """The score under each row of weights, whole numbers for each cluster; NaN where no value has any weight."""
        if aggregate == "mean":
            totals, counts = (weights @ self.summed()).T
            return quotients(totals, counts)
        return self.nearest_rank(weights, QUANTILES[aggregate])

    def summed(self) -> Floats:
        """The sum and the number of the values in each cluster, in two columns."""
        return np.stack(
            [
                np.bincount(self.members, self.values, self.clusters),
                np.bincount(self.members, minlength=self.clusters),
            ],
            axis=1,
        )

    def nearest_rank(self, weights: Floats, share: float) -> Floats:
        """The least value that a share of the weight does not exceed, for each row of weights."""
        order = np.argsort(self.values, kind="stable")
        reached = weights.T.astype(np.int32)[self.members[order]].cumsum(axis=0, dtype=np.int32)
        wanted = np.ceil(share * reached[-1] - 1e-9).astype(np.int32)
        found = self.values[order][(reached < wanted).sum(axis=0)]
        return np.where(reached[-1] > 0, found, np.nan)


def sample(values: Sequence[float | None], clusters: Sequence[str]) -> Sample:
    """The values that are there with their clusters, numbered in the order of their names."""
    numbers = {name: number for number, name in enumerate(sorted(set(clusters)))}
    kept = [(value, numbers[name]) for value, name in zip(values, clusters, strict=True) if value is not None]
    return Sample(
        np.array([value for value, _ in kept], dtype=np.float64),
        np.array([member for _, member in kept], dtype=np.intp),
        len(numbers),
    )


def mean(values: Sequence[float]) -> float:
    """The mean of one or more values."""
    return sample(values, [""] * len(values)).score("mean")


def estimate(
    values: Sequence[float | None], clusters: Sequence[str], aggregate: Aggregate = "mean"
) -> Estimate | None:
    """The score of values with its interval; None when there are none."""
    held = sample(values, clusters)
    if not len(held.values):
        return None
    [(low, high)] = intervals(held.drawn(resamples(held.clusters), aggregate)[:, None])
    return Estimate(held.score(aggregate), low, high, len(held.values))


def means(columns: Sequence[Sequence[float | None]], clusters: Sequence[str]) -> list[Estimate | None]:
    """The means of several columns of values over the same clusters with their intervals, drawn together."""
    held = [sample(values, clusters) for values in columns]
    filled = [one for one in held if len(one.values)]
    if not filled:
        return [None] * len(columns)
    drawn = resamples(held[0].clusters) @ np.concatenate([one.summed() for one in filled], axis=1)
    ends = iter(intervals(quotients(drawn[:, ::2], drawn[:, 1::2])))
    return [
        Estimate(one.score("mean"), *next(ends), len(one.values)) if len(one.values) else None for one in held
    ]


def quotients(totals: Floats, counts: Floats) -> Floats:
    """Totals by counts; NaN where nothing was counted."""
    return np.divide(totals, counts, out=np.full_like(totals, np.nan), where=counts > 0)


def intervals(drawn: Floats) -> list[tuple[float, float]]:
    """The percentile interval of each column of resampled scores, of which those without value are left out."""
    tail = (1 - CONFIDENCE) / 2 * 100
    whole = ~np.isnan(drawn).any(axis=0)
    ends = np.empty((2, drawn.shape[1]))
    ends[:, whole] = np.percentile(drawn[:, whole], [tail, 100 - tail], axis=0)
    for column in np.flatnonzero(~whole):
        values = drawn[:, column]
        ends[:, column] = np.percentile(values[~np.isnan(values)], [tail, 100 - tail])
    return [(float(low), float(high)) for low, high in ends.T]


def difference(
    first: Sequence[float | None],
    second: Sequence[float | None],
    clusters: Sequence[str],
    aggregate: Aggregate = "mean",
) -> Difference | None:
    """How much the second run's score is above the first's on the same questions; None where either has no value.

    The interval resamples clusters; p is the share of swaps of whole clusters between the two runs that make at
    least as great a difference.
    """
    one, two = sample(first, clusters), sample(second, clusters)
    if not len(one.values) or not len(two.values):
        return None
    before = one.score(aggregate)
    observed = two.score(aggregate) - before
    drawn = resamples(one.clusters)
    [(low, high)] = intervals((two.drawn(drawn, aggregate) - one.drawn(drawn, aggregate))[:, None])
    return Difference(before, observed, low, high, chance(one, two, observed, aggregate), len(two.values))


def chance(one: Sample, two: Sample, observed: float, aggregate: Aggregate) -> float:
    """The share of permutations with at least the observed difference; the observed one counts as one of them."""
    both = Sample(
        np.concatenate([one.values, two.values]),
        np.concatenate([one.members, two.members + one.clusters]),
        2 * one.clusters,
    )
    before, after = permutations(one.clusters)
    differences = both.drawn(after, aggregate) - both.drawn(before, aggregate)
    usable = differences[~np.isnan(differences)]
    as_great = np.abs(usable) >= abs(observed) - 1e-12
    return float((as_great.sum() + 1) / (len(as_great) + 1))
