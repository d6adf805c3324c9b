"""The server while the library changes under it, and its ends."""

import socket
import subprocess
import threading
import time
from pathlib import Path

import httpx

from tests.api.conftest import Jnexus, command, environment, serving
from tests.publications import write_report

SEEN_WITHIN = 2.0
QUESTIONS = ("How should I choose an accelerator in Boston?", "港の実験室は蓄電池を何基そろえましたか？")


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


def holds(client: httpx.Client, text: str) -> bool:
    hits = client.get("/v1/search", params={"q": text, "k": 5}).json()["hits"]
    return any(text in hit["text"] for hit in hits)


def test_a_server_keeps_answering_while_another_process_ingests_and_soon_finds_what_is_new(
    own_home: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    text = (
        write_report(folder).read_text(encoding="utf-8").replace("Fourteen beehives", "Seventeen dovecotes")
    )
    (folder / "dovecote-report.md").write_text(text, encoding="utf-8")
    (folder / "orchard-report.md").unlink()
    with serving(own_home) as client:
        assert not holds(client, "Seventeen dovecotes")
        visitor = Visitor(client.base_url)
        visitor.start()
        ingest = subprocess.run(
            command("ingest", folder),
            env=environment(own_home),
            cwd=tmp_path,
            capture_output=True,
            check=False,
        )
        ended = time.monotonic()
        while not (found := holds(client, "Seventeen dovecotes")) and time.monotonic() < ended + SEEN_WITHIN:
            time.sleep(0.05)
        visitor.stop.set()
        visitor.join()
    assert ingest.returncode == 0, ingest.stderr
    assert found
    assert visitor.failures == []
    assert visitor.answered > 0


def test_a_server_stops_finding_what_another_process_removes(own_home: Path) -> None:
    with serving(own_home) as client:
        assert holds(client, "Fourteen beehives")
        subprocess.run(
            command("remove", "orchard-report"), env=environment(own_home), cwd=own_home.parent, check=True
        )
        ended = time.monotonic()
        while (found := holds(client, "Fourteen beehives")) and time.monotonic() < ended + SEEN_WITHIN:
            time.sleep(0.05)
        assert not found


def test_two_workers_answer_at_one_address(own_home: Path) -> None:
    with serving(own_home, "--workers", "2") as client:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                assert client.get("/health/ready").status_code == 200
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        assert client.post("/v1/ask", json={"question": QUESTIONS[0]}).json()["status"] == "answered"


def test_a_port_that_is_taken_is_refused_in_one_sentence(jnexus: Jnexus) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        outcome = jnexus("serve", "--port", taken.getsockname()[1])
    assert outcome.status == 1
    assert "give another --host or --port" in outcome.errors
    assert len(outcome.errors.splitlines()) == 1
