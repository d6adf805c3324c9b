"""The HTTP server."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

from api.errors import add_error_handlers
from api.pages import home
from api.routes import ask, documents, health
from assistant.assistant import Assistant
from corpus.artist import Artist

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def create_app(assistant: Assistant) -> FastAPI:
    """The app over an assistant."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        assistant.warm()
        yield
        app.state.artist.close()

    app = FastAPI(
        title="J-NEXUS Assistant",
        summary="Cited answers in Japanese and English from the publications around J-NEXUS.",
        lifespan=lifespan,
    )
    app.state.assistant = assistant
    app.state.artist = Artist(assistant.index.home.root / "pictures")
    add_error_handlers(app)

    @app.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if not request.url.path.startswith(("/docs", "/openapi.json")):
            response.headers["Content-Security-Policy"] = POLICY
        return response

    for router in (ask.router, documents.router, health.router, home.router):
        app.include_router(router)
    static = str(files("api").joinpath("static"))
    app.mount("/static", StaticFiles(directory=static), name="static")
    return app
