"""A library with the shipped sample list, and a directory over it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.passage_index import PassageIndex, open_index
from index.people import Directory, open_directory
from tests.homes import copy_home

GOLD = Path(__file__).parents[2] / "eval" / "gold" / "researcher-search.json"


@pytest.fixture(scope="session")
def people_home(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as it is shipped; for reading only."""
    home = tmp_path_factory.mktemp("people") / "home"
    copy_home(shipped_home, home)
    return home


@pytest.fixture(scope="session")
def people_index(people_home: Path) -> Iterator[PassageIndex]:
    """The library as it is shipped; for reading only."""
    opened = open_index(people_home)
    yield opened
    opened.vectors.reopen()
    opened.engine.dispose()


@pytest.fixture(scope="session")
def directory(people_index: PassageIndex) -> Directory:
    """The directory of the sample list."""
    return open_directory(people_index)


@pytest.fixture(scope="session")
def judged() -> dict[str, list[dict[str, Any]]]:
    """The judged searches: topics, topics that nobody works on, names."""
    return dict(json.loads(GOLD.read_text(encoding="utf-8")))
