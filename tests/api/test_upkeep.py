"""A home moved by backup and restore, files fetched from official addresses, and what operators watch."""

import tarfile
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from corpus import catalogue
from corpus.catalogue import Publication
from tests.api.conftest import Jnexus, metric
from tests.publications import BEES


class Silent(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def write_page(path: Path) -> None:
    path.write_text(f"<html><body><h1>The Pear Report</h1><p>{BEES}</p></body></html>", encoding="utf-8")


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder that a web server on this machine offers, and its address."""
    folder = tmp_path / "published"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has `sources.toml` name these addresses and no others."""

    def name(**addresses: str | None) -> None:
        found = {
            key.replace("_", "-"): Publication(key.replace("_", "-"), file_url=address)
            for key, address in addresses.items()
        }
        monkeypatch.setattr(catalogue, "sources", lambda: found)

    return name


def test_a_home_comes_back_from_its_backup(jnexus: Jnexus, tmp_path: Path) -> None:
    kept, elsewhere = tmp_path / "kept.tar.gz", tmp_path / "elsewhere"
    assert "backup" in jnexus("backup", kept).output
    with tarfile.open(kept) as archive:
        parts = {name.partition("/")[0] for name in archive.getnames()}
    assert parts == {"jnexus.db", "library"}
    other = {"JNEXUS_HOME": str(elsewhere)}
    assert jnexus("restore", kept, environ=other).status == 0
    assert BEES in jnexus("ask", "How many beehives stand between the pear trees?", environ=other).output
    assert jnexus("documents", "--json", environ=other).output == jnexus("documents", "--json").output


def test_a_backup_is_never_restored_over_a_library(jnexus: Jnexus, tmp_path: Path) -> None:
    jnexus("backup", tmp_path / "kept.tar.gz")
    outcome = jnexus("restore", tmp_path / "kept.tar.gz")
    assert outcome.status == 1
    assert "already holds a library; set JNEXUS_HOME to an empty folder" in outcome.errors


def test_what_is_no_whole_backup_is_refused_and_leaves_nothing(jnexus: Jnexus, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    jnexus("backup", kept)
    whole = kept.read_bytes()
    elsewhere = tmp_path / "elsewhere"
    for broken in (whole[: len(whole) // 2], b"no archive"):
        kept.write_bytes(broken)
        outcome = jnexus("restore", kept, environ={"JNEXUS_HOME": str(elsewhere)})
        assert outcome.status == 1
        assert "jnexus backup" in outcome.errors
        assert not (elsewhere / "jnexus.db").exists()
        assert not (elsewhere / "library").exists()


def test_a_library_in_postgresql_is_left_to_its_own_tools(jnexus: Jnexus, tmp_path: Path) -> None:
    environ = {"JNEXUS_DATABASE_URL": "postgresql://nowhere/db"}
    outcome = jnexus("backup", tmp_path / "kept.tar.gz", environ=environ)
    assert outcome.status == 1
    assert "pg_dump" in outcome.errors


def test_an_official_file_is_fetched_and_taken_in(
    jnexus: Jnexus, publisher: tuple[Path, str], known: Callable[..., None]
) -> None:
    folder, address = publisher
    write_page(folder / "file-17.html")
    known(pear_report=f"{address}/file-17.html")
    outcome = jnexus("fetch")
    assert (outcome.status, outcome.output.splitlines()[0]) == (0, "added      pear-report")
    assert jnexus("fetch", "pear-report").output.strip() == "unchanged  1"


def test_what_cannot_be_fetched_is_told_in_a_sentence_each_and_the_rest_taken(
    jnexus: Jnexus, publisher: tuple[Path, str], known: Callable[..., None]
) -> None:
    folder, address = publisher
    write_page(folder / "pears.html")
    (folder / "picture.gif").write_bytes(b"GIF89a")
    known(
        pear_report=f"{address}/pears.html",
        gone=f"{address}/gone.pdf",
        picture=f"{address}/picture.gif",
        offline="http://127.0.0.1:9/file.pdf",
        unknown=None,
    )
    outcome = jnexus("fetch", "pear-report", "gone", "picture", "offline", "unknown", "never-heard-of")
    assert outcome.status == 1
    assert "added      pear-report" in outcome.output
    messages = outcome.errors.splitlines()
    assert len(messages) == 5
    for message, part in zip(
        messages,
        (
            "answered 404",
            "cannot be read (image/gif)",
            "127.0.0.1 cannot be reached",
            "'unknown'",
            "'never-heard-of'",
        ),
        strict=True,
    ):
        assert part in message
        assert "; " in message


def test_a_file_beyond_the_limit_is_not_taken(
    jnexus: Jnexus, publisher: tuple[Path, str], known: Callable[..., None]
) -> None:
    folder, address = publisher
    (folder / "large.txt").write_text("x" * (1024**2 + 1), encoding="utf-8")
    known(large=f"{address}/large.txt")
    outcome = jnexus("fetch", environ={"JNEXUS_MAX_FILE_MB": "1"})
    assert outcome.status == 1
    assert "larger than 1 MB" in outcome.errors


def test_metrics_count_requests_answers_and_what_the_library_holds(client: httpx.Client) -> None:
    def use_and_read() -> str:
        for _ in range(2):
            client.post("/v1/ask", json={"question": "How many beehives stand between the pear trees?"})
        client.get("/v1/documents/nowhere")
        response = client.get("/metrics")
        assert response.headers["content-type"].startswith("text/plain")
        return response.text

    before, after = use_and_read(), use_and_read()
    for name, times in (
        ('jnexus_answers_total{language="en",status="answered"}', 2),
        ('jnexus_requests_total{method="POST",route="/v1/ask",status="200"}', 2),
        ('jnexus_requests_total{method="GET",route="/v1/documents/{document_id}",status="404"}', 1),
    ):
        assert metric(after, name) - metric(before, name) == times, name
    assert metric(after, "jnexus_publications") >= 3
    assert metric(after, "jnexus_passages") > 500
