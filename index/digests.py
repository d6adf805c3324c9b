"""The shipped digests as passages, led to the pages of ingested publications."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy import Connection

from corpus.asked import asked_file
from corpus.catalogue import Publication, sources
from corpus.database import get_state, set_state
from corpus.digest import Digest, digest_files, load_digest
from corpus.document import Page
from corpus.library import current_version, file_hash, save_publication
from index.change import Change
from index.passage import lead, statement_passages
from index.passage_table import passages_of


@cache
def shipped_hashes() -> dict[str, str]:
    """The content hash of each shipped digest, by publication."""
    return {file.stem: file_hash(file) for file in digest_files()}


@lru_cache(maxsize=32)
def shipped_digest(publication_id: str, sha256: str) -> Digest:
    """The digest of a publication for which the project ships one, of that content hash."""
    return next(load_digest(file) for file in digest_files() if file.name == f"{publication_id}.yaml")


def shipped_asked() -> dict[str, Path]:
    """Where the questions on each shipped digest are kept, if there are any, by publication."""
    return {file.stem: asked_file(file) for file in digest_files()}


def digest_change(
    connection: Connection, publication_id: str, version: str | None, pages: Sequence[Page]
) -> Change | None:
    """The change that leads a publication's shipped digest to the pages of a version; None where none is shipped.

    The statements are those that the library holds where it holds the digest as it is shipped.
    """
    sha256 = shipped_hashes().get(publication_id)
    if sha256 is None:
        return None
    if (get_state(connection, f"digest:{publication_id}") or "").startswith(sha256):
        statements = passages_of(connection, publication_id, "digest")
    else:
        statements = list(statement_passages(shipped_digest(publication_id, sha256)))

    def write(connection: Connection) -> None:
        known = sources().get(publication_id, Publication(publication_id))
        if current_version(connection, publication_id) is None:
            save_publication(connection, known, None)
        set_state(connection, f"digest:{publication_id}", f"{sha256} {version}")

    led = [replace(statement, version=version) for statement in lead(statements, pages)]
    return Change(publication_id, "digest", led, write)


def digests_behind(connection: Connection) -> Iterable[tuple[str, str | None]]:
    """The publications whose shipped digest the library does not hold as it is: (id, current version)."""
    for publication_id, sha256 in shipped_hashes().items():
        version = current_version(connection, publication_id)
        if get_state(connection, f"digest:{publication_id}") != f"{sha256} {version}":
            yield publication_id, version
