"""`python -m index.training.decisive`: learns `index/model/decisive.safetensors` from the known questions.

A logistic regression (Cox 1958) tells the questions that a statement answers from those that it leaves open by the
pieces that lack in the statement and in the other questions that it answers, each question left out of what it is
compared with. A piece's weight is its own and that of its vector in the static model, so that pieces seldom or never
lacking so far are weighed as those of like meaning. One statement in ten is held out to measure by. Half a minute, with
scikit-learn of the extra `models`; to be run after `index.training.questions`.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from corpus.asked import LANGUAGES, Asked, asked_file, load_asked
from corpus.digest import digest_files, load_digest
from index.asked import FEW_NEAREST
from index.decisive import DecisiveWords
from index.expanded import SATURATION, own_weight
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder

LOG = logging.getLogger(__name__)
TARGET = Path(__file__).resolve().parents[1] / "model/decisive.safetensors"
HELD_OUT = 10
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
    for file in digest_files():
        asked = load_asked(asked_file(file))
        for statement in load_digest(file).statements:
            for language in LANGUAGES if statement.id in asked else ():
                yield from of_statement(
                    statement.id, language, statement.text[language], asked[statement.id], embedder
                )


def of_statement(
    name: str, language: str, stated: str, asked: Asked, embedder: QuestionEmbedder
) -> Iterator[Example]:
    """The questions on one statement in one language, each compared with all that it answers but itself."""
    answered, left_open = asked.answered.get(language, ()), asked.left_open.get(language, ())
    if len(answered) < 2:
        return
    known, own = embedder.embed(answered), own_weight(len(answered))
    pieces = embedder.pieces_of_each([*answered, *left_open])
    standing = Counter(piece for found in pieces[: len(answered)] for piece in found)
    standing.update(dict.fromkeys(embedder.pieces_of_each([stated])[0], own))
    whole = known.sum(axis=0) + own * embedder.embed([stated])[0]
    vectors = [*known, *embedder.embed(left_open)]
    for place, (found, vector) in enumerate(zip(pieces, vectors, strict=True)):
        itself = place < len(answered)
        counts = np.array([standing[piece] - itself for piece in found], dtype=np.float32)
        rest = whole - vector if itself else whole
        others = np.delete(known, place, axis=0) if itself else known
        nearest = float(np.sort(others @ vector)[-FEW_NEAREST:].mean())
        meaning = float(rest @ vector / (np.linalg.norm(rest) or 1.0))
        yield Example(name, language, itself, found, SATURATION / (counts + SATURATION), (meaning, nearest))


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
    table = embedder.static.rows(range(embedder.tokens))
    table = table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    found = list(examples(embedder))
    held = {example.statement for example in found if crc32(example.statement.encode()) % HELD_OUT == 0}
    words = learned([example for example in found if example.statement not in held], table)
    areas = {
        language: area(
            words,
            [example for example in found if example.statement in held and example.language == language],
        )
        for language in LANGUAGES
    }
    learned(found, table).save(TARGET)
    record: dict[str, Any] = {
        "questions": len(found),
        "left open": sum(not example.answered for example in found),
        "area under the curve, by statements held out": areas,
    }
    TARGET.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    LOG.info("%s", record)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
