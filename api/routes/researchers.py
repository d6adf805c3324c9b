"""Researchers of the lists: search with facets, those alike, and exports; few enough at a time not to copy a list."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from api.allowance import TOO_MANY, Allowance, take_from
from api.dependencies import get_assistant
from api.errors import BAD_REQUEST, UNAVAILABLE
from api.examples import RESEARCHERS, example
from assistant.assistant import Assistant
from assistant.researchers import Researchers, as_csv, as_vcards, find_researchers, similar_researchers
from index.people import Wanted

MOST_AT_ONCE = 50
MOST_EXPORTED = 100
DEEPEST = 500
"""How far into the results one can page: a list is for finding people, not for taking away."""

NOT_FOR_ROBOTS = {"X-Robots-Tag": "noindex, nofollow"}


allowance = Allowance(size=120, per_second=2.0)


def within_allowance(request: Request) -> None:
    """Refuse a client that asks too often.

    Raises:
        ApiError: 429, with how long to wait.
    """
    cost = 20 if request.url.path.endswith((".csv", ".vcf")) else 1
    more = "the whole list is at its publisher's address"
    take_from(allowance, request, "requests for researchers", cost, more)


router = APIRouter(
    prefix="/v1/researchers",
    tags=["researchers"],
    dependencies=[Depends(within_allowance)],
    responses={**BAD_REQUEST, **UNAVAILABLE, **TOO_MANY},
)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


def wanted(
    q: Annotated[
        str,
        Query(
            max_length=300, description="A topic or a name, in either language.", examples=["quantum sensors"]
        ),
    ] = "",
    field: Annotated[str | None, Query(description="A field, by any of its names.")] = None,
    institution: Annotated[
        str | None, Query(description="An institution, by any of its names.", examples=["MIT"])
    ] = None,
    state: Annotated[str | None, Query(description="A state, by code or name.", examples=["MA"])] = None,
    list: Annotated[str | None, Query(description="The id of one list.")] = None,
) -> Wanted:
    """Who is looked for."""
    return Wanted(q.strip(), field or None, institution or None, state or None, list or None)


WantedDependency = Annotated[Wanted, Depends(wanted)]
Language = Annotated[Literal["ja", "en"], Query(description="The language of the list's title.")]


@router.get("", responses=example(RESEARCHERS))
def list_researchers(
    response: Response,
    wanted: WantedDependency,
    assistant: AssistantDependency,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE, description="How many at most.")] = 20,
    offset: Annotated[int, Query(ge=0, le=DEEPEST, description="How many to pass over.")] = 0,
    similar: Annotated[str | None, Query(description="Instead: who is like this record.")] = None,
    language: Language = "en",
) -> Researchers:
    """People on lists by topic, name, institution, state and list, with the words that matched."""
    response.headers.update(NOT_FOR_ROBOTS)
    if similar:
        return similar_researchers(assistant.index, similar, min(limit, 10), language)
    return find_researchers(assistant.index, wanted, limit, offset, language)


@router.get(".csv", response_class=Response)
def researchers_csv(
    wanted: WantedDependency, assistant: AssistantDependency, language: Language = "en"
) -> Response:
    """The first hundred people found, as a table."""
    found = find_researchers(assistant.index, wanted, MOST_EXPORTED, 0, language)
    return download(as_csv(found.researchers), "text/csv; charset=utf-8", "researchers.csv")


@router.get(".vcf", response_class=Response)
def researchers_vcards(
    wanted: WantedDependency, assistant: AssistantDependency, language: Language = "en"
) -> Response:
    """The first hundred people found, as vCards."""
    found = find_researchers(assistant.index, wanted, MOST_EXPORTED, 0, language)
    return download(as_vcards(found.researchers), "text/vcard; charset=utf-8", "researchers.vcf")


def download(content: str, media_type: str, name: str) -> Response:
    """A file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **NOT_FOR_ROBOTS}
    return Response(content, media_type=media_type, headers=headers)
