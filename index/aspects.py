"""What a question asks of a statement: what it has beyond the statement's own words.

Beside "The spring fair at the pier is on 5 May", all of "What does the fair at the pier cost?" is matter but "what does
... cost". Questions that ask the same of a statement are alike in what they have beyond its words, however each names
the matter. A weight for each token and a linear map of the static model make them so: learned from the questions that
statements answer and those that they leave open, each of which is to be nearer to its own kind than to the other
(neighbourhood components analysis, Goldberger and others 2004; `index/training/aspects.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder
from index.questions import Matter, unit

WEIGHTS, MAP, SCALE = "weights", "map", "scale"


@dataclass(frozen=True)
class Aspects:
    """What was learned: `weights` of the tokens, a square `map` of the sums of their vectors in the static model of
    `embedder`, and by what `scale` cosines are multiplied before they are exponentiated."""

    weights: Scores
    map: NDArray[np.float32]
    scale: float
    embedder: QuestionEmbedder

    @classmethod
    def load(cls, file: Path, embedder: QuestionEmbedder) -> "Aspects":
        """Open what `save` wrote."""
        from safetensors.numpy import load_file

        tensors = {name: tensor.astype(np.float32) for name, tensor in load_file(file).items()}
        return cls(tensors[WEIGHTS], tensors[MAP], float(tensors[SCALE][0]), embedder)

    def save(self, file: Path) -> None:
        """Write to a safetensors file."""
        from safetensors.numpy import save_file

        tensors = {WEIGHTS: self.weights, MAP: self.map, SCALE: np.array([self.scale])}
        save_file({name: tensor.astype(np.float16) for name, tensor in tensors.items()}, file)

    def more_answered(
        self,
        asked: NDArray[np.intp],
        stated: Sequence[Sequence[int]],
        answered: Sequence[Matter],
        left_open: Sequence[Matter],
    ) -> float:
        """How much more a question asks what statements are known to answer than what they are known to leave open: the
        difference of the logarithms of the summed exponentials of its cosines with each.

        Args:
            asked: the distinct tokens of what asks in the question.
            stated: the tokens of each statement.
            answered: the questions that each answers.
            left_open: those that each leaves open.
        """
        alike: tuple[list[Scores], list[Scores]] = ([], [])
        for said, *kinds in zip(stated, answered, left_open, strict=True):
            (vector,) = self.beyond(said, asked, np.zeros_like(asked), 1)
            for found, known in zip(alike, kinds, strict=True):
                found.append(self.beyond(said, known.pieces, known.owners, len(known)) @ vector)
        of_answered, of_open = (self.summed(np.concatenate(found)) for found in alike)
        return of_answered - of_open

    def beyond(
        self, said: Sequence[int], pieces: NDArray[np.intp], owners: NDArray[np.intp], count: int
    ) -> Vectors:
        """Unit vectors of what questions have beyond a statement, one row each; zero for what has nothing.

        Args:
            said: the tokens of the statement.
            pieces: those of the questions, in a row.
            owners: whose each of them is.
            count: how many questions there are.
        """
        kept = ~np.isin(pieces, np.asarray(said, dtype=np.intp))
        distinct, where = np.unique(pieces[kept], return_inverse=True)
        weighed = np.zeros((count, len(distinct)), dtype=np.float32)
        weighed[owners[kept], where] = self.weights[distinct][where]
        vectors = self.embedder.static.rows(distinct.tolist()).astype(np.float32)
        return unit(weighed @ (vectors @ self.map))

    def summed(self, cosines: Scores) -> float:
        """How much there is that is alike; 0 for nothing."""
        return float(np.log1p(np.exp(self.scale * cosines).sum()))


@cache
def shipped_aspects() -> Aspects:
    """What the package ships, loaded once."""
    with as_file(files("index").joinpath("model", "aspects.safetensors")) as file:
        return Aspects.load(file, shipped_question_embedder())
