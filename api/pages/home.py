"""The page to ask on."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from api.dependencies import get_assistant
from api.metrics import counted
from api.pages.language import preferred
from api.pages.rendering import render
from assistant.answer import Language
from assistant.assistant import Assistant, QuestionError
from assistant.documents import Document, documents
from assistant.streaming import finished

router = APIRouter(include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]


@router.get("/")
def choose_language(request: Request) -> RedirectResponse:
    """To the page in the reader's language."""
    language = preferred(request.headers.get("Accept-Language"))
    return RedirectResponse(f"/{language}", 302, headers={"Vary": "Accept-Language"})


@router.get("/{language:language}", response_class=HTMLResponse)
def home(request: Request, language: Language, assistant: AssistantDependency) -> HTMLResponse:
    """The question box, example questions and what the library holds."""
    return ask_page(request, language, assistant)


@router.post("/{language:language}", response_model=None)
def ask(
    request: Request,
    language: Language,
    assistant: AssistantDependency,
    question: Annotated[str, Form()] = "",
    answer_language: Annotated[Language | None, Form()] = None,
    conversation_id: Annotated[str | None, Form()] = None,
) -> RedirectResponse | HTMLResponse:
    """Answer a question of a browser that runs no script."""
    try:
        answer = finished(counted(assistant.stream(question, answer_language, conversation_id)))
    except QuestionError:
        return ask_page(request, language, assistant, question=question, status=422)
    return RedirectResponse(f"/{language}/answers/{answer.answer_id}", 303)


def ask_page(
    request: Request, language: Language, assistant: Assistant, question: str = "", status: int = 200
) -> HTMLResponse:
    """The page to ask on; a status of 422 says that the question could not be taken."""
    with assistant.index.engine.connect() as connection:
        held = documents(connection)
    return render(
        request, language, "home.html", status, library=newest_first(held), question=question, here="ask"
    )


def newest_first(held: list[Document]) -> list[Document]:
    """Publications by date, the newest first; those without a date, then invented samples, last."""
    return sorted(held, key=lambda item: (not item.fictitious, item.published or "", item.id), reverse=True)
