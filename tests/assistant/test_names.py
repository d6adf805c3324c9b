"""Names are found in both languages and recognised in the other script."""

import pytest

from assistant.names import Name, Words, find_names
from index.sounds import sounds_like


def names(text: str) -> list[str]:
    """The names of a text as they stand in it."""
    return [name.text for name in find_names(text)]


def test_capitalised_words_are_names_and_ordinary_ones_are_not() -> None:
    assert names("In Boston, Governor Smithson met MassChallenge.") == ["Boston", "Smithson", "MassChallenge"]


def test_japan_and_months_need_no_source() -> None:
    assert names("In March 2026 Japanese companies in Japan met on Monday.") == []


def test_words_of_letters_and_digits_are_names() -> None:
    assert names("ポスト5Gとdata42") == ["5G", "data42"]


def test_addresses_are_names() -> None:
    assert names("See https://example.org/a?b=1 or write to pi@example.org.") == [
        "https://example.org/a?b=1",
        "pi@example.org",
    ]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Massachusetts", "MA州の名目GDP"),
        ("マサチューセッツ州", "Massachusetts ranks 12th"),
        ("JETRO", "ジェトロの調査"),
        ("Healey", "ヒーリー知事による寄稿"),
        ("Garnetti", "ジョン・ガルネッティ氏"),
        ("Nishino", "一橋大学 西野教授"),
        ("United States", "全米では第12位"),
        ("Mass Challenge", "MassChallenge"),
    ],
)
def test_a_name_is_recognised_in_the_other_script(name: str, source: str) -> None:
    found = find_names(name)
    assert found
    assert all(Words(source).have(one) for one in found)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Boston", "シカゴの総領事館"),
        ("Healey", "ミルズ知事"),
        ("ニューヨーク州", "マサチューセッツ州"),
        ("NIH", "NIST"),
        ("Nishino", "西田教授"),
    ],
)
def test_another_name_is_not_taken_for_it(name: str, source: str) -> None:
    found = find_names(name)
    assert found
    assert not any(Words(source).have(one) for one in found)


def test_a_short_latin_name_does_not_stand_inside_a_longer_word() -> None:
    assert not Words("participants").have(Name("AI"))
    assert Words("AIと創薬").have(Name("AI"))


def test_two_consonants_are_the_least_that_can_sound_alike() -> None:
    assert not sounds_like("Yoo", ["yuu"])


def test_a_code_does_not_stand_where_its_letters_only_sound_alike() -> None:
    assert not Words("データ基盤data42").have(Name("data48391"))
    assert Words("データ基盤data42").have(Name("data42"))
