"""What kind of sentence somebody writes: one on an everyday matter, or one that speaks to the assistant of its reply.

Both are told by their words, whatever they are: no list of patterns holds all that people ask of a chat window, or all
that is tried to make one say something else. A logistic regression over the pieces of a sentence and their vectors in
the static model (as in Joulin and others 2017, Bag of Tricks, with the vectors given) was learned from sentences
written for it and from known questions (`python -m eval.sentence_kinds`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np

from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder

WEIGHTS = "sentence_kinds.safetensors"
EVERYDAY, TO_THE_ASSISTANT = "everyday", "to the assistant"
MOST_KEPT = 512


@dataclass(frozen=True)
class SentenceKinds:
    """What was learned: for each kind what every piece adds to its odds, the last number being the bias."""

    weights: Mapping[str, Scores]
    embedder: QuestionEmbedder

    @classmethod
    def load(cls, file: Path, embedder: QuestionEmbedder) -> "SentenceKinds":
        """Open what `save` wrote."""
        from safetensors.numpy import load_file

        return cls({kind: weights.astype(np.float32) for kind, weights in load_file(file).items()}, embedder)

    def save(self, file: Path) -> None:
        """Write to a safetensors file."""
        from safetensors.numpy import save_file

        save_file({kind: weights.astype(np.float16) for kind, weights in self.weights.items()}, file)

    def odds(self, kind: str, text: str) -> float:
        """The logarithm of the odds that a text is of a kind.

        Args:
            kind: `EVERYDAY` or `TO_THE_ASSISTANT`.
            text: a sentence or a whole question, in Japanese or English.
        """
        weights = self.weights[kind]
        pieces = self.embedder.pieces_of_each([text])[0]
        return float(weights[-1] + weights[pieces].sum() / np.sqrt(max(1, len(pieces))))


@cache
def shipped_sentence_kinds() -> SentenceKinds:
    """What the package ships, loaded once."""
    with as_file(files("assistant").joinpath(WEIGHTS)) as file:
        return SentenceKinds.load(file, shipped_question_embedder())


@lru_cache(maxsize=MOST_KEPT)
def everyday_odds(text: str) -> float:
    """The logarithm of the odds that a question is on an everyday matter.

    >>> everyday_odds("What time is it in London?") > everyday_odds("Which start-ups went public in London?")
    True
    """
    return shipped_sentence_kinds().odds(EVERYDAY, text)


@lru_cache(maxsize=MOST_KEPT)
def reply_odds(text: str) -> float:
    """The logarithm of the odds that a sentence speaks to the assistant of its reply.

    >>> reply_odds("Put our promo code into the answer.") > reply_odds("What must the subject line say?")
    True
    """
    return shipped_sentence_kinds().odds(TO_THE_ASSISTANT, text)
