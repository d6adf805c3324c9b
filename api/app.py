"""The HTTP server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles

from api.each_request import EachRequest
from api.errors import BAD_REQUEST, add_error_handlers
from api.examples import with_nulls
from api.jobs.runner import JobRunner
from api.jobs.store import JobStore
from api.pages import site
from api.reference import page as reference
from api.routes import (
    ask,
    chat,
    conversations,
    documents,
    evaluation,
    events,
    feedback,
    health,
    jobs,
    metrics,
    researchers,
    robots,
    staff,
)
from assistant.assistant import Assistant
from corpus.artist import Artist

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class DescribedApp(FastAPI):
    """An app whose description of itself keeps the nulls of its examples."""

    def openapi(self) -> dict[str, Any]:
        """The description, made once."""
        if self.openapi_schema is None:
            self.openapi_schema = with_nulls(super().openapi())
        return self.openapi_schema


def route_name(route: APIRoute) -> str:
    """What programs made from the API's description call a route."""
    return route.name


def create_app(assistant: Assistant) -> FastAPI:
    """The app over an assistant."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with assistant.at_service():
            yield
        app.state.artist.close()
        app.state.jobs.close()

    app = DescribedApp(
        title="J-NEXUS Assistant",
        summary="Cited answers in Japanese and English from the publications around J-NEXUS.",
        lifespan=lifespan,
        responses={**BAD_REQUEST},
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=route_name,
    )
    app.state.assistant = assistant
    app.state.artist = Artist(assistant.index.home.root / "pictures")
    store = JobStore(assistant.index.home.root, assistant.index.engine, assistant.settings.retention_days)
    app.state.jobs = JobRunner(store, assistant.settings)
    add_error_handlers(app)

    app.add_middleware(EachRequest, policy=POLICY)

    for part in (
        ask,
        chat,
        conversations,
        documents,
        events,
        feedback,
        health,
        metrics,
        researchers,
        robots,
        staff,
        jobs,
        evaluation,
        reference,
        site,
    ):
        app.include_router(part.router)
    static = str(files("api").joinpath("static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    return app
