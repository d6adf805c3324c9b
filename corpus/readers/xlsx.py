"""XLSX workbooks: the first sheet that holds a table, merged cells filled."""

from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from corpus.document import Document, Refused
from corpus.readers.table import table_document


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
