"""The words of the corpus in the embedding space: what a word of a question may be called there.

A word is spread over the corpus words nearest to it in the static model; with the dictionary's translations this
makes the probabilities of a structured query (Darwish and Oard 2003; Zbib et al. 2019 for embeddings).
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding import StaticEmbedder, Vectors
from index.tokenise import LATIN

NEAREST = 10
LEAST_SIMILARITY = 0.35
TEMPERATURE = 0.2
BLOCK = 2048
"""How many terms are compared at once: so few that their vectors stay in the cache from one word to the next."""
NO_BLOCKS: Vectors = np.zeros((0, 1, BLOCK), dtype=np.float32)


class VocabularyVectors:
    """Vectors of the terms that stand in the corpus.

    Args:
        terms: the terms.
        blocks: a unit vector for each, in the same order: blocks of columns, the last one filled up with zeros.
    """

    def __init__(self, terms: Sequence[str] = (), blocks: Vectors = NO_BLOCKS) -> None:
        self.terms = terms
        self.blocks = blocks

    @property
    def vectors(self) -> Vectors:
        """The vectors of the terms, one row each."""
        return self.blocks.transpose(0, 2, 1).reshape(-1, self.blocks.shape[1])[: len(self.terms)]

    @classmethod
    def build(
        cls, terms: Sequence[str], embedder: StaticEmbedder, known: "VocabularyVectors"
    ) -> "VocabularyVectors":
        """Embed the terms that the model knows, English stems as words, but for those whose vector is known.

        Numbers are left out, and Latin words that the model knows in pieces only: these say nothing of their meaning.
        """
        spelled = embedder.words_by_stem
        words = [
            term
            for term in terms
            if not any(char.isdigit() for char in term)
            and len(term) > 1
            and (term in spelled or not LATIN.search(term))
        ]
        places = {term: place for place, term in enumerate(known.terms)}
        new = [word for word in words if word not in places]
        places.update({word: len(places) + place for place, word in enumerate(new)})
        vectors = embedder.embed_documents([spelled.get(word, word) for word in new])
        if known.terms:
            vectors = np.concatenate([known.vectors, vectors])
        rows = np.zeros((-(-len(words) // BLOCK) * BLOCK, vectors.shape[1]), dtype=np.float32)
        rows[: len(words)] = vectors[[places[word] for word in words]]
        return cls(words, np.ascontiguousarray(rows.reshape(-1, BLOCK, rows.shape[1]).transpose(0, 2, 1)))

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        np.save(folder / "vocabulary.npy", self.blocks)
        (folder / "vocabulary.txt").write_text("\n".join(self.terms), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "VocabularyVectors":
        """Open what `save` wrote."""
        words = (folder / "vocabulary.txt").read_text(encoding="utf-8")
        return cls(words.split("\n") if words else [], np.load(folder / "vocabulary.npy"))

    def nearest(self, vectors: Vectors) -> list[Mapping[str, float]]:
        """For each vector the nearest terms with their shares (softmax of the cosine); none when all are far.

        Each is compared by itself, so that what is near a word does not hang on the words beside it to the last digit.
        """
        similarities = np.zeros((len(vectors), len(self.blocks), BLOCK), dtype=np.float32)
        for place, block in enumerate(self.blocks):
            for row, found in zip(vectors, similarities, strict=True):
                np.dot(row, block, out=found[place])
        return [self.shares(found.ravel()[: len(self.terms)]) for found in similarities]

    def shares(self, similarities: NDArray[np.float32]) -> Mapping[str, float]:
        """The shares of the nearest terms."""
        near = np.flatnonzero(similarities >= LEAST_SIMILARITY)
        best = near[np.argsort(-similarities[near], kind="stable")[:NEAREST]]
        if not len(best):
            return {}
        weights = np.exp((similarities[best] - similarities[best[0]]) / TEMPERATURE)
        weights /= weights.sum()
        return {self.terms[index]: float(weight) for index, weight in zip(best, weights, strict=True)}
