"""Held-out scores of a model: how often the right text is nearest among all candidates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

from index.training.model import texts_to_vectors
from index.training.pairs import Pair


def recall_at_1(tokenizer: Tokenizer, vectors: np.ndarray, pairs: Sequence[Pair]) -> tuple[float, float]:
    """Share of first texts whose nearest second text is their own, and the other way round.

    Equal texts count as right.
    """
    left = texts_to_vectors(tokenizer, vectors, [first for first, _ in pairs])
    right = texts_to_vectors(tokenizer, vectors, [second for _, second in pairs])
    scores = left @ right.T
    forward = [pairs[row][1] == pairs[int(best)][1] for row, best in enumerate(scores.argmax(axis=1))]
    backward = [pairs[row][0] == pairs[int(best)][0] for row, best in enumerate(scores.argmax(axis=0))]
    return float(np.mean(forward)), float(np.mean(backward))
