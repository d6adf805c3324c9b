"""CSV files, in the encodings and with the separators that spreadsheets write."""

import csv
import io
from pathlib import Path

from corpus.document import Document, Refused
from corpus.readers.encoding import decode
from corpus.readers.table import table_document

SAMPLE = 4096
"""How much of a file, in characters, tells its separator."""

LONGEST_CELL = 1_000_000


def read_csv(path: Path, max_rows: int) -> Document:
    """Read a CSV file in UTF-8, UTF-16, Shift_JIS or EUC-JP.

    Raises:
        Refused: when it is empty, in no known encoding, no table, or longer than `max_rows`.
    """
    text = decode(path.read_bytes())
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:SAMPLE], delimiters=",;\t")
    except csv.Error:
        dialect = "excel"
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), dialect))
    except csv.Error as fault:
        raise Refused("it is not a readable CSV table; save it again from the spreadsheet") from fault
    return table_document("csv", rows, path.stem, max_rows)
