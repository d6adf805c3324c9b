"""Questions for events by when they are get a counted list of those still to come."""

from datetime import date

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Any events still to come this month around New England?", "as of 2026-05-10: 2."),
        (
            "これから5月中にボストン周辺で行けるイベントはありますか？",
            "2026-05-10の時点で、これからのイベントは2件です。",
        ),
    ],
)
def test_the_events_left_in_a_month_are_counted_and_listed(
    library: Assistant, question: str, told: str
) -> None:
    answer = library.ask(question, today=date(2026, 5, 10))
    assert told in answer.answer
    assert {citation.statement_id for citation in answer.citations} == {"q-p16-11", "q-p16-12"}


def test_next_month_begins_after_this_one_ends(library: Assistant) -> None:
    answer = library.ask("Which events are on next month?", today=date(2026, 3, 31))
    assert "as of 2026-03-31: 5." in answer.answer
    assert "May" not in answer.answer


def test_where_no_event_is_left_none_is_counted(library: Assistant) -> None:
    answer = library.ask("Any events coming up in Boston?", today=date(2027, 1, 1))
    assert "still to come as of" not in answer.answer
