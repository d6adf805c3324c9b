"""Errors on the wire: {"error": {"code", "message", "hint"}} with the right status, never a traceback."""

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from api.jobs.runner import QueueFull
from assistant.assistant import DigestsOffError, QuestionError
from corpus.home import Busy

logger = logging.getLogger(__name__)

SEE_DOCS = "GET /docs shows what each route takes"


class ErrorDetail(BaseModel):
    """What went wrong."""

    code: str = Field(description="A name for programs.", examples=["no_such_document"])
    message: str = Field(
        description="What is wrong.", examples=["the library does not hold the file of 'report-7'"]
    )
    hint: str = Field(description="What to do.", examples=["GET /v1/documents lists what it holds"])


class ErrorBody(BaseModel):
    """The body of every answer that is an error."""

    error: ErrorDetail


BAD_REQUEST: Mapping[int | str, dict[str, Any]] = {
    422: {"model": ErrorBody, "description": "The request cannot be taken."}
}
NOT_FOUND: Mapping[int | str, dict[str, Any]] = {
    404: {"model": ErrorBody, "description": "The library does not hold it."}
}
UNAVAILABLE: Mapping[int | str, dict[str, Any]] = {
    503: {"model": ErrorBody, "description": "What the server needs does not answer, or is busy."}
}


class ApiError(Exception):
    """An error to answer with: HTTP status, a code for programs, a message, what to do, and further headers."""

    def __init__(
        self, status: int, code: str, message: str, hint: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.hint, self.headers = status, code, message, hint, headers


def body(
    status: int, code: str, message: str, hint: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """An error as a response."""
    content = ErrorBody(error=ErrorDetail(code=code, message=message, hint=hint))
    return JSONResponse(content.model_dump(), status, headers)


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of the app in the one form."""

    @app.exception_handler(ApiError)
    async def known(_: Request, error: ApiError) -> JSONResponse:
        return body(error.status, error.code, error.message, error.hint, error.headers)

    @app.exception_handler(QueueFull)
    async def crowded(_: Request, error: QueueFull) -> JSONResponse:
        message, _separator, hint = str(error).partition("; ")
        return body(503, "queue_full", message, hint)

    @app.exception_handler(QuestionError)
    async def question(_: Request, error: QuestionError) -> JSONResponse:
        message, _separator, hint = str(error).partition("; ")
        return body(422, "bad_question", message, hint)

    @app.exception_handler(DigestsOffError)
    async def digests_off(_: Request, error: DigestsOffError) -> JSONResponse:
        message, _separator, hint = str(error).partition("; ")
        return body(404, "digests_off", message, hint)

    @app.exception_handler(RequestValidationError)
    async def validation(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        if first["type"] == "json_invalid" or first["loc"] == ("body",):
            return body(422, "bad_request", "the body is not the JSON object that this route takes", SEE_DOCS)
        where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query", "path"})
        return body(422, "bad_request", f"{where}: {first['msg'][0].lower()}{first['msg'][1:]}", SEE_DOCS)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return body(404, "not_found", f"there is nothing at {request.url.path}", SEE_DOCS)
        if error.status_code == 405:
            message = f"{request.url.path} does not take {request.method}"
            return body(405, "method_not_allowed", message, SEE_DOCS)
        return body(error.status_code, "refused", str(error.detail), SEE_DOCS)

    @app.exception_handler(Busy)
    @app.exception_handler(ConnectionError)
    @app.exception_handler(SQLAlchemyError)
    async def unavailable(_: Request, error: Exception) -> JSONResponse:
        logger.error("the database, the vector store or the library cannot be used", exc_info=error)
        return body(
            503,
            "unavailable",
            "the library cannot be reached now",
            "try again in a moment; the log of the server says why",
        )

    @app.exception_handler(Exception)
    async def unexpected(_: Request, error: Exception) -> JSONResponse:
        logger.error("unexpected error", exc_info=error)
        return body(
            500,
            "internal",
            "something went wrong on the server",
            "try again; the log of the server says more",
        )
