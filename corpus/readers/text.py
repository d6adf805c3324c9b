"""Markdown and plain text: `#` headings begin sections, blank lines end paragraphs."""

import re
from pathlib import Path

from corpus.document import Document, Page, Paragraph, Piece, Refused, Section
from corpus.readers.encoding import decode
from corpus.readers.layout import join

HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def read_text(path: Path) -> Document:
    """Read Markdown or plain text. It has no pages: what is cited is the section.

    Raises:
        Refused: when it holds no text.
    """
    text = decode(path.read_bytes())
    sections: list[Section] = []
    headings: list[tuple[int, str]] = []
    paragraphs: list[Paragraph] = []
    lines: list[str] = []

    def end_paragraph() -> None:
        if lines:
            joined = lines[0]
            for line in lines[1:]:
                joined = join(joined, line)
            paragraphs.append(Paragraph((Piece(None, joined),)))
            lines.clear()

    def end_section() -> None:
        end_paragraph()
        if paragraphs:
            sections.append(Section(tuple(title for _, title in headings), tuple(paragraphs)))
            paragraphs.clear()

    for line in text.splitlines():
        if match := HEADING.match(line):
            end_section()
            level = len(match[1])
            headings[:] = [(depth, title) for depth, title in headings if depth < level] + [(level, match[2])]
        elif not line.strip():
            end_paragraph()
        elif re.match(r"\s*([-*+]|\d+\.)\s", line):
            end_paragraph()
            lines.append(line.strip())
        else:
            lines.append(line.strip())
    end_section()
    if not sections:
        raise Refused("it holds no text")
    return Document(
        format="text",
        pages=(Page(1, None, text),),
        sections=tuple(sections),
        title=next((section.path[0] for section in sections if section.path), None),
    )
