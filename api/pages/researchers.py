"""The directory of researchers: a search, facets and a card for each person."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.dependencies import get_assistant
from api.pages.rendering import render
from api.routes.researchers import NOT_FOR_ROBOTS, within_allowance
from assistant.answer import Language
from assistant.assistant import Assistant
from assistant.researchers import find_researchers, researchers_by_state, similar_researchers
from index.people import Wanted

router = APIRouter(prefix="/{language:language}/researchers", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
A_PAGE = 20
FACETS = ("field", "institution", "state", "list")
SHOWN_VALUES = 8


@router.get("", dependencies=[Depends(within_allowance)])
def researchers(
    request: Request,
    language: Language,
    assistant: AssistantDependency,
    q: str = "",
    field: str = "",
    institution: str = "",
    state: str = "",
    list: str = "",
    similar: str = "",
    page: int = 1,
    part: bool = False,
) -> HTMLResponse:
    """The page, or with `part` only its results."""
    q, page = q[:300].strip(), min(max(page, 1), 25)
    chosen = {"q": q, "field": field, "institution": institution, "state": state, "list": list}
    wanted = Wanted(q, field or None, institution or None, state or None, list or None)
    found = (
        similar_researchers(assistant.index, similar, language=language)
        if similar
        else find_researchers(assistant.index, wanted, A_PAGE, (page - 1) * A_PAGE, language)
    )
    response = render(
        request,
        language,
        "people.html" if part else "researchers.html",
        found=found,
        chosen=chosen,
        similar=similar,
        facets=FACETS,
        shown_values=SHOWN_VALUES,
        query=query_of(chosen),
        with_value=lambda name, value: query_of({**chosen, name: value}),
        page=page,
        pages=-(-found.total // A_PAGE),
        states=[] if similar or page > 1 or any(chosen.values()) else researchers_by_state(assistant.index),
        fictitious=any(person.fictitious for person in found.researchers),
        here="researchers",
    )
    if request.url.query:
        response.headers.update(NOT_FOR_ROBOTS)
    return response


def query_of(chosen: Mapping[str, str]) -> str:
    """What is chosen as the query of an address."""
    return urlencode({name: value for name, value in chosen.items() if value})
