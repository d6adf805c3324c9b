"""The questions that the shipped statements answer, compiled into a home, by hash."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path

from corpus.asked import load_asked
from corpus.library import file_hash
from index.asked import AskedQuestions
from index.digests import shipped_asked, shipped_digest, shipped_hashes
from index.passage import statement_passages
from index.question_vectors import shipped_question_embedder

FORMAT = "11"
"""Changed whenever what is compiled holds something else than before."""


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
    return AskedQuestions.load(root / state_name(), shipped_question_embedder(), positions)


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
    AskedQuestions.build(statements, known, shipped_question_embedder()).save(root / state_name())
    for folder in root.iterdir():
        if folder.name != state_name():
            shutil.rmtree(folder, ignore_errors=True)
