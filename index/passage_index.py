"""The index over all passages: changed whole or not at all, and seen by every process soon after.

The database is the truth. A change writes the vectors of new passages and the lexical index of the coming state
first, then moves the database to that state in one transaction, then clears away what is no longer needed. Killed
anywhere, the library stays in the former state or in the new one; leftovers are listed in `pending_vector` and
cleared by the next change.
"""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine

from corpus.database import get_state, migrate, open_database, rows, run, set_state
from corpus.home import Home
from index.embedding import Embedder, load_embedder
from index.lexical import Entry, LexicalIndex
from index.passage import Passage
from index.tokenise import tokens
from index.translate import Translator, shipped_embedder
from index.vectors import VectorStore
from index.vocabulary import VocabularyVectors

EMBEDDING_BATCH = 1024
KEPT_STATES = 2
"""How many lexical states stay on disk: the current one, and the one that a reader may just be opening."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) as work goes on."""


@dataclass(frozen=True)
class Change:
    """New passages for one source of one publication, in place of all that it had.

    `write` makes the further changes to the database that belong to it, in the same transaction.
    """

    publication_id: str
    source: str
    passages: Sequence[Passage]
    write: Callable[[Connection], None] | None = None


@dataclass
class Snapshot:
    """A state of the index that a reader works with."""

    generation: int
    lexical: LexicalIndex
    translator: Translator


class PassageIndex:
    """Passages in the database, their vectors in Chroma and their terms in BM25."""

    def __init__(self, home: Home, engine: Engine, embedder: Embedder, vectors: VectorStore) -> None:
        self.home = home
        self.engine = engine
        self.embedder = embedder
        self.vectors = vectors
        self.current: Snapshot | None = None
        self.lock = Lock()

    def generation(self) -> int:
        """The number of the library's state; grows with every change."""
        with self.engine.connect() as connection:
            return int(get_state(connection, "generation") or 0)

    def snapshot(self) -> Snapshot:
        """The state to read from, opened anew when another process has moved the library on."""
        with self.lock:
            with self.engine.connect() as connection:
                generation = int(get_state(connection, "generation") or 0)
                name = get_state(connection, "lexical")
            if self.current is None or self.current.generation != generation:
                folder = self.home.lexical / name if name else None
                lexical = LexicalIndex.load(folder) if folder else LexicalIndex(None, [])
                vectors = (
                    VocabularyVectors.load(folder)
                    if folder
                    else VocabularyVectors([], np.zeros((0, 1), np.float32))
                )
                if self.current is not None:
                    self.vectors.reopen()
                translator = Translator(lexical.vocabulary, vectors)
                self.current = Snapshot(generation, lexical, translator)
            return self.current

    def apply(self, changes: Sequence[Change], progress: Progress | None = None) -> None:
        """Move the library to a new state. The caller holds the home's writing lock.

        Args:
            changes: at most one for each publication and source.
            progress: told of the stages.
        """
        tell = progress or (lambda stage, done, total: None)
        self.clear_leftovers()
        fresh = [passage for change in changes for passage in change.passages]
        self.embed(fresh, tell)
        tell("terms", 0, len(fresh))
        token_lists = [tokens(passage.searchable()) for passage in fresh]
        tell("terms", len(fresh), len(fresh))
        name = self.write_lexical(changes, fresh, token_lists)
        with self.engine.begin() as connection:
            for change in changes:
                replace_passages(connection, change)
            insert_passages(connection, fresh, token_lists)
            set_state(connection, "lexical", name)
            set_state(connection, "embedding", self.embedder.fingerprint)
            set_state(connection, "generation", str(int(get_state(connection, "generation") or 0) + 1))
        self.clear_leftovers()
        self.clear_lexical(name)

    def embed(self, passages: Sequence[Passage], tell: Progress) -> None:
        """Write the vectors of passages that the store does not hold, noted first as pending."""
        unknown = set(self.vectors.missing([passage.id for passage in passages]))
        new = [passage for passage in passages if passage.id in unknown]
        if not new:
            return
        with self.engine.begin() as connection:
            run(
                connection,
                "insert into pending_vector values (:id) on conflict do nothing",
                *({"id": passage.id} for passage in new),
            )
        for start in range(0, len(new), EMBEDDING_BATCH):
            part = new[start : start + EMBEDDING_BATCH]
            vectors = self.embedder.embed_documents([passage.searchable() for passage in part])
            self.vectors.upsert([passage.id for passage in part], vectors)
            tell("vectors", start + len(part), len(new))

    def write_lexical(
        self, changes: Sequence[Change], fresh: Sequence[Passage], token_lists: Sequence[Sequence[str]]
    ) -> str:
        """Write the lexical index of the coming state and return its name."""
        replaced = {(change.publication_id, change.source) for change in changes}
        merged: dict[tuple[str, str, int], tuple[Entry, Sequence[str]]] = {}
        with self.engine.connect() as connection:
            for row in rows(
                connection, "select id, publication_id, source, language, ordinal, tokens from passage"
            ):
                if (row.publication_id, row.source) not in replaced:
                    entry = Entry(row.id, row.publication_id, row.source, row.language)
                    merged[row.publication_id, row.source, row.ordinal] = (entry, row.tokens.split("\t"))
        for passage, words in zip(fresh, token_lists, strict=True):
            entry = Entry(passage.id, passage.publication_id, passage.source, passage.language)
            merged[passage.publication_id, passage.source, passage.ordinal] = (entry, words)
        ordered = [merged[key] for key in sorted(merged)]
        name = hashlib.sha256(json.dumps([entry.id for entry, _ in ordered]).encode()).hexdigest()[:16]
        folder = self.home.lexical / name
        if not (folder / "complete").exists():
            shutil.rmtree(folder, ignore_errors=True)
            lexical = LexicalIndex.build([entry for entry, _ in ordered], [words for _, words in ordered])
            lexical.save(folder)
            VocabularyVectors.build(list(lexical.vocabulary), shipped_embedder()).save(folder)
            (folder / "complete").touch()
        return name

    def clear_leftovers(self) -> None:
        """Take vectors out of the store that no current passage has."""
        with self.engine.connect() as connection:
            stale = [
                row.id
                for row in rows(
                    connection, "select id from pending_vector where id not in (select id from passage)"
                )
            ]
            pending = bool(rows(connection, "select id from pending_vector limit 1"))
        if stale:
            self.vectors.delete(stale)
        if pending:
            with self.engine.begin() as connection:
                run(connection, "delete from pending_vector")

    def clear_lexical(self, current: str) -> None:
        """Delete lexical states that no reader needs."""
        folders = sorted(
            (folder for folder in self.home.lexical.iterdir() if folder.name != current),
            key=lambda folder: folder.stat().st_mtime,
        )
        for folder in folders[: max(0, len(folders) - KEPT_STATES + 1)]:
            shutil.rmtree(folder, ignore_errors=True)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make vectors and lexical index anew from the database, as after a change of the embedding model."""
        with self.engine.connect() as connection:
            passages = [read_passage(row) for row in rows(connection, "select * from passage")]
        groups: dict[tuple[str, str], list[Passage]] = {}
        for passage in passages:
            groups.setdefault((passage.publication_id, passage.source), []).append(passage)
        self.apply([Change(*key, group) for key, group in groups.items()], progress)

    def passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        """The current passages among the ids."""
        wanted = list(dict.fromkeys(ids))
        if not wanted:
            return {}
        names = {f"id{number}": item for number, item in enumerate(wanted)}
        with self.engine.connect() as connection:
            found = rows(
                connection,
                f"select * from passage where id in ({', '.join(f':{name}' for name in names)})",
                **names,
            )
        return {row.id: read_passage(row) for row in found}


def replace_passages(connection: Connection, change: Change) -> None:
    """Take out what a change replaces, its vectors noted as pending, and make its further changes."""
    where = "where publication_id = :publication_id and source = :source"
    key = {"publication_id": change.publication_id, "source": change.source}
    run(connection, f"insert into pending_vector select id from passage {where} on conflict do nothing", key)
    run(connection, f"delete from passage {where}", key)
    if change.write:
        change.write(connection)


def insert_passages(
    connection: Connection, passages: Sequence[Passage], token_lists: Sequence[Sequence[str]]
) -> None:
    """Add passages with their tokens."""
    values = [
        {
            "id": passage.id,
            "publication_id": passage.publication_id,
            "version": passage.version,
            "source": passage.source,
            "ordinal": passage.ordinal,
            "language": passage.language,
            "section": json.dumps(dict(passage.section), ensure_ascii=False),
            "pages": json.dumps(passage.pages),
            "texts": json.dumps(dict(passage.texts), ensure_ascii=False),
            "record": json.dumps(passage.record, ensure_ascii=False, default=str) if passage.record else None,
            "tokens": "\t".join(words),
        }
        for passage, words in zip(passages, token_lists, strict=True)
    ]
    if values:
        run(
            connection,
            "insert into passage values (:id, :publication_id, :version, :source, :ordinal, :language, :section, "
            ":pages, :texts, :record, :tokens)",
            *values,
        )


def read_passage(row: Any) -> Passage:
    """A passage from its row."""
    return Passage(
        id=row.id,
        publication_id=row.publication_id,
        version=row.version,
        source=row.source,
        ordinal=row.ordinal,
        language=row.language,
        section=json.loads(row.section),
        pages=tuple(json.loads(row.pages)),
        texts=json.loads(row.texts),
        record=json.loads(row.record) if row.record else None,
    )


def open_index(
    root: Path, database_url: str | None = None, chroma_url: str | None = None, model: str | None = None
) -> PassageIndex:
    """Open the library of a home folder, its database brought to the present shape.

    Args:
        root: the home folder.
        database_url: a database other than the home's SQLite file.
        chroma_url: a Chroma server instead of the embedded store.
        model: the embedding model; the shipped one by default.

    Raises:
        ValueError: when the model cannot be loaded.
    """
    home = Home(root)
    home.root.mkdir(parents=True, exist_ok=True)
    engine = open_database(database_url or home.database)
    migrate(engine, "corpus", "index")
    embedder = load_embedder(model)
    vectors = VectorStore(chroma_url or home.chroma, embedder.fingerprint)
    return PassageIndex(home, engine, embedder, vectors)
