"""Who visits a staff page, and what every staff page and form has in common."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.dependencies import get_assistant
from api.errors import ApiError
from api.jobs.job import Kind
from api.jobs.runner import JobRunner, QueueFull
from api.pages.rendering import render
from api.staff.sessions import COOKIE, HOURS, Session, Sessions
from assistant.answer import Language
from assistant.assistant import Assistant

SECRECY = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Visit:
    """A visit of someone who signed in."""

    language: Language
    sessions: Sessions
    session: Session

    @property
    def form_token(self) -> str:
        """What every form of the visit carries."""
        return self.sessions.form_token(self.session.secret)


def sessions_of(assistant: Assistant) -> Sessions | None:
    """The sessions of the server's staff token; None where it has none."""
    token = assistant.settings.staff_token
    return Sessions(assistant.index.engine, token) if token else None


def signed_in(
    request: Request, language: Language, assistant: Annotated[Assistant, Depends(get_assistant)]
) -> Visit:
    """The visit of someone who signed in; anybody else is led to the page to sign in on."""
    sessions = sessions_of(assistant)
    session = sessions.find(request.cookies.get(COOKIE, "")) if sessions else None
    if sessions is None or session is None:
        raise led_to(f"/{language}/staff")
    return Visit(language, sessions, session)


def guarded(visit: Annotated[Visit, Depends(signed_in)], form_token: Annotated[str, Form()] = "") -> Visit:
    """The visit of someone who sent a form that a staff page gave them."""
    if not visit.sessions.is_form_token(form_token, visit.session.secret):
        raise stale(visit.language)
    return visit


VisitDependency = Annotated[Visit, Depends(signed_in)]
GuardedDependency = Annotated[Visit, Depends(guarded)]


def led_to(address: str) -> ApiError:
    """What leads a browser to another page."""
    return ApiError(303, "see_other", "this is not shown here", f"go to {address}", {"Location": address})


def stale(language: Language) -> ApiError:
    """What leads a browser from a form that no staff page gave it back to the staff pages."""
    return led_to(f"/{language}/staff?stale=1")


def to(address: str) -> RedirectResponse:
    """To another page, after a form."""
    return RedirectResponse(address, 303, headers=SECRECY)


def after_start(
    jobs: JobRunner,
    address: str,
    kind: Kind,
    arguments: dict[str, Any],
    bring: Callable[[Path], None] | None = None,
) -> RedirectResponse:
    """Start a job, and lead to the page at an address, which says so where too many wait."""
    try:
        jobs.start(kind, arguments, bring)
    except QueueFull:
        return to(f"{address}?problem=queue_full")
    return to(address)


def staff_page(
    request: Request, visit: Visit, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A staff page, or a part of one."""
    response = render(
        request,
        visit.language,
        f"staff/{template}",
        status,
        **{
            "form_token": visit.form_token,
            "reviewer": visit.session.reviewer,
            "here": "staff",
            **values,
        },
    )
    response.headers.update(SECRECY)
    return response


def new_secret() -> str:
    """A secret for a browser that has not signed in."""
    return secrets.token_urlsafe(32)


def give_cookie(request: Request, response: Response, secret: str) -> None:
    """Have a browser hold a secret: sent to this server alone, from its own pages alone, out of scripts' reach."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
