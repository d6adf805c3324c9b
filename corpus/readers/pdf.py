"""PDF files: structure by pypdf, text by PDFium, and pypdf's text where PDFium cannot open the file."""

import re
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from pypdf.errors import PyPdfError

from corpus.document import Document, Page, Paragraph, Piece, Refused, Section
from corpus.readers.layout import Bookmark, PageLines, find_sections, printed_labels, without_furniture
from corpus.readers.line import Line
from corpus.readers.pdf_table import people_table
from corpus.readers.pdf_text import page_characters, page_lines

STRUCTURE_FAULTS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
)
"""What pypdf raises on damaged structure: each costs the structure alone, never the text."""

XFA_NOTICE = "Please wait... If this message is not eventually replaced"
FEW_CHARACTERS = 25
"""A page of pictures with no more text than this counts as a scan: scans may carry a stray word."""

LETTERS = re.compile(r"[^\W\d_]")
COMMON = re.compile(
    r"[a-zA-Z0-9\s\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef.,:;!?()'\"%/&+\-–—‐‑•●■□・…“”‘’\u00c0-\u024f\u0370-\u06ff\ufb00-\ufeff]"
)


@dataclass
class Structure:
    """What pypdf tells of a file besides its text."""

    title: str | None = None
    author: str | None = None
    labels: tuple[str, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    links: tuple[str, ...] = ()
    form_values: tuple[tuple[str, str], ...] = ()
    attachments: tuple[str, ...] = ()
    xfa: bool = False
    warnings: tuple[str, ...] = ()


def read_pdf(path: Path, password: str | None, max_pages: int) -> Document:
    """Read a PDF.

    Args:
        path: the file.
        password: for an encrypted file; an empty user password is tried in any case.
        max_pages: the largest number of pages taken.

    Raises:
        Refused: when the file is empty, no PDF, damaged, encrypted, too long or without text.
    """
    check_signature(path)
    structure = read_structure(path, password)
    pages, labels = read_pages(path, password, max_pages)
    warnings = list(structure.warnings)
    texts = {page.number: page.text for page in pages}
    if not any(page.readable for page in pages) and not structure.form_values:
        raise Refused(
            "it has no text layer (a scan or pictures only); run OCR on it first, for example with ocrmypdf"
        )
    if structure.xfa or any(text.strip().startswith(XFA_NOTICE) for text in texts.values()):
        warnings.append(
            "this is an XFA form: its content is not in the pages; save it as an ordinary PDF to index it"
        )
    warnings.extend(text_warnings(texts))
    warnings.extend(f"attached file not read: {name}" for name in structure.attachments)
    table = people_table(path, password, texts.values())
    declared = structure.labels if len(structure.labels) == len(pages) else ()
    sections = find_sections(without_furniture([page.lines for page in pages]), list(structure.bookmarks))
    if structure.form_values:
        sections.append(form_section(structure.form_values))
    return Document(
        format="pdf",
        pages=tuple(labelled(page, labels, declared) for page in pages),
        sections=tuple(sections),
        tables=(table,) if table else (),
        title=structure.title,
        author=structure.author,
        links=structure.links,
        warnings=tuple(warnings),
    )


def check_signature(path: Path) -> None:
    """Refuse a file that cannot be a PDF."""
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise Refused("the file is empty; fetch it again")
    if b"%PDF" not in head:
        raise Refused("it is not a PDF, whatever its name says; give it the ending of what it is")


def read_structure(path: Path, password: str | None) -> Structure:
    """Metadata, page labels, bookmarks, links, form values; what cannot be read is left out with a warning."""
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(password or ""):
            return Structure()
        return structure_of(reader)
    except STRUCTURE_FAULTS as fault:
        return Structure(warnings=(f"damaged structure, read without bookmarks and labels ({fault})",))


def structure_of(reader: pypdf.PdfReader) -> Structure:
    """The structure of an opened file."""
    catalog = reader.root_object
    labels = tuple(reader.page_labels) if "/PageLabels" in catalog else ()
    form = catalog.get("/AcroForm")
    fields = (reader.get_form_text_fields() or {}) if form is not None else {}
    links = [
        str(annotation.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for annotation in (page.get("/Annots") or [])
    ]
    names = catalog.get("/Names")
    attachments = tuple(reader.attachments) if names is not None and "/EmbeddedFiles" in names else ()
    metadata = reader.metadata
    return Structure(
        title=(metadata.title or None) if metadata else None,
        author=(metadata.author or None) if metadata else None,
        labels=labels,
        bookmarks=tuple(bookmarks(reader)) if "/Outlines" in catalog else (),
        links=tuple(dict.fromkeys(link for link in links if link)),
        form_values=tuple((str(name), str(value)) for name, value in fields.items() if value),
        attachments=attachments,
        xfa=form is not None and "/XFA" in form.get_object(),
    )


def bookmarks(reader: pypdf.PdfReader) -> list[Bookmark]:
    """The top-level bookmarks that lead to a page."""
    marks = []
    for item in reader.outline:
        if isinstance(item, list) or not item.title:
            continue
        index = reader.get_destination_page_number(item)
        if index is not None:
            height = float(reader.pages[index].mediabox.height)
            marks.append(Bookmark(str(item.title), index + 1, float(item.top or height)))
    return marks


@dataclass(frozen=True)
class ReadPage:
    """A page as read; not `readable` when it is blank or a picture with hardly any text."""

    lines: PageLines
    text: str
    readable: bool

    @property
    def number(self) -> int:
        """Physical page number from 1."""
        return self.lines.number


def read_pages(path: Path, password: str | None, max_pages: int) -> tuple[list[ReadPage], dict[int, str]]:
    """Every page as (number, lines, text), and the labels printed on them."""
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise Refused(
                "it is password protected; give the password or save an unprotected copy"
            ) from fault
        return fallback_pages(path, max_pages), {}
    try:
        if len(document) > max_pages:
            raise Refused(f"it has {len(document)} pages, more than the limit of {max_pages}; split it")
        pages = [pdfium_page(document, index) for index in range(len(document))]
    except pdfium.PdfiumError:
        return fallback_pages(path, max_pages), {}
    finally:
        document.close()
    return pages, printed_labels([page.lines for page in pages])


def pdfium_page(document: pdfium.PdfDocument, index: int) -> ReadPage:
    """One page by PDFium; vertical columns are put in their reading order, right to left."""
    page = document[index]
    text_page = page.get_textpage()
    characters = page_characters(text_page)
    lines = list(page_lines(text_page, characters))
    if lines and sum(line.vertical for line in lines) > len(lines) / 2:
        lines.sort(key=lambda line: (-round(line.left / (line.size or 1)), -line.top))
        text = "\n".join(line.text for line in lines)
    else:
        text = "".join(characters)
    width, height = page.get_size()
    short = len("".join(text.split())) <= FEW_CHARACTERS
    readable = bool(text.strip()) and not (short and is_picture(page))
    text_page.close()
    page.close()
    return ReadPage(PageLines(index + 1, width, height, tuple(lines)), text, readable)


def is_picture(page: pdfium.PdfPage) -> bool:
    """Whether a picture covers more than half of a page."""
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) > 0.5 * width * height:
            return True
    return False


def fallback_pages(path: Path, max_pages: int) -> list[ReadPage]:
    """Pages by pypdf, without type sizes, for files that PDFium cannot open."""
    try:
        reader = pypdf.PdfReader(path, strict=False)
        count = len(reader.pages)
        if count > max_pages:
            raise Refused(f"it has {count} pages, more than the limit of {max_pages}; split it")
        texts = [page.extract_text() for page in reader.pages]
    except STRUCTURE_FAULTS as fault:
        raise Refused(
            "it is damaged (truncated or corrupted) or of a kind no reader here knows; fetch it again"
        ) from fault
    if not texts:
        raise Refused("it is damaged: no page can be found in it; fetch it again")
    pages = []
    for number, text in enumerate(texts, start=1):
        lines = tuple(
            Line(line.strip(), 10.0, False, 0.0, 500.0, 700.0 - 12 * row, False)
            for row, line in enumerate(text.splitlines())
            if line.strip()
        )
        pages.append(ReadPage(PageLines(number, 595.0, 842.0, lines), text, bool(text.strip())))
    return pages


def labelled(page: ReadPage, printed: dict[int, str], declared: tuple[str, ...]) -> Page:
    """A page with the number printed on it, else the PDF's own page label, as its label."""
    if page.number in printed:
        return Page(page.number, printed[page.number], page.text, label_printed=True)
    return Page(page.number, declared[page.number - 1] if declared else None, page.text)


def text_warnings(texts: dict[int, str]) -> list[str]:
    """Warnings on pages whose text looks wrong or is missing."""
    warnings = []
    blank = [str(number) for number, text in texts.items() if not text.strip()]
    if blank:
        shown = ", ".join(blank[:12]) + (" …" if len(blank) > 12 else "")
        warnings.append(f"no text on page {shown}")
    everything = "\n".join(texts.values())
    odd = len(everything) - len(COMMON.findall(everything))
    strange = re.findall(r"(?<=\w)[~|{}\\^`](?=\w)|[\x01-\x08\x0e-\x1f]", everything)
    letters = len(LETTERS.findall(everything))
    if odd > 0.2 * len(everything) or len(strange) > 0.05 * letters:
        warnings.append("the text looks garbled (a font without a right character map); check it or run OCR")
    return warnings


def form_section(values: tuple[tuple[str, str], ...]) -> Section:
    """The filled fields of a form as a section."""
    paragraphs = tuple(Paragraph((Piece(None, f"{name}: {value}"),)) for name, value in values)
    return Section(("Form fields",), paragraphs)
