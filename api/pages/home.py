"""The page at `/`."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home() -> str:
    """A placeholder."""
    return "<!doctype html><title>J-NEXUS</title>"
