"""Readers, one for each format, and the choice between them; each is imported when a file calls for it."""

from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document, Refused

READABLE = (".pdf", ".csv", ".xlsx", ".html", ".htm", ".md", ".txt")


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost: seconds, bytes of memory, pages, rows, bytes of the file."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3
    pages: int = 5000
    rows: int = 100_000
    file_size: int = 500 * 1024**2


def read(path: Path, limits: Limits, password: str | None = None) -> Document:
    """Read a file by its ending.

    Raises:
        Refused: with the reason, when it cannot be taken.
    """
    size = path.stat().st_size
    if size > limits.file_size:
        raise Refused(f"it is larger than {limits.file_size // 1024**2} MB; split it")
    match path.suffix.lower():
        case ".pdf":
            from corpus.readers.pdf import read_pdf

            return read_pdf(path, password, limits.pages)
        case ".csv":
            from corpus.readers.csv import read_csv

            return read_csv(path, limits.rows)
        case ".xlsx":
            from corpus.readers.xlsx import read_xlsx

            return read_xlsx(path, limits.rows)
        case ".html" | ".htm":
            from corpus.readers.html import read_html

            return read_html(path)
        case ".md" | ".txt":
            from corpus.readers.text import read_text

            return read_text(path)
        case other:
            raise Refused(f"files ending in '{other}' cannot be read; give {', '.join(READABLE)}")
