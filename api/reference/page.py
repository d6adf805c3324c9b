"""The page at `/docs`: the routes for people, without a script and without anything from elsewhere."""

import re
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.reference.routes import routes, shapes

router = APIRouter(include_in_schema=False)


@cache
def environment() -> Environment:
    """The templates of this package."""
    made = Environment(
        loader=PackageLoader("api.reference"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["coded"] = coded
    return made


def coded(text: str) -> Markup:
    """Text with what stands between backquotes as code."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """Every route with what it takes and answers."""
    openapi = request.app.openapi()
    page = environment().get_template("docs.html")
    return HTMLResponse(
        page.render(info=openapi["info"], routes=list(routes(openapi)), shapes=list(shapes(openapi)))
    )
