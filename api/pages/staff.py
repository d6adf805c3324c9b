"""The door of the staff pages: sign in with the staff token, sign out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.allowance import address_of
from api.dependencies import get_assistant
from api.pages import staff_feedback, staff_publications, staff_runs
from api.pages.rendering import render
from api.pages.staff_visit import (
    SECRECY,
    GuardedDependency,
    give_cookie,
    new_secret,
    sessions_of,
    to,
)
from api.staff.sessions import COOKIE, Sessions
from api.staff.token import WRONG_TOKENS, is_staff_token
from assistant.answer import Language
from assistant.assistant import Assistant

router = APIRouter(prefix="/{language:language}/staff", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


@router.get("", response_model=None)
def door(
    request: Request, language: Language, assistant: AssistantDependency, stale: bool = False
) -> HTMLResponse | RedirectResponse:
    """To the publications for those who signed in; the form to sign in for others."""
    sessions = sessions_of(assistant)
    if sessions and sessions.find(request.cookies.get(COOKIE, "")):
        return to(f"/{language}/staff/publications{'?stale=1' if stale else ''}")
    return sign_in_page(request, language, sessions, "stale" if stale else "")


@router.post("", response_model=None)
def sign_in(
    request: Request,
    language: Language,
    assistant: AssistantDependency,
    token: Annotated[str, Form()] = "",
    form_token: Annotated[str, Form()] = "",
) -> HTMLResponse | RedirectResponse:
    """Begin a session for who gives the staff token."""
    sessions, staff_token = sessions_of(assistant), assistant.settings.staff_token
    if sessions is None or staff_token is None:
        return sign_in_page(request, language, None, "", 403)
    if not sessions.is_form_token(form_token, request.cookies.get(COOKIE, "")):
        return sign_in_page(request, language, sessions, "stale", 403)
    if not is_staff_token(token.strip(), staff_token):
        wait = WRONG_TOKENS.take(address_of(request))
        problem, status = ("slow", 429) if wait else ("wrong", 401)
        return sign_in_page(request, language, sessions, problem, status, wait)
    response = to(f"/{language}/staff/publications")
    give_cookie(request, response, sessions.open())
    return response


@router.post("/sign-out")
def sign_out(visit: GuardedDependency) -> RedirectResponse:
    """End the session."""
    visit.sessions.close(visit.session.secret)
    response = to(f"/{visit.language}/staff")
    response.delete_cookie(COOKIE)
    return response


def sign_in_page(
    request: Request,
    language: Language,
    sessions: Sessions | None,
    problem: str,
    status: int = 200,
    wait: float = 0,
) -> HTMLResponse:
    """The form to sign in, with what went wrong; without sessions, why nobody can."""
    secret = request.cookies.get(COOKIE) or new_secret()
    response = render(
        request,
        language,
        "staff/sign_in.html",
        status,
        form_token=sessions.form_token(secret) if sessions else None,
        problem=problem,
        wait=int(wait) + 1,
        here="staff",
    )
    response.headers.update(SECRECY)
    if sessions:
        give_cookie(request, response, secret)
    return response


for part in (staff_publications.router, staff_feedback.router, staff_runs.router):
    router.include_router(part)
