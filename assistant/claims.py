"""Claims: what an answer may say, each resting on quotes from one place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import Connection

from corpus.catalogue import Publication
from corpus.database import rows
from corpus.document import Page
from corpus.folding import fold
from corpus.library import get_page
from index.lexical import Concept, LexicalIndex
from index.passage import Passage, sentences
from index.retriever import Hit
from index.tokenise import tokens


@dataclass(frozen=True)
class Quote:
    """Words of a source: `page` is where they were found, `verified` that they stand there."""

    text: str
    language: str
    page: int | None
    page_label: str | None
    verified: bool


@dataclass(frozen=True)
class Claim:
    """Something to say, in the asker's language where `translated` or original, with what it rests on."""

    text: str
    language: str
    passage: Passage
    quotes: tuple[Quote, ...]
    weight: float


@dataclass
class Coverage:
    """How much of a question's meaning a text carries: the share of its concepts, weighted by their rarity."""

    concepts: Sequence[Concept]
    lexical: LexicalIndex
    weights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.concepts = [concept for concept in self.concepts if not concept.part]
        self.weights = [self.weight(concept) for concept in self.concepts]

    def weight(self, concept: Concept) -> float:
        """The rarity of a concept's most frequent name; the greatest for one that stands nowhere."""
        frequency = max((self.lexical.document_frequency(term) for term in concept.terms), default=0)
        return self.lexical.idf(frequency) * concept.boost

    def of(self, text: str) -> float:
        """The share, 0 to 1, that a text in either language carries."""
        held = set(tokens(text))
        total = sum(self.weights)
        carried = sum(
            weight
            for concept, weight in zip(self.concepts, self.weights, strict=True)
            if any(term in held for term, share in concept.terms.items() if share >= 0.1)
        )
        return carried / total if total else 0.0


def claims_of(
    connection: Connection, hits: Sequence[Hit], language: str, coverage: Coverage
) -> Iterator[Claim]:
    """The claims that hits allow, in the hits' order."""
    for hit in hits:
        passage = hit.passage
        if passage.source == "publication":
            yield from sentence_claims(connection, hit, coverage)
        else:
            text = passage.text(language)
            yield Claim(text, language, passage, record_quotes(passage, language), hit.score)


def record_quotes(passage: Passage, language: str) -> tuple[Quote, ...]:
    """What a digest statement or a list row rests on: the spans found in the publication, else its own words."""
    record = passage.record or {}
    spans = record.get("spans") or []
    if spans:
        return tuple(
            Quote(
                tidy(span["quote"]),
                "ja" if passage.language == "ja" else "en",
                span["page"],
                span["label"],
                True,
            )
            for span in spans
        )
    return (
        Quote(
            passage.text(language),
            language,
            passage.pages[0] if passage.pages else None,
            record.get("label"),
            False,
        ),
    )


def tidy(quote: str) -> str:
    """A quote on one line; folding takes no notice of what is taken out."""
    from corpus.readers.layout import join

    lines = [line.strip() for line in quote.splitlines() if line.strip()]
    joined = lines[0] if lines else ""
    for line in lines[1:]:
        joined = join(joined, line)
    return joined


def sentence_claims(connection: Connection, hit: Hit, coverage: Coverage) -> Iterator[Claim]:
    """The sentences of a passage that bear on the question, best first, each verified on its page."""
    passage = hit.passage
    scored = [(coverage.of(sentence), sentence) for sentence in sentences(passage.text(passage.language))]
    best = max((score for score, _ in scored), default=0.0)
    for score, sentence in sorted(scored, key=lambda item: -item[0]):
        if score < max(0.12, best * 0.5):
            return
        quotes = verify(connection, passage, sentence)
        if quotes:
            yield Claim(sentence, passage.language, passage, quotes, hit.score * (0.5 + score / 2))


def verify(connection: Connection, passage: Passage, sentence: str) -> tuple[Quote, ...]:
    """The quotes that a sentence makes: found whole on one page, or in two parts over a page break.

    Returns:
        Nothing when the sentence does not stand on the passage's pages.
    """
    if passage.version is None:
        return ()
    if not passage.pages:
        return unpaged(connection, passage, sentence)
    pages = [
        page
        for number in passage.pages
        if (page := get_page(connection, passage.publication_id, passage.version, number))
    ]
    for page in pages:
        if fold(page.text).find(sentence):
            return (Quote(sentence, passage.language, page.number, page.label, True),)
    return over_page_break(passage, sentence, pages)


def unpaged(connection: Connection, passage: Passage, sentence: str) -> tuple[Quote, ...]:
    """A quote from a document without pages, checked against its whole text."""
    found = rows(
        connection,
        "select text from page where publication_id = :id and version = :version",
        id=passage.publication_id,
        version=passage.version,
    )
    stands = any(fold(row.text).find(sentence) for row in found)
    return (Quote(sentence, passage.language, None, None, True),) if stands else ()


def over_page_break(passage: Passage, sentence: str, pages: Sequence[Page]) -> tuple[Quote, ...]:
    """A sentence in two quotes, the first ending one page's text and the second on the next."""
    for first, second in pairwise(pages):
        folded_first, folded_second = fold(first.text), fold(second.text)
        for cut in range(len(sentence) - 4, 4, -1):
            head, tail = sentence[:cut], sentence[cut:]
            if folded_first.find(head) and folded_second.find(tail):
                return (
                    Quote(head.strip(), passage.language, first.number, first.label, True),
                    Quote(tail.strip(), passage.language, second.number, second.label, True),
                )
    return ()


def place(claim: Claim, publication: Publication, language: str) -> str | None:
    """The section of a claim in a language, else as the source has it."""
    section = claim.passage.section
    return section.get(language) or next(iter(section.values()), None) or publication.title(language)
