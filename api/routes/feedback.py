"""Readers' verdicts on answers: given by anybody, read by staff."""

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field

from api.allowance import TOO_MANY, Allowance, take_from
from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError
from api.examples import ANSWER, FEEDBACK, example
from api.staff.token import REFUSALS, staff_only
from assistant.answer import Answer
from assistant.assistant import Assistant

if TYPE_CHECKING:
    from eval.triage import Feedback

LONGEST_REASON = 1000
allowance = Allowance(size=20, per_second=0.2)

router = APIRouter(prefix="/v1/feedback", tags=["feedback"], responses={**BAD_REQUEST, **UNAVAILABLE})
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
Verdict = Literal["good", "bad"]


class Given(BaseModel):
    """A verdict on an answer; a later one on the same answer takes its place."""

    answer_id: str = Field(max_length=64, description="The id of the answer.", examples=[ANSWER["answer_id"]])
    verdict: Verdict = Field(description="Whether the answer was useful.", examples=["bad"])
    reason: str | None = Field(
        None,
        max_length=LONGEST_REASON,
        description="What was wrong or good.",
        examples=["The year is wrong."],
    )


class Kept(BaseModel):
    """A verdict as it is kept: with the answer, and with nothing of who gave it."""

    answer_id: str
    created_at: str
    verdict: Verdict
    reason: str | None
    question: str
    answer: Answer
    state: Literal["open", "candidate", "dismissed"]
    reviewed_by: str | None
    reviewed_on: str | None


class FeedbackList(BaseModel):
    """Verdicts, bad ones first, then the latest."""

    feedback: list[Kept]
    total: int


def within_allowance(request: Request) -> None:
    """Refuse a client that gives too many verdicts."""
    take_from(allowance, request, "verdicts")


@router.post(
    "",
    status_code=201,
    dependencies=[Depends(within_allowance)],
    responses={**NOT_FOUND, **TOO_MANY},
)
def give_feedback(body: Given, assistant: AssistantDependency) -> Given:
    """Say whether an answer was useful, and why.

    Kept with the question, the answer and its citations for as long as answers are; nothing of the person is kept.
    """
    from eval.triage import store_feedback

    if assistant.conversations.find(body.answer_id) is None:
        raise ApiError(
            404, "no_such_answer", "there is no such answer", "it may have passed its time; ask again"
        )
    engine, days = assistant.index.engine, assistant.settings.retention_days
    kept = store_feedback(engine, body.answer_id, body.verdict, body.reason, days)
    return Given(answer_id=kept.answer_id, verdict=kept.verdict, reason=kept.reason)


@router.get(
    "",
    dependencies=[Depends(staff_only)],
    responses={**example({"feedback": [FEEDBACK], "total": 1}), **REFUSALS},
)
def list_feedback(
    assistant: AssistantDependency,
    state: Annotated[
        Literal["open", "candidate", "dismissed", "all"],
        Query(description="Which: not reviewed yet, turned into gold, set aside, or all."),
    ] = "open",
    limit: Annotated[int, Query(ge=1, le=200, description="How many at most.")] = 50,
    offset: Annotated[int, Query(ge=0, description="How many to pass over.")] = 0,
) -> FeedbackList:
    """What readers thought of answers. For staff."""
    from eval.triage import list_feedback as all_feedback

    found = all_feedback(
        assistant.index.engine, None if state == "all" else state, assistant.settings.retention_days
    )
    return FeedbackList(feedback=[shown(one) for one in found[offset : offset + limit]], total=len(found))


def shown(feedback: "Feedback") -> Kept:
    """A verdict in the shape that leaves the server."""
    return Kept.model_validate(vars(feedback))
