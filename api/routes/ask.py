"""Questions, answers and ranked passages."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.dependencies import get_assistant
from api.errors import ApiError
from assistant.answer import Answer, Hit, Source
from assistant.assistant import Assistant

router = APIRouter(prefix="/v1", tags=["answers"])
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


class AskRequest(BaseModel):
    """A question."""

    question: str = Field(examples=["マサチューセッツ州の名目GDPは？", "How do I get onto the PI list?"])
    language: Literal["ja", "en"] | None = Field(
        None, description="The answer's language; by default the question's."
    )
    conversation_id: str | None = Field(None, description="The conversation that the question goes on with.")


class SearchResult(BaseModel):
    """Passages, best first."""

    hits: list[Hit]


@router.post("/ask")
def ask(request: AskRequest, assistant: AssistantDependency) -> Answer:
    """Answer a question with citations."""
    return assistant.ask(request.question, request.language, request.conversation_id)


@router.get("/answers/{answer_id}")
def get_answer(answer_id: str, assistant: AssistantDependency) -> Answer:
    """An answer given before, for a share link."""
    answer = assistant.conversations.find(answer_id)
    if answer is None:
        raise ApiError(
            404, "no_such_answer", "there is no such answer", "it may have passed its time; ask again"
        )
    return answer


@router.get("/search")
def search(
    assistant: AssistantDependency,
    q: Annotated[str, Query(description="The question or words to search for.", examples=["accelerator"])],
    k: Annotated[int, Query(ge=1, le=100)] = 10,
    document: str | None = None,
    language: Literal["ja", "en"] | None = None,
    source: Source | None = None,
) -> SearchResult:
    """Ranked passages."""
    return SearchResult(hits=assistant.search(q, k, document, language, source))
