"""The assistant as a model that OpenAI's clients can talk to."""

import json
import logging
import time
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, UNAVAILABLE, ApiError
from api.events import HEARTBEAT_SECONDS, unexpected_error
from api.examples import COMPLETION, MODELS, example
from api.metrics import counted
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.streaming import MARK, Event, Token, finished

MODEL = "jnexus"

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["OpenAI-compatible"], responses={**BAD_REQUEST, **UNAVAILABLE})
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


class Part(BaseModel):
    """A part of a message; parts that are no text are passed over."""

    type: str = Field(description="Only `text` is read.", examples=["text"])
    text: str = Field("", description="The text.", examples=["What is J-NEXUS?"])


class Message(BaseModel):
    """A message of the conversation; what systems and assistants said is not read."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] = Field(
        description="Who said it; questions are `user`.", examples=["user"]
    )
    content: str | list[Part] | None = Field(
        None, description="What was said.", examples=["What is J-NEXUS?"]
    )

    def text(self) -> str:
        """All text of the message."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """A conversation whose last user message is the question. Settings of sampling and tools have no effect."""

    model: str = Field(MODEL, description=f"`{MODEL}`.", examples=[MODEL])
    messages: list[Message] = Field(description="The conversation, oldest first.", min_length=1)
    stream: bool = Field(False, description="Whether to answer bit by bit.", examples=[False])


@router.get("/models", responses=example(MODELS))
def list_models() -> dict[str, Any]:
    """The one model that there is."""
    return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "jnexus"}]}


@router.post(
    "/chat/completions",
    responses=example(COMPLETION),
    response_model=None,
)
def complete(
    request: Request, body: ChatRequest, assistant: AssistantDependency
) -> JSONResponse | EventSourceResponse:
    """Answer the last user message, with marks, annotations and citations."""
    questions = [message.text() for message in body.messages if message.role == "user"]
    if not questions:
        raise ApiError(
            422, "bad_request", "there is no message of the user", "end with one that asks something"
        )
    events = counted(assistant.stream(questions[-1], earlier=questions[:-1]))
    base = str(request.base_url)
    if body.stream:
        return EventSourceResponse(
            chunks(events, body.model, base),
            sep="\n",
            ping=HEARTBEAT_SECONDS,
            ping_message_factory=lambda: ServerSentEvent(comment="still here"),
        )
    answer = finished(events)
    message = {"role": "assistant", "content": answer.answer, "annotations": annotations(answer, base)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return JSONResponse(
        {**head(answer, body.model), "object": "chat.completion", "choices": [choice], **sources(answer)}
    )


def chunks(events: Iterator[Event], model: str, base: str) -> Iterator[str]:
    """The events of an answer as chunks of a completion; the last one carries annotations and citations."""
    opening = {"id": "chatcmpl-jnexus", "created": int(time.time()), "model": model}
    try:
        yield chunk(opening, {"role": "assistant", "content": ""})
        for event in events:
            if isinstance(event, Token):
                yield chunk(opening, {"content": event.text})
            elif isinstance(event, Answer):
                last = {"annotations": annotations(event, base)}
                yield chunk(opening, last, finish="stop", **sources(event))
    except Exception:
        logger.exception("unexpected error while answering")
        yield unexpected_error().model_dump_json()
    yield "[DONE]"


def chunk(opening: dict[str, Any], delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
    """One chunk of a completion."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return json.dumps(
        {**opening, "object": "chat.completion.chunk", "choices": [choice], **more}, ensure_ascii=False
    )


def head(answer: Answer, model: str) -> dict[str, Any]:
    """What a completion begins with."""
    return {"id": f"chatcmpl-{answer.answer_id}", "created": int(time.time()), "model": model}


def sources(answer: Answer) -> dict[str, Any]:
    """What the answer rests on, beside the completion: citations, status, notes and the engine."""
    return {
        "citations": [citation.model_dump() for citation in answer.citations],
        "jnexus": {
            "answer_id": answer.answer_id,
            "status": answer.status,
            "notes": answer.notes,
            "engine": answer.engine,
        },
    }


def annotations(answer: Answer, base: str) -> list[dict[str, Any]]:
    """For each mark of the answer, its place and the address where the cited page is shown."""
    by_number = {citation.number: citation for citation in answer.citations}
    return [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": mark.start(),
                "end_index": mark.end(),
                "title": citation.title,
                "url": f"{base}{answer.language}/answers/{answer.answer_id}?source={citation.number}",
            },
        }
        for mark in MARK.finditer(answer.answer)
        if (citation := by_number.get(int(mark[1])))
    ]
