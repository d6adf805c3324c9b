"""All pages under one router; the last route is the page for addresses where nothing is."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from api.pages import answers, events, figures, home, library, researchers, staff
from api.pages.rendering import missing
from assistant.answer import Language

router = APIRouter(include_in_schema=False)
for part in (
    home.router,
    answers.router,
    library.router,
    events.router,
    figures.router,
    researchers.router,
    staff.router,
):
    router.include_router(part)


@router.get("/{language:language}/{rest:path}")
def nowhere(request: Request, language: Language, rest: str) -> Response:
    """To the address without its last slash, else the page that says that nothing is here."""
    if rest == "" or rest.endswith("/"):
        return RedirectResponse(f"/{language}/{rest.rstrip('/')}".rstrip("/"), 308)
    return missing(request, language)
