"""A home folder in one file, and back: what cannot be derived again, the database as of one moment."""

import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from corpus.home import Home

KEPT = ("library", "runs", "candidates.jsonl")
"""What of a home is kept besides the database; indexes and pictures are made again."""


class BackupError(ValueError):
    """A backup that cannot be made or used; the message says what to do."""


def backup(home: Home, target: Path) -> None:
    """Write a home into one file, while servers go on answering from it.

    Args:
        home: a home whose database is its SQLite file.
        target: the file, a compressed tar archive; one that is there is replaced once the new one is whole.

    Raises:
        BackupError: when the home holds no library.
        Busy: when another process keeps changing the library.
    """
    if not home.database.exists():
        raise BackupError(f"{home.root} holds no library; set JNEXUS_HOME to the folder that does")
    partial = target.with_name(f"{target.name}.partial")
    with home.writing(), tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / home.database.name
        with closing(sqlite3.connect(home.database)) as source, closing(sqlite3.connect(copy)) as copied:
            source.backup(copied)
        with tarfile.open(partial, "w:gz", compresslevel=3) as archive:
            archive.add(copy, home.database.name)
            for name in KEPT:
                if (home.root / name).exists():
                    archive.add(home.root / name, name)
    partial.replace(target)


def restore(home: Home, source: Path) -> None:
    """Bring a home back from a file that `backup` wrote; indexes are made again by the next command.

    Args:
        home: an empty or missing home folder.
        source: the file.

    Raises:
        BackupError: when the home already holds a library, or the file is no whole backup.
        Busy: when another process keeps changing the library.
    """
    if home.database.exists():
        raise BackupError(f"{home.root} already holds a library; set JNEXUS_HOME to an empty folder")
    home.root.mkdir(parents=True, exist_ok=True)
    with home.writing(), tempfile.TemporaryDirectory(dir=home.root) as folder:
        unpack(source, Path(folder))
        check_database(Path(folder) / home.database.name, source)
        for name in (*KEPT, home.database.name):
            if (Path(folder) / name).exists():
                os.replace(Path(folder) / name, home.root / name)


def unpack(source: Path, folder: Path) -> None:
    """Unpack an archive; nothing in it can reach beyond the folder."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError) as fault:
        raise BackupError(f"{source} is no whole backup; give a file that `jnexus backup` wrote") from fault


def check_database(path: Path, source: Path) -> None:
    """Refuse a backup whose database is missing or damaged."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            sound = database.execute("pragma quick_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        sound = False
    if not sound:
        raise BackupError(f"{source} holds no sound library; give a file that `jnexus backup` wrote")
