"""The stored pages, folded, in which quotes and anchors are looked up again."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Engine

from corpus.folding import folded_text
from corpus.library import get_pages, publications


class StoredPages:
    """The pages of a library's publications, read once each."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        with engine.connect() as connection:
            self.versions = {name: version for name, (_, version) in publications(connection).items()}
        self.folded = cache(self.read)

    def read(self, document_id: str, version: str) -> dict[int, str]:
        """The folded text of each page of a version, not cached."""
        with self.engine.connect() as connection:
            found = get_pages(connection, document_id, version)
        return {page.number: folded_text(page.text) for page in found}

    def of(self, document_id: str, version: str | None = None) -> dict[int, str]:
        """The folded pages of a version, by default the current one; none where only a digest is held."""
        version = version or self.versions.get(document_id)
        return self.folded(document_id, version) if version else {}

    def holds(self, document_id: str) -> bool:
        """Whether a publication is ingested, so that quotes from it can be checked."""
        return bool(self.of(document_id))

    def where(self, document_id: str, version: str | None, quote: str) -> list[int]:
        """The pages of a publication on which a quote stands."""
        wanted = folded_text(quote)
        return [number for number, text in self.of(document_id, version).items() if wanted and wanted in text]

    def anywhere(self, quote: str) -> Iterator[tuple[str, int]]:
        """The pages of all publications on which a quote stands."""
        for document_id in self.versions:
            for number in self.where(document_id, None, quote):
                yield document_id, number
