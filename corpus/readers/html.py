"""Web pages: headings, paragraphs, lists and tables; navigation and scripts left out."""

import re
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from corpus.document import Document, Page, Paragraph, Piece, Refused, Row, Section, Table
from corpus.readers.encoding import decode

LEFT_OUT = ("script", "style", "nav", "header", "footer", "noscript", "template", "form", "svg")
BLOCKS = (
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "table",
    "figcaption",
    "div",
)
"""What a paragraph may stand in; a `div` only where it holds no other of these."""


def read_html(path: Path) -> Document:
    """Read an HTML page. It has no pages: what is cited is the section.

    Raises:
        Refused: when it holds no text.
    """
    soup = BeautifulSoup(decode(path.read_bytes()), "html.parser")
    title = soup.title.get_text(strip=True) if soup.title else None
    root = soup.find("main") or soup.find("article") or soup.body or soup
    for tag in root.find_all(LEFT_OUT):
        tag.decompose()
    sections: list[Section] = []
    tables: list[Table] = []
    path_now: list[tuple[int, str]] = []
    paragraphs: list[Paragraph] = []

    def close() -> None:
        if paragraphs:
            sections.append(Section(tuple(text for _, text in path_now), tuple(paragraphs)))
            paragraphs.clear()

    for block in root.find_all(BLOCKS):
        if not isinstance(block, Tag) or block.find_parent(("table", "li", "blockquote")):
            continue
        if block.name == "div" and block.find(BLOCKS):
            continue
        text = spaced(block)
        if not text:
            continue
        if re.fullmatch(r"h[1-6]", block.name):
            close()
            level = int(block.name[1])
            path_now[:] = [(depth, title) for depth, title in path_now if depth < level] + [(level, text)]
        elif block.name == "table":
            table = read_table(block)
            tables.append(table)
            paragraphs.extend(
                Paragraph((Piece(None, "; ".join(filter(None, row.cells))),)) for row in table.rows
            )
        else:
            paragraphs.append(Paragraph((Piece(None, text),)))
    close()
    if not sections:
        raise Refused("the page holds no text; save it from the browser with its content shown")
    everything = "\n".join(p.text for section in sections for p in section.paragraphs)
    links = tuple(
        dict.fromkeys(
            str(a["href"]) for a in root.find_all("a", href=True) if str(a["href"]).startswith("http")
        )
    )
    return Document(
        format="html",
        pages=(Page(1, None, everything),),
        sections=tuple(sections),
        tables=tuple(tables),
        title=title,
        links=links,
    )


def spaced(tag: Tag) -> str:
    """The text of a tag with white space folded."""
    return re.sub(r"\s+", " ", tag.get_text(" " if tag.name == "table" else "", strip=False)).strip()


def read_table(tag: Tag) -> Table:
    """A table whose first row holds the column headings."""
    rows = [[spaced(cell) for cell in row.find_all(("th", "td"))] for row in tag.find_all("tr")]
    rows = [row for row in rows if any(row)]
    columns = tuple(rows[0]) if rows else ()
    body = tuple(Row(number, None, tuple(row)) for number, row in enumerate(rows[1:], start=1))
    return Table(columns, body)
