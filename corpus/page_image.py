"""Pictures of PDF pages, with a quote highlighted where PDFium's characters say it stands."""

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from corpus.folding import Folded, fold, folded_text
from corpus.readers.pdf_text import character_box, page_characters

WIDTH = 1100
"""Width of a picture in pixels."""

LARGEST_SIDE = 4000
HIGHLIGHT = (255, 224, 102)
MARGIN = 1.5
"""How far a highlight reaches beyond the characters, in points."""


@dataclass(frozen=True)
class Box:
    """A rectangle on a page in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


def quote_boxes(page: pdfium.PdfPage, quote: str) -> list[Box]:
    """Where a quote stands on a page, one box for each line; none where it does not."""
    text_page = page.get_textpage()
    characters = page_characters(text_page)
    folded, owners = fold_characters(characters)
    wanted = folded_text(quote)
    at = folded.find(wanted) if wanted else -1
    if at < 0:
        return []
    indices = sorted(set(owners[at : at + len(wanted)]))
    boxes = [Box(*character_box(text_page, index)) for index in indices]
    text_page.close()
    return merged([box for box in boxes if box.right > box.left and box.top > box.bottom])


def fold_characters(characters: list[str]) -> tuple[str, list[int]]:
    """The folded text of a page's characters and, for each folded character, the index of the one it came from."""
    text = "".join(characters)
    owner_of_position = [index for index, char in enumerate(characters) for _ in char]
    folded: Folded = fold(text)
    return folded.text, [owner_of_position[start] for start in folded.starts]


def merged(boxes: list[Box]) -> list[Box]:
    """Boxes of neighbouring characters on one line made one."""
    lines: list[Box] = []
    for box in boxes:
        last = lines[-1] if lines else None
        if last and same_line(last, box):
            lines[-1] = Box(
                min(last.left, box.left),
                min(last.bottom, box.bottom),
                max(last.right, box.right),
                max(last.top, box.top),
            )
        else:
            lines.append(box)
    return lines


def same_line(first: Box, second: Box) -> bool:
    """Whether a character goes on with the line of a box."""
    overlap = min(first.top, second.top) - max(first.bottom, second.bottom)
    height = min(first.top - first.bottom, second.top - second.bottom)
    return overlap > 0.3 * height and -height < second.left - first.right < 3 * height


def draw_page(path: Path, number: int, quote: str | None = None, password: str | None = None) -> bytes:
    """A page as PNG.

    Args:
        path: a PDF file.
        number: physical page from 1.
        quote: words to highlight, in any spacing and width.
        password: for an encrypted file.

    Raises:
        IndexError: when there is no such page.
        ValueError: when the file cannot be opened.
    """
    try:
        document = pdfium.PdfDocument(path, password=password)
    except pdfium.PdfiumError as fault:
        raise ValueError("the file cannot be opened to draw its pages") from fault
    try:
        if not 1 <= number <= len(document):
            raise IndexError(f"there is no page {number}; the document has {len(document)}")
        page = document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / width, LARGEST_SIDE / height)
        picture = page.render(scale=scale).to_pil().convert("RGB")
        boxes = quote_boxes(page, quote) if quote else []
        if boxes:
            picture = highlighted(picture, boxes, scale, height)
        buffer = io.BytesIO()
        picture.quantize(128).save(buffer, "PNG")
        return buffer.getvalue()
    finally:
        document.close()


def highlighted(picture: Image.Image, boxes: list[Box], scale: float, height: float) -> Image.Image:
    """A picture with boxes marked as by a felt pen: the paper takes the colour, the ink stays."""
    layer = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(layer)
    for box in boxes:
        draw.rectangle(
            (
                (box.left - MARGIN) * scale,
                (height - box.top - MARGIN) * scale,
                (box.right + MARGIN) * scale,
                (height - box.bottom + MARGIN) * scale,
            ),
            fill=HIGHLIGHT,
        )
    return ImageChops.multiply(picture, layer)
