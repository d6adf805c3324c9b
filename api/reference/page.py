"""The page at `/docs`: the routes for people, without a script and without anything from elsewhere."""

from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.reference.routes import routes, shapes

router = APIRouter(include_in_schema=False)


@cache
def environment() -> Environment:
    """The templates of this package."""
    return Environment(
        loader=PackageLoader("api.reference"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """Every route with what it takes and answers."""
    openapi = request.app.openapi()
    page = environment().get_template("docs.html")
    return HTMLResponse(
        page.render(info=openapi["info"], routes=list(routes(openapi)), shapes=list(shapes(openapi)))
    )
