from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sounds import Readings, key, sounds_like, spoken

TERMS = [
    "関白",
    "鳩摩羅什",
    "ムドロス",
    "アルーストック",
    "下関",
    "大石",
    "文字",
    "門司",
    "glock",
    "量子",
    "accelerator",
]


@pytest.mark.parametrize(
    ("word", "term"),
    [
        ("kampaku", "関白"),
        ("shimonoseki", "下関"),
        ("oishi", "大石"),
        ("mudros", "ムドロス"),
        ("aroostook", "アルーストック"),
        ("グロック", "glock"),
    ],
)
def test_a_name_is_found_in_the_other_script(word: str, term: str) -> None:
    assert Readings.build(TERMS).named(word) == {term: 1.0}


def test_words_that_are_read_alike_share_a_name() -> None:
    assert Readings.build(TERMS).named("moji") == {"文字": 0.5, "門司": 0.5}


def test_a_name_that_nothing_sounds_like_has_no_terms() -> None:
    assert Readings.build(TERMS).named("verdun") == {}
    assert Readings({}).named("kampaku") == {}


def test_an_abbreviation_is_no_name() -> None:
    assert Readings.build(["ミット", "マガ"]).named("mit") == {}


def test_numbers_and_sentences_are_not_said() -> None:
    assert [spoken(text) for text in ("2024", "", "研", "長い長い長い長い長い文", "a b")] == [""] * 5


@given(st.lists(st.sampled_from(TERMS), unique=True), st.text(max_size=12))
def test_shares_sum_to_one_or_there_are_none(terms: list[str], word: str) -> None:
    shares = Readings.build(terms).named(word)
    assert not shares or sum(shares.values()) == pytest.approx(1.0)


def test_readings_are_the_same_once_kept(tmp_path: Path) -> None:
    readings = Readings.build(TERMS)
    readings.save(tmp_path)
    assert Readings.load(tmp_path).said == readings.said


@pytest.mark.parametrize(
    ("one", "other"), [("Kampaku", "kanpaku"), ("Ōsaka", "oosaka"), ("Tōkyō", "toukyou")]
)
def test_romanisations_of_one_word_compare_equal(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_names_sound_alike_by_their_consonants() -> None:
    assert sounds_like("Garnetti", ["garunetti"])
    assert not sounds_like("Garnetti", ["bosuton"])
