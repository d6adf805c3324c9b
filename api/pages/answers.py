"""Answers: the page of one, which a link can lead to, and the parts that the asking page fetches."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from api.dependencies import get_assistant
from api.pages.rendering import missing, render
from api.pages.sources import find_source, turn
from api.pages.texts import texts
from assistant.answer import Language
from assistant.assistant import Assistant

router = APIRouter(prefix="/{language:language}/answers/{answer_id}", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


@router.get("")
def answer_page(
    request: Request,
    language: Language,
    answer_id: str,
    assistant: AssistantDependency,
    source: int | None = None,
    page: int | None = None,
) -> HTMLResponse:
    """An answer given before, with one of its sources open beside it where the address says so."""
    answer = assistant.conversations.find(answer_id)
    if answer is None:
        return missing(request, language, texts(language).missing.answer)
    opened = find_source(assistant, answer, source, page) if source else None
    shown = turn(assistant, answer, language)
    return render(request, language, "answer.html", turn=shown, source=opened, here="ask")


@router.get("/card")
def answer_card(
    request: Request, language: Language, answer_id: str, assistant: AssistantDependency
) -> HTMLResponse:
    """The part of the page that shows the answer."""
    answer = assistant.conversations.find(answer_id)
    if answer is None:
        return missing(request, language, texts(language).missing.answer)
    return render(request, language, "turn.html", turn=turn(assistant, answer, language), source=None)


@router.get("/sources/{number}")
def source_card(
    request: Request,
    language: Language,
    answer_id: str,
    number: int,
    assistant: AssistantDependency,
    page: int | None = None,
) -> HTMLResponse:
    """The part of the page that shows a source, at the cited page or another one."""
    answer = assistant.conversations.find(answer_id)
    source = find_source(assistant, answer, number, page) if answer else None
    if answer is None or source is None:
        return missing(request, language, texts(language).missing.source)
    return render(request, language, "source.html", answer=answer, source=source)
