"""The canonical text of PDF pages by PDFium, line by line with type size, and where each character stands.

The text of a page is what quotes are checked against, and the same characters, with their boxes, carry the
highlight: both come from `page_characters`, so they cannot disagree.
"""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from corpus.readers.line import Line

LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}
"""What PDFium returns for a hyphen at the end of a line."""

BOLD_WEIGHT = 350


def page_characters(text_page: pdfium.PdfTextPage) -> list[str]:
    """The characters of a page by PDFium's character index; '' where a character shows nothing."""
    handle = text_page.raw
    get = raw.FPDFText_GetUnicode
    characters: list[str] = []
    for index in range(text_page.count_chars()):
        code = get(handle, index)
        if code in LINE_END_HYPHENS:
            characters.append(LINE_END_HYPHENS[code])
        elif code in (0, 0x0D, 0xFFFF):
            characters.append("")
        else:
            characters.append(chr(code))
    return join_surrogates(characters)


def join_surrogates(characters: list[str]) -> list[str]:
    """Characters outside the basic plane, which PDFium may give as two halves, made whole in the first place."""
    for index, char in enumerate(characters[:-1]):
        following = characters[index + 1]
        if "\ud800" <= char <= "\udbff" and "\udc00" <= following <= "\udfff":
            code = 0x10000 + ((ord(char) - 0xD800) << 10) + (ord(following) - 0xDC00)
            characters[index], characters[index + 1] = chr(code), ""
    return ["" if "\ud800" <= char <= "\udfff" else char for char in characters]


def character_box(text_page: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """The (left, bottom, right, top) of a character in points."""
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def page_lines(text_page: pdfium.PdfTextPage, characters: list[str]) -> Iterator[Line]:
    """The lines of a page in PDFium's reading order."""
    start = 0
    for index in range(len(characters) + 1):
        if index == len(characters) or characters[index] == "\n":
            line = line_between(text_page, characters, start, index)
            if line:
                yield line
            start = index + 1


def line_between(text_page: pdfium.PdfTextPage, characters: list[str], start: int, end: int) -> Line | None:
    """The line of the characters from `start` to before `end`; None when it is blank."""
    shown = [index for index in range(start, end) if characters[index].strip()]
    if not shown:
        return None
    first, last = shown[0], shown[-1]
    left, _, _, top = character_box(text_page, first)
    last_left, _, right, last_top = character_box(text_page, last)
    size = raw.FPDFText_GetFontSize(text_page.raw, first)
    weight = raw.FPDFText_GetFontWeight(text_page.raw, first)
    vertical = len(shown) > 1 and top - last_top > size * 0.8 and abs(last_left - left) < size
    text = "".join(characters[start:end]).strip()
    return Line(text, round(size, 1), weight > BOLD_WEIGHT, left, right, top, vertical)
