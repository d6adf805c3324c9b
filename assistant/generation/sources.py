"""Numbered sources: what a model is given, and what its sentences are held against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from assistant.imprint import setting_of
from assistant.orders import gives_orders
from assistant.quotes import Quote, folded_page, quotes_of
from assistant.support import details
from corpus.catalogue import Publication
from corpus.folding import folded_text
from corpus.library import get_page
from index.embedding import shipped_embedder
from index.passage import Passage, sentences
from index.retriever import Hit

SHORTEST_QUOTE = 8


@dataclass(frozen=True)
class NumberedSource:
    """A passage under the number by which the model cites it."""

    number: int
    passage: Passage
    publication: Publication
    language: str

    @property
    def title(self) -> str:
        """The publication's title in the language of the answer."""
        return self.publication.title(self.language)

    @property
    def published(self) -> str | None:
        """When the publication came out."""
        return self.publication.published

    @property
    def page(self) -> int | None:
        """The first page of the passage."""
        return self.passage.pages[0] if self.passage.pages else None

    @property
    def shown(self) -> str:
        """What the model reads: heading, text, and the words of the publication where the text is a digest's."""
        heading = self.passage.section.get(self.language) or next(iter(self.passage.section.values()), "")
        spans = [span["quote"] for span in (self.passage.record or {}).get("spans", ())]
        return "\n".join(filter(None, [heading, self.passage.text(self.language), *spans]))


def numbered(hits: Sequence[Hit], known: Mapping[str, Publication], language: str) -> list[NumberedSource]:
    """Hits as numbered sources."""
    return [
        NumberedSource(
            number,
            hit.passage,
            known.get(hit.passage.publication_id, Publication(hit.passage.publication_id)),
            language,
        )
        for number, hit in enumerate(hits, start=1)
    ]


@dataclass(frozen=True)
class Grounds:
    """What a source offers for a sentence to rest on.

    `quotes` may be cited; `texts` are the project's own statements in both languages, or a list's row; `setting` is
    title, heading and date; `pages` the folded pages that the quotes stand on.
    """

    source: NumberedSource
    quotes: tuple[Quote, ...]
    texts: tuple[str, ...]
    setting: tuple[str, ...]
    pages: tuple[str, ...]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All that numbers, dates and names may stand in."""
        return (*(quote.text for quote in self.quotes), *self.texts)

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors of the quotes, then of all quotes together, then of the texts."""
        texts = [quote.text for quote in self.quotes]
        return shipped_embedder().embed_documents([*texts, " ".join(texts), *self.texts])

    def get_ready(self) -> None:
        """Work out beforehand what checking a sentence would have to wait for."""
        details(self.source.passage.text(self.source.language), self.words, self.setting)
        _ = self.vectors, self.folded_texts

    def hold(self, words: str) -> bool:
        """Whether words stand on the source's pages, or in its statements, titles and headings, as they are."""
        wanted = folded_text(words)
        return any(wanted in text for text in (*self.pages, *self.folded_texts))

    @cached_property
    def folded_texts(self) -> tuple[str, ...]:
        """Statements, titles and headings, folded."""
        return tuple(folded_text(text) for text in (*self.words, *self.setting))


def grounds_of(connection: Connection, source: NumberedSource) -> Grounds | None:
    """What a source offers; None when nothing that it says may be repeated: not found any more, or an order."""
    passage = source.passage
    known = {passage.publication_id: source.publication}
    if passage.source == "publication":
        quotes = tuple(page_quotes(connection, passage, known))
        texts: tuple[str, ...] = ()
    else:
        quotes = quotes_of(connection, passage, passage.text(source.language), source.language, known)
        texts = tuple(passage.texts.values())
    if not quotes or (passage.source == "list" and any(map(gives_orders, texts))):
        return None
    numbers = {quote.page for quote in quotes if quote.verified and quote.page is not None}
    pages = [
        page
        for number in sorted(numbers)
        if passage.version and (page := get_page(connection, passage.publication_id, passage.version, number))
    ]
    return Grounds(
        source,
        quotes,
        texts,
        setting_of(passage, known),
        tuple(folded_page(page.text).text for page in pages),
    )


def page_quotes(
    connection: Connection, passage: Passage, known: Mapping[str, Publication]
) -> Iterator[Quote]:
    """The sentences of a page's passage, each where it stands."""
    for sentence in sentences(passage.text(passage.language)):
        if len(sentence) >= SHORTEST_QUOTE and not gives_orders(sentence):
            yield from quotes_of(connection, passage, sentence, passage.language, known)
