"""Ingests in processes of their own, which a test may end."""

import os
from collections.abc import Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from index.ingest import ingest, remove
from index.passage_index import open_index

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.ingesting", "chromadb", "bm25s", "sudachipy", "tokenizers"])
"""Processes that start with what an ingest imports already at hand."""


def take_in(home: Path, paths: Sequence[Path]) -> None:
    """Ingest without the shipped digests."""
    ingest(open_index(home), paths, digests=False)
    os._exit(0)


def take_out(home: Path, publication_id: str) -> None:
    """Remove a publication."""
    remove(open_index(home), publication_id)
    os._exit(0)


def ingesting(home: Path, *paths: Path) -> BaseProcess:
    """A process that ingests, started."""
    process = PROCESSES.Process(target=take_in, args=(home, paths))
    process.start()
    return process


def removing(home: Path, publication_id: str) -> BaseProcess:
    """A process that removes a publication, started."""
    process = PROCESSES.Process(target=take_out, args=(home, publication_id))
    process.start()
    return process
