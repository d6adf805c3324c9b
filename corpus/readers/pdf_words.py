"""Words of a PDF page with their boxes, and the lines that they stand in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

from corpus.readers.pdf_text import character_box, page_characters

THIN = 3.0
"""Points: characters farther apart are two words, rulings no thicker or no farther apart are one."""

WIDE_GAP = 4.0
"""Words of one heading stand nearer together than this many points."""


@dataclass(frozen=True)
class Word:
    """Characters that stand together, with their box in points; `spaced` tells that a space came before."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    spaced: bool

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


def page_words(page: pdfium.PdfPage) -> list[Word]:
    """The words of a page, parted where the text has space and where the line breaks."""
    text_page = page.get_textpage()
    words: list[Word] = []
    spaced = True
    for index, char in enumerate(page_characters(text_page)):
        if not char.strip():
            spaced = spaced or bool(char)
            continue
        left, bottom, right, top = character_box(text_page, index)
        last = words[-1] if words and not spaced else None
        if last and left >= last.right - THIN and left - last.right < THIN and top > last.bottom:
            words[-1] = Word(
                last.text + char,
                last.left,
                max(right, last.right),
                min(bottom, last.bottom),
                max(top, last.top),
                last.spaced,
            )
        else:
            words.append(Word(char, left, right, bottom, top, spaced))
        spaced = False
    text_page.close()
    return words


def lines_of(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words by line from the top, each line from the left."""
    line: list[Word] = []
    for word in sorted(words, key=lambda word: -word.middle[1]):
        if line and word.middle[1] < min(other.bottom for other in line):
            yield sorted(line, key=lambda word: word.left)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda word: word.left)


def line_text(line: Sequence[Word]) -> str:
    """The words of a line with the spaces between them."""
    return "".join(f"{' ' if place and word.spaced else ''}{word.text}" for place, word in enumerate(line))


def by_gaps(line: Sequence[Word]) -> Iterator[list[Word]]:
    """The headings of a line, parted by wide gaps."""
    heading: list[Word] = [line[0]]
    for before, word in pairwise(line):
        if word.left - before.right > WIDE_GAP:
            yield heading
            heading = []
        heading.append(word)
    yield heading
