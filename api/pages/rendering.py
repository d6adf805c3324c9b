"""Templates made into pages: every text escaped, every missing name an error."""

import re
from functools import cache
from types import SimpleNamespace
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.dependencies import get_assistant
from api.pages.as_of import as_of_written
from api.pages.dates import event_span, written
from api.pages.language import other
from api.pages.numbers import counted
from api.pages.other_language import listed, marked
from api.pages.reasons import in_language
from api.pages.source_names import source_named
from api.pages.texts import texts
from assistant.answer import Language

HYPHEN = re.compile(r"-(?=\w\b)|(?<=\b\w)-(?=\w)")
"""A hyphen before or after a single letter."""


@cache
def environment() -> Environment:
    """The templates of this package."""
    made = Environment(
        loader=PackageLoader("api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["written"] = written
    made.filters["as_of_written"] = as_of_written
    made.filters["counted"] = counted
    made.filters["event_span"] = event_span
    made.filters["named"] = named
    made.filters["in_language"] = in_language
    made.filters["source_named"] = source_named
    made.filters["listed"] = listed
    made.filters["marked"] = marked
    made.filters["unbroken"] = unbroken
    return made


def named(table: SimpleNamespace, name: str | None) -> str:
    """What a table of texts calls something; its own name where the table does not know it."""
    return str(getattr(table, name, name)) if name else ""


def unbroken(text: str) -> str:
    """Text whose names with a hyphen, such as J-NEXUS, stay on one line."""
    return HYPHEN.sub("-\N{WORD JOINER}", text)


def render(
    request: Request, language: Language, template: str, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page, or a part of one, in a language."""
    place = request.url.path.removeprefix(f"/{language}")
    switched = f"/{other(language)}{place}" + (f"?{request.url.query}" if request.url.query else "")
    body = (
        environment()
        .get_template(template)
        .render(
            t=texts(language),
            language=language,
            base=f"/{language}",
            switch_to=other(language),
            switch_text=texts(other(language)).site.language,
            switch_address=switched,
            origin=str(request.base_url).rstrip("/"),
            longest_question=get_assistant(request).settings.max_question,
            retention_days=get_assistant(request).settings.retention_days,
            has_digests=get_assistant(request).settings.digests == "on",
            **values,
        )
    )
    return HTMLResponse(body, status, headers={"Content-Language": language})


def missing(request: Request, language: Language, explanation: str | None = None) -> HTMLResponse:
    """The page for an address where nothing is."""
    return render(request, language, "missing.html", 404, explanation=explanation)
