"""Publications: metadata, page text, page pictures, files."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel

from api.dependencies import get_artist, get_assistant
from api.errors import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, ApiError
from api.examples import DOCUMENT, PAGE, example
from assistant.assistant import Assistant
from assistant.documents import Document, documents, find_document
from corpus.artist import Artist, Undrawable
from corpus.digest_pages import printed_digest, printed_file
from corpus.library import Version, current_version, get_page, stored_file, versions

router = APIRouter(prefix="/v1/documents", tags=["documents"], responses={**UNAVAILABLE})
REFUSALS = {**NOT_FOUND, **BAD_REQUEST}
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
ArtistDependency = Annotated[Artist, Depends(get_artist)]
DocumentId = Annotated[str, Path(description="The publication's id.", examples=["jnexus-quarterly-01"])]
PageNumber = Annotated[int, Path(description="The physical page, from 1.", examples=[1])]
VersionQuery = Annotated[
    str | None,
    Query(description="A version of the publication; by default the current one.", examples=["9133df8cc2a0"]),
]


class Documents(BaseModel):
    """The library's publications."""

    documents: list[Document]


class PageText(BaseModel):
    """The text of a page, as quotes are checked against it."""

    document_id: str
    version: str
    page: int
    page_label: str | None
    text: str


@router.get("", responses=example({"documents": [DOCUMENT]}))
def list_documents(assistant: AssistantDependency) -> Documents:
    """Every publication of the library."""
    with assistant.index.engine.connect() as connection:
        return Documents(documents=documents(connection))


@router.get("/{document_id}", responses={**example(DOCUMENT), **REFUSALS})
def get_document(
    document_id: DocumentId, assistant: AssistantDependency, version: VersionQuery = None
) -> Document:
    """One publication, as it is now or as it was in an earlier version."""
    if version is not None:
        find_version(assistant, document_id, version)
    with assistant.index.engine.connect() as connection:
        found = find_document(connection, document_id, version)
    if found is None:
        raise missing_document(document_id)
    return found


@router.get(
    "/{document_id}/pages/{number}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}, "description": "The picture."}, **REFUSALS},
)
def get_page_picture(
    document_id: DocumentId,
    number: PageNumber,
    assistant: AssistantDependency,
    artist: ArtistDependency,
    quote: Annotated[
        str | None, Query(description="Words to highlight, in any spacing and width.", examples=["42基"])
    ] = None,
    answer: Annotated[str | None, Query(description="An answer whose citation is highlighted.")] = None,
    citation: Annotated[
        int | None, Query(description="The number of the answer's citation.", examples=[1])
    ] = None,
    version: VersionQuery = None,
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


@router.get(
    "/{document_id}/digest/{number}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}, "description": "The picture."}, **REFUSALS},
)
def get_digest_picture(
    document_id: DocumentId,
    number: PageNumber,
    assistant: AssistantDependency,
    artist: ArtistDependency,
    answer: Annotated[str | None, Query(description="An answer whose citation is highlighted.")] = None,
    citation: Annotated[
        int | None, Query(description="The number of the answer's citation.", examples=[1])
    ] = None,
) -> Response:
    """A picture of a page of the project's unofficial digest of a publication, printed."""
    printed = printed_digest(document_id)
    if printed is None:
        raise ApiError(
            404,
            "no_digest",
            f"no digest of '{document_id}' is printed",
            "GET /v1/documents lists what is held",
        )
    quote = cited(assistant, answer, citation, None, None)[0] if answer and citation else None
    try:
        picture = artist.draw(printed_file(document_id), number, quote, printed.digest)
    except Undrawable as fault:
        raise ApiError(404, "no_picture", str(fault), f"its pages are 1 to {printed.pages}") from fault
    return Response(picture, media_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@router.get("/{document_id}/pages/{number}", responses={**example(PAGE), **REFUSALS})
def get_page_text(
    document_id: DocumentId, number: PageNumber, assistant: AssistantDependency, version: VersionQuery = None
) -> PageText:
    """The text of a page, as quotes are checked against it."""
    held = find_version(assistant, document_id, version)
    with assistant.index.engine.connect() as connection:
        page = get_page(connection, document_id, held.version, number)
    if page is None:
        raise ApiError(
            404, "no_such_page", f"{document_id} has no page {number}", f"its pages are 1 to {held.pages}"
        )
    return PageText(
        document_id=document_id, version=held.version, page=number, page_label=page.label, text=page.text
    )


@router.get(
    "/{document_id}/file",
    response_class=FileResponse,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "The file."}, **REFUSALS},
)
def get_file(
    document_id: DocumentId, assistant: AssistantDependency, version: VersionQuery = None
) -> FileResponse:
    """The file as it was ingested."""
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
    """A version of a publication, the current one by default."""
    with assistant.index.engine.connect() as connection:
        held = versions(connection, document_id)
        wanted = version or current_version(connection, document_id)
    for item in held:
        if item.version == wanted:
            return item
    if held:
        raise ApiError(404, "no_such_version", f"{document_id} has no version {version}", "leave version out")
    raise missing_document(document_id)


def missing_document(document_id: str) -> ApiError:
    """The error for a publication whose file the library does not hold."""
    return ApiError(
        404,
        "no_such_document",
        f"the library does not hold the file of '{document_id}'",
        "GET /v1/documents lists what it holds; ingest the publication to see its pages",
    )
