"""The SQL database that is the truth, and its numbered migrations.

SQLite in the home folder, or PostgreSQL by address. Each top folder brings its own migrations, files named
`0001_what.sql`, applied once and in order.
"""

import re
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import Row

PATIENCE = 30
"""How long to wait for another process that writes to a SQLite file, in seconds."""


def open_database(location: str | Path) -> Engine:
    """An engine for a SQLite file (a path) or any database address that SQLAlchemy knows."""
    if isinstance(location, Path):
        location.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(
            URL.create("sqlite", database=str(location)), connect_args={"timeout": PATIENCE}
        )
    else:
        engine = create_engine(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", location))
    if engine.dialect.name == "sqlite" and engine.url.database:
        write_ahead(Path(engine.url.database))
        event.listen(engine, "connect", prepare_sqlite)
    return engine


def write_ahead(path: Path) -> None:
    """Have a SQLite file write ahead: readers do not wait for the writer, and a killed writer does no harm.

    One process at a time, because SQLite refuses the switch while another process is at it.
    """
    with (
        FileLock(path.with_name(f"{path.name}.lock")),
        closing(sqlite3.connect(path, timeout=PATIENCE)) as file,
    ):
        file.execute("pragma journal_mode=wal")


def prepare_sqlite(connection: Any, _record: Any) -> None:
    """Sync at checkpoints alone, which is safe where the file writes ahead."""
    cursor = connection.cursor()
    cursor.execute("pragma synchronous=normal")
    cursor.close()


def migrate(engine: Engine, *packages: str) -> None:
    """Apply the migrations of the given top folders that the database has not seen."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(hashtext('jnexus migrations'))"))
        connection.execute(
            text(
                "create table if not exists migration "
                "(folder text not null, number integer not null, primary key (folder, number))"
            )
        )
        done = {(row.folder, row.number) for row in connection.execute(text("select * from migration"))}
    for package in packages:
        for script in sorted(files(package).joinpath("migrations").iterdir(), key=lambda file: file.name):
            match = re.match(r"(\d{4})_.*\.sql$", script.name)
            if match and (package, int(match[1])) not in done:
                apply(engine, package, int(match[1]), script.read_text(encoding="utf-8"))


def apply(engine: Engine, package: str, number: int, script: str) -> None:
    """Apply one migration; two processes that meet here do it once."""
    with engine.begin() as connection:
        inserted = connection.execute(
            text("insert into migration values (:folder, :number) on conflict do nothing"),
            {"folder": package, "number": number},
        )
        if inserted.rowcount:
            for statement in filter(None, map(str.strip, re.split(r";\s*$", script, flags=re.MULTILINE))):
                connection.execute(text(statement))


def rows(connection: Connection, query: str, **values: Any) -> Sequence[Row[Any]]:
    """All rows of a query with `:name` parameters."""
    return connection.execute(text(query), values).all()


def run(connection: Connection, statement: str, *values: Mapping[str, Any]) -> None:
    """A statement, once for each set of values (once without any)."""
    if values:
        connection.execute(text(statement), [dict(value) for value in values])
    else:
        connection.execute(text(statement))


def get_state(connection: Connection, key: str) -> str | None:
    """A value of the library's state, such as its generation."""
    found = connection.execute(text("select value from state where key = :key"), {"key": key}).first()
    return found.value if found else None


def set_state(connection: Connection, key: str, value: str) -> None:
    """Set a value of the library's state."""
    connection.execute(
        text(
            "insert into state (key, value) values (:key, :value) "
            "on conflict (key) do update set value = excluded.value"
        ),
        {"key": key, "value": value},
    )
