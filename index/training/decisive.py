"""`python -m index.training.decisive`: learns `index/model/decisive.safetensors` from the known questions.

A logistic regression (Cox 1958) tells the questions that a statement answers from those that it leaves open by the
pieces that lack in the statement and in the other questions that it answers, each question left out of what it is
compared with. A piece's weight is its own and that of its vector in the static model, so that pieces seldom or never
lacking so far are weighed as those of like meaning. One statement in ten is held out to measure by. Half a minute, with
scikit-learn of the extra `models`; to be run after `index.training.questions`.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.asked import LANGUAGES
from index.decisive import DecisiveWords
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder
from index.training.held_out import is_held_out, write_record
from index.training.known import Known, known_statements

TARGET = Path(__file__).resolve().parents[1] / "model/decisive.safetensors"
REGULARISATION = 0.1
MOST_STEPS = 500

SCALE = 5.0
"""How much larger the two cosines are taken, so that their weights are held back less."""


@dataclass(frozen=True)
class Example:
    """A question beside a statement that answers it or leaves it open: its pieces, how much each lacks, two cosines."""

    statement: str
    language: str
    answered: bool
    pieces: Sequence[int]
    lacking: Scores
    cosines: tuple[float, float]


def examples(embedder: QuestionEmbedder) -> Iterator[Example]:
    """The known questions of the shipped statements, each beside its own."""
    for language in LANGUAGES:
        for known in known_statements(language, embedder):
            yield from of_statement(known, language)


def of_statement(known: Known, language: str) -> Iterator[Example]:
    """The questions on one statement in one language, each compared with all that it answers but itself."""
    for answered, questions, vectors in (
        (True, known.answered, known.vectors),
        (False, known.left_open, known.open_vectors),
    ):
        for place, (asked, vector) in enumerate(zip(questions, vectors, strict=True)):
            itself, pieces = place if answered else None, sorted(set(asked))
            lacking = 1 - known.holds(pieces, itself)
            yield Example(known.name, language, answered, pieces, lacking, known.cosines(vector, itself))


def learned(found: Sequence[Example], table: NDArray[np.float32]) -> DecisiveWords:
    """The weights that tell answered questions from others.

    Args:
        found: what is learned from.
        table: the unit vector of each piece, one row each.
    """
    lengths = np.cumsum([0, *(len(example.pieces) for example in found)])
    pieces = np.array([piece for example in found for piece in example.pieces], dtype=np.intp)
    lacking = np.concatenate([example.lacking for example in found])
    words = csr_matrix((lacking, pieces, lengths), shape=(len(found), len(table)))
    cosines = csr_matrix(SCALE * np.array([example.cosines for example in found]))
    signs = hstack([words, csr_matrix(words @ table), cosines]).tocsr()
    model = LogisticRegression(C=REGULARISATION, max_iter=MOST_STEPS)
    model.fit(signs, [example.answered for example in found])
    weights, width = model.coef_[0], table.shape[1]
    own, of_vectors = weights[: len(table)], weights[len(table) : len(table) + width]
    meaning, nearest = SCALE * weights[-2:]
    return DecisiveWords(
        (own + table @ of_vectors).astype(np.float32), meaning, nearest, float(model.intercept_[0])
    )


def area(words: DecisiveWords, found: Sequence[Example]) -> float:
    """How surely an answered question has higher odds than one left open (the area under the ROC curve)."""
    odds = [
        words.odds(
            np.array(example.pieces, dtype=np.intp),
            1 - example.lacking[None],
            *np.array(example.cosines, dtype=np.float32)[:, None],
        )[0]
        for example in found
    ]
    return round(float(roc_auc_score([example.answered for example in found], odds)), 3)


def main() -> None:
    """Learn, measure, and write what was learned beside how it went."""
    embedder = shipped_question_embedder()
    table = embedder.unit_vectors(range(embedder.tokens))
    found = list(examples(embedder))
    held = [example for example in found if is_held_out(example.statement)]
    words = learned([example for example in found if not is_held_out(example.statement)], table)
    areas = {
        language: area(words, [example for example in held if example.language == language])
        for language in LANGUAGES
    }
    learned(found, table).save(TARGET)
    record = {
        "questions": len(found),
        "left open": sum(not example.answered for example in found),
        "area under the curve, by statements held out": areas,
    }
    write_record(TARGET, record)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
