"""Small files made for tests."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

JAPANESE = "HeiseiKakuGo-W5"
A4 = (595.0, 842.0)
SLIDE = (842.0, 595.0)
BODY = 11.0

pdfmetrics.registerFont(UnicodeCIDFont(JAPANESE))


class Paper:
    """A PDF written page by page, each a list of lines: text, or (text, size), or (text, size, left, top).

    >>> Paper(Path("a.pdf"), title="A").page("Body text", ("Heading", 18)).save()  # doctest: +SKIP
    """

    def __init__(
        self,
        path: Path,
        size: tuple[float, float] = A4,
        password: str | None = None,
        title: str | None = None,
        author: str | None = None,
    ) -> None:
        encryption = StandardEncryption(password, strength=128) if password else None
        self.path = path
        self.size = size
        self.canvas = Canvas(str(path), pagesize=size, encrypt=encryption, invariant=1, pageCompression=0)
        self.canvas.setTitle(title or "")
        self.canvas.setAuthor(author or "")
        self.pages = 0

    def page(
        self,
        *lines: str | tuple[str, float] | tuple[str, float, float, float],
        label: tuple[str, int] | None = None,
        bookmark: str | None = None,
        link: str | None = None,
    ) -> "Paper":
        """Add a page; `label` is a style (ROMAN_LOWER, ARABIC…) and the number to start with."""
        if label:
            self.canvas.addPageLabel(self.pages, style=label[0], start=label[1])
        if bookmark:
            self.canvas.bookmarkPage(bookmark)
            self.canvas.addOutlineEntry(bookmark, bookmark)
        top = self.size[1] - 90
        for line in lines:
            text, size, left, at = placed(line, top)
            top = at - size * 1.6
            self.canvas.setFont(JAPANESE, size)
            self.canvas.drawString(left, at, text)
        if link:
            self.canvas.linkURL(link, (50, 50, 200, 70))
        self.canvas.showPage()
        self.pages += 1
        return self

    def save(self) -> Path:
        """Write the file."""
        self.canvas.save()
        return self.path


def placed(
    line: str | tuple[str, float] | tuple[str, float, float, float], top: float
) -> tuple[str, float, float, float]:
    """A line with its size and place."""
    if isinstance(line, str):
        return line, BODY, 60.0, top
    if len(line) == 2:
        return line[0], line[1], 60.0, top
    return line


def write_markdown(path: Path, sections: Sequence[tuple[str, str]]) -> Path:
    """A Markdown file of (heading, text) sections."""
    path.write_text("\n\n".join(f"# {heading}\n\n{text}" for heading, text in sections), encoding="utf-8")
    return path
