"""Vectors in Chroma, by passage id: embedded in the home folder, or a server by address.

An embedded store does not see what another process wrote, so it is opened anew when the library's generation
moves on (`reopen`).
"""

import gc
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from index.embedding import Vectors

IN_THE_HOME = "home"
BATCH = 2000
WOVEN = 64
"""How many neighbours Chroma looks at to place a new passage in its graph (ef_construction). With its default of 100
indexing takes half as long again, and no more of the nearest passages are found."""
OPENING = Lock()
"""Held while a store is opened: Chroma's cache of clients does not stand two threads at once."""
SEARCHED = 1000
"""How many neighbours Chroma's graph search keeps in sight (ef_search). With its default of 100 it loses some of the
nearest passages, and different ones in each process."""
SETTLED = 2
"""From how many new vectors on Chroma writes its graph down: the fewest that it takes; its default is 1000. What is not
written down is woven in anew at each opening, at some otherwise, and then a near passage is lost: with 65 of 1,648 left
to weave, 4 of 60 openings found other neighbours for some of 1,075 questions; with none, none did."""


def batched(items: Iterable[str], size: int) -> Iterator[list[str]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


class VectorStore:
    """A collection of unit vectors under one model's fingerprint.

    Args:
        location: a folder for the embedded store, or the address of a Chroma server.
        fingerprint: the embedding model's; each model has a collection of its own.
    """

    def __init__(self, location: Path | str, fingerprint: str) -> None:
        self.location = location
        self.name = f"passages-{fingerprint}"
        self.collection: Any = None

    def opened(self) -> Any:
        """The collection, opened on first use.

        Raises:
            ConnectionError: when a Chroma server is set and cannot be reached.
        """
        with OPENING:
            if self.collection is None:
                self.collection = self.open()
            return self.collection

    def open(self) -> Any:
        """The collection, opened anew."""
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if isinstance(self.location, Path):
            self.location.mkdir(parents=True, exist_ok=True)
            client = chromadb.PersistentClient(self.location, settings=settings)
        else:
            address = urlsplit(self.location)
            try:
                client = chromadb.HttpClient(
                    host=address.hostname or "localhost",
                    port=address.port or (443 if address.scheme == "https" else 8000),
                    ssl=address.scheme == "https",
                    settings=settings,
                )
            except ValueError as fault:
                raise ConnectionError(
                    f"no Chroma server answers at {self.location}; start it or mend JNEXUS_CHROMA_URL"
                ) from fault
        return client.get_or_create_collection(
            self.name,
            configuration={
                "hnsw": {
                    "space": "ip",
                    "ef_construction": WOVEN,
                    "ef_search": SEARCHED,
                    "batch_size": SETTLED,
                    "sync_threshold": SETTLED,
                }
            },
            embedding_function=None,
        )

    def reopen(self) -> None:
        """Forget what was read, so that the next use sees what other processes wrote.

        A store that is forgotten keeps its files and threads until it is collected: its parts refer to each other.
        """
        if self.collection is not None and isinstance(self.location, Path):
            from chromadb.api.shared_system_client import SharedSystemClient

            with OPENING:
                SharedSystemClient.clear_system_cache()
                self.collection = None
            gc.collect()

    @property
    def place(self) -> str:
        """Where the vectors are kept: in the home, wherever that stands, or at a server's address."""
        return IN_THE_HOME if isinstance(self.location, Path) else self.location

    def holds(self, count: int) -> bool:
        """Whether the store is there, and at a server at least so many vectors.

        Raises:
            ConnectionError: when a Chroma server is set and cannot be reached.
        """
        if isinstance(self.location, Path):
            return (self.location / "chroma.sqlite3").exists()
        return int(self.opened().count()) >= count

    def upsert(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Add or replace vectors."""
        collection = self.opened()
        for start in range(0, len(ids), BATCH):
            collection.upsert(ids=list(ids[start : start + BATCH]), embeddings=vectors[start : start + BATCH])

    def delete(self, ids: Iterable[str]) -> None:
        """Take vectors out; unknown ids do no harm."""
        for part in batched(ids, BATCH):
            self.opened().delete(ids=part)

    def missing(self, ids: Sequence[str]) -> list[str]:
        """Those of the ids that the store does not hold."""
        held: set[str] = set()
        for part in batched(ids, BATCH):
            held.update(self.opened().get(ids=part, include=[])["ids"])
        return [item for item in ids if item not in held]

    def query(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The nearest passages: (id, cosine similarity), best first."""
        collection = self.opened()
        found = collection.query(
            query_embeddings=[np.asarray(vector)], n_results=count, include=["distances"]
        )
        return [
            (item, 1.0 - float(distance))
            for item, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]
