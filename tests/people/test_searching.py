import gc
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from corpus.people.fields import known_fields
from index.passage_index import open_index
from index.people import Directory, Wanted, open_directory
from tests.homes import copy_home

Judged = dict[str, list[dict[str, Any]]]


def found(directory: Directory, text: str, limit: int = 60) -> list[int]:
    return [item.person.record.row for item in directory.search(Wanted(text), limit).found]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_judged_topics_find_their_people_first(directory: Directory, judged: Judged, language: str) -> None:
    precisions, recalls = [], []
    for topic in (topic for topic in judged["topics"] if topic["lang"] == language):
        rows, relevant = found(directory, topic["query"]), set(topic["relevant"])
        precisions.append(len(relevant & set(rows[: len(relevant)])) / len(relevant))
        recalls.append(len(relevant & set(rows[:10])) / len(relevant))
    assert sum(precisions) / len(precisions) >= 0.85
    assert sum(recalls) / len(recalls) >= 0.95


def test_no_name_of_a_field_reaches_across_a_comma() -> None:
    named = dict(known_fields().mentions("hydrogen, storage of electricity"))
    assert named == {"hydrogen": "hydrogen", "battery": "storage", "energy": "electricity"}


def test_topics_that_nobody_works_on_find_nobody(directory: Directory, judged: Judged) -> None:
    assert [topic["query"] for topic in judged["nobody"] if found(directory, topic["query"])] == []


def test_judged_names_find_their_person_first(directory: Directory, judged: Judged) -> None:
    right = [
        bool(rows := found(directory, name["query"], 1)) and rows[0] in name.get("rows", [name.get("row")])
        for name in judged["names"]
    ]
    assert sum(right) >= 38


@pytest.mark.parametrize(
    "spelling",
    ["大田仮名子", "おおた かなこ", "Oota Kanako", "KANAKO OHTA", "Ota, Kanako", "Ｏｔａ　Ｋａｎａｋｏ"],
)
def test_a_name_is_found_in_any_spelling(directory: Directory, spelling: str) -> None:
    assert found(directory, spelling)[0] == 14


@pytest.mark.parametrize("name", ["MIT", "マサチューセッツ工科大学", "Massachusetts Institute of Technology"])
def test_an_institution_is_found_by_any_of_its_names(directory: Directory, name: str) -> None:
    results = directory.search(Wanted(institution=name), 60)
    assert results.total == 6
    assert 19 in {item.person.record.row for item in results.found}


def test_a_place_in_the_words_narrows_the_search(directory: Directory) -> None:
    assert found(directory, "ニューヘイブンの量子") == [57]


def test_facets_count_the_people_found(directory: Directory) -> None:
    results = directory.search(Wanted("quantum"), 2)
    assert {facet.value: facet.count for facet in results.facets["state"]} == {"MA": 2, "CT": 1}
    assert results.total == 3


def test_each_person_found_says_which_words_of_the_list_matched(directory: Directory) -> None:
    (first,) = directory.search(Wanted("CAR-T療法"), 1).found
    assert "CAR-T" in first.matched
    assert set(first.matched) <= {
        first.person.record.field_en,
        first.person.record.field_ja,
        *first.person.record.keywords,
    }


def test_where_nobody_is_found_the_nearest_fields_are_told(directory: Directory) -> None:
    results = directory.search(Wanted("string theory"))
    assert (results.total, list(results.nearest)) == (0, ["physics"])


def test_people_on_like_topics_are_similar(directory: Directory) -> None:
    similar = directory.similar(directory.people[28].record.record_id, 1)
    assert [item.person.record.row for item in similar] == [57]


def test_a_reading_that_the_list_does_not_state_is_marked_as_a_guess(directory: Directory) -> None:
    assert directory.people[5].kana == ("サイトウ ノリト", True)


def test_a_directory_goes_with_its_library(people_home: Path, home: Path) -> None:
    library = open_index(copy_home(people_home, home))
    assert open_directory(library).people
    gone = ref(library)
    del library
    gc.collect()
    assert gone() is None
