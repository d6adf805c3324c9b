"""A library whose vectors are kept by a Chroma server, on loopback."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import chromadb
import pytest

from index import shipped
from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.retriever import Retriever
from index.shipped import bring_up_to_date
from tests.homes import copy_home

CHROMA = Path(sys.executable).with_name("chroma")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server that holds nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    command = [str(CHROMA), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                chromadb.HttpClient(host="127.0.0.1", port=port).heartbeat()
                break
            except ValueError:
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def without_digests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the project ship no digest, where a small library will do."""
    monkeypatch.setattr(shipped, "digests_behind", lambda connection: [])


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.md"
    path.write_text("# 渡し船\n\n県の渡し船は運賃を半額にし、乗客は二倍になった。", encoding="utf-8")
    return path


def held(index: PassageIndex) -> int:
    return int(index.vectors.opened().count())


def test_a_filled_home_that_is_led_to_an_empty_server_fills_it(
    server: str, page: Path, shipped_home: Path, home: Path
) -> None:
    copy_home(shipped_home, home)
    ingest(open_index(home), [page])
    moved = open_index(home, chroma_url=server)
    assert held(moved) == 0
    assert bring_up_to_date(moved)
    with moved.engine.connect() as connection:
        passages = connection.exec_driver_sql("select count(*) from passage").scalar_one()
    assert held(moved) == passages
    hit = Retriever(moved).search("渡し船の乗客", 1)[0]
    assert hit.passage.publication_id == "ferry"
    assert hit.parts["dense"] > 0
    assert not bring_up_to_date(moved)


@pytest.mark.usefixtures("without_digests")
def test_a_library_that_comes_back_from_a_server_finds_what_it_learned_there(
    server: str, page: Path, home: Path
) -> None:
    ingest(open_index(home, chroma_url=server), [page])
    back = open_index(home)
    assert bring_up_to_date(back)
    assert Retriever(back).search("渡し船の乗客", 1)[0].parts["dense"] > 0


@pytest.mark.usefixtures("without_digests")
def test_a_server_that_lost_its_vectors_is_filled_again(server: str, page: Path, home: Path) -> None:
    index = open_index(home, chroma_url=server)
    ingest(index, [page])
    index.vectors.delete(index.vectors.opened().get(include=[])["ids"])
    assert bring_up_to_date(index)
    assert Retriever(index).search("渡し船の乗客", 1)[0].parts["dense"] > 0
