"""Events: what is to come and what was, as a list by month and as a calendar."""

from calendar import SUNDAY, Calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.dependencies import get_assistant
from api.pages.rendering import missing, render
from api.pages.texts import texts
from assistant.answer import Language
from assistant.assistant import Assistant
from assistant.events import Event, find_events, list_events

router = APIRouter(prefix="/{language:language}/events", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
LONG = 15
"""From how many days on an event stands above a month's days instead of on each of them."""


@dataclass(frozen=True)
class Month:
    """A month: its days by week, the events of each day, and those without a day or of many days.

    `previous` and `next` are the nearest months that have events.
    """

    month: str
    weeks: Sequence[Sequence[date]]
    days: Mapping[date, Sequence[Event]]
    throughout: Sequence[Event]
    events: Sequence[Event]
    previous: str | None
    next: str | None


@router.get("")
def events_page(
    request: Request,
    language: Language,
    assistant: AssistantDependency,
    q: str = "",
    mission: str = "",
    view: Literal["list", "month"] = "list",
    month: str = "",
) -> HTMLResponse:
    """All events, or those that carry the words and are of the mission."""
    if assistant.settings.digests == "off":
        return missing(request, language, texts(language).missing.digests)
    q, mission = q[:300].strip(), mission[:300].strip()
    today = assistant.settings.current_date()
    with assistant.index.engine.connect() as connection:
        everything = list_events(connection, today)
        found = list_events(connection, today, words=q, mission=mission)
    past = [event for event in found if event.past]
    chosen = {"q": q, "mission": mission}
    return render(
        request,
        language,
        "events.html",
        to_come=[event for event in found if not event.past],
        past=by_year_and_month(reversed(past)),
        past_count=len(past),
        total=len(found),
        missions=missions(everything, language),
        months=months_of(found),
        shown=month_of(found, month, today) if view == "month" else None,
        today=today,
        chosen=chosen,
        query=urlencode({name: value for name, value in chosen.items() if value}),
        feed_origin=f"webcal://{request.base_url.netloc}",
        publications=assistant.publications(),
        here="events",
    )


@router.get("/{event_id}")
def event_page(
    request: Request, language: Language, event_id: str, assistant: AssistantDependency
) -> HTMLResponse:
    """One event with all that is known of it."""
    if assistant.settings.digests == "off":
        return missing(request, language, texts(language).missing.digests)
    today = assistant.settings.current_date()
    with assistant.index.engine.connect() as connection:
        found = find_events(connection, today, [event_id])
    if event_id not in found:
        return missing(request, language, texts(language).missing.event)
    return render(
        request,
        language,
        "event.html",
        event=found[event_id],
        publications=assistant.publications(),
        today=today,
        here="events",
    )


def by_year_and_month(events: Iterable[Event]) -> list[tuple[str, list[tuple[str, list[Event]]]]]:
    """Events in the order given, under their years and months."""
    return [
        (year, [(month, list(part)) for month, part in groupby(group, lambda event: event.first_day[:7])])
        for year, group in groupby(events, lambda event: event.first_day[:4])
    ]


def missions(events: Iterable[Event], language: Language) -> list[tuple[str, str, int]]:
    """The missions of events: the English name, which stands for each, its usual name in a language, how many."""
    names: dict[str, Counter[str]] = {}
    for event in events:
        if event.mission:
            names.setdefault(event.mission["en"], Counter())[event.mission[language]] += 1
    found = [(value, usual.most_common(1)[0][0], usual.total()) for value, usual in names.items()]
    return sorted(found, key=lambda item: item[1])


def months_of(events: Iterable[Event]) -> list[tuple[str, int]]:
    """The months in which events begin, the newest first, and how many begin in each."""
    return sorted(Counter(event.first_day[:7] for event in events if event.start).items(), reverse=True)


def month_of(events: Sequence[Event], asked: str, today: date) -> Month:
    """The month asked for, else that of the next event, else of the last one, else the present one."""
    starts = [event.first_day[:7] for event in events if event.start]
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        here = today.isoformat()[:7]
        nearest = min((start for start in starts if start >= here), default=max(starts, default=here))
        first = date.fromisoformat(f"{nearest}-01")
    name = first.isoformat()[:7]
    weeks = Calendar(SUNDAY).monthdatescalendar(first.year, first.month)
    inside = [event for event in events if event.first_day[:7] <= name <= event.last_day[:7] and event.start]
    throughout = [event for event in inside if event.month_only or length(event) >= LONG]
    daily = [event for event in inside if event not in throughout]
    return Month(
        name,
        weeks,
        {
            day: [event for event in daily if event.first_day <= day.isoformat() <= event.last_day]
            for week in weeks
            for day in week
        },
        throughout,
        inside,
        max((start for start in starts if start < name), default=None),
        min((start for start in starts if start > name), default=None),
    )


def length(event: Event) -> int:
    """How many days an event lasts."""
    return (date.fromisoformat(event.last_day) - date.fromisoformat(event.first_day) + timedelta(1)).days
