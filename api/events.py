"""Server-sent events of an answer: `status`, `token`, `citation`, `done`, `error`, and a heartbeat."""

import json
import logging
from collections.abc import Iterable, Iterator

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.errors import ErrorBody, ErrorDetail
from assistant.answer import Answer, Citation
from assistant.streaming import Event, Stage, Token

HEARTBEAT_SECONDS = 10

logger = logging.getLogger(__name__)


def wants_events(request: Request) -> bool:
    """Whether a client asks for events rather than one JSON answer."""
    return "text/event-stream" in request.headers.get("Accept", "")


def event_response(events: Iterable[Event]) -> EventSourceResponse:
    """The events of an answer on the wire; a comment every ten seconds keeps the line open."""
    return EventSourceResponse(
        server_sent(events),
        ping=HEARTBEAT_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(comment="still here"),
    )


def server_sent(events: Iterable[Event]) -> Iterator[ServerSentEvent]:
    """Events in their form on the wire; a fault of the program ends them with `error`."""
    try:
        for event in events:
            yield encoded(event)
    except Exception:
        logger.exception("unexpected error while answering")
        yield ServerSentEvent(unexpected_error().model_dump_json(), event="error")


def unexpected_error() -> ErrorBody:
    """The error that a client is told of when the program is at fault."""
    return ErrorBody(
        error=ErrorDetail(
            code="internal",
            message="something went wrong on the server",
            hint="try again; the log of the server says more",
        )
    )


def encoded(event: Event) -> ServerSentEvent:
    """One event in its form on the wire."""
    match event:
        case Stage(stage):
            return ServerSentEvent(json.dumps({"stage": stage}), event="status")
        case Token(text):
            return ServerSentEvent(json.dumps({"text": text}, ensure_ascii=False), event="token")
        case Citation():
            return ServerSentEvent(event.model_dump_json(), event="citation")
        case Answer():
            return ServerSentEvent(event.model_dump_json(), event="done")
