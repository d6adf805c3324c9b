"""The home folder: where files, the database and the derived indexes live."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout


class Busy(Exception):  # noqa: N818 - states a condition
    """Another process is writing to the home folder."""


@dataclass(frozen=True)
class Home:
    """The parts of a home folder."""

    root: Path

    @property
    def library(self) -> Path:
        """Files as ingested: `library/<publication>/<version>/<file>`."""
        return self.root / "library"

    @property
    def chroma(self) -> Path:
        """The embedded vector store."""
        return self.root / "chroma"

    @property
    def lexical(self) -> Path:
        """The BM25 index, one folder for each state."""
        return self.root / "lexical"

    @property
    def asked(self) -> Path:
        """The questions that statements answer, compiled, one folder for each state of what is shipped."""
        return self.root / "asked"

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.root / "jnexus.db"

    @contextmanager
    def writing(self, patience: float = 60.0) -> Iterator[None]:
        """Be the one writer.

        Raises:
            Busy: when another process writes for longer than `patience` seconds.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self.root / "writer.lock").acquire(timeout=patience):
                yield
        except Timeout as late:
            raise Busy(
                "another process is changing the library; wait for it to finish and try again"
            ) from late
