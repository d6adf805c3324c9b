"""The shipped digests as passages, led to the pages of ingested publications."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file

from sqlalchemy import Connection

from corpus.catalogue import Publication, sources
from corpus.database import get_state, set_state
from corpus.digest import Digest, digest_files, load_digest
from corpus.document import Page
from corpus.folding import Folded, fold
from corpus.library import current_version, file_hash, save_publication
from index.passage import statement_passages
from index.passage_index import Change


@cache
def shipped_hashes() -> dict[str, str]:
    """The content hash of each shipped digest, by publication."""
    hashes = {}
    for file in digest_files():
        with as_file(file) as path:
            hashes[path.stem] = file_hash(path)
    return hashes


def shipped_digest(publication_id: str) -> Digest | None:
    """The digest of a publication, if the project ships one."""
    for file in digest_files():
        if file.name == f"{publication_id}.yaml":
            return load_digest(file)
    return None


def digest_change(digest: Digest, version: str | None, pages: Sequence[Page]) -> Change:
    """The change that takes in a digest, its statements led to the pages of a version of its publication."""

    def write(connection: Connection) -> None:
        known = sources().get(digest.publication_id, Publication(digest.publication_id))
        if current_version(connection, digest.publication_id) is None:
            save_publication(connection, known, None)
        set_state(connection, f"digest:{digest.publication_id}", f"{digest.sha256} {version}")

    folded: list[tuple[Page, Folded]] = [(page, fold(page.text)) for page in pages]
    passages = list(statement_passages(digest, folded))
    return Change(digest.publication_id, "digest", passages, write)


def digests_behind(connection: Connection) -> Iterable[tuple[str, str | None]]:
    """The publications whose shipped digest the library does not hold as it is: (id, current version)."""
    for publication_id, sha256 in shipped_hashes().items():
        version = current_version(connection, publication_id)
        if get_state(connection, f"digest:{publication_id}") != f"{sha256} {version}":
            yield publication_id, version
