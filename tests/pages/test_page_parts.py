import string
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.answer_text import blocks, pieces
from api.pages.dates import written
from api.pages.language import preferred
from api.pages.references import Reference
from api.pages.texts import read_texts
from assistant.answer import Citation
from corpus.catalogue import Publication


def leaves(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for section, texts in table.items():
        for name, text in texts.items():
            for number, item in enumerate(text if isinstance(text, list) else [text]):
                yield f"{section}.{name}.{number}", item


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_texts_with_the_same_blanks() -> None:
    japanese, english = dict(leaves(read_texts("ja"))), dict(leaves(read_texts("en")))
    assert japanese.keys() == english.keys()
    for name, text in english.items():
        assert text.strip() or name.startswith("welcome."), name
        assert fields(text) == fields(japanese[name]), name


def test_no_text_was_left_in_the_other_language() -> None:
    kana = set(map(chr, [*range(0x3041, 0x3097), *range(0x30A1, 0x30FB)]))
    assert [name for name, text in leaves(read_texts("en")) if kana & set(text)] == []
    plain = {name for name, text in leaves(read_texts("ja")) if text.isascii()}
    assert plain == set()


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("ja", "ja"),
        ("EN-us", "en"),
        ("de;q=1, ja;q=0.1", "ja"),
        ("ja;q=0, en;q=0.1", "en"),
        (None, "en"),
        ("ja;q=1.2.3, en;q=0.1", "en"),
    ],
)
def test_the_best_weighted_language_is_preferred(header: str | None, language: str) -> None:
    assert preferred(header) == language


@given(st.text())
def test_any_header_gives_a_language(header: str) -> None:
    assert preferred(header) in {"ja", "en"}


@pytest.mark.parametrize(
    ("iso", "english", "japanese"),
    [
        ("2025-12-26", "26 December 2025", "2025年12月26日"),
        ("2026-02", "February 2026", "2026年2月"),
        ("2026", "2026", "2026年"),
        ("spring 2026", "spring 2026", "spring 2026"),
        ("2026-13", "2026-13", "2026-13"),
        ("", "", ""),
    ],
)
def test_dates_are_written_as_readers_write_them(iso: str, english: str, japanese: str) -> None:
    assert (written(iso, "en"), written(iso, "ja")) == (english, japanese)


@given(st.text(), st.sets(st.integers(1, 9)))
def test_the_pieces_of_a_line_hold_all_its_words(line: str, known: set[int]) -> None:
    assert "".join(piece.text for piece in pieces(line, known)) == line


@given(st.lists(st.sampled_from(["words ", "[1]", "[2]", "[3]", " ", "https://a.example/b", "。"])))
def test_only_numbers_with_a_citation_are_marks(parts: list[str]) -> None:
    found = [number for piece in pieces("".join(parts), {1, 2}) for number in piece.numbers]
    assert set(found) <= {1, 2}


def test_lines_with_a_hyphen_make_one_list() -> None:
    found = blocks("First. [1]\n\n- second [1][2]\n- third\nLast.", {1, 2})
    assert [(block.kind, len(block.claims)) for block in found] == [
        ("paragraph", 1),
        ("list", 2),
        ("paragraph", 1),
    ]
    assert [piece.numbers for piece in found[1].claims[0]] == [(), (1, 2)]


def reference(**values: Any) -> Reference:
    citation = {
        "number": 1,
        "document_id": "notes_01",
        "version": None,
        "title": "Notes",
        "publisher": None,
        "published": None,
        "page": None,
        "page_label": None,
        "section": None,
        "source": "publication",
        "quote": "q",
        "quote_language": "en",
        "verified": True,
        "url": None,
        "page_image": None,
    }
    publication = {name: values.pop(name) for name in ("publisher_en", "published") if name in values}
    return Reference(
        Citation.model_validate(citation | values),
        Publication(
            "notes_01", title_ja="覚え書き", title_en="Notes & 50% more", publisher="港", **publication
        ),
    )


def test_a_reference_says_what_is_known_and_nothing_else() -> None:
    bare = reference()
    assert bare.apa("ja") == "港『覚え書き』。"
    assert bare.apa("en") == "港. (n.d.). Notes & 50% more."
    full = reference(
        page=8, page_label="6", published="2026-02", publisher_en="Harbour", url="https://h.example/"
    )
    assert full.apa("ja") == "港（2026年2月）『覚え書き』6ページ。 https://h.example/"
    assert full.apa("en") == "Harbour. (2026, February). Notes & 50% more (p. 6). https://h.example/"
    assert reference(page=3).apa("en") == "港. (n.d.). Notes & 50% more (page 3 of the file)."


def test_a_reference_warns_of_digests_and_of_invented_data() -> None:
    digest = reference(source="digest", verified=False)
    sample = reference(source="list", verified=False, fictitious=True)
    for language, words in (("ja", "非公式の要約"), ("en", "unofficial digest")):
        assert words in digest.apa(language)
        assert words in digest.bibtex(language)
        assert words in digest.ris(language)
    assert "架空" in sample.apa("ja")
    assert "fictitious" in sample.ris("en")
    assert "digest" not in reference(source="digest").apa("en")


def test_bibtex_escapes_what_latex_reads_as_commands() -> None:
    entry = reference(page_label="i", published="2026-02", url="https://h.example/a_b").bibtex("en")
    assert entry.startswith("@misc{notes-01-i,\n")
    assert r"Notes \& 50\% more" in entry
    assert "month = feb" in entry
    assert "url = {https://h.example/a_b}" in entry
    assert entry.count("{") == entry.count("}")


def test_ris_is_one_field_a_line_and_ends() -> None:
    record = reference(page_label="6", published="2026-02").ris("en")
    lines = record.split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert "DA  - 2026/02//" in lines
    assert "SP  - 6" in lines
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " for line in lines[:-1])
