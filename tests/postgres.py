"""A PostgreSQL server for tests: the one that JNEXUS_TEST_POSTGRES names, else one of an installed program."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

INSTALLED = Path("/usr/lib/postgresql")


def program() -> Path | None:
    """The folder of the newest installed server, None where there is none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return folders[-1].parent if folders else None


def available() -> bool:
    """Whether tests can have a server: the program refuses to run as root unless it has a user of its own."""
    if "JNEXUS_TEST_POSTGRES" in os.environ:
        return True
    return program() is not None and (os.getuid() != 0 or unprivileged() is not None)


def unprivileged() -> str | None:
    """The user that the server runs as where tests run as root."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else None


@contextmanager
def server() -> Iterator[str]:
    """The address of a server, without a database, until the block ends."""
    if named := os.environ.get("JNEXUS_TEST_POSTGRES"):
        yield named
        return
    folder = program()
    assert folder
    user = unprivileged() if os.getuid() == 0 else None
    with TemporaryDirectory(prefix="pg") as place:
        if user:
            shutil.chown(place, user)
        data = f"{place}/data"

        def call(*arguments: str) -> None:
            subprocess.run(arguments, user=user, cwd=place, check=True, stdout=subprocess.DEVNULL)

        call(f"{folder}/initdb", "-D", data, "-A", "trust", "-U", "jnexus", "-E", "UTF8", "--no-sync")
        options = f"-k {place} -c listen_addresses='' -c fsync=off"
        call(f"{folder}/pg_ctl", "-D", data, "-o", options, "-l", f"{place}/log", "-w", "start")
        try:
            yield f"postgresql://jnexus@/postgres?host={place}"
        finally:
            call(f"{folder}/pg_ctl", "-D", data, "-m", "immediate", "stop")


def new_database(address: str, name: str) -> str:
    """The address of a new database on a server."""
    url = make_url(address)
    engine = create_engine(url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"drop database if exists {name}"))
        connection.execute(text(f"create database {name}"))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
