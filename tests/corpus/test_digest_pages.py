"""The printed digests, which a library without the publications shows."""

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from corpus.catalogue import Publication
from corpus.digest import Digest, Statement, digest_folder
from corpus.digest_pages import printed_digest, printed_file, printed_folder
from corpus.digest_printing import FONT, NOTICE, print_digest
from corpus.folding import folded_text
from corpus.page_image import quote_boxes
from tests.corpus.shipped import NAMES, shipped_digests

LARGEST_FILE = 1_000_000
ALL_FILES = 2_000_000


@pytest.mark.parametrize("name", NAMES)
def test_every_digest_is_printed_as_it_is(name: str) -> None:
    printed = printed_digest(name)
    assert printed is not None, "run python -m corpus.digest_printing"
    assert set(printed.places) == {statement.id for statement in shipped_digests()[name].statements}
    reader = PdfReader(printed_file(name))
    assert reader.metadata is not None
    assert (reader.metadata.subject, len(reader.pages)) == (shipped_digests()[name].sha256, printed.pages)


@pytest.mark.parametrize("name", NAMES)
def test_statements_are_found_on_their_pages_in_both_languages(name: str) -> None:
    printed = printed_digest(name)
    assert printed is not None
    document = pdfium.PdfDocument(printed_file(name))
    for statement in shipped_digests()[name].statements[::25]:
        page = document[printed.places[statement.id] - 1]
        assert all(quote_boxes(page, text) for text in statement.text.values()), statement.id


@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_the_digest_is_unofficial(name: str) -> None:
    for page in pdfium.PdfDocument(printed_file(name)):
        text = folded_text(page.get_textpage().get_text_range())
        assert all(folded_text(notice) in text for notice in NOTICE)


def test_fonts_are_embedded_so_that_pages_look_the_same_everywhere() -> None:
    for name in NAMES:
        fonts = PdfReader(printed_file(name)).pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
        named = [font.get_object() for font in fonts]
        japanese = [font for font in named if font["/Subtype"] == "/TrueType"]
        assert japanese
        assert all("/FontFile2" in font["/FontDescriptor"] for font in japanese)


def test_the_printed_digests_are_small() -> None:
    sizes = [path.stat().st_size for path in printed_folder().iterdir()]
    assert max(sizes) < LARGEST_FILE
    assert sum(sizes) < ALL_FILES


def test_what_was_printed_of_an_older_digest_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = NAMES[0]
    changed = tmp_path / f"{name}.yaml"
    shutil.copyfile(digest_folder() / changed.name, changed)
    monkeypatch.setattr("corpus.digest_pages.digest_folder", lambda: tmp_path)
    assert printed_digest.__wrapped__(name) is not None
    changed.write_text(f"{changed.read_text(encoding='utf-8')}\n", encoding="utf-8")
    assert printed_digest.__wrapped__(name) is None
    assert printed_digest.__wrapped__("nothing") is None


def test_the_page_of_each_statement_is_noted_when_it_is_printed(tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont(FONT, "Vera.ttf"))
    both = {"ja": "灯台", "en": "Lighthouse <A>"}
    statements = tuple(
        Statement(
            f"h-{n}",
            str(n),
            both,
            {"ja": f"灯台の{n}番目の文。", "en": f"Statement {n} & more."},
            "fact",
            (),
            (),
        )
        for n in range(40)
    )
    path = tmp_path / "harbour.pdf"
    printed = print_digest(Digest("harbour", statements, "0" * 64), Publication("harbour"), path)
    document = pdfium.PdfDocument(path)
    assert len(document) == printed.pages > 1
    assert quote_boxes(document[printed.places["h-39"] - 1], "Statement 39 & more.")
    assert printed.places["h-0"] == 1
