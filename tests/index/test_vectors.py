from pathlib import Path

import numpy as np
import pytest

from index.embedding import Vectors
from index.vectors import VectorStore
from tests.ingesting import PROCESSES

DIMENSIONS = 8
COUNT_IN_HEADER = 20
"""Where the graph that Chroma writes down tells how many vectors it holds: after version, offset and capacity."""


def unit(*places: int) -> Vectors:
    """Unit vectors along the given axes."""
    return np.eye(DIMENSIONS, dtype=np.float32)[list(places)]


def write(folder: Path, ids: list[str], places: list[int], gone: list[str]) -> None:
    store = VectorStore(folder, "test")
    if ids:
        store.upsert(ids, unit(*places))
    store.delete(gone)


def elsewhere(folder: Path, ids: list[str], places: list[int], gone: list[str]) -> None:
    """Change the store in another process."""
    process = PROCESSES.Process(target=write, args=(folder, ids, places, gone))
    process.start()
    process.join(60)
    assert process.exitcode == 0


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path / "chroma", "test")


def nearest(store: VectorStore, place: int) -> list[str]:
    return [item for item, _ in store.query(unit(place)[0], 10)]


def test_the_nearest_come_first_with_their_similarity(store: VectorStore) -> None:
    store.upsert(["a", "b"], np.array([[0.6, 0.8, *[0] * 6], [1, *[0] * 7]], dtype=np.float32))
    assert store.query(unit(0)[0], 10) == [("b", pytest.approx(1.0)), ("a", pytest.approx(0.6))]


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert store.query(unit(0)[0], 10) == []
    assert store.missing(["a"]) == ["a"]


def test_an_id_written_again_has_its_new_vector(store: VectorStore) -> None:
    store.upsert(["a", "b"], unit(0, 1))
    store.upsert(["a"], unit(2))
    assert store.query(unit(2)[0], 1) == [("a", pytest.approx(1.0))]
    assert store.missing(["a", "b", "c"]) == ["c"]


def test_the_graph_on_disk_holds_even_a_few_new_vectors(store: VectorStore, tmp_path: Path) -> None:
    store.upsert(["a", "b", "c"], unit(0, 1, 2))
    assert nearest(store, 1)[0] == "b"
    header = next((tmp_path / "chroma").glob("*/header.bin")).read_bytes()
    assert np.frombuffer(header, np.uint64, 1, COUNT_IN_HEADER) == 3


def test_deleting_what_is_not_there_does_no_harm(store: VectorStore) -> None:
    store.upsert(["a"], unit(0))
    store.delete(["a", "b"])
    store.delete([])
    assert nearest(store, 0) == []


def test_each_model_has_a_collection_of_its_own(store: VectorStore, tmp_path: Path) -> None:
    store.upsert(["a"], unit(0))
    assert VectorStore(tmp_path / "chroma", "other").missing(["a"]) == ["a"]


def test_what_another_process_wrote_and_deleted_is_seen_after_reopening(store: VectorStore) -> None:
    store.upsert(["a", "b"], unit(0, 1))
    assert set(nearest(store, 0)) == {"a", "b"}
    elsewhere(store.location, ["c"], [0], ["a"])
    store.reopen()
    assert set(nearest(store, 0)) == {"b", "c"}
    assert store.missing(["a", "b", "c"]) == ["a"]


def test_a_store_is_there_once_it_is_written(store: VectorStore) -> None:
    assert not store.holds(0)
    store.upsert(["a"], unit(0))
    assert store.holds(0)


def test_a_server_that_does_not_answer_is_named() -> None:
    with pytest.raises(
        ConnectionError, match=r"no Chroma server answers at http://127\.0\.0\.1:9; start it or mend"
    ):
        VectorStore("http://127.0.0.1:9", "test").missing(["a"])
