"""A model's words become sentences with marks, however they are cut into pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.stream import Sentence, read_sentences

WORDS = st.sampled_from(
    [
        "GDP grew by 2.5%",
        "約200社が進出した",
        "Dr. Smith of the U.S. office agreed",
        "「急いだ。遅れた。」と述べた",
        "He left (early)",
    ]
)
MARKS = st.lists(st.integers(1, 40), min_size=1, max_size=3, unique=True)


def read(text: str, size: int | None = None) -> list[Sentence]:
    pieces = [text] if size is None else [text[at : at + size] for at in range(0, len(text), size)]
    return list(read_sentences(pieces))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GDP grew [1]. It fell [2][3].", [("GDP grew.", (1,)), ("It fell.", (2, 3))]),
        ("GDP grew. [1] It fell. [2]", [("GDP grew.", (1,)), ("It fell.", (2,))]),
        ("増えた[1]。減った。[2][3]", [("増えた。", (1,)), ("減った。", (2, 3))]),
        ("増えた【１】。減った［2、3］。", [("増えた。", (1,)), ("減った。", (2, 3))]),
        ("It grew [1-3]. It fell [Source 4].", [("It grew.", (1, 2, 3)), ("It fell.", (4,))]),
        ("No mark here. One there [1].", [("No mark here.", ()), ("One there.", (1,))]),
        ("[2] It grew.", [("It grew.", (2,))]),
        ("It was 3.5% in the U.S. in Jan. 2026 [1].", [("It was 3.5% in the U.S. in Jan. 2026.", (1,))]),
        ("「来た。見た。」と述べた[1]。", [("「来た。見た。」と述べた。", (1,))]),
        ("**Bold** text [1].", [("Bold text.", (1,))]),
        ("a\u202eb\u200bc [1].", [("abc.", (1,))]),
        ("[1][2]", []),
    ],
)
def test_marks_belong_to_their_sentence_and_are_taken_out(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(sentence.text, sentence.numbers) for sentence in read(text)] == expected


def test_lines_and_list_points_are_told_apart() -> None:
    found = read("First [1]. Second [2].\n- Third [3]\n2. Fourth [4].\n")
    assert [(item.text, item.line, item.point) for item in found] == [
        ("First.", 0, False),
        ("Second.", 0, False),
        ("Third", 1, True),
        ("Fourth.", 2, True),
    ]


@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=6), st.integers(1, 9), st.booleans())
def test_the_sentences_do_not_depend_on_how_the_text_is_cut(
    parts: list[tuple[str, list[int]]], size: int, japanese: bool
) -> None:
    stop, space = ("。", "") if japanese else (".", " ")
    text = space.join(f"{words}{''.join(f'[{number}]' for number in marks)}{stop}" for words, marks in parts)
    assert read(text, size) == read(text)
    assert [sentence.numbers for sentence in read(text)] == [tuple(marks) for _, marks in parts]


@given(st.text(max_size=300), st.integers(1, 20))
def test_any_text_is_read_without_a_half_mark_in_a_sentence(text: str, size: int) -> None:
    for sentence in read(text + " [1", size):
        assert sentence.text.strip()
    assert all("[1]" not in sentence.text for sentence in read(text + " [1] x.", size))


def test_a_finished_sentence_leaves_at_its_full_stop_when_its_marks_stand_before_it() -> None:
    pieces = iter(["GDP grew", " [", "1", "]", ".", " It"])
    sentences = read_sentences(pieces)
    assert next(sentences).text == "GDP grew."
    assert next(pieces) == " It"


def test_a_sentence_without_end_is_cut() -> None:
    assert max(len(sentence.text) for sentence in read("word " * 2000)) <= 1500
