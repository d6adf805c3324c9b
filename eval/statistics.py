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


@lru_cache(maxsize=64)
def swaps(clusters: int) -> Floats:
    """Which clusters are swapped in each permutation: 1 or 0."""
    return np.random.default_rng(SEED).integers(0, 2, (RESAMPLES, clusters)).astype(np.float64)


@dataclass(frozen=True)
class Sample:
    """The values that are there, and to which of the clusters each belongs."""

    values: Floats
    members: NDArray[np.intp]
    clusters: int

    def weighted(self, weights: Floats) -> Floats:
        """The weights of clusters as weights of the values."""
        return weights[:, self.members]

    def aggregated(self, weights: Floats, aggregate: Aggregate) -> Floats:
        """The score under each row of weights, one weight for each value, not all of them 0."""
        totals = weights.sum(axis=1)
        if aggregate == "mean":
            return np.asarray(weights @ self.values / totals)
        order = np.argsort(self.values, kind="stable")
        reached = weights[:, order].cumsum(axis=1) >= QUANTILES[aggregate] * totals[:, None] - 1e-9
        return np.asarray(self.values[order][reached.argmax(axis=1)])

    def summed(self) -> Floats:
        """The sum and the number of the values in each cluster, in two columns."""
        return np.stack(
            [
                np.bincount(self.members, self.values, self.clusters),
                np.bincount(self.members, minlength=self.clusters),
            ],
            axis=1,
        )

    def score(self, aggregate: Aggregate) -> float:
        """The score of the values as they are."""
        return float(self.aggregated(np.ones((1, len(self.values))), aggregate)[0])


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
    if aggregate == "mean":
        return means([values], clusters)[0]
    held = sample(values, clusters)
    if not len(held.values):
        return None
    weights = held.weighted(resamples(held.clusters))
    low, high = interval(held.aggregated(weights[with_values(weights)], aggregate))
    return Estimate(held.score(aggregate), low, high, len(held.values))


def means(columns: Sequence[Sequence[float | None]], clusters: Sequence[str]) -> list[Estimate | None]:
    """The means of several columns of values over the same clusters with their intervals, drawn together."""
    if not clusters:
        return [None] * len(columns)
    held = [sample(values, clusters) for values in columns]
    drawn = resamples(held[0].clusters) @ np.concatenate([one.summed() for one in held], axis=1)
    found: list[Estimate | None] = []
    for number, one in enumerate(held):
        totals, counts = drawn[:, 2 * number], drawn[:, 2 * number + 1]
        if len(one.values):
            low, high = interval(totals[counts > 0] / counts[counts > 0])
            found.append(Estimate(one.score("mean"), low, high, len(one.values)))
        else:
            found.append(None)
    return found


def with_values(*weights: Floats) -> NDArray[np.bool_]:
    """The rows in which every set of weights has some weight."""
    return np.asarray(np.all([rows.sum(axis=1) > 0 for rows in weights], axis=0))


def interval(drawn: Floats) -> tuple[float, float]:
    """The percentile interval of resampled scores."""
    tail = (1 - CONFIDENCE) / 2 * 100
    low, high = np.percentile(drawn, [tail, 100 - tail])
    return float(low), float(high)


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
    ones, twos = one.weighted(drawn), two.weighted(drawn)
    usable = with_values(ones, twos)
    low, high = interval(two.aggregated(twos[usable], aggregate) - one.aggregated(ones[usable], aggregate))
    return Difference(before, observed, low, high, chance(one, two, observed, aggregate), len(two.values))


def chance(one: Sample, two: Sample, observed: float, aggregate: Aggregate) -> float:
    """The share of permutations with at least the observed difference; the observed one counts as one of them."""
    both = Sample(
        np.concatenate([one.values, two.values]), np.concatenate([one.members, two.members]), one.clusters
    )
    swapped = swaps(one.clusters)
    stays = np.concatenate([1 - one.weighted(swapped), two.weighted(swapped)], axis=1)
    usable = with_values(stays, 1 - stays)
    differences = both.aggregated(1 - stays[usable], aggregate) - both.aggregated(stays[usable], aggregate)
    as_great = np.abs(differences) >= abs(observed) - 1e-12
    return float((as_great.sum() + 1) / (len(as_great) + 1))
