"""What a reader makes of a file: pages with their text, sections with their paragraphs, rows of tables."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page of the ingested copy.

    `number` counts physical pages from 1; `label` is the page's own name, printed on it (`label_printed`) or
    given by the file, or None; `text` is the text as extracted, which quotes are checked against.
    """

    number: int
    label: str | None
    text: str
    label_printed: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph that stands on one page; `page` is None where a format has no pages."""

    page: int | None
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, in pieces when it runs over a page break."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Section:
    """Paragraphs under one heading; `path` holds the headings from the outermost to the innermost."""

    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells in the order of the table's `columns`; `number` counts rows from 1."""

    number: int
    page: int | None
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table read as such, with its column headings."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Document:
    """A file as read. `format` is pdf, csv, xlsx, html or text; `warnings` tell what could not be read right."""

    format: str
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = ()
    title: str | None = None
    author: str | None = None
    links: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Document":
        """The document that `to_dict` wrote."""
        return cls(
            format=data["format"],
            pages=tuple(Page(**page) for page in data["pages"]),
            sections=tuple(
                Section(
                    tuple(section["path"]),
                    tuple(
                        Paragraph(tuple(Piece(**piece) for piece in paragraph["pieces"]))
                        for paragraph in section["paragraphs"]
                    ),
                )
                for section in data["sections"]
            ),
            tables=tuple(
                Table(
                    tuple(table["columns"]),
                    tuple(Row(row["number"], row["page"], tuple(row["cells"])) for row in table["rows"]),
                )
                for table in data["tables"]
            ),
            title=data["title"],
            author=data["author"],
            links=tuple(data["links"]),
            warnings=tuple(data["warnings"]),
        )


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A file that cannot be taken; the message is one sentence that says why and what to do."""
