"""Tables as CSV or XLSX: the header row is found, rows keep their number, cells their text."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from corpus.document import Document, Page, Paragraph, Piece, Refused, Row, Section, Table

ENCODINGS = ("utf-8-sig", "cp932", "euc_jp", "utf-16")
"""Tried in this order: what spreadsheets write in Japan."""


def read_csv(path: Path, max_rows: int) -> Document:
    """Read a CSV file in UTF-8, Shift_JIS or EUC-JP.

    Raises:
        Refused: when it is empty, in no known encoding, or longer than `max_rows`.
    """
    text = decode(path.read_bytes())
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:4096], delimiters=",;\t")
    except csv.Error:
        dialect = "excel"
    rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    return table_document("csv", rows, path.stem, max_rows)


def decode(data: bytes) -> str:
    """The text of a file in one of the usual encodings."""
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("its text is in no known encoding; save it as UTF-8")


def read_xlsx(path: Path, max_rows: int) -> Document:
    """Read the first sheet of an XLSX workbook that holds a table.

    Raises:
        Refused: when it is no workbook, holds no table, or is longer than `max_rows`.
    """
    try:
        workbook = openpyxl.load_workbook(path, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as fault:
        raise Refused("it is not a readable XLSX workbook; save it again from the spreadsheet") from fault
    for sheet in workbook.worksheets:
        merged = {
            (row, column): sheet.cell(area.min_row, area.min_col).value
            for area in sheet.merged_cells.ranges
            if area.min_col == area.max_col
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        rows = [
            [shown(merged.get((cell.row, cell.column), cell.value)) for cell in cells]
            for cells in sheet.iter_rows(max_row=min(sheet.max_row, max_rows + 50))
        ]
        if any(any(row) for row in rows):
            title = sheet.title if len(workbook.worksheets) > 1 else path.stem
            return table_document("xlsx", rows, title, max_rows)
    raise Refused("the workbook holds no table")


def shown(value: object) -> str:
    """A cell as text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def table_document(kind: str, rows: list[list[str]], title: str, max_rows: int) -> Document:
    """A document of one table; lines above the header row become the text of an opening section."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused("the table is empty")
    if len(filled) > max_rows:
        raise Refused(f"it has more than {max_rows} rows; split it")
    width = max(sum(bool(cell.strip()) for cell in row) for _, row in filled)
    header_at = next(
        index
        for index, (_, row) in enumerate(filled)
        if sum(bool(cell.strip()) for cell in row) >= width * 0.8
    )
    columns = tuple(cell.strip() for cell in filled[header_at][1])
    body = [
        Row(number, None, tuple(cell.strip() for cell in row))
        for number, row in enumerate((row for _, row in filled[header_at + 1 :]), start=1)
    ]
    above = [" ".join(cell.strip() for cell in row if cell.strip()) for _, row in filled[:header_at]]
    sections = [Section((title,), tuple(Paragraph((Piece(None, line),)) for line in above))] if above else []
    sections.append(Section((above[0] if above else title,), tuple(row_paragraphs(columns, body))))
    text = "\n".join([*above, *(" | ".join(row) for _, row in filled[header_at:])])
    return Document(
        format=kind,
        pages=(Page(1, None, text),),
        sections=tuple(sections),
        tables=(Table(columns, tuple(body)),),
        title=above[0] if above else None,
    )


def row_paragraphs(columns: tuple[str, ...], rows: Iterable[Row]) -> Iterable[Paragraph]:
    """Each row as a paragraph of "column: cell" pairs."""
    for row in rows:
        cells = [
            f"{column}: {cell}" if column else cell
            for column, cell in zip(columns, row.cells, strict=False)
            if cell
        ]
        yield Paragraph((Piece(row.page, "; ".join(cells)),))
