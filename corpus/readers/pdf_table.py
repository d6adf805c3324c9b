"""Lists of people printed as tables in PDFs: cells from words and rulings, rows over line and page breaks.

Where a table is ruled its lines bound the cells; where it is not, columns begin where their headings begin and
rows where the first column has a word. Addresses come from link annotations, since printed ones are broken.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.document import Row, Table
from corpus.readers.layout import join
from corpus.readers.pdf_links import Link, page_links
from corpus.readers.pdf_words import THIN, Word, by_gaps, line_text, lines_of, page_words
from corpus.researchers import column_fields, is_researcher_list

LONGEST_HEADING = 40

HEADINGS = re.compile(
    r"(?=.*(氏名|名前|name|investigator))(?=.*(所属|機関|institution|affiliation|universit))", re.I | re.S
)
"""What a page must speak of for its table to be looked for."""

PAGE_NUMBER = re.compile(r"[\s\d/／.\-–―]+|.*\d+\s*/\s*\d+")


Cells = tuple[tuple[str, ...], ...]
"""The cells of a row, each as its lines."""


@dataclass
class Grid:
    """The edges of a page's columns from the left and of its rows from the top."""

    columns: list[float]
    rows: list[float]

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """The (row, column) at a point; None outside the table."""
        column = bisect_right(self.columns, x) - 1
        row = bisect_right([-edge for edge in self.rows], -y) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (row, column) if inside else None


def people_table(path: Path, password: str | None, texts: Iterable[str]) -> Table | None:
    """The table of people in a file whose pages have these texts; None where no page holds one.

    None as well for a file that PDFium cannot open: without boxes there are no columns.
    """
    if not any(HEADINGS.match(text) for text in texts):
        return None
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError:
        return None
    try:
        return table_of(document)
    finally:
        document.close()


def table_of(document: pdfium.PdfDocument) -> Table | None:
    """The table of people in an opened document."""
    rows: list[Row] = []
    columns: tuple[str, ...] = ()
    for index in range(len(document)):
        page = document[index]
        words = page_words(page)
        grid = ruled_grid(page, words) or plain_grid(words, page.get_width())
        found = filled(grid, words, page_links(page)) if grid else []
        headings = [tuple(joined(cell) for cell in cells) for cells in found]
        header_at = next((at for at, cells in enumerate(headings) if is_header(cells)), None)
        if header_at is not None:
            columns = columns or headings[header_at]
            found = found[header_at + 1 :]
        if columns:
            add_rows(rows, [cells for cells in found if len(cells) == len(columns)], columns, index + 1)
        page.close()
    return Table(columns, tuple(rows)) if columns else None


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether a row of cells holds the headings of a list of people: short words, most of them known."""
    headings = [cell for cell in cells if cell]
    known = len(column_fields(cells))
    short = all(len(cell) <= LONGEST_HEADING and not cell.endswith("。") for cell in headings)
    return short and known >= max(3, len(headings) / 2) and is_researcher_list(cells)


def add_rows(rows: list[Row], found: Iterable[Cells], columns: tuple[str, ...], page: int) -> None:
    """Take in the rows of a page; the first goes on with the last of the page before where it has no beginning."""
    fields = column_fields(columns)
    names = {fields.get("name_ja"), fields.get("name_kana")}
    for position, lines in enumerate(found):
        cells = tuple(name(cell) if at in names else joined(cell) for at, cell in enumerate(lines))
        if not any(cells):
            continue
        if position == 0 and rows and rows[-1].page != page and goes_on(cells, fields):
            last = rows[-1]
            whole = tuple(joined(pair) for pair in zip(last.cells, cells, strict=True))
            rows[-1] = Row(last.number, last.page, whole)
        else:
            rows.append(Row(len(rows) + 1, page, cells))


def goes_on(cells: tuple[str, ...], fields: Mapping[str, int]) -> bool:
    """Whether cells are the rest of a row: without its number, or without name or institution."""
    if "number" in fields:
        return not cells[fields["number"]]
    names = [cells[fields[name]] for name in ("name_en", "name_ja") if name in fields]
    return not any(names) or not cells[fields["institution"]]


def joined(lines: Iterable[str]) -> str:
    """Lines of a cell as one text; a hyphen or stroke inside a word at the end of a line stays there."""
    text = ""
    for line in filter(None, lines):
        inside = re.search(r"\S[-/]$", text)
        text = text + line if inside else join(text, line)
    return text


def name(lines: Sequence[str]) -> str:
    """A Japanese name; where it breaks over a line its family and given name part."""
    return joined(lines) if any(" " in line or "\u3000" in line for line in lines) else " ".join(lines)


def filled(grid: Grid, words: Sequence[Word], links: Sequence[Link]) -> list[Cells]:
    """The lines of every cell, row by row; an address that a cell links to stands for the printed one."""
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        place = grid.cell(*word.middle)
        if place:
            held.setdefault(place, []).append(word)
    addresses = {place: link.address for link in links if (place := grid.cell(*link.middle))}
    return [
        tuple(
            cell_lines(held.get((row, column), []), edges, addresses.get((row, column)))
            for column, edges in enumerate(pairwise(grid.columns))
        )
        for row in range(len(grid.rows) - 1)
    ]


def cell_lines(words: list[Word], edges: tuple[float, float], address: str | None) -> tuple[str, ...]:
    """The lines of a cell, words that were too wide made whole; or the address that they are a link to."""
    lines: list[str] = []
    before: Sequence[Word] | None = None
    for line in lines_of(words):
        text = line_text(line)
        if before and breaks_off(before, edges) and text[0].islower():
            lines[-1] += text
        else:
            lines.append(text)
        before = line
    printed = "".join(lines).replace(" ", "")
    if address and printed and (re.match(r"https?:|www\.", printed) or printed in address):
        return (address,)
    return tuple(lines)


def breaks_off(line: Sequence[Word], edges: tuple[float, float]) -> bool:
    """Whether a line is the beginning of a word that is wider than its cell."""
    (left, right), word = edges, line[0]
    padding = max(0.0, word.left - left)
    width = (word.right - word.left) / len(word.text)
    return len(line) == 1 and word.text[-1].isalpha() and right - padding - word.right < width


def ruled_grid(page: pdfium.PdfPage, words: Sequence[Word]) -> Grid | None:
    """The cells between a page's rulings; None where it has none that make a table."""
    across: list[float] = []
    down: list[float] = []
    ends: list[float] = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        if height <= THIN < width:
            across.append((top + bottom) / 2)
        elif width <= THIN < height:
            down.append((left + right) / 2)
            ends.extend((bottom, top))
        elif width > THIN and height > THIN:
            across.extend((bottom, top))
            down.extend((left, right))
    if len(down) < 3 or len(across) < 2 or not words:
        return None
    return Grid(merged(down), merged([*across, *ends])[::-1])


def merged(edges: Iterable[float]) -> list[float]:
    """Edges in order, those close together as one."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > THIN:
            found.append(edge)
    return found


def plain_grid(words: Sequence[Word], width: float) -> Grid | None:
    """Columns from the headings' beginnings and rows from the first column's; None without such headings."""
    lines = [line for line in lines_of(words) if not PAGE_NUMBER.fullmatch(line_text(line))]
    for at, line in enumerate(lines):
        headings = list(by_gaps(line))
        if is_header(tuple(line_text(heading) for heading in headings)):
            edges = [heading[0].left - THIN for heading in headings] + [width]
            edges[0] = 0.0
            tops = list(row_tops(lines[at + 1 :], edges))
            below = min((word.bottom for other in lines for word in other), default=0.0) - 1
            top = max(word.top for word in line) + 1
            return Grid(edges, [top, *tops, below])
    return None


def row_tops(lines: Sequence[Sequence[Word]], edges: Sequence[float]) -> Iterator[float]:
    """The tops of rows: lines with a word in the first column, or after a wider gap where those would be all."""
    first = [any(word.middle[0] < edges[1] for word in line) for line in lines]
    tops = [max(word.top for word in line) for line in lines]
    pitch = [round(before - after) for before, after in pairwise(tops)]
    usual = Counter(pitch).most_common(1)[0][0] if pitch else 0
    numbered = all(
        re.fullmatch(r"[\d.\s]+", line_text([word for word in line if word.middle[0] < edges[1]]) or "0")
        for line in lines
    )
    for at, top in enumerate(tops):
        if at == 0 or (first[at] and (numbered or pitch[at - 1] > usual + 1)):
            yield top + 1
