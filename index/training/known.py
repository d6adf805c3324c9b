"""The shipped statements with the questions known of them, as what is learned of both needs them.

A known question is read beside a statement that answers it as a new one would be: left out of what it is compared with.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.asked import Asked, asked_file, load_asked
from corpus.digest import digest_files, load_digest
from index.asked import FEW_NEAREST
from index.asking import point_of, stressed
from index.expanded import SATURATION, own_weight
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder


@dataclass(frozen=True)
class Known:
    """A statement in one language, as tokens, and the questions known of it, in order, with their vectors; `asking` are
    those of the answered ones with what asks in them stressed."""

    name: str
    stated: Sequence[int]
    answered: Sequence[Sequence[int]]
    left_open: Sequence[Sequence[int]]
    vectors: NDArray[np.float32]
    asking: NDArray[np.float32]
    open_vectors: NDArray[np.float32]
    standing: Counter[int]
    whole: NDArray[np.float32]

    @classmethod
    def of(cls, name: str, text: str, asked: Asked, language: str, embedder: QuestionEmbedder) -> "Known":
        """Read a statement."""
        answered, left_open = list(asked.answered[language]), list(asked.left_open.get(language, ()))
        pieces = embedder.static.pieces_of_each([text, *answered, *left_open])
        stated, of_answered, of_open = pieces[0], pieces[1 : len(answered) + 1], pieces[len(answered) + 1 :]
        own = own_weight(len(answered))
        standing = Counter(piece for found in of_answered for piece in set(found))
        standing.update(dict.fromkeys(set(stated), own))
        vectors = embedder.embed(answered)
        whole = vectors.sum(axis=0) + own * embedder.embed([text])[0]
        asking = embedder.embed([stressed(question, point_of(question)) for question in answered])
        of_left_open = embedder.embed(left_open)
        return cls(name, stated, of_answered, of_open, vectors, asking, of_left_open, standing, whole)

    def holds(self, asked: Sequence[int], itself: int | None = None) -> Scores:
        """How much, 0 to 1, each token of a question counts in the statement and its questions; `itself` is its place
        among those that it answers, where it is one."""
        counts = np.array([self.standing[piece] - (itself is not None) for piece in asked], dtype=np.float32)
        return counts / (counts + SATURATION)

    def cosines(self, vector: NDArray[np.float32], itself: int | None = None) -> tuple[float, float]:
        """The cosine of a question with the statement and its questions, and the mean of those with the nearest."""
        whole = self.whole if itself is None else self.whole - vector
        others = self.asking if itself is None else np.delete(self.asking, itself, axis=0)
        nearest = float(np.sort(others @ vector)[-FEW_NEAREST:].mean())
        return float(whole @ vector / (np.linalg.norm(whole) or 1.0)), nearest


def known_statements(language: str, embedder: QuestionEmbedder) -> Iterator[Known]:
    """The shipped statements that at least two questions are known to be answered by."""
    for file in digest_files():
        asked = load_asked(asked_file(file))
        for statement in load_digest(file).statements:
            of = asked.get(statement.id)
            if of and len(of.answered.get(language, ())) > 1:
                yield Known.of(statement.id, statement.text[language], of, language, embedder)
