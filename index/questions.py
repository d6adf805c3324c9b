"""Known questions in one language, and how like a new one is to those of them that are nearest.

What is asked counts more than who asks and why: the vector of a question is that of its text with the sentences that
ask said once more. A known question on another year is no likeness at all. Those that ask for a thing of its kind
(`index/question_kinds.py`) are also compared by themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.asking import point_of, stressed
from index.lexical import Scores
from index.question_kinds import kinds_of
from index.question_vectors import QuestionEmbedder
from index.tokenise import era_years, normalise

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOST_YEARS = 4

FEW = 3
"""How many of the nearest questions are compared, by the mean."""


@dataclass(frozen=True)
class Matter:
    """Some questions on one matter: their vectors, one row each, their pieces in a row, and whose each piece is."""

    vectors: NDArray[np.float32]
    pieces: NDArray[np.intp]
    owners: NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.vectors)

    def __add__(self, other: "Matter") -> "Matter":
        return Matter(
            np.concatenate([self.vectors, other.vectors]),
            np.concatenate([self.pieces, other.pieces]),
            np.concatenate([self.owners, other.owners + len(self)]),
        )


@dataclass(frozen=True)
class Questions:
    """Questions in one language, those of a statement in a row.

    `vectors` holds one unit row for each, in half precision; `starts` tells where each statement's questions begin, and
    where the last end. `pieces` lists those of the sentences that ask in each between its `bounds`; `years` are those
    that each question gives, filled up with zeros, and `kinds` those of the things that it asks for, as flags.
    """

    vectors: NDArray[np.float16]
    starts: NDArray[np.intp]
    pieces: NDArray[np.intp]
    bounds: NDArray[np.intp]
    years: NDArray[np.int16]
    kinds: NDArray[np.int16]

    @classmethod
    def build(cls, of_each: Sequence[Sequence[str]], embedder: QuestionEmbedder) -> "Questions":
        """Compile the questions of each statement."""
        texts = [text for texts in of_each for text in texts]
        asking = [*map(point_of, texts)]
        pieces = embedder.pieces_of_each(asking)
        return cls(
            vectors=embedder.embed([*map(stressed, texts, asking)]).astype(np.float16),
            starts=np.cumsum([0, *(len(texts) for texts in of_each)]),
            pieces=np.array([piece for found in pieces for piece in found], dtype=np.intp),
            bounds=np.cumsum([0, *(len(found) for found in pieces)]),
            years=np.array([filled_up(years_of(text)) for text in texts], dtype=np.int16).reshape(
                -1, MOST_YEARS
            ),
            kinds=np.array([kinds_of(text) for text in texts], dtype=np.int16),
        )

    def likeness(
        self,
        text: str,
        embedder: QuestionEmbedder,
        among: NDArray[np.intp] | None = None,
        dated: bool = True,
    ) -> tuple[float, float]:
        """The mean cosine of a question and the few nearest to it, and of the few nearest of those that ask for a thing
        of its kind; 0 without any.

        Args:
            text: the question.
            embedder: embeds it.
            among: the statements whose questions are compared, by place; by default all.
            dated: whether those that give a year are compared with a question that gives none.
        """
        rows = np.arange(len(self.vectors)) if among is None else spread(self.starts, among)
        vectors = self.full if among is None else self.vectors[rows].astype(np.float32)
        _, vector = embedder.read(stressed(text, point_of(text)))
        cosines: Scores = np.clip(vectors @ vector, 0, 1)
        cosines[~self.of_its_years(rows, text, dated)] = 0
        return few_nearest(cosines), few_nearest(cosines[(self.kinds[rows] & kinds_of(text)) > 0])

    def of(self, among: NDArray[np.intp], text: str = "") -> Matter:
        """The questions of some statements, but for those on other years than a text gives."""
        rows = spread(self.starts, among)
        rows = rows[self.of_its_years(rows, text)]
        lengths = self.bounds[rows + 1] - self.bounds[rows]
        pieces = self.pieces[spread(self.bounds, rows)]
        return Matter(self.vectors[rows].astype(np.float32), pieces, np.repeat(np.arange(len(rows)), lengths))

    def of_its_years(self, rows: NDArray[np.intp], text: str, dated: bool = True) -> NDArray[np.bool_]:
        """Whether questions give no other years than a text; to one that gives none those that give any count, too,
        where they are `dated`."""
        given = years_of(text)
        if dated and not given:
            return np.ones(len(rows), dtype=np.bool_)
        same: NDArray[np.bool_] = np.all(np.isin(self.years[rows], [0, *given]), axis=1)
        return same

    def nearness(self, vector: NDArray[np.float32], among: NDArray[np.intp], few: int) -> Scores:
        """For each of some statements the mean cosine of a vector and of its few nearest questions; 0 without any."""
        found = np.zeros(len(among), dtype=np.float32)
        for place, (start, end) in enumerate(zip(self.starts[among], self.starts[among + 1], strict=True)):
            if start < end:
                found[place] = np.sort(self.vectors[start:end].astype(np.float32) @ vector)[-few:].mean()
        return found

    def of_other_years(self, text: str) -> NDArray[np.bool_]:
        """For each statement whether its questions give years and none of those that a text gives."""
        given = years_of(text)
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


def told_apart(
    pieces: NDArray[np.intp], vector: NDArray[np.float32], answered: Matter, left_open: Matter
) -> float:
    """How much more like a question is to the few nearest of those answered than to the few nearest of those left open,
    but for what all of them share.

    On one matter what is asked tells them apart, not the matter. So likeness is the cosine of what vectors have beyond
    the mean of all, and the share of the question's pieces that another has too, weighed by how few of them do.

    Args:
        pieces: the distinct pieces of what asks in the question, in order.
        vector: the vector of that.
        answered: questions on its matter that are answered.
        left_open: those that are not.
    """
    known = answered + left_open
    if not len(known):
        return 0.0
    held = np.isin(known.pieces, pieces)
    places = np.searchsorted(pieces, known.pieces[held])
    counts = np.bincount(places, minlength=len(pieces))
    weights = np.maximum(0, np.log((len(known) + 1) / (counts + 0.5)))
    shared = np.bincount(known.owners[held], weights[places], len(known)) / (weights.sum() or 1.0)
    mean = known.vectors.mean(axis=0)
    like = unit(known.vectors - mean) @ unit(vector - mean) + shared
    return few_nearest(like[: len(answered)]) - few_nearest(like[len(answered) :])


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Vectors, or one, of length one; zero where they are none."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.where(norms > 0, norms, 1)).astype(np.float32)


def few_nearest(like: NDArray[np.float32]) -> float:
    """The mean likeness of the few nearest; 0 without any."""
    return float(np.sort(like)[-FEW:].mean()) if len(like) else 0.0


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
    """The years that a text gives, also those counted by eras.

    >>> years_of("GDP in 2023 and 2024?"), years_of("令和8年度の予算は？")
    ([2023, 2024], [2026])
    """
    plain = normalise(text)
    return [*map(int, dict.fromkeys([*YEAR.findall(plain), *era_years(plain)]))]


def filled_up(years: Sequence[int]) -> list[int]:
    """The first few years, with zeros in place of those that lack."""
    kept = years[:MOST_YEARS]
    return [*kept, *[0] * (MOST_YEARS - len(kept))]
