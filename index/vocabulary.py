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


class VocabularyVectors:
    """Vectors of the terms that stand in the corpus.

    Args:
        terms: the terms.
        vectors: a unit vector for each, in the same order; they are compared soonest where they lie in columns.
    """

    def __init__(self, terms: Sequence[str], vectors: Vectors) -> None:
        self.terms = terms
        self.vectors = vectors

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
        return cls(words, np.asfortranarray(vectors[[places[word] for word in words]]))

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        np.save(folder / "vocabulary.npy", self.vectors)
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
        if not self.terms:
            return [{} for _ in vectors]
        return [self.shares(self.vectors @ row) for row in vectors]

    def shares(self, similarities: NDArray[np.float32]) -> Mapping[str, float]:
        """The shares of the nearest terms."""
        near = np.flatnonzero(similarities >= LEAST_SIMILARITY)
        best = near[np.argsort(-similarities[near], kind="stable")[:NEAREST]]
        if not len(best):
            return {}
        weights = np.exp((similarities[best] - similarities[best[0]]) / TEMPERATURE)
        weights /= weights.sum()
        return {self.terms[index]: float(weight) for index, weight in zip(best, weights, strict=True)}
