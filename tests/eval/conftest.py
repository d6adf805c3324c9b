"""A small library with gold over it: ten invented machines that differ in name and in one number only."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from eval.pages import StoredPages
from index.ingest import ingest
from tests.eval.building import stored
from tests.paper import Paper

MACHINES = {
    "Zorvex": 17, "Quillon": 23, "Bramtor": 31, "Yentwick": 46, "Drossel": 52,
    "Fyrgant": 64, "Hobnall": 73, "Kestvane": 88, "Lundrick": 94, "Morphel": 107,
}  # fmt: skip


def machine_page(name: str, gears: int) -> str:
    """What the catalogue says of a machine."""
    return f"The {name} machine has {gears} gears and is oiled every week."


def machine_gold() -> list[dict[str, object]]:
    """A pair of questions for each machine, and a pair that the catalogue does not answer."""
    lines: list[dict[str, object]] = []
    for page, (name, gears) in enumerate(MACHINES.items(), start=1):
        questions = {"en": f"How many gears does the {name} machine have?", "ja": f"{name}の歯車はいくつですか"}
        for language, question in questions.items():
            lines.append(
                {
                    "id": f"{name}-{language}",
                    "pair_id": name,
                    "split": "dev" if page % 2 else "test",
                    "lang": language,
                    "persona": "staff",
                    "kind": "figure",
                    "question": question,
                    "must": [[str(gears)]],
                    "must_cite": [{"document_id": "machines", "page": page, "anchor": f"has {gears} gears"}],
                    "expect": "answered" if language == "en" else "partial",
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
        paper.page((name, 18), machine_page(name, gears))
    paper.save()
    lines = [json.dumps(line, ensure_ascii=False) for line in machine_gold()]
    (folder / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def assistant(machines: Path, home: Path) -> Iterator[Assistant]:
    """An assistant over the catalogue of machines."""
    opened = Assistant.open(Settings(home=home, digests="off", _env_file=None))
    report = ingest(opened.index, [machines / "machines.pdf"], digests=False)
    assert not report.refused
    yield opened
    opened.index.vectors.reopen()
    opened.index.engine.dispose()


@pytest.fixture
def pages(tmp_path: Path) -> StoredPages:
    """The stored pages of the invented notes."""
    return stored(tmp_path)
