"""The whole path on PostgreSQL: the same passages and answers as on SQLite, and records that come and go."""

import os
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from sqlalchemy import Engine

from assistant.assistant import Assistant
from corpus.database import migrate, open_database, rows
from eval.gold import Item
from eval.run import evaluate, store_of
from eval.triage import list_feedback, store_feedback
from index.ingest import ingest
from index.people import Wanted, open_directory
from index.people.changes import forget
from tests import postgres
from tests.assistant.conftest import closed, opened
from tests.publications import BATTERIES, BEES, LIST, NOTES, write_list, write_notes, write_publications

pytestmark = pytest.mark.skipif(
    not postgres.available(),
    reason="no PostgreSQL server is installed; install one or name one in JNEXUS_TEST_POSTGRES",
)
QUESTION = "港の実験室は蓄電池を何基そろえましたか？"
FOLDERS = ("corpus", "index", "assistant", "eval")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with postgres.server() as found:
        yield found


@pytest.fixture(scope="module")
def assistant(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("postgres")
    database = postgres.new_database(address, f"jnexus_{os.getpid()}")
    found = opened(folder / "home", database_url=database)
    report = ingest(found.index, [write_publications(folder / "publications")])
    assert report.added == [NOTES, "orchard-report"]
    yield found
    closed(found)


def passages(engine: Engine) -> list[tuple[str, str]]:
    query = "select id, texts from passage where publication_id in ('harbour-notes', 'orchard-report')"
    with engine.connect() as connection:
        return sorted((row.id, row.texts) for row in rows(connection, query))


def test_the_same_files_become_the_same_passages_as_on_sqlite(
    assistant: Assistant, library: Assistant
) -> None:
    found = passages(assistant.index.engine)
    assert found
    assert found == passages(library.index.engine)


def test_an_answer_is_cited_kept_and_goes_with_its_conversation(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    assert BATTERIES in [citation.quote for citation in answer.citations if citation.verified]
    follow_up = assistant.ask("How many beehives stand there?", conversation_id=answer.conversation_id)
    assert BEES in follow_up.answer
    kept = assistant.conversations
    assert kept.find(answer.answer_id) == answer
    assert kept.questions(answer.conversation_id) == [QUESTION, "How many beehives stand there?"]
    assert kept.delete(answer.conversation_id)
    assert kept.find(answer.answer_id) is None


def test_an_answer_past_its_time_is_let_go(assistant: Assistant) -> None:
    old = assistant.ask(QUESTION)
    brief = opened(assistant.index.home.root, database_url=assistant.settings.database_url, retention_days=0)
    brief.ask("How many beehives stand there?")
    assert brief.conversations.find(old.answer_id) is None
    closed(brief)


def test_a_new_version_takes_the_place_of_the_old_one(assistant: Assistant, tmp_path: Path) -> None:
    report = ingest(assistant.index, [write_notes(tmp_path, BATTERIES.replace("四十二", "五十三"))])
    assert report.added == [NOTES]
    quotes = " ".join(citation.quote for citation in assistant.ask(QUESTION, keep=False).citations)
    assert "五十三" in quotes
    assert "四十二" not in quotes


def test_a_person_on_a_list_is_found_and_forgotten(assistant: Assistant, tmp_path: Path) -> None:
    assert ingest(assistant.index, [write_list(tmp_path)]).added == [LIST]
    (found,) = open_directory(assistant.index).search(Wanted("梨の受粉")).found
    assert found.person.record.name_ja == "果樹園 林檎"
    forget(assistant.index, found.person.record.record_id)
    assert not open_directory(assistant.index).search(Wanted("果樹園 林檎")).found


def test_verdicts_and_runs_are_kept(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    item = Item.model_validate(
        {
            "id": "harbour-ja",
            "pair_id": "harbour",
            "split": "dev",
            "lang": "ja",
            "persona": "staff",
            "kind": "figure",
            "question": QUESTION,
            "must": [["四十二", "五十三", "42", "53"]],
            "must_cite": [{"document_id": NOTES, "page": 2, "anchor": "灯台用の蓄電池"}],
            "expect": "answered",
            "reviewed_by": "tests",
            "reviewed_on": "2026-11-21",
        }
    )
    run = evaluate(assistant, [item])
    assert store_of(assistant).load("latest").scores == run.scores
    store_feedback(assistant.index.engine, answer.answer_id, "bad", "too long")
    assert [one.reason for one in list_feedback(assistant.index.engine)] == ["too long"]


def migrated(database: str) -> int:
    """How many migrations a process of its own finds done."""
    engine = open_database(database)
    migrate(engine, *FOLDERS)
    with engine.connect() as connection:
        return len(rows(connection, "select * from migration"))


def test_processes_that_migrate_at_once_do_it_once(address: str) -> None:
    database = postgres.new_database(address, f"migrated_{os.getpid()}")
    with get_context("spawn").Pool(3) as processes:
        counts = processes.map(migrated, [database] * 3)
    assert len(set(counts)) == 1
