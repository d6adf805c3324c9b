import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from corpus.database import get_state, migrate, open_database, rows, set_state

FOLDERS = ("corpus", "index", "assistant")
TWICE = """
import sys
from pathlib import Path
from corpus.database import migrate, open_database
print("ready", flush=True)
sys.stdin.readline()
engine = open_database(Path(sys.argv[1]))
for _ in range(3):
    migrate(engine, "corpus", "index", "assistant")
"""


def test_migrations_lay_down_the_tables_of_each_folder(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "jnexus.db")
    migrate(engine, *FOLDERS)
    tables = set(inspect(engine).get_table_names())
    assert {"publication", "version", "page", "researcher", "passage", "answer"} <= tables


def test_migrating_again_changes_nothing_and_loses_nothing(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "jnexus.db")
    migrate(engine, "corpus")
    with engine.begin() as connection:
        set_state(connection, "generation", "7")
        before = rows(connection, "select * from migration order by folder, number")
    migrate(engine, "corpus")
    migrate(open_database(tmp_path / "jnexus.db"), "corpus")
    with engine.connect() as connection:
        assert get_state(connection, "generation") == "7"
        assert rows(connection, "select * from migration order by folder, number") == before


def test_a_folder_may_be_migrated_later(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "jnexus.db")
    migrate(engine, "corpus")
    assert "passage" not in inspect(engine).get_table_names()
    migrate(engine, "corpus", "index")
    assert "passage" in inspect(engine).get_table_names()


def test_processes_that_migrate_at_once_do_it_once(tmp_path: Path) -> None:
    database = tmp_path / "jnexus.db"
    command = [sys.executable, "-c", TWICE, str(database)]
    processes = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    results = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, results
    engine = open_database(database)
    with engine.connect() as connection:
        applied = rows(connection, "select folder, number from migration")
    assert len(applied) == len(set(applied))
    assert {row.folder for row in applied} == set(FOLDERS)


def test_a_migration_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "broken"
    (package / "migrations").mkdir(parents=True)
    (package / "__init__.py").touch()
    script = package / "migrations" / "0001_broken.sql"
    script.write_text("create table first (id text);\n\ncreate tible second (id text);", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    engine = open_database(tmp_path / "jnexus.db")
    with pytest.raises(Exception, match="tible"):
        migrate(engine, "broken")
    assert "first" not in inspect(engine).get_table_names()
    script.write_text("create table first (id text);\n\ncreate table second (id text);", encoding="utf-8")
    migrate(engine, "broken")
    assert {"first", "second"} <= set(inspect(engine).get_table_names())


def test_state_is_kept_by_key_and_replaced(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "jnexus.db")
    migrate(engine, "corpus")
    with engine.begin() as connection:
        assert get_state(connection, "lexical") is None
        set_state(connection, "lexical", "a")
        set_state(connection, "lexical", "b")
        assert get_state(connection, "lexical") == "b"


@pytest.mark.parametrize("name", ["home with space", "質問?", "a#b%20c"])
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    open_database(tmp_path / name / "jnexus.db").connect().execute(text("create table t (id text)"))
    assert (tmp_path / name / "jnexus.db").exists()


def test_a_reader_sees_the_last_complete_state_while_another_writes(tmp_path: Path) -> None:
    engine, other = open_database(tmp_path / "jnexus.db"), open_database(tmp_path / "jnexus.db")
    migrate(engine, "corpus")
    with engine.begin() as connection:
        set_state(connection, "generation", "1")
    with engine.begin() as writing, other.connect() as reading:
        set_state(writing, "generation", "2")
        assert get_state(reading, "generation") == "1"
        assert rows(reading, "pragma journal_mode")[0].journal_mode == "wal"
