"""Staff: evaluation runs started, listed, compared, and their reports read."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dependencies import get_assistant
from api.errors import ApiError
from api.pages.rendering import missing
from api.pages.staff_visit import GuardedDependency, VisitDependency, after_start, staff_page, to
from api.pages.texts import texts
from api.routes.evaluation import load, report_page
from api.routes.jobs import JobsDependency
from assistant.assistant import Assistant

if TYPE_CHECKING:
    from eval.compare import Change

router = APIRouter(prefix="/runs")
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
SHOWN = ("correct", "citation recall", "quotes found", "support")
"""The metrics that stand beside each run."""

CHANCE = 0.05
"""Below which p a difference is hardly by luck."""


@router.get("")
def runs(
    request: Request,
    visit: VisitDependency,
    assistant: AssistantDependency,
    jobs: JobsDependency,
    problem: str = "",
) -> HTMLResponse:
    """The form to start a run, the latest jobs, and every run with its main scores."""
    from eval.metrics import BY_NAME
    from eval.run import store_of

    return staff_page(
        request,
        visit,
        "runs.html",
        runs=list(reversed(store_of(assistant).history())),
        metrics=[BY_NAME[name] for name in SHOWN],
        jobs=jobs.store.recent("evaluation", most=3),
        digests=assistant.settings.digests,
        problem=problem if problem in {"queue_full", "not_comparable"} else "",
        part="runs",
    )


@router.post("")
def start(
    visit: GuardedDependency,
    jobs: JobsDependency,
    split: Annotated[Literal["dev", "test"], Form()] = "dev",
    digests: Annotated[Literal["on", "off"], Form()] = "on",
) -> RedirectResponse:
    """Start a run."""
    return after_start(
        jobs, f"/{visit.language}/staff/runs", "evaluation", {"split": split, "digests": digests}
    )


@router.get("/compare", response_model=None)
def compare(
    request: Request,
    visit: VisitDependency,
    assistant: AssistantDependency,
    first: str = "",
    second: str = "",
) -> HTMLResponse | RedirectResponse:
    """Two runs side by side: which scores changed, and which questions turned."""
    from eval.compare import compare as compared
    from eval.errors import EvaluationError
    from eval.metrics import BY_NAME

    try:
        runs = load(assistant, first), load(assistant, second)
        comparison = compared(*runs)
    except (ApiError, EvaluationError):
        return to(f"/{visit.language}/staff/runs?problem=not_comparable")
    return staff_page(
        request,
        visit,
        "compare.html",
        runs=[run.description for run in runs],
        comparison=comparison,
        changes=by_metric(comparison.changes),
        metrics=BY_NAME,
        chance=CHANCE,
        part="runs",
    )


def by_metric(changes: "Sequence[Change]") -> "dict[str, dict[str, Change]]":
    """Changes by metric and group of questions."""
    found: dict[str, dict[str, Change]] = {}
    for change in changes:
        found.setdefault(change.metric, {})[change.group] = change
    return found


@router.get("/{run_id}/report")
def report(
    request: Request, visit: VisitDependency, run_id: str, assistant: AssistantDependency
) -> HTMLResponse:
    """The report of a run."""
    try:
        return report_page(assistant, run_id, request)
    except ApiError:
        return missing(request, visit.language, texts(visit.language).staff_runs.gone)
