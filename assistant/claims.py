"""Claims: what an answer may say, and how much of the question each carries."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from sqlalchemy import Connection

from assistant.orders import gives_orders
from assistant.quotes import Quote, quotes_of, statement_quotes
from corpus.catalogue import Publication
from index.lexical import Concept, LexicalIndex
from index.passage import Passage, sentences
from index.retriever import Hit
from index.tokenise import tokens

SENTENCE_SHARE = 0.6
"""How much a sentence's own words count beside its passage's score."""

SHORTEST_CLAIM = 8
LEAST_SHARE = 0.05
"""A name of a concept counts as carrying it when it is at least this sure."""


@dataclass(frozen=True)
class Claim:
    """Something to say, in `language`, from a passage; `quotes` are what it rests on, once checked.

    `asked` tells how likely the claim is to answer, by the questions that are known to it.
    """

    text: str
    language: str
    passage: Passage
    weight: float
    quotes: tuple[Quote, ...] = ()
    asked: float = 0.0

    @property
    def evidence_text(self) -> str:
        """All that the claim carries, in either language."""
        if self.passage.source == "publication":
            return f"{self.text}\n{' '.join(self.passage.section.values())}"
        return self.passage.searchable()

    @property
    def tokens(self) -> frozenset[str]:
        """The tokens of all that the claim carries."""
        if self.passage.source == "publication" or not self.passage.tokens:
            return token_set(self.evidence_text)
        return self.passage.tokens

    @cached_property
    def places(self) -> frozenset[tuple[str, int]]:
        """The pages that the claim rests on: those that it quotes, once that is known."""
        quoted = [quote.page for quote in self.quotes if quote.page is not None]
        return frozenset((self.passage.publication_id, page) for page in quoted or self.passage.pages)

    def checked(self, connection: Connection, known: Mapping[str, Publication]) -> "Claim":
        """The claim with its quotes; without any when what it says does not stand in the source.

        Args:
            connection: to the library.
            known: the library's publications by id.
        """
        return replace(self, quotes=quotes_of(connection, self.passage, self.text, self.language, known))


@lru_cache(maxsize=20_000)
def token_set(text: str) -> frozenset[str]:
    """The tokens of a text; claims are weighed again and again."""
    return frozenset(tokens(text))


@dataclass
class Coverage:
    """How much of a question's meaning a text carries: the share of its concepts, weighted by their rarity."""

    concepts: Sequence[Concept]
    lexical: LexicalIndex
    weights: Sequence[float] = field(init=False)
    names: Sequence[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        concepts = [concept for concept in self.concepts if not concept.part]
        weights = [self.weight(concept) for concept in concepts]
        total = sum(weights) or 1.0
        self.weights = [weight / total for weight in weights]
        self.names = [
            frozenset(term for term, share in concept.terms.items() if share >= LEAST_SHARE)
            for concept in concepts
        ]

    def weight(self, concept: Concept) -> float:
        """The rarity of a concept's most frequent name; the greatest for one that stands nowhere."""
        frequency = max(map(self.lexical.document_frequency, concept.terms), default=0)
        return float(self.lexical.idf(frequency)) * concept.boost

    def carried(self, held: frozenset[str]) -> set[int]:
        """Which concepts tokens in either language carry, by their index."""
        return {index for index, names in enumerate(self.names) if not names.isdisjoint(held)}

    def weight_of(self, carried: Collection[int]) -> float:
        """The share, 0 to 1, of the question that concepts make up."""
        return sum(self.weights[index] for index in carried)

    def of(self, held: frozenset[str]) -> float:
        """The share, 0 to 1, of the question that tokens carry."""
        return self.weight_of(self.carried(held))


def claims_of(
    hits: Sequence[Hit], language: str, coverage: Coverage, known: Mapping[str, Publication]
) -> Iterator[Claim]:
    """The claims that hits allow, in the hits' order: sentences of pages, statements and rows.

    Args:
        hits: what was retrieved.
        language: of the answer.
        coverage: how much of the question words carry.
        known: the library's publications by id.
    """
    for hit in hits:
        passage = hit.passage
        if passage.source != "publication":
            if passage.source == "digest" or not gives_orders(passage.searchable()):
                quotes = statement_quotes(passage, known) if len(passage.pages) > 1 else ()
                text, asked = passage.text(language), hit.parts["asked"]
                yield Claim(text, language, passage, hit.score, quotes, asked)
            continue
        for sentence in sentences(passage.text(passage.language)):
            if len(sentence) >= SHORTEST_CLAIM and not gives_orders(sentence):
                share = 1 - SENTENCE_SHARE + SENTENCE_SHARE * coverage.of(token_set(sentence))
                likely = hit.parts["asked"] * share
                yield Claim(sentence, passage.language, passage, hit.score * share, asked=likely)
