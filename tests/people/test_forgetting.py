from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings
from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.people import Wanted, open_directory
from index.people.changes import forget
from tests.homes import copy_home

HEADER = "Name,氏名,Institution,Research field,URL\n"
ANN = "SAMPLE Anna,見本 杏奈,Mock University,quantum optics,https://a.example/1\n"
BEN = "SAMPLE Ben,見本 弁,Mock University,batteries,https://a.example/2\n"


@pytest.fixture
def lists(shipped_home: Path, tmp_path: Path) -> PassageIndex:
    copy_home(shipped_home, tmp_path / "home")
    return open_index(tmp_path / "home")


def write(folder: Path, text: str, name: str = "pi-list-mock.csv") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def names(index: PassageIndex) -> list[str | None]:
    return [person.record.name_en for person in open_directory(index).people]


def test_a_real_list_takes_the_place_of_the_sample(lists: PassageIndex, tmp_path: Path) -> None:
    assert len(names(lists)) == 60
    ingest(lists, [write(tmp_path / "lists", HEADER + ANN)])
    assert names(lists) == ["SAMPLE Anna"]


def test_a_forgotten_person_is_in_no_index_and_stays_out_of_later_versions(
    lists: PassageIndex, tmp_path: Path
) -> None:
    folder = write(tmp_path / "lists", HEADER + ANN + BEN)
    ingest(lists, [folder])
    record_id = open_directory(lists).search(Wanted("SAMPLE Anna")).found[0].person.record.record_id
    assert forget(lists, record_id)
    assert names(lists) == ["SAMPLE Ben"]
    assistant = Assistant(lists, Settings(home=lists.home.root, _env_file=None))
    assert not any("Anna" in hit.text for hit in assistant.search("SAMPLE Anna quantum optics", 50))
    ingest(lists, [write(folder, HEADER + ANN.replace("Mock University", "Another University") + BEN)])
    ingest(lists, [write(tmp_path / "more", HEADER + ANN, "pi-list-other.csv")])
    assert names(lists) == ["SAMPLE Ben"]


def test_a_list_whose_people_are_all_forgotten_is_not_searched_as_text(
    lists: PassageIndex, tmp_path: Path
) -> None:
    ingest(lists, [write(tmp_path / "lists", HEADER + ANN)])
    forget(lists, open_directory(lists).people[0].record.record_id)
    ingest(lists, [write(tmp_path / "lists", HEADER + ANN.replace("quantum", "classical"))])
    assistant = Assistant(lists, Settings(home=lists.home.root, _env_file=None))
    assert not any("Anna" in hit.text for hit in assistant.search("SAMPLE Anna optics", 50))


def test_an_unknown_record_cannot_be_forgotten(lists: PassageIndex) -> None:
    assert not forget(lists, "nobody:1")


def test_a_new_version_tells_who_was_added_changed_and_removed(lists: PassageIndex, tmp_path: Path) -> None:
    folder = write(tmp_path / "lists", HEADER + ANN + BEN)
    ingest(lists, [folder])
    new = "SAMPLE Cid,見本 志度,Mock University,optics,\n"
    report = ingest(lists, [write(folder, HEADER + BEN.replace("batteries", "fuel cells") + new)])
    told = {
        change: [name.split(" (")[0] for name in people]
        for change, people in report.lists["pi-list-mock"].items()
    }
    assert told == {"added": ["見本 志度"], "changed": ["見本 弁"], "removed": ["見本 杏奈"]}


def test_a_row_that_names_nobody_is_warned_of(lists: PassageIndex, tmp_path: Path) -> None:
    report = ingest(lists, [write(tmp_path / "lists", HEADER + ANN + ",,Mock University,optics,\n")])
    assert report.warnings["pi-list-mock"] == ["row 2 names nobody and was left out"]
