"""The publications that the library holds: their versions, pages and files, in the database and on disk."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from corpus.catalogue import Publication
from corpus.database import rows, run
from corpus.document import Document, Page
from corpus.home import Home


@dataclass(frozen=True)
class Version:
    """An ingested version of a publication; `version` is the head of its content hash."""

    publication_id: str
    version: str
    number: int
    sha256: str
    format: str
    file: str
    pages: int
    warnings: tuple[str, ...]
    links: tuple[str, ...]
    ingested_at: str


def file_hash(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def version_of(sha256: str) -> str:
    """The version that a content hash stands for."""
    return sha256[:12]


def with_labels(pages: Sequence[Page], publication: Publication) -> list[Page]:
    """Pages labelled by the number printed on them, else by the publication's offset, else by the file."""
    offset = publication.printed_page_offset
    return [
        Page(page.number, str(page.number - offset), page.text)
        if offset is not None and not page.label_printed and page.number > offset
        else page
        for page in pages
    ]


def publications(connection: Connection) -> dict[str, tuple[Publication, str | None]]:
    """Every publication with its current version; None where only a digest speaks of it."""
    return {
        row.id: (Publication.from_json(row.metadata), row.version)
        for row in rows(connection, "select id, metadata, version from publication order by id")
    }


def save_publication(connection: Connection, publication: Publication, version: str | None) -> None:
    """Add or replace a publication's metadata and current version."""
    run(
        connection,
        "insert into publication (id, metadata, version) values (:id, :metadata, :version) "
        "on conflict (id) do update set metadata = excluded.metadata, "
        "version = coalesce(excluded.version, publication.version)",
        {"id": publication.id, "metadata": publication.to_json(), "version": version},
    )


def versions(connection: Connection, publication_id: str) -> list[Version]:
    """The versions of a publication, oldest first."""
    found = rows(
        connection,
        "select * from version where publication_id = :id order by number",
        id=publication_id,
    )
    return [
        Version(
            row.publication_id,
            row.version,
            row.number,
            row.sha256,
            row.format,
            row.file,
            row.pages,
            tuple(json.loads(row.warnings)),
            tuple(json.loads(row.links)),
            row.ingested_at,
        )
        for row in found
    ]


def current_version(connection: Connection, publication_id: str) -> str | None:
    """The version that answers come from."""
    found = rows(connection, "select version from publication where id = :id", id=publication_id)
    return found[0].version if found else None


def get_pages(connection: Connection, publication_id: str, version: str) -> list[Page]:
    """The pages of a version."""
    found = rows(
        connection,
        "select number, label, text from page where publication_id = :id and version = :version order by number",
        id=publication_id,
        version=version,
    )
    return [Page(row.number, row.label, row.text) for row in found]


def get_page(connection: Connection, publication_id: str, version: str, number: int) -> Page | None:
    """One page of a version, by physical number from 1."""
    found = rows(
        connection,
        "select number, label, text from page "
        "where publication_id = :id and version = :version and number = :number",
        id=publication_id,
        version=version,
        number=number,
    )
    return Page(found[0].number, found[0].label, found[0].text) if found else None


def stored_file(home: Home, version: Version) -> Path:
    """Where the file of a version lies."""
    return home.library / version.publication_id / version.version / version.file


def store_file(home: Home, publication_id: str, version: str, path: Path) -> None:
    """Copy a file into the library; whole or not at all."""
    target = home.library / publication_id / version / path.name
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(target.suffix + ".partial")
    shutil.copyfile(path, partial)
    partial.replace(target)


def save_version(
    connection: Connection, publication: Publication, path: Path, sha256: str, document: Document
) -> None:
    """Add a version with its pages and make it the current one."""
    version = version_of(sha256)
    save_publication(connection, publication, version)
    known = {item.version for item in versions(connection, publication.id)}
    if version in known:
        return
    run(
        connection,
        "insert into version values (:publication_id, :version, :number, :sha256, :format, :file, :pages, "
        ":warnings, :links, :ingested_at)",
        {
            "publication_id": publication.id,
            "version": version,
            "number": len(known) + 1,
            "sha256": sha256,
            "format": document.format,
            "file": path.name,
            "pages": len(document.pages),
            "warnings": json.dumps(document.warnings, ensure_ascii=False),
            "links": json.dumps(document.links, ensure_ascii=False),
            "ingested_at": datetime.now(UTC).isoformat(timespec="seconds"),
        },
    )
    pages = [
        {
            "publication_id": publication.id,
            "version": version,
            "number": page.number,
            "label": page.label,
            "text": page.text.replace("\x00", ""),
        }
        for page in with_labels(document.pages, publication)
    ]
    run(connection, "insert into page values (:publication_id, :version, :number, :label, :text)", *pages)


def delete_publication(connection: Connection, publication_id: str) -> None:
    """Take a publication and all its versions out of the database."""
    for table, column in (("page", "publication_id"), ("version", "publication_id"), ("publication", "id")):
        run(connection, f"delete from {table} where {column} = :id", {"id": publication_id})


def delete_files(home: Home, publication_id: str) -> None:
    """Take a publication's files off the disk."""
    shutil.rmtree(home.library / publication_id, ignore_errors=True)
