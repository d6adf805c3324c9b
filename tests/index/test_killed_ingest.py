"""An ingest killed at any moment leaves the former state or the new one, and the next run completes it."""

import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from corpus.database import rows
from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.retriever import Retriever
from tests.homes import copy_home
from tests.ingesting import ingesting
from tests.paper import Paper, write_markdown

KILLS = 20
SEED = 20260221
SUBJECTS = ["量子センサー", "創薬", "核融合", "半導体"]

State = tuple[list[tuple[object, ...]], dict[str, list[float]]]


@dataclass
class Libraries:
    """A home in the former state, the files of the new state, what both states hold, and how long the step takes."""

    former_home: Path
    files: Path
    former: list[tuple[object, ...]]
    new: State
    seconds: float


def write_files(folder: Path, edition: str) -> Path:
    """Some documents of an edition: texts with headings, a PDF, a list of people."""
    folder.mkdir(exist_ok=True)
    for number, subject in enumerate(SUBJECTS[:2]):
        text = f"{edition}の{subject}の研究会は第{number}会場で開かれる。参加者は{number * 17}名である。" * 6
        write_markdown(
            folder / f"text-{number}.md", [(f"{subject}の概要", text), ("連絡先", f"{edition}の窓口。")]
        )
    paper = Paper(folder / "slides.pdf")
    for subject in SUBJECTS:
        paper.page((subject, 18), f"{edition}の{subject}の予算は12億3,400万円である。")
    paper.save()
    people = "".join(f"Name {n},氏名{n},架空大学,{subject}{edition}\n" for n, subject in enumerate(SUBJECTS))
    (folder / "people.csv").write_text("Name,氏名,所属機関,研究分野\n" + people, encoding="utf-8")
    return folder


def held(index: PassageIndex) -> State:
    """What the database holds, and the vectors of the store."""
    stored = index.vectors.opened().get(include=["embeddings"])
    pairs = zip(stored["ids"], stored["embeddings"], strict=True)
    return in_database(index), {item: np.asarray(vector).tolist() for item, vector in pairs}


def in_database(index: PassageIndex) -> list[tuple[object, ...]]:
    """Publications, passages, pages and records."""
    found: list[tuple[object, ...]] = []
    with index.engine.connect() as connection:
        for table in ("publication", "passage", "page", "researcher"):
            found.extend((table, *row) for row in rows(connection, f"select * from {table}"))
    return sorted(found, key=str)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    root = tmp_path_factory.mktemp("killed")
    former = open_index(root / "former")
    ingest(former, [write_files(root / "old", "冬号")], digests=False)
    former_state = in_database(former)
    former.vectors.reopen()
    copy_home(root / "former", root / "reference")
    files = write_files(root / "new", "春号")
    started = time.monotonic()
    process = ingesting(root / "reference", files)
    process.join(120)
    seconds = time.monotonic() - started
    assert process.exitcode == 0
    return Libraries(root / "former", files, former_state, held(open_index(root / "reference")), seconds)


def searched(index: PassageIndex, edition: str) -> set[str]:
    """The passages that answer two questions, by text."""
    questions = (f"{edition}の量子センサーの研究会", f"{edition}の核融合の予算")
    return {hit.passage.text("ja") for question in questions for hit in Retriever(index).search(question, 10)}


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_ingest_leaves_one_state_whole_and_the_next_completes_it(
    kill: int, libraries: Libraries, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    copy_home(libraries.former_home, home)
    reader = open_index(home)
    assert searched(reader, "冬号")
    moment = (kill + random.Random(SEED + kill).random()) / KILLS * libraries.seconds
    process = ingesting(home, libraries.files)
    process.join(moment)
    process.kill()
    process.join()
    completed = open_index(home)
    for index in (reader, completed):
        current = searched(index, "冬号") | searched(index, "春号")
        editions = {edition for edition in ("冬号", "春号") for text in current if edition in text}
        assert len(editions) == 1, "the answers are of one state"
    assert in_database(completed) in (libraries.former, libraries.new[0])
    ingest(completed, [libraries.files], digests=False)
    assert held(completed) == libraries.new
    assert "春号" in "".join(searched(completed, "春号"))
    with completed.engine.connect() as connection:
        assert rows(connection, "select * from pending_vector") == []
    assert len(list((home / "lexical").iterdir())) <= 2
    assert searched(reader, "春号") == searched(completed, "春号")


def test_the_reference_is_what_an_ingest_in_an_empty_home_gives(libraries: Libraries, tmp_path: Path) -> None:
    index = open_index(tmp_path / "home")
    ingest(index, [libraries.files], digests=False)
    passages, vectors = held(index)
    assert [row for row in passages if row[0] == "passage"] == [
        row for row in libraries.new[0] if row[0] == "passage"
    ]
    assert vectors == libraries.new[1]
