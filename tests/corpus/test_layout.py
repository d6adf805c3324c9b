from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Section
from corpus.readers.layout import (
    Bookmark,
    PageLines,
    find_sections,
    join,
    printed_labels,
    tidy_path,
    without_furniture,
)
from corpus.readers.line import Line

WIDTH, HEIGHT = 595.0, 842.0


def line(
    text: str, top: float, size: float = 10.0, left: float = 60.0, right: float = 500.0, bold: bool = False
) -> Line:
    return Line(text, size, bold, left, right, top, False)


def page(number: int, *lines: Line, slide: bool = False) -> PageLines:
    width, height = (HEIGHT, WIDTH) if slide else (WIDTH, HEIGHT)
    return PageLines(number, width, height, lines)


def body(number: int, *texts: str) -> PageLines:
    return page(number, *(line(text, 700 - 14 * row) for row, text in enumerate(texts)))


def headed(sections: Sequence[Section]) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(section.path, [paragraph.text for paragraph in section.paragraphs]) for section in sections]


def test_larger_lines_are_headings_and_nest_by_size() -> None:
    found = find_sections(
        [
            page(
                1,
                line("大見出し", 750, 18),
                line("導入の文は最後まで届く長さの行である。", 720),
                line("小見出し", 690, 14),
                line("本文の一行目は欄の端まで続いて", 660),
                line("二行目につながる。", 646, right=200),
            )
        ],
        [],
    )
    assert headed(found) == [
        (("大見出し",), ["導入の文は最後まで届く長さの行である。"]),
        (("大見出し", "小見出し"), ["本文の一行目は欄の端まで続いて二行目につながる。"]),
    ]


def test_a_heading_over_two_lines_is_one() -> None:
    text = "本文は見出しよりもずっと長く続く。"
    found = find_sections(
        [page(1, line("ニューイングランドの", 750, 18), line("経済", 728, 18), line(text, 700))], []
    )
    assert headed(found) == [(("ニューイングランドの経済",), [text])]


def test_a_full_sentence_in_large_type_is_no_heading() -> None:
    found = find_sections(
        [page(1, line("これは大きな字の文である。", 750, 18), *body(1, "あ" * 40).lines)], []
    )
    assert found[0].path == ()


def test_a_line_that_stops_short_ends_its_paragraph() -> None:
    lines = (
        line("一段落目の文がここで終わる。", 700, right=250),
        line("二段落目の文は端まで続く長い行。", 686),
    )
    assert [p.text for p in find_sections([page(1, *lines)], [])[0].paragraphs] == [
        "一段落目の文がここで終わる。",
        "二段落目の文は端まで続く長い行。",
    ]


@pytest.mark.parametrize("mark", ["●", "・", "①", "（１）", "1. ", "6月10日（水）", "開催規模："])
def test_an_item_begins_a_paragraph_of_its_own(mark: str) -> None:
    found = find_sections([body(1, "前の行は欄の端まで続いている", f"{mark}次の項目")], [])
    assert [p.text for p in found[0].paragraphs] == ["前の行は欄の端まで続いている", f"{mark}次の項目"]


def test_digits_set_one_below_the_other_are_joined() -> None:
    lines = [line(char, 700 - 30 * row, left=100, right=106) for row, char in enumerate("2025")]
    assert [p.text for p in find_sections([page(1, *lines)], [])[0].paragraphs] == ["2025"]


def test_a_sentence_goes_on_over_a_page_break_and_knows_both_pages() -> None:
    first = "ボストンにはライフサイエンスの企業と研究機関が集まっており、その多くが"
    found = find_sections([body(1, first), body(2, "大学の周りにある。")], [])
    (paragraph,) = found[0].paragraphs
    assert paragraph.text == first + "大学の周りにある。"
    assert [piece.page for piece in paragraph.pieces] == [1, 2]


def test_each_slide_begins_anew() -> None:
    slides = [
        page(1, line("一枚目の題", 550, 20), line("一枚目の本文が続いている", 500), slide=True),
        page(2, line("二枚目の本文", 500), slide=True),
    ]
    assert [section.path for section in find_sections(slides, [])] == [("一枚目の題",), ()]


def test_bookmarks_are_the_outermost_headings_from_their_place_on() -> None:
    pages = [body(1, "前書き。"), body(2, "第一章の文。", "第二章の文。")]
    found = find_sections(pages, [Bookmark("第一章", 2, 842.0), Bookmark("第二章", 2, 690.0)])
    assert headed(found) == [
        ((), ["前書き。"]),
        (("第一章",), ["第一章の文。"]),
        (("第二章",), ["第二章の文。"]),
    ]


def test_a_record_of_fields_begins_where_its_first_field_comes_again() -> None:
    fields = ("実施日程：5月1日", "実施場所：ボストン", "開催規模：50名")
    found = find_sections([body(1, *fields, *fields)], [])
    assert [len(section.paragraphs) for section in found] == [3, 3]


def test_page_numbers_and_running_heads_are_dropped() -> None:
    pages = [
        page(
            number,
            line("四季報 2026年冬号", 820),
            line(f"本文の{number}頁目はここに書かれている。", 500),
            line(f"- {number} -", 30),
        )
        for number in range(1, 6)
    ]
    kept = without_furniture(pages)
    assert [[item.text for item in page.lines] for page in kept] == [
        [f"本文の{number}頁目はここに書かれている。"] for number in range(1, 6)
    ]


def test_a_line_at_the_head_that_does_not_repeat_stays() -> None:
    pages = [
        page(number, line(f"{'甲乙丙丁戊'[number]}の章", 820), line("本文。", 500)) for number in range(5)
    ]
    assert all(len(page.lines) == 2 for page in without_furniture(pages))


def test_printed_page_numbers_are_labels_where_they_run_in_step() -> None:
    pages = [page(number, line("本文。", 500), line(str(number - 2), 30)) for number in range(3, 9)]
    assert printed_labels([body(1, "表紙"), body(2, "目次"), *pages]) == {n: str(n - 2) for n in range(3, 9)}


def test_numbers_that_do_not_run_in_step_are_no_labels() -> None:
    pages = [
        page(number, line("本文。", 500), line(str(amount), 30))
        for number, amount in enumerate([7, 3, 120, 9], 1)
    ]
    assert printed_labels(pages) == {}


def test_lines_join_without_a_space_in_japanese_and_with_one_in_english() -> None:
    assert join("ライフサイ", "エンス") == "ライフサイエンス"
    assert join("life", "science") == "life science"
    assert join("MIT", "の研究") == "MITの研究"
    assert join("biotech-", "nology") == "biotechnology"
    assert join("Jun-", "Ichi") == "Jun- Ichi"


@given(st.text(max_size=20), st.text(max_size=20))
def test_joining_loses_no_character_but_a_hyphen(first: str, second: str) -> None:
    joined = join(first, second)
    assert joined.replace(" ", "").replace("-", "") == (first + second).replace(" ", "").replace("-", "")


def test_a_heading_path_says_nothing_twice() -> None:
    assert tidy_path(("□ 開催 行事", "開催行事", "■", "詳細")) == ("開催 行事", "詳細")
