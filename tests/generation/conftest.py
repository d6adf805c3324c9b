"""An assistant over the invented publications, talking to a scripted model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from tests.generation.model_server import ModelServer, Script, scripted_model
from tests.homes import copy_home


@pytest.fixture(scope="session")
def generation_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the invented publications and what the project ships."""
    home = tmp_path_factory.mktemp("generation") / "home"
    copy_home(library_home, home)
    return home


Talk = Callable[..., tuple[Assistant, ModelServer]]


@pytest.fixture
def talk(generation_home: Path) -> Iterator[Talk]:
    """Opens an assistant whose chat model follows a script; further settings may be given."""
    with ExitStack() as running:

        def start(
            script: Script, home: Path = generation_home, **settings: object
        ) -> tuple[Assistant, ModelServer]:
            server = running.enter_context(scripted_model(script))
            given = {"home": home, "chat_model": server.name, "chat_seconds": 10, **settings}
            assistant = Assistant.open(Settings(_env_file=None, **given))
            running.callback(assistant.index.engine.dispose)
            return assistant, server

        yield start
