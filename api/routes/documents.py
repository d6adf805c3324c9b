"""Publications: metadata, page text, page pictures, files."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel

from api.dependencies import get_artist, get_assistant
from api.errors import ApiError
from assistant.assistant import Assistant
from assistant.documents import Document, documents
from corpus.artist import Artist, Undrawable
from corpus.library import Version, get_page, stored_file, versions

router = APIRouter(prefix="/v1/documents", tags=["documents"])
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
ArtistDependency = Annotated[Artist, Depends(get_artist)]


class Documents(BaseModel):
    """The library's publications."""

    documents: list[Document]


class PageText(BaseModel):
    """The text of a page."""

    document_id: str
    version: str
    page: int
    page_label: str | None
    text: str


@router.get("")
def list_documents(assistant: AssistantDependency) -> Documents:
    """Every publication of the library."""
    with assistant.index.engine.connect() as connection:
        return Documents(documents=documents(connection))


@router.get("/{document_id}")
def get_document(document_id: str, assistant: AssistantDependency) -> Document:
    """One publication."""
    with assistant.index.engine.connect() as connection:
        for document in documents(connection):
            if document.id == document_id:
                return document
    raise missing_document(document_id)


@router.get("/{document_id}/pages/{number}")
def get_page_text(
    document_id: str, number: int, assistant: AssistantDependency, version: str | None = None
) -> PageText:
    """The text of a page, as quotes are checked against."""
    held = find_version(assistant, document_id, version)
    with assistant.index.engine.connect() as connection:
        page = get_page(connection, document_id, held.version, number)
    if page is None:
        raise ApiError(
            404, "no_such_page", f"{document_id} has no page {number}", f"it has {held.pages} pages"
        )
    return PageText(
        document_id=document_id, version=held.version, page=number, page_label=page.label, text=page.text
    )


@router.get("/{document_id}/pages/{number}.png", response_class=Response)
def get_page_picture(
    document_id: str,
    number: int,
    assistant: AssistantDependency,
    artist: ArtistDependency,
    quote: str | None = None,
    answer: str | None = None,
    citation: int | None = None,
    version: str | None = None,
) -> Response:
    """A picture of a page, with a quote, or the quote of an answer's citation, highlighted."""
    if answer and citation:
        quote, version = cited(assistant, answer, citation, quote, version)
    held = find_version(assistant, document_id, version)
    if held.format != "pdf":
        raise ApiError(404, "no_pages", f"{document_id} has no pages to draw", "read its text instead")
    try:
        picture = artist.draw(stored_file(assistant.index.home, held), number, quote)
    except Undrawable as fault:
        raise ApiError(404, "no_picture", str(fault), "read the page's text instead") from fault
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/{document_id}/file", response_class=FileResponse)
def get_file(document_id: str, assistant: AssistantDependency, version: str | None = None) -> FileResponse:
    """The file as ingested."""
    held = find_version(assistant, document_id, version)
    return FileResponse(stored_file(assistant.index.home, held), filename=held.file)


def cited(
    assistant: Assistant, answer_id: str, number: int, quote: str | None, version: str | None
) -> tuple[str | None, str | None]:
    """The quote and version of an answer's citation; what was given where there is no such citation."""
    answer = assistant.conversations.find(answer_id)
    for citation in answer.citations if answer else []:
        if citation.number == number:
            return citation.quote, citation.version or version
    return quote, version


def find_version(assistant: Assistant, document_id: str, version: str | None) -> Version:
    """A version of a publication, the latest by default."""
    with assistant.index.engine.connect() as connection:
        held = versions(connection, document_id)
    chosen = [item for item in held if version is None or item.version == version]
    if not chosen:
        if held:
            raise ApiError(
                404, "no_such_version", f"{document_id} has no version {version}", "leave version out"
            )
        raise missing_document(document_id)
    return chosen[-1]


def missing_document(document_id: str) -> ApiError:
    """The error for a publication whose file the library does not hold."""
    return ApiError(
        404,
        "no_such_document",
        f"the library does not hold the file of '{document_id}'",
        "GET /v1/documents lists what it holds; ingest the publication to see its pages",
    )
