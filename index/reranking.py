"""Reranking by a cross-encoder (Nogueira and Cho 2019): reads question and passage together; none by default."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from index.retriever import Hit

RERANKED = 30
"""How many of the best passages are read."""


class Reranker(Protocol):
    """Scores texts for a question, higher for better; any scale."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """A score for each text."""


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder, by folder or hub name."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import CrossEncoder

        self.model: Any = CrossEncoder(name)

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """A score for each text, between 0 and 1."""
        found = np.asarray(self.model.predict([(question, text) for text in texts]), dtype=np.float64)
        return [float(score) for score in found.reshape(len(texts), -1)[:, -1]]


def reordered(hits: Sequence["Hit"], order: Sequence[int]) -> list["Hit"]:
    """Hits in another order; scores stay at their places, so that thresholds on them keep their meaning."""
    return [replace(hits[place], score=hit.score) for hit, place in zip(hits, order, strict=True)]


def load_reranker(name: str | None) -> Reranker | None:
    """The reranker that a setting names; None for none.

    Raises:
        ValueError: when sentence-transformers is not installed, or the model cannot be loaded.
    """
    if name is None:
        return None
    try:
        return CrossEncoderReranker(name)
    except ImportError as missing:
        raise ValueError(
            f"the reranking model '{name}' needs sentence-transformers: pip install 'jnexus-assistant[models]'"
        ) from missing
    except OSError as fault:
        raise ValueError(
            f"the reranking model '{name}' cannot be loaded: give a folder, or a hub name that can be reached"
        ) from fault
