from pathlib import Path

import pytest

from corpus.document import Document, Refused
from corpus.readers.html import read_html
from corpus.readers.text import read_text

PAGE = """<html><head><title>米国の新産業</title><style>p {{}}</style></head><body>
<nav><a href="https://example.org/menu">メニュー</a></nav>
<main><h1>米国の<b>新</b>産業</h1><p>導入の<br>段落。</p>
<h2>医療</h2><p>医療の段落。<a href="https://example.org/a">出典</a></p><ul><li>項目<p>内側</p></li></ul>
<script>alert("not text")</script>
<h2>表</h2><table><tr><th>州</th><th>企業数</th></tr><tr><td>ミネソタ</td><td>１２</td></tr></table></main>
<footer>著作権</footer></body></html>"""


def outline(document: Document) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(s.path, [p.text for p in s.paragraphs]) for s in document.sections]


def test_a_web_page_is_read_by_its_headings_without_menus_and_scripts(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read_html(path)
    assert outline(document) == [
        (("米国の新産業",), ["導入の段落。"]),
        (("米国の新産業", "医療"), ["医療の段落。出典", "項目内側"]),
        (("米国の新産業", "表"), ["ミネソタ; １２"]),
    ]
    assert document.title == "米国の新産業"
    assert document.links == ("https://example.org/a",)
    assert document.tables[0].columns == ("州", "企業数")


def test_a_web_page_has_no_pages_to_cite(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    assert all(
        piece.page is None for s in read_html(path).sections for p in s.paragraphs for piece in p.pieces
    )


def test_a_web_page_in_shift_jis_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_bytes(PAGE.encode("cp932"))
    assert read_html(path).title == "米国の新産業"


def test_text_that_stands_in_boxes_alone_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<div><div>一つ目の<b>箱</b></div><div>二つ目の箱</div></div>", encoding="utf-8")
    assert [p.text for p in read_html(path).sections[0].paragraphs] == ["一つ目の箱", "二つ目の箱"]


def test_a_web_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>render()</script></body></html>", encoding="utf-8")
    with pytest.raises(Refused, match="holds no text"):
        read_html(path)


MARKDOWN = """前書きの段落。

# 招聘の手引き #

一行目は
二行目に続く。English text
goes on.

## 費用
- 航空券
- 宿泊費は
  実費
1. 申請書を出す

# 連絡先
総領事館まで。
"""


def test_markdown_headings_begin_sections_and_blank_lines_end_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert outline(read_text(path)) == [
        ((), ["前書きの段落。"]),
        (("招聘の手引き",), ["一行目は二行目に続く。English text goes on."]),
        (("招聘の手引き", "費用"), ["- 航空券", "- 宿泊費は実費", "1. 申請書を出す"]),
        (("連絡先",), ["総領事館まで。"]),
    ]


def test_the_first_heading_is_the_title(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(MARKDOWN, encoding="utf-8")
    assert read_text(path).title == "招聘の手引き"


def test_plain_text_in_euc_jp_is_read(tmp_path: Path) -> None:
    path = tmp_path / "memo.txt"
    path.write_bytes("総領事館からのお知らせです。".encode("euc_jp"))
    assert read_text(path).pages[0].text == "総領事館からのお知らせです。"


@pytest.mark.parametrize("content", ["", " \n\n", "# 見出しだけ\n"])
def test_text_without_any_paragraph_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "memo.md"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match="no text"):
        read_text(path)
