"""Scores, intervals and tests are right, bounded and repeatable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.statistics import difference, estimate

VALUES = st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=40)


def names(count: int) -> list[str]:
    """Clusters of two."""
    return [f"pair {index // 2}" for index in range(count)]


def test_the_score_is_the_mean_of_the_values_that_are_there() -> None:
    found = estimate([1.0, None, 0.0, 1.0], ["a", "a", "b", "b"])
    assert found is not None
    assert found.value == pytest.approx(2 / 3)
    assert found.count == 3


def test_nothing_to_score_gives_no_score() -> None:
    assert estimate([None, None], ["a", "b"]) is None


def test_percentiles_are_by_nearest_rank() -> None:
    values = [float(value) for value in range(1, 21)]
    clusters = [str(value) for value in values]
    median, high = estimate(values, clusters, "p50"), estimate(values, clusters, "p95")
    assert median is not None
    assert high is not None
    assert (median.value, high.value) == (10, 19)


@given(VALUES)
def test_the_score_lies_within_its_interval_and_the_values(values: list[float | None]) -> None:
    found = estimate(values, names(len(values)))
    held = [value for value in values if value is not None]
    assert (found is None) == (not held)
    if found:
        assert min(held) - 1e-9 <= found.low <= found.high <= max(held) + 1e-9
        assert estimate(values, names(len(values))) == found


def test_pairs_that_agree_widen_the_interval() -> None:
    values = [1.0, 1.0, 0.0, 0.0] * 10
    together = estimate(values, names(40))
    apart = estimate(values, [str(index) for index in range(40)])
    assert together is not None
    assert apart is not None
    assert together.high - together.low > apart.high - apart.low


@given(VALUES)
def test_a_run_does_not_differ_from_itself(values: list[float | None]) -> None:
    found = difference(values, values, names(len(values)))
    if found:
        assert (found.value, found.low, found.high) == (0, 0, 0)
        assert found.p == 1


def test_a_clear_difference_is_hardly_chance_and_a_single_one_may_be() -> None:
    worse, better = [0.0] * 20, [1.0] * 20
    clear = difference(worse, better, [str(index) for index in range(20)])
    assert clear is not None
    assert clear.value == 1
    assert clear.p < 0.01
    single = difference([0.0] * 20, [1.0] + [0.0] * 19, [str(index) for index in range(20)])
    assert single is not None
    assert single.p > 0.5


def test_the_two_languages_of_a_pair_are_one_piece_of_evidence() -> None:
    before, after = [0.0] * 8, [1.0] * 8
    together = difference(before, after, names(8))
    apart = difference(before, after, [str(index) for index in range(8)])
    assert together is not None
    assert apart is not None
    assert together.p > apart.p


@given(VALUES, VALUES)
def test_the_chance_lies_between_zero_and_one(first: list[float | None], second: list[float | None]) -> None:
    length = min(len(first), len(second))
    found = difference(first[:length], second[:length], names(length))
    if found:
        assert 0 < found.p <= 1
        assert found.low <= found.high
