import time
from pathlib import Path
from threading import Event, Thread

import pytest

from corpus.home import Busy, Home
from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.retriever import Retriever
from tests.ingesting import ingesting, removing
from tests.paper import write_markdown

SECONDS = 2.0
"""How soon a reader must see what another process finished."""


@pytest.fixture
def reader(index: PassageIndex, tmp_path: Path) -> PassageIndex:
    """A library with one publication, that has answered a question."""
    ingest(index, [write_markdown(tmp_path / "old.md", [("案内", "研究会の案内である。")])], digests=False)
    assert titles(index, "研究会") == ["old"]
    return index


def titles(index: PassageIndex, question: str) -> list[str]:
    return [hit.passage.publication_id for hit in Retriever(index).search(question, 5)]


def soon(index: PassageIndex, question: str, expected: list[str]) -> bool:
    """Whether a question finds what is expected within the time allowed."""
    until = time.monotonic() + SECONDS
    while titles(index, question) != expected:
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_a_running_reader_sees_another_process_ingest_and_remove(
    reader: PassageIndex, home: Path, tmp_path: Path
) -> None:
    path = write_markdown(tmp_path / "new.md", [("量子", "量子センサーの拠点ができた。")])
    process = ingesting(home, path)
    process.join(60)
    assert process.exitcode == 0
    assert soon(reader, "量子センサー", ["new"])
    (hit, *_) = Retriever(reader).search("量子センサー", 1)
    assert hit.parts["dense"] > 0, "its vector is seen too"
    process = removing(home, "new")
    process.join(60)
    assert process.exitcode == 0
    assert soon(reader, "量子センサー", ["old"])


def test_searches_answer_without_a_fault_while_other_processes_write(
    reader: PassageIndex, home: Path, tmp_path: Path
) -> None:
    faults: list[BaseException] = []
    answers: list[list[str]] = []
    done = Event()

    def search() -> None:
        while not done.is_set():
            try:
                answers.append(titles(reader, "研究会の案内"))
            except Exception as fault:  # noqa: BLE001 - whatever fails is the finding
                faults.append(fault)

    threads = [Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(3):
        path = write_markdown(tmp_path / f"new-{number}.md", [("量子", f"第{number}の量子センサー。" * 20)])
        process = ingesting(home, path)
        process.join(60)
    process = removing(home, "new-0")
    process.join(60)
    done.set()
    for thread in threads:
        thread.join()
    assert sorted({repr(fault) for fault in faults}) == []
    assert len(answers) > 10
    assert all("old" in answer for answer in answers)
    assert set(titles(reader, "量子センサー")) == {"new-1", "new-2"}


def test_two_ingests_at_once_are_done_one_after_the_other(
    reader: PassageIndex, home: Path, tmp_path: Path
) -> None:
    files = [
        write_markdown(tmp_path / f"part-{number}.md", [("量子", f"第{number}の量子センサー。" * 20)])
        for number in range(4)
    ]
    processes = [ingesting(home, *files[:2]), ingesting(home, *files[2:])]
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0, 0]
    held = {entry.publication_id for entry in reader.snapshot().lexical.entries}
    assert held == {"old", "part-0", "part-1", "part-2", "part-3"}
    entries = [entry.id for entry in reader.snapshot().lexical.entries]
    assert reader.vectors.missing(entries) == []


def test_a_writer_that_waits_too_long_says_so(home: Path) -> None:
    with (
        Home(home).writing(),
        pytest.raises(Busy, match="another process is changing the library; wait"),
        Home(home).writing(patience=0.1),
    ):
        pass


def test_two_homes_in_one_process_do_not_mix(reader: PassageIndex, tmp_path: Path) -> None:
    other = open_index(tmp_path / "other home")
    ingest(other, [write_markdown(tmp_path / "apart.md", [("別", "別の図書室の文書。")])], digests=False)
    assert titles(other, "研究会") == ["apart"]
    assert titles(reader, "研究会") == ["old"]
