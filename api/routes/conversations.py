"""Conversations: what was asked and answered, and its deletion."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response
from pydantic import BaseModel, Field

from api.dependencies import get_assistant
from api.errors import NOT_FOUND, ApiError
from api.examples import ANSWER, CONVERSATION, example
from assistant.answer import Answer
from assistant.assistant import Assistant

router = APIRouter(prefix="/v1/conversations", tags=["answers"], responses={**NOT_FOUND})
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
ConversationId = Annotated[
    str, Path(description="The conversation's id.", examples=[ANSWER["conversation_id"]])
]


class Conversation(BaseModel):
    """A conversation."""

    conversation_id: str = Field(description="Its id.", examples=[ANSWER["conversation_id"]])
    answers: list[Answer] = Field(description="Its answers, oldest first.")


@router.get("/{conversation_id}", responses=example(CONVERSATION))
def get_conversation(conversation_id: ConversationId, assistant: AssistantDependency) -> Conversation:
    """The answers of a conversation."""
    answers = assistant.conversations.answers(conversation_id)
    if not answers:
        raise missing()
    return Conversation(conversation_id=conversation_id, answers=answers)


@router.delete("/{conversation_id}", status_code=204)
def delete_conversation(conversation_id: ConversationId, assistant: AssistantDependency) -> Response:
    """Delete a conversation with all its answers and the verdicts on them; links to them stop working."""
    from eval.triage import withdraw

    answers = assistant.conversations.answers(conversation_id)
    if not answers:
        raise missing()
    assistant.conversations.delete(conversation_id)
    withdraw(assistant.index.engine, [answer.answer_id for answer in answers])
    return Response(status_code=204)


def missing() -> ApiError:
    """The error for a conversation that is not kept."""
    return ApiError(
        404, "no_such_conversation", "there is no such conversation", "it may have been deleted; ask anew"
    )
