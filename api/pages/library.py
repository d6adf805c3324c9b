"""The library to look through: publications, what each says, and its pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from api.dependencies import get_assistant
from api.pages.home import newest_first
from api.pages.picture import page_picture
from api.pages.rendering import missing, render
from api.pages.texts import texts
from assistant.answer import Hit, Language
from assistant.assistant import Assistant, QuestionError
from assistant.documents import Document, documents
from corpus.catalogue import Publication
from corpus.document import Page
from corpus.folding import folded_text
from corpus.library import Version, get_pages, publications, versions
from index.passage import Passage
from index.passage_table import passages_of

router = APIRouter(prefix="/{language:language}/library", include_in_schema=False)
AssistantDependency = Annotated[Assistant, Depends(get_assistant)]
FOUND = 20
"""How many passages a search inside a publication shows."""


@dataclass(frozen=True)
class Holding:
    """A publication with what the library holds of it."""

    document: Document
    publication: Publication
    versions: Sequence[Version]
    pages: Sequence[Page]
    statements: Sequence[Passage]
    entries: Sequence[Passage]

    @property
    def has_pictures(self) -> bool:
        """Whether pages of the current version can be drawn."""
        return any(held.format == "pdf" and held.version == self.document.version for held in self.versions)

    @property
    def covered(self) -> int:
        """How many pages the digest speaks of: physical ones, or labels where the publication is not held."""
        if self.pages:
            return len({page for statement in self.statements for page in statement.pages})
        return len({(statement.record or {}).get("label") for statement in self.statements} - {None})

    def sections(self, language: Language) -> Iterator[tuple[str, list[Passage]]]:
        """The digest's statements under their headings, in order."""
        for heading, group in groupby(self.statements, lambda statement: statement.section.get(language, "")):
            yield heading, list(group)


@router.get("")
def library(request: Request, language: Language, assistant: AssistantDependency) -> HTMLResponse:
    """Every publication."""
    with assistant.index.engine.connect() as connection:
        held = newest_first(documents(connection))
        drawn = {item.id for item in held if any(v.format == "pdf" for v in versions(connection, item.id))}
    return render(
        request,
        language,
        "library.html",
        held=held,
        known=assistant.publications(),
        drawn=drawn,
        here="library",
    )


@router.get("/{document_id}")
def publication_page(
    request: Request, language: Language, document_id: str, assistant: AssistantDependency, q: str = ""
) -> HTMLResponse:
    """One publication: what is known of it, its pages, its digest, and a search inside it."""
    with assistant.index.engine.connect() as connection:
        holding = find_holding(connection, document_id)
    if holding is None:
        return missing(request, language, texts(language).missing.publication)
    hits = search(assistant, q, document_id, language)
    return render(request, language, "publication.html", holding=holding, query=q, hits=hits, here="library")


@router.get("/{document_id}/{number:int}")
def viewer(
    request: Request,
    language: Language,
    document_id: str,
    number: int,
    assistant: AssistantDependency,
    version: str | None = None,
    quote: str | None = None,
    answer: str | None = None,
    citation: int | None = None,
    q: str = "",
) -> HTMLResponse:
    """A page of a publication: its picture, its text, and a search for other pages."""
    highlight = {"quote": quote} if quote else {"answer": answer, "citation": citation}
    picture = page_picture(assistant, document_id, version, number, **highlight)
    if picture and not picture.highlighted and q.strip() and folded_text(q) in folded_text(picture.page.text):
        picture = page_picture(assistant, document_id, version, number, quote=q)
    with assistant.index.engine.connect() as connection:
        holding = find_holding(connection, document_id)
    if picture is None or holding is None:
        return missing(request, language, texts(language).missing.page)
    return render(
        request,
        language,
        "page.html",
        picture=picture,
        holding=holding,
        query=q,
        hits=search(assistant, q, document_id, language),
        labels={page.number: page.label for page in holding.pages},
        here="library",
    )


def find_holding(connection: Connection, document_id: str) -> Holding | None:
    """What the library holds of a publication; None where it does not know it."""
    document = next((item for item in documents(connection) if item.id == document_id), None)
    if document is None:
        return None
    pages = get_pages(connection, document_id, document.version) if document.version else []
    return Holding(
        document,
        publications(connection)[document_id][0],
        versions(connection, document_id),
        pages,
        passages_of(connection, document_id, "digest"),
        passages_of(connection, document_id, "list"),
    )


def search(assistant: Assistant, query: str, document_id: str, language: Language) -> list[Hit]:
    """What a publication says to a query; nothing where the query cannot be taken."""
    try:
        return assistant.search(query, FOUND, document=document_id)
    except QuestionError:
        return []
