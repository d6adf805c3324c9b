import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.copying import JAPANESE_ALLOWED, Originals, known_names
from corpus.readers import Limits, read
from tests.corpus.shipped import shipped_digests

SOURCE = (
    "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
    "何でも薄暗いじめじめした所でニャーニャー泣いていた事だけは記憶している。"
)
ENGLISH = "It was the best of times, it was the worst of times, it was the age of wisdom, it was folly."
ORIGINALS = Originals([SOURCE, ENGLISH])


def test_a_copied_sentence_is_found_with_its_line() -> None:
    (copy,) = ORIGINALS.copies("自分の言葉の行\n何でも薄暗いじめじめした所でニャーニャー泣いていた事\n結び")
    assert copy.line == 2
    assert copy.text == "何でも薄暗いじめじめした所でニャーニャー泣いていた事"


@pytest.mark.parametrize(
    "text",
    [
        "何でも薄暗い\n    じめじめした所で、ニャーニャー泣いていた事",
        "何でも「薄暗い」じめじめした所で ﾆｬｰﾆｬｰ 泣いていた事",
    ],
)
def test_other_spacing_width_and_punctuation_do_not_hide_a_copy(text: str) -> None:
    assert len(ORIGINALS.copies(text)) == 1


def test_a_run_of_the_length_that_is_allowed_is_no_copy() -> None:
    letters = "".join(char for char in SOURCE if char not in "。")
    assert ORIGINALS.copies(letters[:JAPANESE_ALLOWED]) == []
    assert len(ORIGINALS.copies(letters[: JAPANESE_ALLOWED + 1])) == 1


def test_thirteen_english_words_in_a_row_are_a_copy_and_twelve_are_not() -> None:
    words = ENGLISH.split()
    assert ORIGINALS.copies("We note: " + " ".join(words[:12]) + " and more") == []
    (copy,) = ORIGINALS.copies("We note:\n" + " ".join(words[:13]).upper() + " and more")
    assert (copy.line, copy.text) == (2, " ".join(words[:13]).upper())


def test_names_and_titles_may_be_said_as_they_are() -> None:
    title = "グラスルーツからの日米関係強化に関する政府タスクフォース実施報告書"
    originals = Originals([f"前文。{title}について述べる。"], [title])
    assert originals.copies(f"これは{title}について述べた文である。") == []
    assert len(Originals([f"前文。{title}について述べる。"]).copies(f"これは{title}について述べた")) == 1


def test_addresses_and_figures_are_no_copied_words() -> None:
    page = "See https://example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o and 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"
    assert Originals([page]).copies(page) == []


@given(st.text(alphabet="あいう猫犬。、 ", max_size=60), st.text(alphabet="えお鳥魚。 \n", max_size=60))
def test_text_of_other_words_is_never_a_copy(source: str, text: str) -> None:
    assert Originals([source]).copies(text) == []


@given(st.integers(0, 40), st.integers(26, 60), st.text(alphabet="絵鳥魚空", max_size=20))
def test_a_long_piece_of_the_source_is_always_found(start: int, length: int, around: str) -> None:
    letters = "".join(char for char in SOURCE if char not in "。")
    piece = letters[start : start + length]
    assert bool(ORIGINALS.copies(around + piece + around)) == (len(piece) > JAPANESE_ALLOWED)


def test_no_tracked_file_copies_a_publication(shared: Path) -> None:
    root = Path(__file__).parents[2]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout")
    pages = [
        page.text for path in sorted((shared / "corpus").glob("*.pdf")) for page in read(path, Limits()).pages
    ]
    originals = Originals(pages, known_names(shipped_digests().values()))
    copied = [
        f"{name}:{copy.line}: {copy.text[:60]}"
        for name in listed.stdout.split("\0")
        if name and (text := text_of(root / name))
        for copy in originals.copies(text)
    ]
    assert copied == []


def text_of(path: Path) -> str:
    """The text of a file; empty for one that is no text or is gone."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError):
        return ""
