"""Links of PDF pages: addresses with the boxes that they are pressed in."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Link:
    """An address and the middle of its box in points from the lower left corner."""

    address: str
    middle: tuple[float, float]


def page_links(page: pdfium.PdfPage) -> list[Link]:
    """The links of a page that lead to web addresses."""
    return list(found_links(page))


def found_links(page: pdfium.PdfPage) -> Iterator[Link]:
    """The links one by one."""
    document = page.pdf.raw
    position, handle = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, position, handle):
        action = raw.FPDFLink_GetAction(handle)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        box = raw.FS_RECTF()
        if length > 1 and raw.FPDFLink_GetAnnotRect(handle, box):
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            address = buffer.value.decode("utf-8", "replace")
            yield Link(address, ((box.left + box.right) / 2, (box.top + box.bottom) / 2))
