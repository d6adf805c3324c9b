"""Health for operators: alive, and ready to answer."""

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.dependencies import get_assistant
from api.errors import ApiError
from assistant.assistant import Assistant

router = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel):
    """How the server is; `generation` counts the library's changes, `passages` what is searched."""

    status: str
    generation: int | None = None
    passages: int | None = None
    embedding: str | None = None


@router.get("/live")
def live() -> Health:
    """Whether the process answers."""
    return Health(status="ok")


@router.get("/ready")
def ready(assistant: Annotated[Assistant, Depends(get_assistant)]) -> Health:
    """Whether the library can be searched."""
    snapshot = assistant.index.snapshot()
    if not snapshot.lexical.entries:
        raise ApiError(
            503, "empty", "the library holds no passages", "ingest publications or turn digests on"
        )
    return Health(
        status="ok",
        generation=snapshot.generation,
        passages=len(snapshot.lexical.entries),
        embedding=assistant.index.embedder.fingerprint,
    )
