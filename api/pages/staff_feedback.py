"""Staff: readers' verdicts reviewed, set aside, or turned into gold candidates."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse

from api.dependencies import get_assistant
from api.pages.rendering import missing
from api.pages.staff_visit import SECRECY, GuardedDependency, Visit, VisitDependency, staff_page, to
from api.pages.texts import texts
from assistant.answer import Status
from assistant.assistant import Assistant

if TYPE_CHECKING:
    from eval.triage import Feedback

router = APIRouter(prefix="/feedback")
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
State = Literal["open", "candidate", "dismissed"]
LONGEST_NAME = 60
CANDIDATES = "candidates.jsonl"


@router.get("")
def feedback(
    request: Request, visit: VisitDependency, assistant: AssistantDependency, state: State = "open"
) -> HTMLResponse:
    """The verdicts in a state."""
    found = held(assistant)
    return staff_page(
        request,
        visit,
        "feedback.html",
        found=[one for one in found if one.state == state],
        counts={name: sum(one.state == name for one in found) for name in ("open", "candidate", "dismissed")},
        state=state,
        has_candidates=(assistant.index.home.root / CANDIDATES).exists(),
        part="feedback",
    )


@router.get("/candidates.jsonl", response_model=None)
def candidates(
    request: Request, visit: VisitDependency, assistant: AssistantDependency
) -> FileResponse | HTMLResponse:
    """The gold candidates made so far, as a gold file."""
    path = assistant.index.home.root / CANDIDATES
    if not path.exists():
        return missing(request, visit.language)
    return FileResponse(path, media_type="application/jsonl", filename=CANDIDATES, headers=SECRECY)


@router.get("/{answer_id}")
def review(
    request: Request, visit: VisitDependency, answer_id: str, assistant: AssistantDependency
) -> HTMLResponse:
    """One verdict with its answer, and what to make of it."""
    return review_page(request, visit, assistant, answer_id)


@router.post("/{answer_id}/dismiss")
def dismiss(
    visit: GuardedDependency,
    answer_id: str,
    assistant: AssistantDependency,
    reviewer: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Set a verdict aside as reviewed."""
    from eval.errors import EvaluationError
    from eval.triage import dismiss as set_aside

    address = f"/{visit.language}/staff/feedback"
    name = named(visit, reviewer)
    if not name:
        return to(f"{address}/{answer_id}")
    try:
        set_aside(assistant.index.engine, answer_id, name)
    except EvaluationError:
        return to(f"{address}/{answer_id}")
    return to(address)


@router.post("/{answer_id}/accept", response_model=None)
def accept(
    request: Request,
    visit: GuardedDependency,
    answer_id: str,
    assistant: AssistantDependency,
    reviewer: Annotated[str, Form()] = "",
    facts: Annotated[str, Form()] = "",
    expect: Annotated[Status | None, Form()] = None,
    kind: Annotated[str, Form()] = "prose",
    persona: Annotated[str, Form()] = "staff",
) -> HTMLResponse | RedirectResponse:
    """Turn a verdict into a gold candidate."""
    from pydantic import ValidationError

    from eval.errors import EvaluationError
    from eval.gold import ABSTAINING
    from eval.triage import accept as turn_into_gold

    name = named(visit, reviewer)
    entered = {"facts": facts, "expect": expect, "kind": kind, "persona": persona, "reviewer": name}
    must = [
        [form.strip() for form in line.split("|") if form.strip()]
        for line in facts.splitlines()
        if line.strip()
    ]
    if not name:
        return review_page(request, visit, assistant, answer_id, "no_reviewer", **entered)
    if expect not in ABSTAINING and not must:
        return review_page(request, visit, assistant, answer_id, "no_facts", **entered)
    try:
        item = turn_into_gold(assistant.index.engine, answer_id, name, must, expect, kind, persona)  # type: ignore[arg-type]
    except (EvaluationError, ValidationError):
        return review_page(request, visit, assistant, answer_id, "no_page", **entered)
    with (assistant.index.home.root / CANDIDATES).open("a", encoding="utf-8") as file:
        file.write(f"{item.to_line()}\n")
    return to(f"/{visit.language}/staff/feedback?state=candidate")


def held(assistant: Assistant) -> "list[Feedback]":
    """Every verdict within the retention time."""
    from eval.triage import list_feedback

    return list_feedback(assistant.index.engine, None, assistant.settings.retention_days)


def named(visit: Visit, reviewer: str) -> str:
    """The name of who reviews, kept for the next review."""
    name = reviewer.strip()[:LONGEST_NAME]
    if name and name != visit.session.reviewer:
        visit.sessions.remember(visit.session, name)
    return name


def review_page(
    request: Request, visit: Visit, assistant: Assistant, answer_id: str, problem: str = "", **entered: Any
) -> HTMLResponse:
    """The page of one verdict; with a problem, what was entered stands there still."""
    from eval import labels

    found = next((one for one in held(assistant) if one.answer_id == answer_id), None)
    if found is None:
        return missing(request, visit.language, texts(visit.language).staff_feedback.gone)
    return staff_page(
        request,
        visit,
        "review.html",
        422 if problem else 200,
        one=found,
        labels=labels,
        statuses={name: text for name, text in labels.STATUSES.items() if name != "error"},
        problem=problem,
        reviewer=entered.get("reviewer", visit.session.reviewer),
        entered={"facts": "", "expect": found.answer.status, "kind": "prose", "persona": "staff"} | entered,
        part="feedback",
    )
