"""The questions that the shipped statements answer, compiled into a home, by hash."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from corpus.asked import LANGUAGES, load_asked
from corpus.library import file_hash
from index.asked import AskedQuestions, Known
from index.digests import shipped_asked, shipped_digest, shipped_hashes
from index.passage import statement_passages
from index.question_vectors import QuestionEmbedder, shipped_question_embedder

FORMAT = "12"
"""Changed whenever what is compiled holds something else than before."""

FIRST = "first.json"


def state_name() -> str:
    """The name of the present state: of what is shipped, and of how it is compiled."""
    hashes = [file_hash(file) for file in shipped_asked().values() if file.is_file()]
    parts = [FORMAT, shipped_question_embedder().fingerprint, *shipped_hashes().values(), *hashes]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def is_compiled(root: Path) -> bool:
    """Whether a folder holds the present state."""
    return (root / state_name()).is_dir()


def asked_questions(root: Path, positions: Mapping[str, int]) -> AskedQuestions:
    """The questions compiled in a folder, by the places of passages in an index; none before they are."""
    return load(root / state_name(), shipped_question_embedder(), positions)


def compile_asked_questions(root: Path) -> None:
    """Compile the questions into a folder, in place of any former state."""
    statements, known = {}, {}
    for publication_id, file in shipped_asked().items():
        asked = load_asked(file)
        digest = shipped_digest(publication_id, shipped_hashes()[publication_id])
        for passage in statement_passages(digest):
            statement_id = (passage.record or {})["statement_id"]
            statements[passage.id] = passage.texts
            if statement_id in asked:
                known[passage.id] = asked[statement_id]
    save(AskedQuestions.build(statements, known, shipped_question_embedder()), root / state_name())
    for folder in root.iterdir():
        if folder.name != state_name():
            shutil.rmtree(folder, ignore_errors=True)


def save(asked: AskedQuestions, folder: Path) -> None:
    """Write compiled questions to a folder, whole or not at all."""
    growing = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(growing, ignore_errors=True)
    growing.mkdir(parents=True)
    (growing / FIRST).write_text(json.dumps(asked.first, ensure_ascii=False), encoding="utf-8")
    for language, known in asked.known.items():
        for field in fields(known):
            save_parts(growing / f"{language}-{field.name}", getattr(known, field.name))
    growing.rename(folder)


def load(folder: Path, embedder: QuestionEmbedder, positions: Mapping[str, int]) -> AskedQuestions:
    """Open what `save` wrote, without reading it whole into memory; nothing where it wrote nothing.

    Args:
        folder: where it was written.
        embedder: what it was compiled with.
        positions: the place of each passage in the index by its id.
    """
    if not folder.is_dir():
        return AskedQuestions({}, {}, embedder, positions)
    first = json.loads((folder / FIRST).read_text(encoding="utf-8"))
    known = {
        language: Known(
            *(load_parts(folder / f"{language}-{field.name}", field.type) for field in fields(Known))
        )
        for language in LANGUAGES
    }
    return AskedQuestions(first, known, embedder, positions)


def save_parts(folder: Path, compiled: Any) -> None:
    """Write the arrays of a dataclass to a folder."""
    folder.mkdir()
    for part in fields(compiled):
        np.save(folder / f"{part.name}.npy", getattr(compiled, part.name))


def load_parts(folder: Path, kind: Any) -> Any:
    """A dataclass of the arrays in a folder, left there until they are needed."""
    found = (np.load(folder / f"{part.name}.npy", mmap_mode="r") for part in fields(kind))
    return kind(*map(np.asarray, found))
