"""The server as a process of its own while others change its library, in several workers, and its ends."""

import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import Jnexus, command, environment, metric, serving
from tests.homes import copy_home
from tests.publications import write_report

SEEN_WITHIN = 2.0
PAUSE = 0.1
"""How long a visitor waits between questions, in seconds."""

QUESTIONS = ("How should I choose an accelerator in Boston?", "港の実験室は蓄電池を何基そろえましたか？")


@pytest.fixture(scope="module")
def changing_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that other processes change."""
    return copy_home(library_home, tmp_path_factory.mktemp("changing") / "home")


@pytest.fixture(scope="module")
def server(changing_home: Path) -> Iterator[httpx.Client]:
    """A client of a server over that home."""
    with serving(changing_home) as client:
        yield client


@pytest.fixture(scope="module")
def two_workers(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of two workers at one address, which answer."""
    home = copy_home(library_home, tmp_path_factory.mktemp("workers") / "home")
    with serving(home, "--workers", "2") as client:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                assert client.get("/health/ready").status_code == 200
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield client


class Visitor(threading.Thread):
    """Asks and searches again and again, and keeps every answer that is no success."""

    def __init__(self, address: httpx.URL) -> None:
        super().__init__()
        self.address = address
        self.stop = threading.Event()
        self.answered = 0
        self.failures: list[str] = []

    def run(self) -> None:
        with httpx.Client(base_url=self.address, timeout=30) as client:
            while not self.stop.is_set():
                question = QUESTIONS[self.answered % 2]
                for response in (
                    client.post("/v1/ask", json={"question": question}),
                    client.get("/v1/search", params={"q": question}),
                    client.get("/health/ready"),
                ):
                    if response.status_code != 200:
                        self.failures.append(response.text)
                self.answered += 1
                self.stop.wait(PAUSE)


def holds(client: httpx.Client, text: str) -> bool:
    hits = client.get("/v1/search", params={"q": text, "k": 5}).json()["hits"]
    return any(text in hit["text"] for hit in hits)


def test_a_server_keeps_answering_while_another_process_ingests_and_soon_finds_what_is_new(
    server: httpx.Client, changing_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    text = (
        write_report(folder).read_text(encoding="utf-8").replace("Fourteen beehives", "Seventeen dovecotes")
    )
    (folder / "dovecote-report.md").write_text(text, encoding="utf-8")
    (folder / "orchard-report.md").unlink()
    assert not holds(server, "Seventeen dovecotes")
    visitor = Visitor(server.base_url)
    visitor.start()
    ingest = subprocess.run(
        command("ingest", folder),
        env=environment(changing_home),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    ended = time.monotonic()
    while not (found := holds(server, "Seventeen dovecotes")) and time.monotonic() < ended + SEEN_WITHIN:
        time.sleep(0.05)
    visitor.stop.set()
    visitor.join()
    assert ingest.returncode == 0, ingest.stderr
    assert found
    assert visitor.failures == []
    assert visitor.answered > 0


def test_a_server_stops_finding_what_another_process_removes(
    server: httpx.Client, changing_home: Path
) -> None:
    assert holds(server, "Fourteen beehives")
    remove = command("remove", "orchard-report")
    subprocess.run(remove, env=environment(changing_home), cwd=changing_home.parent, check=True)
    ended = time.monotonic()
    while (found := holds(server, "Fourteen beehives")) and time.monotonic() < ended + SEEN_WITHIN:
        time.sleep(0.05)
    assert not found


def test_two_workers_answer_at_one_address(two_workers: httpx.Client) -> None:
    assert two_workers.post("/v1/ask", json={"question": QUESTIONS[0]}).json()["status"] == "answered"


def test_several_workers_count_together(two_workers: httpx.Client) -> None:
    answered = 0
    while answered < 6:
        try:
            with httpx.Client(base_url=two_workers.base_url, timeout=30) as anew:
                answered += anew.get("/health/live").status_code == 200
        except httpx.ConnectError:
            continue
    told = two_workers.get("/metrics").text
    assert metric(told, 'jnexus_requests_total{method="GET",route="/health/live",status="200"}') == 6


def test_a_port_that_is_taken_is_refused_in_one_sentence(jnexus: Jnexus) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = jnexus("serve", "--port", taken.getsockname()[1])
    assert outcome.status == 1
    assert "give another --host or --port" in outcome.errors
    assert len(outcome.errors.splitlines()) == 1
