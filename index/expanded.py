"""Statements in the words of those who ask for them.

A statement and the questions that it is known to answer are one text (document expansion by queries, Nogueira and
others 2019): a question is compared with the mean of their vectors, and by how many of its pieces, weighed by rarity,
stand in them, once or again (a saturating count as in BM25, Robertson and Zaragoza 2009).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder

OWN_WORDS = 1 / 3
"""As what part of its questions a statement's own words count, but at least as one."""

SATURATION = 1.0
"""How often a piece stands in questions and statement where it counts half."""

PIECES_SHARE = 0.58
"""How much the shared pieces count beside the vectors. Chosen on the gold's dev split and the practice questions."""


@dataclass(frozen=True)
class ExpandedStatements:
    """Statements in one language with the questions that they answer.

    `vectors` holds one unit row for each; `statements` lists for each piece of the model those that have it, between
    its `bounds`, and `counts` how much it counts there (0 to 1); `rarities` weigh the pieces.
    """

    vectors: Vectors
    statements: NDArray[np.intp]
    counts: Scores
    bounds: NDArray[np.intp]
    rarities: Scores

    @classmethod
    def build(
        cls, statements: Sequence[str], questions: Sequence[Sequence[str]], embedder: QuestionEmbedder
    ) -> "ExpandedStatements":
        """Compile statements with the questions of each."""
        owners = np.repeat(np.arange(len(statements)), [len(asked) for asked in questions])
        texts = [question for asked in questions for question in asked]
        pieces = embedder.pieces_of_each(texts)
        own = np.array([own_weight(len(asked)) for asked in questions], dtype=np.float32)
        vectors = own[:, None] * embedder.embed(statements)
        np.add.at(vectors, owners, embedder.embed(texts))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        standing = Counter(
            (piece, int(owner)) for owner, found in zip(owners, pieces, strict=True) for piece in found
        )
        for owner, found in enumerate(embedder.pieces_of_each(statements)):
            standing.update({(piece, owner): own[owner] for piece in found})
        ordered = sorted(standing)
        counts = np.array([standing[item] for item in ordered], dtype=np.float32)
        having = np.bincount([piece for piece, _ in ordered], minlength=embedder.tokens)
        return cls(
            vectors=(vectors / np.where(norms > 0, norms, 1)).astype(np.float32),
            statements=np.array([owner for _, owner in ordered], dtype=np.intp),
            counts=counts / (counts + np.float32(SATURATION)),
            bounds=np.concatenate([[0], np.cumsum(having)]),
            rarities=rarities(pieces, embedder.tokens),
        )

    def scores(self, text: str, embedder: QuestionEmbedder) -> Scores:
        """For each statement how likely, 0 to 1, it is to answer a question."""
        pieces, vector = embedder.read(text)
        shared = np.zeros(len(self.vectors), dtype=np.float32)
        for piece in pieces:
            here = slice(self.bounds[piece], self.bounds[piece + 1])
            shared[self.statements[here]] += self.rarities[piece] * self.counts[here]
        shared /= self.rarities[pieces].sum() or 1.0
        cosine = np.clip(self.vectors @ vector, 0, 1)
        found: Scores = (1 - PIECES_SHARE) * cosine + PIECES_SHARE * shared
        return found

    def standing(self, pieces: Sequence[int], among: NDArray[np.intp]) -> Scores:
        """How much, 0 to 1, each of some pieces counts in each of some statements, one row for each of these."""
        counts = np.zeros((len(among), len(pieces)), dtype=np.float32)
        for place, piece in enumerate(pieces):
            here = slice(self.bounds[piece], self.bounds[piece + 1])
            those, rows = np.nonzero(self.statements[here][:, None] == among)
            counts[rows, place] = self.counts[here][those]
        return counts


def own_weight(questions: int) -> float:
    """As how many questions a statement's own words count beside those that it is known to answer."""
    return max(1.0, OWN_WORDS * questions)


def rarities(pieces: Sequence[Sequence[int]], tokens: int) -> Scores:
    """The weight of each piece by how few of the texts have it (inverse document frequency, as in BM25)."""
    frequencies = np.bincount(
        np.array([piece for found in pieces for piece in found], np.intp), minlength=tokens
    )
    rarity: Scores = np.log(1 + (len(pieces) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
    return rarity
