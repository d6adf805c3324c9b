"""The words of a question on which it turns whether a statement near to it answers it.

A statement and a question left open by it share most words; what tells is which ones lack. That "please" stands nowhere
in a statement or in the questions that it is known to answer says nothing, that "budget" does not says much. So each
piece has a weight, learned from the questions that statements are known to answer and to leave open
(`index/training/decisive.py`), and with the nearness of meaning they give the odds of an answer (a verifier of answers
as in Hu and others 2019, Read + Verify, by words alone).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.lexical import Scores

PIECES, OTHERS = "pieces", "others"

FOR_RARITY = 3.0
"""What the pieces of a question weigh together for their rarity, beside what each is learned to turn."""


@dataclass(frozen=True)
class DecisiveWords:
    """What was learned.

    `pieces` holds for each piece of the model how much it adds to the odds where it lacks, mostly less than nothing;
    `meaning` weighs the cosine of question and statement, `nearest` the mean cosine of the question and the few nearest
    ones known to the statement; `bias` stands for itself.
    """

    pieces: Scores
    meaning: float
    nearest: float
    bias: float

    @classmethod
    def load(cls, file: Path) -> "DecisiveWords":
        """Open what `save` wrote."""
        from safetensors.numpy import load_file

        tensors = load_file(file)
        return cls(tensors[PIECES].astype(np.float32), *map(float, tensors[OTHERS]))

    def save(self, file: Path) -> None:
        """Write to a safetensors file."""
        from safetensors.numpy import save_file

        others = np.array([self.meaning, self.nearest, self.bias], dtype=np.float32)
        save_file({PIECES: self.pieces.astype(np.float16), OTHERS: others}, file)

    def odds(self, pieces: NDArray[np.intp], standing: Scores, meaning: Scores, nearest: Scores) -> Scores:
        """The logarithms of the odds that statements answer a question.

        Args:
            pieces: the question's distinct pieces.
            standing: for each statement, one row, how much each piece counts in it, 0 to 1.
            meaning: the cosine of the question and each statement.
            nearest: the mean cosine of the question and the few nearest known to each statement.
        """
        lacking = (1 - standing) @ self.pieces[pieces]
        found: Scores = self.bias + self.meaning * meaning + self.nearest * nearest + lacking
        return found

    def weights(self, pieces: NDArray[np.intp], rarities: Scores) -> Scores:
        """What it is worth that a question's pieces stand in what is told: what each turns, and its share of rarity."""
        rare = rarities[pieces]
        found: Scores = np.maximum(0, -self.pieces[pieces]) + FOR_RARITY * rare / (rare.sum() or 1.0)
        return found


@dataclass(frozen=True)
class Standing:
    """How much of a question's pieces stands in statements: `rows` tells the row of each in `counts` (0 to 1), which
    has a column for each piece, and `weights` what a piece is worth. `parts` holds one row for each of several things
    asked for, and how likely each statement is to answer that."""

    rows: Mapping[str, int]
    counts: Scores
    weights: Scores
    parts: Scores

    def beyond(self, told: Collection[str]) -> dict[str, float]:
        """For each statement the weight of the pieces that it adds to those which stand in the ones that are told; none
        where something is told of which it is not known what stands in it."""
        if not self.rows.keys() >= set(told):
            return {}
        held = self.counts[[self.rows[passage] for passage in told]]
        added = np.maximum(0, self.counts - held.max(axis=0, initial=0)) @ self.weights
        return {passage: float(added[row]) for passage, row in self.rows.items()}

    def answering(self, told: Collection[str], likely: float, more: float) -> set[str]:
        """The statements that answer one of several things asked for, which those that are told do not.

        Args:
            told: the passages of the statements that are told.
            likely: how likely, 0 to 1, the likeliest statement must be to answer a thing.
            more: how much likelier than any that is told.
        """
        rows = [self.rows[passage] for passage in told if passage in self.rows]
        passages = list(self.rows)
        found = set()
        for part in self.parts:
            best = int(part.argmax())
            if part[best] >= likely and part[best] - part[rows].max(initial=0) >= more:
                found.add(passages[best])
        return found


NOTHING = Standing({}, *(np.zeros(shape, dtype=np.float32) for shape in ((0, 0), 0, (0, 0))))


@cache
def shipped_decisive_words() -> DecisiveWords:
    """What the package ships, loaded once."""
    with as_file(files("index").joinpath("model", "decisive.safetensors")) as file:
        return DecisiveWords.load(file)
