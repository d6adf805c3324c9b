"""Staff: publications added and removed, and how much of each its digest speaks of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from api.dependencies import get_assistant
from api.errors import ApiError
from api.pages.home import newest_first
from api.pages.rendering import missing
from api.pages.staff_visit import GuardedDependency, VisitDependency, after_start, staff_page, stale, to
from api.pages.texts import texts
from api.routes.jobs import JobsDependency
from api.uploads import DETAILS, opened_form, uploaded
from assistant.assistant import Assistant
from assistant.documents import Document, documents
from corpus.document import Page
from corpus.library import get_pages
from corpus.readers import READABLE
from index.passage import Passage
from index.passage_table import passages_of

router = APIRouter()
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
PROBLEMS = {"too_large", "no_length", "bad_upload", "queue_full"}


@dataclass(frozen=True)
class Coverage:
    """Which pages of a publication its digest speaks of: the number of statements on each page."""

    document: Document
    pages: Sequence[tuple[Page, int]]

    @property
    def spoken_of(self) -> int:
        """How many pages have a statement."""
        return sum(count > 0 for _, count in self.pages)

    @property
    def share(self) -> float:
        """The share of the pages that have a statement, 0 to 1."""
        return self.spoken_of / len(self.pages) if self.pages else 0.0


@router.get("/publications")
def publications(
    request: Request,
    visit: VisitDependency,
    assistant: AssistantDependency,
    jobs: JobsDependency,
    stale: bool = False,
    problem: str = "",
) -> HTMLResponse:
    """The form to add publications, the latest jobs, and every publication with its coverage."""
    with assistant.index.engine.connect() as connection:
        held = [coverage(connection, item) for item in newest_first(documents(connection))]
    return staff_page(
        request,
        visit,
        "publications.html",
        held=held,
        jobs=jobs.store.recent("ingest", "remove"),
        readable=",".join((*READABLE, ".json")),
        max_mb=assistant.settings.max_file_mb,
        kinds=vars(texts(visit.language).kinds),
        stale=stale,
        problem=problem if problem in PROBLEMS else "",
        part="publications",
    )


@router.post("/publications", response_model=None)
async def add(
    request: Request, visit: VisitDependency, assistant: AssistantDependency, jobs: JobsDependency
) -> RedirectResponse:
    """Take the files of a form into the library."""
    address = f"/{visit.language}/staff/publications"
    try:
        async with opened_form(request, assistant.settings.max_file_mb) as form:
            if not visit.sessions.is_form_token(str(form.get("form_token", "")), visit.session.secret):
                raise stale(visit.language)
            upload = uploaded(form, details_of(form))
            return await run_in_threadpool(
                after_start, jobs, address, "ingest", {"files": upload.names()}, upload.lay
            )
    except ApiError as fault:
        if fault.code not in PROBLEMS:
            raise
        return to(f"{address}?problem={fault.code}")


@router.get("/publications/{document_id}")
def publication(
    request: Request, visit: VisitDependency, document_id: str, assistant: AssistantDependency
) -> HTMLResponse:
    """One publication: its pages with and without a statement, its warnings, and the question whether to remove it."""
    with assistant.index.engine.connect() as connection:
        document = next((item for item in documents(connection) if item.id == document_id), None)
        covered = coverage(connection, document) if document else None
    if covered is None:
        return missing(request, visit.language, texts(visit.language).missing.publication)
    return staff_page(request, visit, "publication.html", covered=covered, part="publications")


@router.post("/publications/{document_id}/remove")
def remove(
    visit: GuardedDependency, document_id: str, assistant: AssistantDependency, jobs: JobsDependency
) -> RedirectResponse:
    """Take a publication out of the library."""
    return after_start(jobs, f"/{visit.language}/staff/publications", "remove", {"document_id": document_id})


@router.get("/jobs/{job_id}")
def job(request: Request, visit: VisitDependency, job_id: str, jobs: JobsDependency) -> HTMLResponse:
    """The part of a page that tells of a job."""
    found = jobs.store.find(job_id)
    if found is None:
        return missing(request, visit.language)
    return staff_page(request, visit, "job.html", job=found)


def coverage(connection: Connection, document: Document) -> Coverage:
    """Which pages of a publication have statements of its digest."""
    pages = get_pages(connection, document.id, document.version) if document.version else []
    counts = statements_by_page(passages_of(connection, document.id, "digest"))
    return Coverage(document, [(page, counts.get(page.number, 0)) for page in pages])


def statements_by_page(statements: Collection[Passage]) -> Mapping[int, int]:
    """How many statements rest on each page."""
    counts: dict[int, int] = {}
    for statement in statements:
        for number in statement.pages:
            counts[number] = counts.get(number, 0) + 1
    return counts


def details_of(form: FormData) -> dict[str, Any]:
    """What a form says of a publication; fields left empty say nothing."""
    given = {name: str(form.get(name, "")).strip() for name in DETAILS}
    details: dict[str, Any] = {name: value for name, value in given.items() if value}
    if str(details.get("printed_page_offset", "")).isdigit():
        details["printed_page_offset"] = int(details["printed_page_offset"])
    return details
