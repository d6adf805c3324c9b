"""What the library holds, in the shape that leaves the assistant."""

from pydantic import BaseModel
from sqlalchemy import Connection

from corpus.catalogue import Publication
from corpus.database import rows
from corpus.library import publications, versions


class Document(BaseModel):
    """A publication that the library holds; `pages` is 0 where only a digest speaks of it."""

    id: str
    titles: dict[str, str]
    publisher: str | None
    kind: str | None
    published: str | None
    language: str | None
    version: str | None
    versions: int
    pages: int
    passages: int
    statements: int
    url: str | None
    fictitious: bool
    warnings: list[str]


def documents(connection: Connection) -> list[Document]:
    """Every publication of the library."""
    counts = passage_counts(connection)
    return [
        document(connection, publication, version, counts)
        for publication, version in publications(connection).values()
    ]


def find_document(connection: Connection, document_id: str, version: str | None = None) -> Document | None:
    """One publication; with a version, as it was then: what is searched is the current version alone."""
    publication, current = publications(connection).get(document_id, (None, None))
    if publication is None:
        return None
    counts = passage_counts(connection) if version in (None, current) else {}
    return document(connection, publication, version or current, counts)


def passage_counts(connection: Connection) -> dict[tuple[str, str], int]:
    """How many passages are searched, by publication and source."""
    found = rows(
        connection,
        "select publication_id, source, count(*) as passages from passage group by publication_id, source",
    )
    return {(row.publication_id, row.source): int(row.passages) for row in found}


def document(
    connection: Connection,
    publication: Publication,
    version: str | None,
    counts: dict[tuple[str, str], int],
) -> Document:
    """One publication."""
    held = versions(connection, publication.id)
    current = next((item for item in held if item.version == version), None)
    return Document(
        id=publication.id,
        titles={"ja": publication.title("ja"), "en": publication.title("en")},
        publisher=publication.publisher or publication.publisher_en,
        kind=publication.kind,
        published=publication.published,
        language=publication.language,
        version=version,
        versions=len(held),
        pages=current.pages if current else 0,
        passages=counts.get((publication.id, "publication"), 0) + counts.get((publication.id, "list"), 0),
        statements=counts.get((publication.id, "digest"), 0),
        url=publication.url,
        fictitious=publication.fictitious,
        warnings=list(current.warnings) if current else [],
    )
