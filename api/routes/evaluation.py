"""Evaluation runs: started, listed, compared, reported. For staff."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError
from api.examples import COMPARISON, RUN, example
from api.routes.jobs import JobsDependency, Started
from api.staff.token import REFUSALS, staff_only
from assistant.assistant import Assistant

if TYPE_CHECKING:
    from eval.scores import Scores
    from eval.store import Description, Run

REPORT_POLICY = (
    "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A report holds its own styles and no script; as a page of its own it may do no more than that."""

router = APIRouter(
    prefix="/v1/eval",
    tags=["staff"],
    dependencies=[Depends(staff_only)],
    responses={**REFUSALS, **BAD_REQUEST, **UNAVAILABLE},
)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
RunName = Annotated[
    str, Path(description="The run's id, the beginning of it, or 'latest'.", examples=[RUN["run_id"]])
]


class Wanted(BaseModel):
    """An evaluation to run over the gold questions, the shipped ones unless JNEXUS_GOLD names others."""

    split: Literal["dev", "test"] | None = Field(
        "dev",
        description="Which questions: dev while tuning, test for reports, null for all.",
        examples=["dev"],
    )
    digests: Literal["on", "off"] | None = Field(
        None, description="Whether the shipped digests answer; by default as the server is set."
    )


class Score(BaseModel):
    """A score with the ends of its 95 % interval, over `count` values."""

    value: float
    low: float
    high: float
    count: int


class EvaluationRun(BaseModel):
    """A run: what it was made with, and its scores by group of questions and metric."""

    run_id: str
    created_at: str
    split: str | None
    digests: str | None
    questions: int
    seconds: float
    code: str | None
    scores: dict[str, dict[str, Score]]


class EvaluationRuns(BaseModel):
    """Runs, the newest first."""

    runs: list[EvaluationRun]


class Change(BaseModel):
    """How a metric changed in a group of questions; `difference` has its interval and its chance by luck, p."""

    metric: str
    group: str
    first: float
    second: float
    difference: dict[str, float]


class Turned(BaseModel):
    """A question that was right in one run only, with both answers."""

    item_id: str
    question: str
    lost: bool
    first: str
    second: str


class ComparedRuns(BaseModel):
    """Two runs over the questions that both were asked."""

    first: str
    second: str
    questions: int
    left_out: int
    changes: list[Change]
    turned: list[Turned]


@router.get("/runs", responses=example({"runs": [RUN]}))
def list_runs(assistant: AssistantDependency) -> EvaluationRuns:
    """The runs that are kept, the newest first, with their scores over all questions and by language. For staff."""
    from eval.run import store_of

    history = reversed(store_of(assistant).history())
    return EvaluationRuns(runs=[summary(*kept, groups=("all", "ja", "en")) for kept in history])


@router.post("/runs", status_code=202)
def start_run(wanted: Wanted, assistant: AssistantDependency, jobs: JobsDependency) -> Started:
    """Ask all gold questions and score the answers; the job's result names the run. For staff."""
    digests = wanted.digests or assistant.settings.digests
    return Started(job_id=jobs.start("evaluation", {"split": wanted.split, "digests": digests}))


@router.get("/runs/{run_id}", responses={**example(RUN), **NOT_FOUND})
def get_run(run_id: RunName, assistant: AssistantDependency) -> EvaluationRun:
    """A run with its scores by language, split, kind of question and persona. For staff."""
    run = load(assistant, run_id)
    return summary(run.description, run.scores)


@router.get(
    "/runs/{run_id}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}, "description": "The report."}, **NOT_FOUND},
)
def get_report(run_id: RunName, request: Request, assistant: AssistantDependency) -> HTMLResponse:
    """The report of a run, as one HTML page in Japanese and English. For staff."""
    return report_page(assistant, run_id, request)


@router.get("/compare", responses={**example(COMPARISON), **NOT_FOUND})
def compare_runs(
    assistant: AssistantDependency,
    first: Annotated[str, Query(description="A run.", examples=[COMPARISON["first"]])],
    second: Annotated[
        str, Query(description="The run that is compared with it.", examples=[COMPARISON["second"]])
    ],
) -> ComparedRuns:
    """Differences of two runs with their chance, and the questions that turned. For staff."""
    from eval.compare import compare
    from eval.errors import EvaluationError

    runs = load(assistant, first), load(assistant, second)
    try:
        return ComparedRuns.model_validate(asdict(compare(*runs)))
    except EvaluationError as fault:
        raise ApiError(422, "not_comparable", *told(fault)) from fault


def load(assistant: Assistant, name: str) -> "Run":
    """A kept run.

    Raises:
        ApiError: when there is no such run, or it cannot be read any more.
    """
    from eval.errors import EvaluationError
    from eval.run import store_of

    try:
        return store_of(assistant).load(name)
    except EvaluationError as fault:
        raise ApiError(404, "no_such_run", *told(fault)) from fault


def told(fault: Exception) -> tuple[str, str]:
    """What is wrong and what to do, from one sentence that says both."""
    message, _separator, hint = str(fault).partition("; ")
    return message, hint


def summary(
    description: "Description", scores: "Scores", groups: tuple[str, ...] | None = None
) -> EvaluationRun:
    """A run in the shape that leaves the server, with some of its groups or all."""
    chosen: dict[str, Any] = {
        group: {name: vars(score) for name, score in found.items()}
        for group, found in scores.groups.items()
        if groups is None or group in groups
    }
    return EvaluationRun.model_validate(
        {
            "run_id": description.run_id,
            "created_at": description.created_at,
            "split": description.split,
            "digests": description.settings.get("digests"),
            "questions": description.questions,
            "seconds": description.seconds,
            "code": description.code.get("version"),
            "scores": chosen,
        }
    )


def report_page(assistant: Assistant, name: str, request: Request) -> HTMLResponse:
    """A run's report as a page that can do nothing but be read; its page pictures come from this server."""
    from eval.pages import StoredPages
    from eval.report import report
    from eval.run import store_of

    run = load(assistant, name)
    history = store_of(assistant).history(run.description.gold)
    text = report(run, StoredPages(assistant.index.engine), history, str(request.base_url))
    return HTMLResponse(text, headers={"Content-Security-Policy": REPORT_POLICY, "Cache-Control": "no-store"})
