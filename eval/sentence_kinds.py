"""`python -m eval.sentence_kinds`: learns `assistant/sentence_kinds.safetensors`.

Sentences of each kind, written for this in both languages (`eval/sentences`), are told by a logistic regression from
questions that the shipped statements are known to answer and to leave open, and what is said to the assistant also from
the sentences of the practice questions. How well it does is measured with each fifth of what was written held out in
turn. A minute, with scikit-learn of the extra `models`; to be run when the sentences or the model of questions have
changed, and before `eval.answerable`.
"""

import json
import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

import assistant as package
from assistant.sentence_kinds import EVERYDAY, TO_THE_ASSISTANT, WEIGHTS, SentenceKinds
from corpus.asked import LANGUAGES, asked_file, load_asked
from corpus.digest import digest_files
from eval.gold import Item
from eval.practice import practice_items
from index.asking import sentences_of
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder

LOG = logging.getLogger(__name__)
FOLDS = 5
REGULARISATION = 5.0
MOST_STEPS = 500
KNOWN = 60_000
"""How many of the known questions are learned from."""


@dataclass(frozen=True)
class Written:
    """A sentence, and whether it is of the kind that is learned; `weight` tells how much it counts."""

    text: str
    of_the_kind: bool
    weight: float = 1.0


def sentences(name: str) -> Iterator[tuple[str, str]]:
    """The sentences of a file of `eval/sentences`, with what is said of each."""
    for line in files("eval").joinpath("sentences", name).read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        for language in LANGUAGES:
            yield held[language], held.get("kind", EVERYDAY)


def known_questions() -> list[str]:
    """Questions that statements answer or leave open, drawn by chance but always the same."""
    found = [
        question
        for file in digest_files()
        for asked in load_asked(asked_file(file)).values()
        for of in (asked.answered, asked.left_open)
        for questions in of.values()
        for question in questions
    ]
    return random.Random(0).sample(sorted(found), KNOWN)


def practised() -> list[Item]:
    """The dev and practice questions that are on the library's matters and carry no orders."""
    return [item for item in practice_items() if item.kind not in ("out_of_scope", "injection")]


def everyday() -> list[Written]:
    """Questions on everyday matters, and known ones: no practice questions, from which it is learned what the odds of
    being everyday weigh (`eval.answerable`)."""
    return [
        *(Written(text, True) for text, _ in sentences("everyday.jsonl")),
        *(Written(text, False, 5.0) for text, kind in sentences("orders.jsonl") if kind == "told"),
        *(Written(text, False) for text in known_questions()),
    ]


def to_the_assistant() -> list[Written]:
    """Sentences that speak to the assistant of its reply, and others, such as what somebody tells of a need."""
    return [
        *(Written(text, kind != "told", 5.0) for text, kind in sentences("orders.jsonl")),
        *(Written(part, False) for text, _ in sentences("everyday.jsonl") for part in sentences_of(text)),
        *(Written(text, False, 0.3) for text in known_questions()),
        *(Written(sentence, False, 2.0) for item in practised() for sentence in sentences_of(item.question)),
    ]


def signs_of(texts: Sequence[str], embedder: QuestionEmbedder, table: NDArray[np.float32]) -> csr_matrix:
    """The pieces of each text and the sum of their vectors, by the root of how many there are."""
    found = embedder.pieces_of_each(texts)
    lengths = [len(pieces) for pieces in found]
    counts = np.concatenate([np.full(length, 1 / np.sqrt(length)) for length in lengths if length])
    pieces = np.concatenate([np.array(pieces, dtype=np.intp) for pieces in found])
    words = csr_matrix((counts, pieces, np.cumsum([0, *lengths])), shape=(len(texts), len(table)))
    return hstack([words, csr_matrix(words @ table)]).tocsr()


def learned(
    written: Sequence[Written], embedder: QuestionEmbedder, table: NDArray[np.float32]
) -> tuple[Scores, float]:
    """The weight of each piece with the bias, and how surely what is of the kind has higher odds, held out."""
    signs = signs_of([item.text for item in written], embedder, table)
    kinds = np.array([item.of_the_kind for item in written])
    weights = np.array([item.weight for item in written])
    model = LogisticRegression(C=REGULARISATION, max_iter=MOST_STEPS)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    odds = cross_val_predict(
        model, signs, kinds, cv=folds, params={"sample_weight": weights}, method="decision_function"
    )
    model.fit(signs, kinds, sample_weight=weights)
    own, of_vectors = np.split(model.coef_[0], [len(table)])
    found = np.append(own + table @ of_vectors, model.intercept_[0]).astype(np.float32)
    return found, round(float(roc_auc_score(kinds, odds)), 4)


def main() -> None:
    """Learn, measure and write."""
    embedder = shipped_question_embedder()
    table = embedder.unit_vectors(range(embedder.tokens))
    weights = {}
    for kind, written in ((EVERYDAY, everyday()), (TO_THE_ASSISTANT, to_the_assistant())):
        weights[kind], area = learned(written, embedder, table)
        LOG.info("%s: %d of %d, area %s", kind, sum(item.of_the_kind for item in written), len(written), area)
    SentenceKinds(weights, embedder).save(Path(next(iter(package.__path__))) / WEIGHTS)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
