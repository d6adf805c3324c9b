"""Dates of both languages are read as far as they are given."""

import pytest

from assistant.quantities.dates import PartialDate, find_dates


def dates(text: str) -> list[PartialDate]:
    """The first reading of each date of a text."""
    return [mention.readings[0] for mention in find_dates(text)]


@pytest.mark.parametrize(
    ("japanese", "english", "date"),
    [
        ("2026年2月26日", "26 February 2026", PartialDate(2026, 2, 26)),
        ("令和8年2月26日", "February 26, 2026", PartialDate(2026, 2, 26)),
        ("2月26日(木)", "Feb. 26", PartialDate(None, 2, 26)),
        ("R7.3月", "March 2025", PartialDate(2025, 3)),
        ("2025/10/7", "the 7 October 2025 event", PartialDate(2025, 10, 7)),
        ("令和7年度", "FY2025", PartialDate(2025, fiscal=True)),
        ("1990年代", "the 1990s", PartialDate(1990, decade=True)),
        ("令和元年5月", "in May 2019", PartialDate(2019, 5)),
    ],
)
def test_a_date_is_the_same_in_both_languages(japanese: str, english: str, date: PartialDate) -> None:
    assert dates(japanese) == dates(english) == [date]


def test_a_fiscal_year_is_not_the_calendar_year_of_its_number() -> None:
    assert dates("2025年度") != dates("2025年")


def test_a_range_of_days_takes_month_and_year_from_its_start() -> None:
    assert dates("令和7年6月5日~7日") == [PartialDate(2025, 6, 5), PartialDate(2025, 6, 7)]
    assert dates("26-28 February 2026") == [PartialDate(2026, 2, 26), PartialDate(2026, 2, 28)]


def test_a_year_given_twice_is_one_date_unless_the_two_differ() -> None:
    assert dates("令和8年(2026年)3月") == [PartialDate(2026, 3)]
    assert set(dates("令和8年(2006年)3月")) == {PartialDate(2026, 3), PartialDate(2006)}


@pytest.mark.parametrize("text", ["5日間", "3か月間", "it may rain", "R&D", "月額", "日本"])
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2026年2月23~24日",
        "令和8年2月23-24日",
        "2026年2月23日(月)~24日(火)",
        "2026年2月23、24日",
        "Monday 23 and Tuesday 24 February 2026",
        "Monday 23 to Tuesday 24 February 2026",
    ],
)
def test_each_day_of_a_range_is_read_with_its_month_and_year(text: str) -> None:
    assert dates(text) == [PartialDate(2026, 2, 23), PartialDate(2026, 2, 24)]


def test_a_year_that_goes_before_belongs_to_both_days() -> None:
    text = "2024年10月22日、11月5日(火)~6日(水)"
    assert dates(text)[1:] == [PartialDate(2024, 11, 5), PartialDate(2024, 11, 6)]
