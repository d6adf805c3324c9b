"""A build step: digests printed to PDF, so that a library without the publications has pages to show.

    python -m corpus.digest_printing --font ipaexg.ttf

The font (TrueType, with Japanese) is embedded with the characters that are used, so that the pages look the same
everywhere. Each PDF carries the hash of the digest that it was made of.
"""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from corpus.catalogue import Publication, sources
from corpus.digest import Digest, Statement, digest_files, load_digest
from corpus.digest_pages import PrintedDigest, printed_folder

FONT = "Japanese"
MARGIN = 48
NOTICE = (
    "本プロジェクトが独自に作成した非公式の要約です。資料そのものではありません。",
    "An unofficial digest made by this project. It is not the publication itself.",
)
PAGE_NAME = {"ja": "{label} ページ", "en": "page {label}"}
HEADING = ParagraphStyle(
    "heading", fontName=FONT, fontSize=10.5, leading=14, spaceBefore=10, textColor="#1f3a5f"
)
PLACE = ParagraphStyle("place", fontName=FONT, fontSize=6.5, leading=9, spaceBefore=5, textColor="#666666")
STATEMENT = {
    "ja": ParagraphStyle("ja", fontName=FONT, fontSize=9, leading=13, wordWrap="CJK"),
    "en": ParagraphStyle("en", fontName=FONT, fontSize=8.5, leading=12),
}
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=14, leading=20, wordWrap="CJK")


class Place(Flowable):  # type: ignore[misc]
    """Notes on which page a statement begins."""

    def __init__(self, name: str, places: dict[str, int]) -> None:
        super().__init__()
        self.name = name
        self.places = places

    def draw(self) -> None:
        """Draw nothing."""
        self.places[self.name] = self.canv.getPageNumber()


def print_digest(digest: Digest, publication: Publication, path: Path) -> PrintedDigest:
    """Write the PDF of a digest; the font must be registered."""
    places: dict[str, int] = {}
    document = SimpleDocTemplate(
        str(path),
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN + 24,
        bottomMargin=MARGIN,
        title=publication.title("ja"),
        subject=digest.sha256,
        invariant=1,
    )

    def frame(canvas: Canvas, template: SimpleDocTemplate) -> None:
        canvas.setFont(FONT, 7)
        canvas.setFillColor("#8a1c1c")
        for line, text in enumerate(NOTICE):
            canvas.drawString(MARGIN, A4[1] - MARGIN + 14 - 10 * line, text)
        canvas.setFillColor("#666666")
        canvas.drawRightString(A4[0] - MARGIN, MARGIN - 22, str(template.page))

    document.build(list(flow(digest, publication, places)), onFirstPage=frame, onLaterPages=frame)
    return PrintedDigest(digest.sha256, document.page, places)


def flow(digest: Digest, publication: Publication, places: dict[str, int]) -> Iterator[Flowable]:
    """What stands on the pages, in order."""
    for language in ("ja", "en"):
        yield Paragraph(escape(publication.title(language)), TITLE)
    for heading, group in groupby(digest.statements, key=lambda statement: statement.section):
        first, *others = list(group)
        titles = [Paragraph(escape(heading[language]), HEADING) for language in ("ja", "en")]
        yield KeepTogether([*titles, *block(first, places)])
        for statement in others:
            yield KeepTogether(list(block(statement, places)))


def block(statement: Statement, places: dict[str, int]) -> Iterator[Flowable]:
    """A statement with its place, in both languages."""
    names = [
        PAGE_NAME[language].format(label=statement.label) for language in ("ja", "en") if statement.label
    ]
    yield Place(statement.id, places)
    yield Paragraph(escape(" · ".join([*names, statement.id])), PLACE)
    for language, style in STATEMENT.items():
        yield Paragraph(escape(statement.text[language]), style)
    yield Spacer(1, 3)


def main(
    font: Annotated[Path, typer.Option(help="A TrueType font with Japanese, such as IPAex Gothic.")],
    out: Annotated[Path | None, typer.Option(help="The folder to write to.")] = None,
) -> None:
    """Print every shipped digest to PDF."""
    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont(FONT, str(font)))
    folder = out or printed_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for file in digest_files():
        digest = load_digest(file)
        path = folder / f"{digest.publication_id}.pdf"
        publication = sources().get(digest.publication_id, Publication(digest.publication_id))
        printed = print_digest(digest, publication, path)
        path.with_suffix(".json").write_text(f"{printed.to_json()}\n", encoding="utf-8")
        typer.echo(f"{path}  {path.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    typer.run(main)
