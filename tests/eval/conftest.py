"""A small library with gold over it: invented machines that differ in two numbers only."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, permutations
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from eval.gold import load
from eval.pages import StoredPages
from eval.run import evaluate, store_of
from eval.store import Run
from index.ingest import ingest
from index.passage_index import open_index
from tests.conftest import closed
from tests.eval.building import stored, switch_off_bm25
from tests.homes import copy_home
from tests.paper import Paper

MACHINES = {
    "".join(digits): 201 + 7 * number for number, digits in enumerate(islice(permutations("13579"), 100))
}
"""The gears of each machine by its number, which is made of the same digits as all the others."""

ASKED = dict(list(MACHINES.items())[::10])
"""The machines that gold asks for: every tenth."""


def machine_page(name: str, gears: int) -> str:
    """What the catalogue says of a machine."""
    return f"Machine {name} has {gears} gears and is oiled every week."


def machine_gold() -> list[dict[str, object]]:
    """A pair of questions for each machine asked for."""
    lines: list[dict[str, object]] = []
    for number, (name, gears) in enumerate(ASKED.items()):
        questions = {
            "en": f"How many gears does machine {name} have?",
            "ja": f"機械{name}の歯車はいくつですか",
        }
        for language, question in questions.items():
            place = {"document_id": "machines", "page": 10 * number + 1, "anchor": f"has {gears} gears"}
            lines.append(
                {
                    "id": f"m{name}-{language}",
                    "pair_id": f"m{name}",
                    "split": "test" if number % 2 else "dev",
                    "lang": language,
                    "persona": "staff",
                    "kind": "figure",
                    "question": question,
                    "must": [[str(gears)]],
                    "must_cite": [place],
                    "expect": "answered",
                    "reviewed_by": "tests",
                    "reviewed_on": "2026-11-21",
                }
            )
    return lines


@pytest.fixture(scope="session")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the catalogue of machines and its gold."""
    folder = tmp_path_factory.mktemp("machines")
    paper = Paper(folder / "machines.pdf")
    for name, gears in MACHINES.items():
        paper.page((f"Machine {name}", 18), machine_page(name, gears))
    paper.save()
    lines = [json.dumps(line, ensure_ascii=False) for line in machine_gold()]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def machine_home(machines: Path) -> Path:
    """A home that holds the catalogue of machines."""
    home = machines / "home"
    index = open_index(home)
    report = ingest(index, [machines / "machines.pdf"], digests=False)
    assert not report.refused
    closed(index)
    return home


@contextmanager
def open_copy(machine_home: Path, home: Path) -> Iterator[Assistant]:
    """An assistant over a copy of a home, made at `home`."""
    copy_home(machine_home, home)
    opened = Assistant.open(Settings(home=home, digests="off", _env_file=None))
    yield opened
    closed(opened.index)


@pytest.fixture
def assistant(machine_home: Path, home: Path) -> Iterator[Assistant]:
    """An assistant over the catalogue of machines."""
    with open_copy(machine_home, home) as opened:
        yield opened


@pytest.fixture(scope="session")
def sound(machine_home: Path, machines: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run over the gold, of the assistant as it is."""
    with open_copy(machine_home, tmp_path_factory.mktemp("sound") / "home") as opened:
        return evaluate(opened, load([machines / "gold.jsonl"]))


@pytest.fixture(scope="session")
def without_bm25(machine_home: Path, machines: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run with a planted regression: BM25 finds nothing."""
    with open_copy(machine_home, tmp_path_factory.mktemp("without") / "home") as opened:
        switch_off_bm25(opened)
        return evaluate(opened, load([machines / "gold.jsonl"]))


@pytest.fixture
def run(sound: Run, assistant: Assistant) -> Run:
    """The run of the assistant as it is, kept in this assistant's home."""
    store_of(assistant).save(sound)
    return sound


@pytest.fixture
def pages(tmp_path: Path) -> StoredPages:
    """The stored pages of the invented notes."""
    return stored(tmp_path)
