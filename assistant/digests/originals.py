"""The publication that a digest speaks of: read from a file, or from the library."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from corpus.catalogue import Publication, describe, read_manifest
from corpus.document import Document, Page
from corpus.home import Home
from corpus.library import current_version, publications, stored_file, versions, with_labels
from corpus.readers import Limits
from corpus.sandbox import read_apart


@dataclass(frozen=True)
class Original:
    """A publication as read from `path`, with what is known of it."""

    path: Path
    publication: Publication
    document: Document

    @property
    def pages(self) -> list[Page]:
        """Its pages with the labels that digests name them by."""
        return with_labels(self.document.pages, self.publication)


def original_at(path: Path, limits: Limits | None = None) -> Original:
    """The publication in a file, described by the `manifest.json` beside it and by `sources.toml`.

    Raises:
        FileNotFoundError: when there is no such file.
        Refused: when it cannot be read.
    """
    document = read_apart(path, limits or Limits()) if path.is_file() else missing(path)
    return Original(path, describe(path, read_manifest(path.parent).get(path.name), document), document)


def missing(path: Path) -> Document:
    """Say that there is no such file."""
    raise FileNotFoundError(2, "no such file", str(path))


def original_in(
    connection: Connection, home: Home, publication_id: str, limits: Limits | None = None
) -> Original | None:
    """The publication that the library holds under an id; None where it holds no file of it."""
    version = current_version(connection, publication_id)
    held = next((item for item in versions(connection, publication_id) if item.version == version), None)
    if held is None:
        return None
    path = stored_file(home, held)
    return Original(path, publications(connection)[publication_id][0], read_apart(path, limits or Limits()))
