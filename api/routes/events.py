"""Events: a list, and calendars to subscribe to or to take one event from."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError
from api.examples import EVENT, example
from assistant.answer import Language
from assistant.assistant import Assistant
from assistant.calendar_feed import as_calendar
from assistant.events import Event, Events, find_events, list_events

AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


def check_digests(assistant: AssistantDependency) -> None:
    """Refuse every route where digests are off."""
    assistant.check_digests()


router = APIRouter(
    prefix="/v1/events",
    tags=["events"],
    dependencies=[Depends(check_digests)],
    responses={**BAD_REQUEST, **NOT_FOUND, **UNAVAILABLE},
)
CalendarLanguage = Annotated[Language, Query(description="The language of the calendar's texts.")]
A_CALENDAR: Mapping[int | str, dict[str, Any]] = {
    200: {"content": {"text/calendar": {}}, "description": "The calendar (RFC 5545)."}
}


def wanted(
    assistant: AssistantDependency,
    start: Annotated[
        date | None,
        Query(alias="from", description="Leaves out events that end before.", examples=["2026-03-01"]),
    ] = None,
    end: Annotated[
        date | None,
        Query(alias="to", description="Leaves out events that begin after.", examples=["2026-05-31"]),
    ] = None,
    q: Annotated[
        str, Query(max_length=300, description="Words, in either language.", examples=["quantum"])
    ] = "",
    mission: Annotated[
        str,
        Query(
            max_length=300,
            description="A mission's name, in either language.",
            examples=["Consulate-General of Japan in Boston"],
        ),
    ] = "",
) -> list[Event]:
    """The events asked for."""
    with assistant.index.engine.connect() as connection:
        return list_events(connection, assistant.settings.current_date(), start, end, q, mission)


Wanted = Annotated[list[Event], Depends(wanted)]


@router.get("", responses=example({"events": [EVENT], "total": 1}))
def get_events(events: Wanted) -> Events:
    """Events by date, past ones and those to come."""
    return Events(events=events, total=len(events))


@router.get(".ics", response_class=Response, responses={**A_CALENDAR})
def get_calendar(
    request: Request, events: Wanted, assistant: AssistantDependency, language: CalendarLanguage = "en"
) -> Response:
    """The same events as a calendar that calendar programs can subscribe to."""
    return calendar(request, assistant, events, language)


@router.get("/{event_id}.ics", response_class=Response, responses={**A_CALENDAR})
def get_one_calendar(
    request: Request,
    event_id: Annotated[str, Path(description="The event's id.", examples=[EVENT["event_id"]])],
    assistant: AssistantDependency,
    language: CalendarLanguage = "en",
) -> Response:
    """One event, to add to a calendar."""
    with assistant.index.engine.connect() as connection:
        found = find_events(connection, assistant.settings.current_date(), [event_id])
    if not found:
        raise ApiError(
            404,
            "no_such_event",
            f"the library holds no event '{event_id}'",
            "GET /v1/events lists what it holds",
        )
    response = calendar(request, assistant, list(found.values()), language)
    response.headers["Content-Disposition"] = f'attachment; filename="{event_id}.ics"'
    return response


def calendar(request: Request, assistant: Assistant, events: list[Event], language: Language) -> Response:
    """Events as a calendar."""
    known = assistant.publications()
    origin = str(request.base_url).rstrip("/")
    return Response(as_calendar(events, known, language, origin), media_type="text/calendar; charset=utf-8")
