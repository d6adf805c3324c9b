"""Errors on the wire: {"error": {"code", "message", "hint"}} with the right status, never a traceback."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.assistant import QuestionError

logger = logging.getLogger(__name__)


class ApiError(Exception):
    """An error to answer with: HTTP status, a code for programs, a message and what to do."""

    def __init__(self, status: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.hint = status, code, message, hint


def body(status: int, code: str, message: str, hint: str) -> JSONResponse:
    """An error as a response."""
    return JSONResponse({"error": {"code": code, "message": message, "hint": hint}}, status)


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of the app in the one form."""

    @app.exception_handler(ApiError)
    async def known(_: Request, error: ApiError) -> JSONResponse:
        return body(error.status, error.code, error.message, error.hint)

    @app.exception_handler(QuestionError)
    async def question(_: Request, error: QuestionError) -> JSONResponse:
        message, _, hint = str(error).partition("; ")
        return body(422, "bad_question", message, hint)

    @app.exception_handler(RequestValidationError)
    async def validation(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if part not in {"body", "query", "path"})
        return body(
            422, "bad_request", f"{where or 'request'}: {first['msg']}", "see /docs for what is expected"
        )

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        return body(
            error.status_code,
            "not_found" if error.status_code == 404 else "refused",
            str(error.detail),
            "see /docs for the routes",
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
