"""Web pages: headings, paragraphs, lists and tables; navigation and scripts left out."""

import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from corpus.document import Document, Page, Paragraph, Piece, Refused, Row, Section, Table
from corpus.readers.encoding import decode
from corpus.researchers import column_fields, is_researcher_list

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


@dataclass(frozen=True)
class Cell:
    """The text of a cell and the web address that it leads to."""

    text: str = ""
    address: str | None = None


def read_table(tag: Tag) -> Table:
    """A table; merged cells are filled, the first row that lists people's headings or else the first heads it."""
    rows = [row for row in filled_rows(tag) if any(cell.text for cell in row)]
    texts = [tuple(cell.text for cell in row) for row in rows]
    header_at = next((at for at, row in enumerate(texts) if is_researcher_list(row)), 0)
    columns = texts[header_at] if texts else ()
    url = column_fields(columns).get("url")
    body = tuple(
        Row(number, None, tuple((at == url and cell.address) or cell.text for at, cell in enumerate(row)))
        for number, row in enumerate(rows[header_at + 1 :], start=1)
    )
    return Table(columns, body)


def filled_rows(tag: Tag) -> list[list[Cell]]:
    """The rows of a table; a cell that spans several rows stands in each of them."""
    rows: list[list[Cell]] = []
    hanging: dict[int, tuple[int, Cell]] = {}
    for row in tag.find_all("tr"):
        cells: list[Cell] = []
        for item in row.find_all(("th", "td")):
            fill_from_above(cells, hanging)
            cell = cell_of(item)
            if span(item, "rowspan") > 1:
                hanging[len(cells)] = (span(item, "rowspan") - 1, cell)
            cells.append(cell)
            cells.extend(Cell() for _ in range(span(item, "colspan") - 1))
        fill_from_above(cells, hanging)
        rows.append(cells)
    return rows


def fill_from_above(cells: list[Cell], hanging: dict[int, tuple[int, Cell]]) -> None:
    """Take in the cells that reach down from earlier rows at the place that a row has come to."""
    while len(cells) in hanging:
        left, cell = hanging.pop(len(cells))
        if left > 1:
            hanging[len(cells)] = (left - 1, cell)
        cells.append(cell)


def cell_of(tag: Tag) -> Cell:
    """A cell with its text and its first web address."""
    links = [str(link["href"]) for link in tag.find_all("a", href=True)]
    return Cell(spaced(tag), next((link for link in links if link.startswith("http")), None))


def span(tag: Tag, name: str) -> int:
    """How many rows or columns a cell takes; one where it does not say."""
    told = str(tag.get(name, "1"))
    return max(1, min(int(told), 1000)) if told.isdigit() else 1
