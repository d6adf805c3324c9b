"""Metrics for operators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.dependencies import get_assistant
from api.metrics import exposition
from api.routes.jobs import JobsDependency
from assistant.assistant import Assistant

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}, "description": "The metrics."}},
)
def metrics(assistant: Annotated[Assistant, Depends(get_assistant)], jobs: JobsDependency) -> Response:
    """Requests, answers, jobs and the library, in the text format of Prometheus."""
    return Response(exposition(assistant, jobs.store), media_type="text/plain; version=0.0.4; charset=utf-8")
