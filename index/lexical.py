"""BM25 over tokens, for plain terms and for translated ones.

Scores are those of BM25 (Robertson and Zaragoza 2009) in Lucene's variant, computed ahead by bm25s. A concept
that stands for several terms, each with a probability, is scored as a probabilistic structured query: term
frequencies and document frequencies are mixed before weighting (Darwish and Oard 2003), so that a rare wrong
translation cannot outweigh the common right one.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K1 = 1.2
B = 0.6
SURE = 0.02
"""A name of a concept counts as carrying it when its share is at least this."""

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class Concept:
    """What one word of a question may be called: terms with the probability of each.

    `boost` weighs it; `part` tells that it only repeats other concepts of the question, as a compound's words do.
    """

    terms: Mapping[str, float]
    boost: float = 1.0
    part: bool = False


@dataclass(frozen=True)
class Entry:
    """What the index knows of a passage besides its tokens."""

    id: str
    publication_id: str
    source: str
    language: str


@dataclass(frozen=True)
class Terms:
    """The terms of concepts that stand in passages: the number of each, its concept's place, and its share of it.

    `weights` tell for each concept how much it says of what is sought: its rarity times its boost.
    """

    numbers: Sequence[int]
    concepts: NDArray[np.intp]
    shares: NDArray[np.float64]
    weights: NDArray[np.float64]


class LexicalIndex:
    """A BM25 index over passages; never changed once built."""

    def __init__(self, bm25: Any, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.vocabulary: dict[str, int] = bm25.vocab_dict if bm25 is not None else {}
        self.bm25 = bm25
        if bm25 is not None:
            self.weights = np.asarray(bm25.scores["data"])
            self.documents = np.asarray(bm25.scores["indices"])
            self.starts = np.asarray(bm25.scores["indptr"])
            self.frequencies = np.diff(self.starts)
        self.positions = {entry.id: index for index, entry in enumerate(entries)}
        self.sources = np.array([entry.source for entry in entries], dtype=np.str_)
        self.is_page = self.sources == "publication"
        self.is_row = self.sources == "list"
        self.is_digest = self.sources == "digest"
        self.is_japanese = np.array([entry.language == "ja" for entry in entries], dtype=np.bool_)
        self.publication_ids = {
            name: number
            for number, name in enumerate(dict.fromkeys(entry.publication_id for entry in entries))
        }
        self.numbers = np.array(
            [self.publication_ids[entry.publication_id] for entry in entries], dtype=np.intp
        )
        self.digested = frozenset(entry.publication_id for entry in entries if entry.source == "digest")
        self.lists = frozenset(entry.publication_id for entry in entries if entry.source == "list")
        self.languages = np.array([entry.language for entry in entries], dtype=np.str_)

    @classmethod
    def build(cls, entries: Sequence[Entry], tokens: Sequence[Sequence[str]]) -> "LexicalIndex":
        """Index passages by their tokens."""
        import bm25s

        if not any(tokens):
            return cls(None, entries)
        vocabulary: dict[str, int] = {}
        ids = [[vocabulary.setdefault(word, len(vocabulary)) for word in words] for words in tokens]
        bm25 = bm25s.BM25(k1=K1, b=B, method="lucene")
        bm25.index((ids, vocabulary), show_progress=False)
        return cls(bm25, entries)

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.bm25 is not None:
            self.bm25.save(folder, show_progress=False)
        entries = [[entry.id, entry.publication_id, entry.source, entry.language] for entry in self.entries]
        (folder / "passages.json").write_text(json.dumps(entries), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Open an index that `save` wrote, without reading it whole into memory."""
        import bm25s

        entries = [
            Entry(*entry) for entry in json.loads((folder / "passages.json").read_text(encoding="utf-8"))
        ]
        if not (folder / "vocab.index.json").exists():
            return cls(None, entries)
        return cls(bm25s.BM25.load(folder, mmap=True), entries)

    def undigested(self, passing: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The pages of publications of which no digest passes, where there are digests at all."""
        digested = np.zeros(int(self.numbers.max(initial=-1)) + 1, dtype=np.bool_)
        digested[self.numbers[passing & self.is_digest]] = True
        pages: NDArray[np.bool_] = self.is_page & ~digested[self.numbers]
        return pages if digested.any() else np.zeros_like(pages)

    def document_frequency(self, term: str) -> int:
        """In how many passages a term stands."""
        number = self.vocabulary.get(term)
        return int(self.frequencies[number]) if number is not None else 0

    def frequent_terms(self) -> list[str]:
        """The terms, those that stand in most passages first."""
        if not self.vocabulary:
            return []
        order = np.argsort(-self.frequencies, kind="stable")
        terms = list(self.vocabulary)
        return [terms[token] for token in order if token < len(terms)]

    def scores(self, concepts: Sequence[Concept]) -> Scores:
        """The BM25 score of every passage, in the order of `entries`."""
        return self.match(concepts)[0]

    def match(self, concepts: Sequence[Concept]) -> tuple[Scores, Scores]:
        """How well every passage matches, in the order of `entries`.

        Returns:
            the BM25 scores, and the shares (0 to 1) of the concepts, weighted by rarity, that passages carry at all.
        """
        count = len(self.entries)
        terms = self.terms(concepts)
        if not terms.numbers:
            return np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32)
        frequencies = self.frequencies[terms.numbers]
        parts = [slice(self.starts[number], self.starts[number + 1]) for number in terms.numbers]
        passages = np.concatenate([self.documents[part] for part in parts])
        weights = np.concatenate([self.weights[part] for part in parts])
        factors = terms.weights[terms.concepts] * terms.shares / self.idf(frequencies)
        scores = np.bincount(passages, weights * np.repeat(factors, frequencies), count)
        carried = np.zeros((len(concepts), count), dtype=np.bool_)
        sure = np.repeat(terms.shares >= SURE, frequencies)
        carried[np.repeat(terms.concepts, frequencies)[sure], passages[sure]] = True
        concept, passage = np.nonzero(carried)
        coverage = np.bincount(passage, terms.weights[concept], count) / (terms.weights.sum() or 1.0)
        return scores.astype(np.float32), coverage.astype(np.float32)

    def terms(self, concepts: Sequence[Concept]) -> "Terms":
        """The terms of concepts that stand in passages, and how much each concept says of what is sought."""
        found = [
            (self.vocabulary[term], place, share)
            for place, concept in enumerate(concepts)
            for term, share in concept.terms.items()
            if term in self.vocabulary
        ]
        numbers = [number for number, _, _ in found]
        places = np.array([place for _, place, _ in found], dtype=np.intp)
        shares = np.array([share for _, _, share in found], dtype=np.float64)
        frequencies = self.frequencies[numbers] if numbers else np.zeros(0)
        standing = np.bincount(places, shares * frequencies, len(concepts))
        whole = np.bincount(places, shares, len(concepts))
        mixed = np.divide(standing, whole, out=np.zeros(len(concepts)), where=whole > 0)
        boosts = np.array([concept.boost for concept in concepts], dtype=np.float64)
        return Terms(numbers, places, shares, self.idf(mixed) * boosts)

    def idf(self, frequencies: NDArray[Any] | int) -> NDArray[np.float64]:
        """Lucene's inverse document frequency of terms that stand in so many passages each."""
        rarity: NDArray[np.float64] = np.log(
            1 + (len(self.entries) - frequencies + 0.5) / (frequencies + 0.5)
        )
        return rarity
