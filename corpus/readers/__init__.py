"""Readers, one for each format, and the choice between them."""

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
    from corpus.readers.html import read_html
    from corpus.readers.pdf import read_pdf
    from corpus.readers.table import read_csv, read_xlsx
    from corpus.readers.text import read_text

    size = path.stat().st_size
    if size > limits.file_size:
        raise Refused(f"it is larger than {limits.file_size // 1024**2} MB; split it")
    match path.suffix.lower():
        case ".pdf":
            return read_pdf(path, password, limits.pages)
        case ".csv":
            return read_csv(path, limits.rows)
        case ".xlsx":
            return read_xlsx(path, limits.rows)
        case ".html" | ".htm":
            return read_html(path)
        case ".md" | ".txt":
            return read_text(path)
        case other:
            raise Refused(f"files ending in '{other}' cannot be read; give {', '.join(READABLE)}")
