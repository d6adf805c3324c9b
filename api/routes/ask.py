"""Questions, answers and ranked passages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError
from api.events import event_response, wants_events
from api.examples import ANSWER, HIT, example
from api.metrics import counted
from assistant.answer import Answer, Hit, Language, Source
from assistant.assistant import Assistant
from assistant.streaming import finished

router = APIRouter(prefix="/v1", tags=["answers"], responses={**BAD_REQUEST, **UNAVAILABLE})
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


class AskRequest(BaseModel):
    """A question."""

    question: str = Field(
        description="A question in Japanese, also in Latin letters, or in English.",
        examples=["アクセラレーターはどう選べばよいですか？", "How should I choose an accelerator?"],
    )
    language: Language | None = Field(
        None, description="The answer's language; by default the question's.", examples=["ja"]
    )
    conversation_id: str | None = Field(
        None,
        description="The conversation that the question goes on with, as a former answer named it.",
        examples=[ANSWER["conversation_id"]],
    )


class SearchResult(BaseModel):
    """Passages, best first."""

    hits: list[Hit]


@router.post("/ask", response_model=Answer, responses=example(ANSWER))
def ask(body: AskRequest, request: Request, assistant: AssistantDependency) -> Response:
    """Answer a question with citations.

    With `Accept: text/event-stream` the answer comes as events: `status`, `token` (checked text), `citation`,
    `done` (the whole answer) or `error`.
    """
    events = counted(assistant.stream(body.question, body.language, body.conversation_id))
    if wants_events(request):
        return event_response(events)
    return Response(finished(events).model_dump_json(), media_type="application/json")


@router.get("/answers/{answer_id}", responses={**example(ANSWER), **NOT_FOUND})
def get_answer(
    answer_id: Annotated[str, Path(description="The answer's id.", examples=[ANSWER["answer_id"]])],
    assistant: AssistantDependency,
) -> Answer:
    """An answer given before, for a share link."""
    answer = assistant.conversations.find(answer_id)
    if answer is None:
        raise ApiError(
            404, "no_such_answer", "there is no such answer", "it may have passed its time; ask again"
        )
    return answer


@router.get("/search", responses=example({"hits": [HIT]}))
def search(
    assistant: AssistantDependency,
    q: Annotated[str, Query(description="The question or words to search for.", examples=["accelerator"])],
    k: Annotated[int, Query(ge=1, le=100, description="How many passages.", examples=[10])] = 10,
    document: Annotated[
        str | None, Query(description="Only this publication.", examples=["jnexus-quarterly-01"])
    ] = None,
    language: Annotated[
        Language | None,
        Query(description="Only passages that can be read in this language.", examples=["ja"]),
    ] = None,
    source: Annotated[
        Source | None,
        Query(description="Only publications, digests, lists or events.", examples=["digest"]),
    ] = None,
) -> SearchResult:
    """Ranked passages."""
    return SearchResult(hits=assistant.search(q, k, document, language, source))
