"""Quotes: words of a source with the page where they stand, checked before they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sqlalchemy import Connection

from assistant.imprint import given_with
from assistant.support import details
from corpus.catalogue import Publication
from corpus.document import Page
from corpus.folding import Folded, fold
from corpus.library import get_page, get_pages
from corpus.readers.layout import join
from index.passage import Passage
from index.tokenise import tokens

ENOUGH_WORDS = 0.6
"""Quotes bear a statement out when they share at least this part of the words that all of its quotes share with it."""


@dataclass(frozen=True)
class Quote:
    """Words of a source: `page` is where they were found, `verified` that they stand there."""

    text: str
    language: str
    page: int | None
    page_label: str | None
    verified: bool


@lru_cache(maxsize=512)
def folded_page(text: str) -> Folded:
    """A page's text, folded; pages are asked for again and again."""
    return fold(text)


def quotes_of(
    connection: Connection, passage: Passage, sentence: str, language: str, known: Mapping[str, Publication]
) -> tuple[Quote, ...]:
    """What a claim from a passage rests on.

    Args:
        connection: to the library.
        passage: where the claim comes from.
        sentence: the claim, for a publication's passage one of its sentences.
        language: of the answer, for what has no span in the publication.
        known: the library's publications by id.

    Returns:
        For a digest statement the spans it is anchored to, or its own words, unverified, where the publication is
        not ingested; for a list row its words; for a sentence its place on one page, or in two parts over a page
        break; nothing when it does not stand on the passage's pages.
    """
    if passage.source == "publication":
        return sentence_quotes(connection, passage, sentence)
    if anchored := statement_quotes(passage, known):
        return anchored
    record = passage.record or {}
    page = passage.pages[0] if passage.pages else None
    words = passage.text(language)
    if address := (record.get("researcher") or {}).get("url"):
        words = f"{words} — {address}"
    return (Quote(words, language, page, record.get("label"), False),)


def statement_quotes(statement: Passage, known: Mapping[str, Publication]) -> tuple[Quote, ...]:
    """The quotes that a digest statement is cited by; none where its publication is not ingested."""
    anchored = anchors(statement)
    if len({quote.page for quote in anchored}) <= 1:
        return anchored
    return fewest(anchored, said_with(statement, known), (statement.record or {}).get("label"))


def anchors(statement: Passage) -> tuple[Quote, ...]:
    """The quotes that a statement is anchored to; none where its publication is not ingested."""
    return tuple(
        Quote(on_one_line(span["quote"]), statement.language, span["page"], span["label"], True)
        for span in (statement.record or {}).get("spans") or ()
    )


def said_with(
    statement: Passage, known: Mapping[str, Publication]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a statement says in each language, with what its citation gives in that language."""
    return tuple((text, given_with(statement, known, language)) for language, text in statement.texts.items())


@lru_cache(maxsize=4096)
def fewest(
    quotes: tuple[Quote, ...],
    statement: tuple[tuple[str, tuple[str, ...]], ...],
    label: str | None = None,
) -> tuple[Quote, ...]:
    """The fewest of a statement's quotes that bear it out, those on its own page first; all where they share one page.

    Greedy, on the statement's own page first: the quote in which most of the statement's numbers, dates and names
    stand, then most of its words; a further one only for what the ones before it do not have.

    Args:
        quotes: what the statement rests on.
        statement: in both languages, each with what the citation gives beside the quotes, where names and dates may
            stand too.
        label: of the statement's own page.
    """
    if len({quote.page for quote in quotes}) == 1:
        return quotes
    words = frozenset(tokens("\n".join(text for text, _ in statement)))
    words -= frozenset(tokens("\n".join(given for _, setting in statement for given in setting)))
    shared = {quote: words & frozenset(tokens(quote.text)) for quote in quotes}

    def borne_out(chosen: Sequence[Quote]) -> tuple[int, int]:
        texts = [quote.text for quote in chosen]
        standing = sum(
            detail.stands for text, setting in statement for detail in details(text, texts, setting)
        )
        return standing, len(frozenset().union(*(shared[quote] for quote in chosen)))

    all_standing, all_words = borne_out(quotes)
    kept: list[Quote] = []
    standing, held = borne_out(kept)
    own_first = sorted({quote.page_label != label for quote in quotes})
    for elsewhere in own_first:
        waiting = [quote for quote in quotes if (quote.page_label != label) is elsewhere]
        while waiting and (standing < all_standing or held < ENOUGH_WORDS * all_words):
            gains = {quote: borne_out([*kept, quote]) for quote in waiting}
            best = max(gains, key=gains.__getitem__)
            if gains[best] == (standing, held):
                break
            kept.append(best)
            waiting.remove(best)
            standing, held = gains[best]
    return tuple(sorted((quote for quote in quotes if quote in kept), key=lambda q: q.page_label != label))


def on_one_line(quote: str) -> str:
    """A quote without its line breaks; folding takes no notice of them."""
    lines = [line.strip() for line in quote.splitlines() if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined = join(joined, line)
    return joined


def sentence_quotes(connection: Connection, passage: Passage, sentence: str) -> tuple[Quote, ...]:
    """Where a sentence stands: on one page, or over a page break in two parts."""
    if passage.version is None:
        return ()
    if not passage.pages:
        found = get_pages(connection, passage.publication_id, passage.version)
        stands = any(folded_page(page.text).find(sentence) for page in found)
        return (Quote(sentence, passage.language, None, None, True),) if stands else ()
    pages = [
        page
        for number in passage.pages
        if (page := get_page(connection, passage.publication_id, passage.version, number))
    ]
    for page in pages:
        if folded_page(page.text).find(sentence):
            return (Quote(sentence, passage.language, page.number, page.label, True),)
    return over_page_break(passage, sentence, pages)


def over_page_break(passage: Passage, sentence: str, pages: Sequence[Page]) -> tuple[Quote, ...]:
    """A sentence in two quotes, the first on one page and the second on the next."""
    for first, second in pairwise(pages):
        for cut in range(len(sentence) - 4, 4, -1):
            head, tail = sentence[:cut], sentence[cut:]
            if folded_page(first.text).find(head) and folded_page(second.text).find(tail):
                return (
                    Quote(head.strip(), passage.language, first.number, first.label, True),
                    Quote(tail.strip(), passage.language, second.number, second.label, True),
                )
    return ()
