"""Vectors of questions: what the shipped static model says of them beside what it has learned of questions.

Two questions for the same thing share the words that name it and differ in how they ask. The static model weighs both
alike. So each token has a further weight and the sum a linear map, learned from the questions that the shipped
statements are known to answer: those of one statement are to be near each other and far from all others, also from
questions near to it that it leaves open (`index/training/questions.py`). A question's vector is both halves in a row.
"""

import hashlib
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import StaticEmbedder, Vectors, shipped_embedder

WEIGHTS, MAP = "weights", "map"

SMALL = np.float32(1e-5)

MOST_KEPT = 64
"""How many questions are kept as read: one is compared with statements, and with questions answered and left open."""


class QuestionEmbedder:
    """Embeds questions, and statements to compare them with, in the static model and in its map of questions.

    Args:
        static: the static model.
        learned: a safetensors file: `weights`, one for each token of the model, and `map`, a square matrix.

    >>> shipped_question_embedder().embed(["どんな支援がありますか"]).shape
    (1, 512)
    """

    def __init__(self, static: StaticEmbedder, learned: Path) -> None:
        self.static = static
        self.learned = learned
        self.read = lru_cache(maxsize=MOST_KEPT)(self.pieces_and_vector)

    @cached_property
    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """What was learned."""
        from safetensors.numpy import load_file

        return {name: tensor.astype(np.float32) for name, tensor in load_file(self.learned).items()}

    @cached_property
    def fingerprint(self) -> str:
        """A short name of the exact state of both."""
        learned = hashlib.sha256(self.learned.read_bytes()).hexdigest()[:12]
        return f"{self.static.fingerprint}-{learned}"

    @cached_property
    def tokens(self) -> int:
        """How many tokens there are."""
        return int(self.static.tokenizer.get_vocab_size())

    def pieces_of_each(self, texts: Sequence[str]) -> list[list[int]]:
        """The distinct tokens of texts, in order."""
        return [sorted(set(pieces)) for pieces in self.static.pieces_of_each(texts)]

    def unit_vectors(self, tokens: Sequence[int]) -> Vectors:
        """The vectors of tokens in the static model, one row each of length one; zero where it has none."""
        vectors = self.static.rows(tokens).astype(np.float32)
        found: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), SMALL)
        return found

    def pieces_and_vector(self, text: str) -> tuple[list[int], Vectors]:
        """The distinct tokens of a question, in order, and its vector."""
        return self.pieces_of_each([text])[0], self.embed([text])[0]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, one row each: half of it the static model's; zero for what has no tokens."""
        width = self.static.table.shape[1]
        sums = np.zeros((2, len(texts), width), dtype=np.float32)
        weights = self.tensors[WEIGHTS]
        for row, pieces in enumerate(self.static.pieces_of_each(texts)):
            if pieces:
                vectors = self.static.rows(pieces)
                sums[0, row] = vectors.sum(axis=0)
                sums[1, row] = weights[pieces] @ vectors
        sums[1] = sums[1] @ self.tensors[MAP]
        norms = np.linalg.norm(sums, axis=2, keepdims=True)
        sums /= np.where(norms > 0, norms, 1) * np.float32(np.sqrt(2))
        return np.concatenate([sums[0], sums[1]], axis=1)


@cache
def shipped_question_embedder() -> QuestionEmbedder:
    """The shipped static model with what the package ships of questions, loaded once."""
    with as_file(files("index").joinpath("model", "questions.safetensors")) as learned:
        return QuestionEmbedder(shipped_embedder(), learned)
