"""The assistant over the shipped library with two invented publications, and over the real publications."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.evidence import Material
from assistant.question import understand
from assistant.settings import Settings
from index.ingest import ingest
from tests.homes import copy_home

TODAY = date(2026, 3, 1)
Opener = Callable[..., Assistant]


def opened(home: Path, **chosen: Any) -> Assistant:
    """The assistant over a home, whatever the environment sets."""
    return Assistant.open(
        Settings(**{"home": home, "today": TODAY, "chat_model": None, **chosen}, _env_file=None)
    )


def material(assistant: Assistant, text: str) -> Material:
    """What a question may be answered from."""
    question, snapshot = understand(text), assistant.index.held()
    return assistant.material(question, assistant.retrieve(question, snapshot), snapshot.publications)


def closed(assistant: Assistant) -> None:
    """Let go of what the assistant holds open."""
    assistant.index.vectors.reopen()
    assistant.index.engine.dispose()


@pytest.fixture(scope="session")
def library(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The assistant over a library that nobody changes."""
    home = tmp_path_factory.mktemp("assistant") / "home"
    copy_home(library_home, home)
    assistant = opened(home)
    yield assistant
    closed(assistant)


@pytest.fixture
def open_library(library_home: Path, tmp_path: Path) -> Iterator[Opener]:
    """Opens the assistant, with settings of the test's own, over a library to change."""
    home = tmp_path / "own"
    copy_home(library_home, home)
    assistants: list[Assistant] = []

    def open_own(**chosen: Any) -> Assistant:
        assistants.append(opened(home, **chosen))
        return assistants[-1]

    yield open_own
    for assistant in assistants:
        closed(assistant)


@pytest.fixture(scope="session")
def real_library(
    shared: Path, shipped_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """The assistant over the real publications."""
    home = tmp_path_factory.mktemp("real") / "home"
    copy_home(shipped_home, home)
    assistant = opened(home)
    report = ingest(assistant.index, [shared / "corpus"])
    assert report.refused == {}
    yield assistant
    closed(assistant)
