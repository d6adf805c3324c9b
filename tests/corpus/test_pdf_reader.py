from pathlib import Path

import pytest

from corpus.document import Refused
from corpus.readers.pdf import read_pdf
from tests.paper import SLIDE, Paper

LONG = "この段落はボストンの研究環境について述べており、欄の端まで届く長さで書かれている。"


def test_pages_sections_and_metadata_come_from_the_file(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf", title="四季報", author="総領事館")
    paper.page(("エコシステムの概観", 18), LONG, link="https://example.org/list").page(("資金", 18), LONG)
    document = read_pdf(paper.save(), None, 10)
    assert (document.format, document.title, document.author) == ("pdf", "四季報", "総領事館")
    assert [page.number for page in document.pages] == [1, 2]
    assert LONG in document.pages[0].text
    assert [(s.path, [p.text for p in s.paragraphs]) for s in document.sections] == [
        (("エコシステムの概観",), [LONG]),
        (("資金",), [LONG]),
    ]
    assert document.links == ("https://example.org/list",)
    assert document.warnings == ()


def test_the_number_printed_on_a_page_is_its_label_before_the_files_own(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf")
    paper.page("表紙", label=("ROMAN_LOWER", 1)).page("目次")
    for number in range(1, 5):
        paper.page(LONG, (str(number), 9, 290, 30), label=("ARABIC", 11) if number == 1 else None)
    labels = [(page.label, page.label_printed) for page in read_pdf(paper.save(), None, 10).pages]
    assert labels == [("i", False), ("ii", False), ("1", True), ("2", True), ("3", True), ("4", True)]


def test_a_page_without_any_number_has_no_label(tmp_path: Path) -> None:
    assert read_pdf(Paper(tmp_path / "a.pdf").page(LONG).save(), None, 10).pages[0].label is None


def test_top_bookmarks_head_their_sections(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf").page(LONG, bookmark="第一部").page(LONG, bookmark="第二部")
    assert [section.path for section in read_pdf(paper.save(), None, 10).sections] == [
        ("第一部",),
        ("第二部",),
    ]


def test_slides_are_cut_at_each_page(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf", size=SLIDE)
    paper.page(("題名", 24), "一枚目の本文の行").page("二枚目の本文の行")
    assert [section.path for section in read_pdf(paper.save(), None, 10).sections] == [("題名",), ()]


def test_an_encrypted_file_is_refused_without_its_password_and_read_with_it(tmp_path: Path) -> None:
    path = Paper(tmp_path / "a.pdf", password="himitsu").page(LONG).save()
    with pytest.raises(Refused, match="password protected"):
        read_pdf(path, None, 10)
    with pytest.raises(Refused, match="password protected"):
        read_pdf(path, "wrong", 10)
    assert LONG in read_pdf(path, "himitsu", 10).pages[0].text


def test_more_pages_than_the_limit_are_refused(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf")
    for _ in range(4):
        paper.page(LONG)
    with pytest.raises(Refused, match="4 pages, more than the limit of 3"):
        read_pdf(paper.save(), None, 3)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        ("これは文章です".encode(), "it is not a PDF"),
        (b"PK\x03\x04" + b"x" * 2000, "it is not a PDF"),
        (b"%PDF-1.7\n%%EOF", "damaged"),
    ],
)
def test_what_is_no_pdf_is_refused_with_the_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(Refused, match=reason):
        read_pdf(path, None, 10)


def test_a_truncated_pdf_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = Paper(tmp_path / "a.pdf").page(LONG).page(LONG).save()
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(Refused, match=r"^it is damaged[^.]*$"):
        read_pdf(path, None, 10)


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no text layer"):
        read_pdf(Paper(tmp_path / "a.pdf").page().page().save(), None, 10)


def test_an_empty_page_among_others_is_warned_of(tmp_path: Path) -> None:
    document = read_pdf(Paper(tmp_path / "a.pdf").page(LONG).page().page(LONG).save(), None, 10)
    assert document.warnings == ("no text on page 2",)


def test_text_in_a_script_that_is_neither_language_is_not_taken_for_garbled(tmp_path: Path) -> None:
    document = read_pdf(Paper(tmp_path / "a.pdf").page("Müller – “Straße” €30 ＡＢＣ", LONG).save(), None, 10)
    assert document.warnings == ()


def test_a_heading_that_is_repeated_at_the_head_of_every_page_is_dropped(tmp_path: Path) -> None:
    paper = Paper(tmp_path / "a.pdf")
    for number in "一二三四":
        paper.page(("J-NEXUS 四季報", 9, 60, 815), (f"第{number}章", 18, 60, 700), LONG)
    sections = read_pdf(paper.save(), None, 10).sections
    assert [section.path for section in sections] == [(f"第{number}章",) for number in "一二三四"]
    assert all("J-NEXUS" not in paragraph.text for section in sections for paragraph in section.paragraphs)
