"""What all tests share."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.shipped import bring_up_to_date
from tests.browsing import CHROMIUM, FLAGS
from tests.homes import copy_home
from tests.publications import write_publications

settings.register_profile("steady", deadline=None, derandomize=True, max_examples=80)
settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the pages, which take longest, so that the processes end together."""
    items.sort(key=lambda item: "pages" not in item.path.parts)


@pytest.fixture(scope="module", autouse=True)
def settled() -> None:
    """Leave what is loaded by now out of later garbage collections, of which every store that is closed needs one."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real publications (corpus/, hard/, pi-list/) that JNEXUS_TEST_CORPUS names."""
    named = os.environ.get("JNEXUS_TEST_CORPUS")
    if named and (Path(named) / "corpus").is_dir():
        return Path(named).resolve()
    reason = "JNEXUS_TEST_CORPUS names no folder of real publications"
    if os.environ.get("JNEXUS_REQUIRE_CORPUS"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "home"


@pytest.fixture
def index(home: Path) -> Iterator[PassageIndex]:
    """An empty library."""
    opened = open_index(home)
    yield opened
    closed(opened)


MadeOnce = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Gives the folder of a name, which the first process of the test run that asks for it makes."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder = root / name
        with FileLock(f"{folder}.lock"):
            if not folder.exists():
                unfinished = root / f"{name}-unfinished"
                unfinished.mkdir()
                fill(unfinished)
                unfinished.rename(folder)
        return folder

    return make


@pytest.fixture(scope="session")
def shipped_home(made_once: MadeOnce) -> Path:
    """A home with what the project ships; copy it before opening it."""

    def fill(folder: Path) -> None:
        opened = open_index(folder / "home")
        bring_up_to_date(opened)
        closed(opened)

    return made_once("shipped", fill) / "home"


@pytest.fixture(scope="session")
def library_home(shipped_home: Path, made_once: MadeOnce) -> Path:
    """A home with what the project ships and two invented publications; copy it before opening it."""

    def fill(folder: Path) -> None:
        copy_home(shipped_home, folder / "home")
        opened = open_index(folder / "home")
        ingest(opened, [write_publications(folder / "publications")])
        closed(opened)

    return made_once("library", fill) / "home"


def closed(index: PassageIndex) -> None:
    """Let go of what an index holds open."""
    index.vectors.reopen()
    index.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, without a screen."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}; install it or name it in CHROMIUM")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()
