"""Tables of any format: the header row is found, rows keep their number, cells their text."""

from collections.abc import Iterable

from corpus.document import Document, Page, Paragraph, Piece, Refused, Row, Section, Table
from corpus.researchers import is_researcher_list


def table_document(kind: str, rows: list[list[str]], title: str, max_rows: int) -> Document:
    """A document of one table; lines above the header row become the text of an opening section."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused("the table is empty")
    if len(filled) > max_rows:
        raise Refused(f"it has more than {max_rows} rows; split it")
    width = max(sum(bool(cell.strip()) for cell in row) for _, row in filled)
    wide = (
        at for at, (_, row) in enumerate(filled) if sum(bool(cell.strip()) for cell in row) >= width * 0.8
    )
    people = (at for at, (_, row) in enumerate(filled) if is_researcher_list(tuple(row)))
    header_at = next(people, None) or next(wide)
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
