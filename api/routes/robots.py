"""What search engines may visit: the pages, but neither the API nor anyone's answers."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

router = APIRouter(include_in_schema=False)

RULES = """User-agent: *
Disallow: /v1/
Disallow: /ja/answers/
Disallow: /en/answers/
Disallow: /ja/researchers?
Disallow: /en/researchers?
"""


@router.get("/robots.txt", response_class=PlainTextResponse)
def robots() -> str:
    """Rules for visitors that are programs."""
    return RULES
