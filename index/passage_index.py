"""The index over all passages: changed whole or not at all, and seen by every process soon after.

The database is the truth. A change writes the vectors of new passages and the lexical index of the coming state
first, then moves the database to that state in one transaction, then clears away what is no longer needed. Killed
anywhere, the library stays in the former state or in the new one; leftovers are listed in `pending_vector` and
cleared by the next change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from sqlalchemy import Engine

from corpus.catalogue import Publication
from corpus.database import get_state, migrate, open_database, rows, run, set_state
from corpus.home import Home
from corpus.library import publications
from index.asked import AskedQuestions
from index.asked_state import asked_questions
from index.change import Change, tokens_after, untouched
from index.diversity import Names
from index.embedding import Embedder, load_embedder, shipped_embedder
from index.lexical import LexicalIndex
from index.lexical_state import FORMAT, clear_states, is_complete, load_state, write_state
from index.passage import Passage
from index.passage_table import (
    all_passages,
    delete_passages,
    insert_passages,
    passages_with,
    tokens_of_all,
)
from index.titles import Titles
from index.tokenise import fingerprint, tokens
from index.tokenise_apart import tokens_of_each
from index.translate import Translator
from index.vectors import IN_THE_HOME, VectorStore

EMBEDDING_BATCH = 1024

MOST_KEPT = 20_000
"""How many passages a reader keeps in memory."""

Progress = Callable[[str, int, int], None]
"""Told (stage, done, total) as work goes on."""


@dataclass
class Snapshot:
    """A state of the index that a reader works with; `read` keeps the passages that it has read."""

    generation: int
    lexical: LexicalIndex
    translator: Translator
    publications: Mapping[str, Publication]
    titles: Titles
    names: Names
    asked: AskedQuestions
    read: dict[str, Passage] = field(default_factory=dict)


class PassageIndex:
    """Passages in the database, their vectors in Chroma and their terms in BM25."""

    def __init__(self, home: Home, engine: Engine, embedder: Embedder, vectors: VectorStore) -> None:
        self.home = home
        self.engine = engine
        self.embedder = embedder
        self.vectors = vectors
        self.current: Snapshot | None = None
        self.lock = Lock()

    def snapshot(self) -> Snapshot:
        """The state to read from, opened anew when another process has moved the library on."""
        with self.lock:
            with self.engine.connect() as connection:
                generation = int(get_state(connection, "generation") or 0)
                if self.current and self.current.generation == generation:
                    return self.current
                name = get_state(connection, "lexical")
                known = {item: publication for item, (publication, _) in publications(connection).items()}
            lexical, vectors, readings = load_state(self.home.lexical, name)
            if self.current is not None:
                self.vectors.reopen()
            translator = Translator(lexical.vocabulary, vectors, readings)
            titles, names = Titles(known.values()), Names(known.values())
            asked = asked_questions(self.home.asked, lexical.positions)
            self.current = Snapshot(generation, lexical, translator, known, titles, names, asked)
            return self.current

    def held(self) -> Snapshot:
        """The state that was read last, for what goes on with what was begun with it."""
        return self.current or self.snapshot()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer, with all in view that others wrote before.

        Raises:
            Busy: when another process keeps writing.
        """
        with self.home.writing():
            self.vectors.reopen()
            yield

    def apply(self, changes: Sequence[Change], progress: Progress | None = None) -> None:
        """Move the library to a new state, by a caller that is `writing`.

        What was indexed in another way than now, or has lost a part, is indexed anew with it.

        Args:
            changes: at most one for each publication and source.
            progress: told of the stages.
        """
        tell = progress or (lambda stage, done, total: None)
        self.clear_leftovers()
        sound = self.sound()
        with self.engine.connect() as connection:
            former = get_state(connection, "lexical")
            known = {entry.id: words for entry, words in tokens_of_all(connection)} if sound else {}
            if not sound:
                changes = [*changes, *untouched(connection, changes)]
        fresh = [passage for change in changes for passage in change.passages]
        with ThreadPoolExecutor(1) as beside:
            unread = [item for item in fresh if not known.get(item.id)]
            reading = beside.submit(tokens_of_each, [item.searchable() for item in unread])
            self.embed(fresh, tell)
            tell("terms", 0, len(fresh))
            read = zip((item.id for item in unread), reading.result(), strict=True)
            terms = {item.id: known[item.id] for item in fresh if known.get(item.id)} | dict(read)
        tell("terms", len(fresh), len(fresh))
        with self.engine.connect() as connection:
            coming = tokens_after(connection, changes, terms)
        name = write_state(self.home.lexical, self.method, coming, former if sound else None)
        with self.engine.begin() as connection:
            for change in changes:
                delete_passages(connection, change.publication_id, change.source)
                if change.write:
                    change.write(connection)
            insert_passages(connection, fresh, terms)
            set_state(connection, "lexical", name)
            set_state(connection, "method", self.method)
            set_state(connection, "vectors", self.vectors.place)
            set_state(connection, "generation", str(int(get_state(connection, "generation") or 0) + 1))
        self.clear_leftovers()
        clear_states(self.home.lexical, (former, name))

    @cached_property
    def method(self) -> str:
        """What passages are indexed with: the embedding models and the tokeniser, each as it is now."""
        return " ".join([self.embedder.fingerprint, shipped_embedder().fingerprint, fingerprint(), FORMAT])

    def sound(self) -> bool:
        """Whether the library is indexed as it would be now, and all that is derived from the database is there."""
        with self.engine.connect() as connection:
            name = get_state(connection, "lexical")
            method = get_state(connection, "method")
            place = get_state(connection, "vectors") or IN_THE_HOME
            count = rows(connection, "select count(*) as passages from passage")[0].passages
        if name is None:
            return True
        same = method == self.method and place == self.vectors.place
        return same and is_complete(self.home.lexical, name) and self.vectors.holds(count)

    def prepare(self) -> None:
        """Load what a change will need: the store, the dictionary, the model, BM25."""
        self.vectors.opened()
        self.embedder.embed_query("準備")
        LexicalIndex.build([], [tokens("準備")])

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

    def passages(self, ids: Iterable[str], snapshot: Snapshot) -> dict[str, Passage]:
        """The current passages among the ids, read from the database once in each of its states."""
        wanted, read = list(ids), snapshot.read
        unread = [item for item in wanted if item not in read]
        if unread:
            with self.engine.connect() as connection:
                found = passages_with(connection, unread)
            if len(read) + len(found) > MOST_KEPT:
                read.clear()
            read.update(found)
        return {item: read[item] for item in wanted if item in read}

    def read_all(self) -> list[Passage]:
        """Every passage, kept in memory unless they are too many."""
        snapshot = self.snapshot()
        with self.engine.connect() as connection:
            found = {passage.id: passage for passage in all_passages(connection)}
        if len(found) <= MOST_KEPT:
            snapshot.read.update(found)
        return list(found.values())


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
