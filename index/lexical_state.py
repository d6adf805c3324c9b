"""Lexical states on disk: a folder for each state of the library, named by its content and never changed.

A state holds the BM25 index over the passages and the vectors of its vocabulary.
"""

import hashlib
import json
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path

from index.embedding import shipped_embedder
from index.lexical import Entry, LexicalIndex
from index.sounds import Readings
from index.vocabulary import VocabularyVectors

COMPLETE = "complete"
"""The file that is written last."""

FORMAT = "4"
"""Changed whenever states hold something else than before."""

WORDS_BY_MEANING = 20_000
"""For how many terms, the most frequent, vectors are kept."""

WORDS_BY_SOUND = 100_000
"""For how many terms, the most frequent, readings are kept."""


def write_state(
    root: Path, method: str, passages: Sequence[tuple[Entry, Sequence[str]]], former: str | None = None
) -> str:
    """Write the state of the given passages with their tokens, unless it is there, and return its name.

    Args:
        root: the folder of all states.
        method: what the tokens and vectors were made with.
        passages: each passage with its tokens, in order.
        former: a state made with the same method, whose vectors and readings are taken over.
    """
    content = json.dumps([method, [entry.id for entry, _ in passages]])
    name = hashlib.sha256(content.encode()).hexdigest()[:16]
    if not is_complete(root, name):
        folder = root / name
        shutil.rmtree(folder, ignore_errors=True)
        lexical = LexicalIndex.build([entry for entry, _ in passages], [words for _, words in passages])
        lexical.save(folder)
        terms = lexical.frequent_terms()
        _, vectors, readings = load_state(root, former)
        VocabularyVectors.build(terms[:WORDS_BY_MEANING], shipped_embedder(), vectors).save(folder)
        Readings.build(terms[:WORDS_BY_SOUND], readings.said).save(folder)
        (folder / COMPLETE).touch()
    return name


def is_complete(root: Path, name: str) -> bool:
    """Whether a state is there, whole."""
    return (root / name / COMPLETE).exists()


def load_state(root: Path, name: str | None) -> tuple[LexicalIndex, VocabularyVectors, Readings]:
    """Open a state; an empty one where none is named."""
    if name is None:
        return LexicalIndex(None, []), VocabularyVectors(), Readings({})
    folder = root / name
    return LexicalIndex.load(folder), VocabularyVectors.load(folder), Readings.load(folder)


def clear_states(root: Path, kept: Collection[str | None]) -> None:
    """Delete all states but those named."""
    for folder in root.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
