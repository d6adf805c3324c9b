"""Known questions in one language, and how like a new one is to the nearest of them.

Likeness is the mean of the cosine of two questions' vectors and of the share of the new one's pieces that the known one
has too, weighed by rarity; a known question on another year is no likeness at all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.expanded import rarities
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder

MOST_NEAR = 5
"""How many of the nearest questions are told."""

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOST_YEARS = 4


@dataclass(frozen=True)
class Neighbour:
    """How like (0 to 1) a known question is to a new one, and the cosine of the two."""

    likeness: float
    cosine: float


@dataclass(frozen=True)
class Questions:
    """Questions in one language, those of a statement in a row.

    `vectors` holds one unit row for each, in half precision; `starts` tells where each statement's questions begin, and
    where the last end. `pieces` lists those of each question between its `bounds`; `rarities` weigh the pieces; `years`
    are those that each question gives, filled up with zeros.
    """

    vectors: NDArray[np.float16]
    starts: NDArray[np.intp]
    pieces: NDArray[np.intp]
    bounds: NDArray[np.intp]
    rarities: Scores
    years: NDArray[np.int16]

    @classmethod
    def build(cls, of_each: Sequence[Sequence[str]], embedder: QuestionEmbedder) -> "Questions":
        """Compile the questions of each statement."""
        texts = [text for texts in of_each for text in texts]
        pieces = embedder.pieces_of_each(texts)
        return cls(
            vectors=embedder.embed(texts).astype(np.float16),
            starts=np.cumsum([0, *(len(texts) for texts in of_each)]),
            pieces=np.array([piece for found in pieces for piece in found], dtype=np.intp),
            bounds=np.cumsum([0, *(len(found) for found in pieces)]),
            rarities=rarities(pieces, embedder.tokens),
            years=np.array([years_of(text) for text in texts], dtype=np.int16).reshape(-1, MOST_YEARS),
        )

    def nearest(
        self, text: str, embedder: QuestionEmbedder, among: NDArray[np.intp] | None = None
    ) -> list[Neighbour]:
        """The few questions that are most like a text, best first, among those of some statements or all."""
        rows = np.arange(len(self.vectors)) if among is None else spread(self.starts, among)
        pieces, vector = embedder.read(text)
        weights = np.zeros(embedder.tokens, dtype=np.float32)
        weights[pieces] = self.rarities[pieces] / (self.rarities[pieces].sum() or 1.0)
        standing = weights[self.pieces[spread(self.bounds, rows)]]
        lengths = self.bounds[rows + 1] - self.bounds[rows]
        shared = np.bincount(np.repeat(np.arange(len(rows)), lengths), standing, len(rows))
        vectors = self.full if among is None else self.vectors[rows].astype(np.float32)
        cosines = np.clip(vectors @ vector, 0, 1)
        like = (shared + cosines) / 2
        if any(given := years_of(text)):
            like[~np.isin(self.years[rows], [0, *given]).all(axis=1)] = 0
        best = np.argsort(-like, kind="stable")[:MOST_NEAR]
        return [Neighbour(float(like[place]), float(cosines[place])) for place in best]

    def nearness(self, vector: NDArray[np.float32], among: NDArray[np.intp], few: int) -> Scores:
        """For each of some statements the mean cosine of a vector and of its few nearest questions; 0 without any."""
        found = np.zeros(len(among), dtype=np.float32)
        for place, (start, end) in enumerate(zip(self.starts[among], self.starts[among + 1], strict=True)):
            if start < end:
                found[place] = np.sort(self.vectors[start:end].astype(np.float32) @ vector)[-few:].mean()
        return found

    def of_other_years(self, text: str) -> NDArray[np.bool_]:
        """For each statement whether its questions give years and none of those that a text gives."""
        given = [year for year in years_of(text) if year]
        count = len(self.starts) - 1
        if not given:
            return np.zeros(count, dtype=np.bool_)
        owners = np.repeat(np.arange(count), np.diff(self.starts))
        dated = np.bincount(owners, self.years.any(axis=1), count) > 0
        same = np.bincount(owners, np.isin(self.years, given).any(axis=1), count) > 0
        found: NDArray[np.bool_] = dated & ~same
        return found

    @cached_property
    def full(self) -> NDArray[np.float32]:
        """All vectors in full precision, kept once they have been compared."""
        return self.vectors.astype(np.float32)


def spread(bounds: NDArray[np.intp], chosen: NDArray[np.intp]) -> NDArray[np.intp]:
    """The places between the bounds of the chosen ones, in a row.

    >>> spread(np.array([0, 2, 5, 6]), np.array([0, 2])).tolist()
    [0, 1, 5]
    """
    lengths = bounds[chosen + 1] - bounds[chosen]
    before = np.cumsum(lengths) - lengths
    places: NDArray[np.intp] = np.repeat(bounds[chosen] - before, lengths) + np.arange(lengths.sum())
    return places


def years_of(text: str) -> list[int]:
    """The years that a question gives, filled up with zeros.

    >>> years_of("GDP in 2023 and 2024?")
    [2023, 2024, 0, 0]
    """
    found = [int(year) for year in YEAR.findall(text)][:MOST_YEARS]
    return found + [0] * (MOST_YEARS - len(found))
