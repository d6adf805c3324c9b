"""Real servers, in this process or as one of their own, and the command line."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.command import run
from api.routes import feedback
from api.staff.token import WRONG_TOKENS
from assistant.assistant import Assistant
from assistant.settings import Settings, settings
from tests.conftest import closed
from tests.homes import copy_home
from tests.hosting import serving as answering

ROOT = Path(__file__).parents[2]


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a process over a home: none of the caller's settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("JNEXUS_")}
    return plain | {"JNEXUS_HOME": str(home), "PYTHONPATH": str(ROOT)} | more


def command(*arguments: str | Path) -> list[str]:
    """The command line of `jnexus` with this Python."""
    return [sys.executable, "-m", "api.command", *map(str, arguments)]


@contextmanager
def serving(home: Path, *arguments: str, program: Path | None = None, **more: str) -> Iterator[httpx.Client]:
    """A server over a home, as a process of its own, until the block ends.

    `program` is an installed `jnexus` to use instead of this one; `more` are further environment variables.
    """
    environ = environment(home, **more)
    if program:
        del environ["PYTHONPATH"]
    process = subprocess.Popen(
        [*([str(program)] if program else command()), "serve", "--port", "0", *arguments],
        env=environ,
        cwd=home.parent,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r"http://\S+", line)
        assert address, f"the server printed {line!r} instead of its address"
        with httpx.Client(base_url=address[0], timeout=30) as client:
            yield client
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout:
            process.stdout.close()


@contextmanager
def hosting(home: Path, **chosen: Any) -> Iterator[httpx.Client]:
    """A server over a home, in this process, until the block ends; `chosen` are settings.

    Nobody has tried wrong tokens or given verdicts before.
    """
    for allowance in (WRONG_TOKENS, feedback.allowance):
        allowance.buckets.clear()
    assistant = Assistant.open(Settings(home=home, **chosen, _env_file=None))
    with answering(create_app(assistant)) as url, httpx.Client(base_url=f"{url}/", timeout=30) as client:
        yield client
    closed(assistant.index)


@pytest.fixture(scope="session")
def client(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a server whose library nobody changes."""
    home = tmp_path_factory.mktemp("served") / "home"
    copy_home(library_home, home)
    with hosting(home) as opened:
        yield opened


@pytest.fixture
def own_home(library_home: Path, tmp_path: Path) -> Path:
    """A home to change."""
    home = tmp_path / "own"
    copy_home(library_home, home)
    return home


def metric(told: str, name: str) -> float:
    """A value among the metrics that a server tells."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", told, re.MULTILINE)
    assert found, f"{name} is not among the metrics"
    return float(found[1])


@dataclass(frozen=True)
class Outcome:
    """What a command printed and its exit status."""

    status: int
    output: str
    errors: str


Jnexus = Callable[..., Outcome]


@pytest.fixture
def jnexus(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Jnexus]:
    """Runs `jnexus` in this process over a home to change; `environ` holds further environment variables."""

    def invoke(*arguments: str | Path, environ: Mapping[str, str] | None = None) -> Outcome:
        for name in [name for name in os.environ if name.startswith("JNEXUS_")]:
            monkeypatch.delenv(name)
        for name, value in {"JNEXUS_HOME": str(own_home), **(environ or {})}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    monkeypatch.chdir(tmp_path)
    yield invoke
    settings.cache_clear()
