"""The figures of a publication: its numbers and dates, page furniture, list ordinals and charts' scales aside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.quantities import Measure, PartialDate, Quantity, agree, find_quantities, plain
from assistant.quantities.text import LIST_MARKS
from assistant.support import Evidence, date_stands, is_sure, without_ordinals
from corpus.document import Document

POINTER = re.compile(
    r"(?:[※*注]|図表?|(?<![一-龥])表|資料|別添|スライド|\b(?:Figure|Fig\.|Table)\s)\s?[(（]?\d{1,2}(?![\d.,])[)）]?"
    r"|第[1-9一二三](?=[に、])|(?<![A-Za-z])[Pp]\.?\s?\d{1,3}(?!\d)"
)
"""Numbers of notes, charts, tables, handouts and pages, and of reasons counted up."""

HEADING_NUMBER = re.compile(r"^\s*[\d０-９]{1,3}[\s.．]")
AXIS_MARKS = frozenset({"", "%", "年", "年度", "円", "億円"})
SHORTEST_AXIS = 4
LONGEST_NUMBER = 12
AROUND = 30
"""How many characters are shown on each side of a figure."""


@dataclass(frozen=True)
class Figure:
    """A number or date on a physical page, with the headings over it and the words around it."""

    page: int
    section: tuple[str, ...]
    quantity: Quantity
    setting: str

    @property
    def text(self) -> str:
        """The figure as it is printed."""
        return self.quantity.text


def figures_of(document: Document) -> list[Figure]:
    """The figures of a document in its order, each once for a page.

    The reader has left out running heads, page numbers and tables of contents.
    """
    found: dict[tuple[int, Measure | PartialDate], Figure] = {}
    for page, path, text in stretches(document):
        for quantity in figures_in(text):
            figure = Figure(page, path, quantity, around(text, quantity))
            found.setdefault((page, quantity.readings[0]), figure)
    return list(found.values())


def stretches(document: Document) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """The headings and paragraphs of a document without ordinals, each with its page and headings."""
    for section in document.sections:
        pieces = [piece for paragraph in section.paragraphs for piece in paragraph.pieces]
        if pieces and section.path:
            yield pieces[0].page or 0, section.path, without_marks(HEADING_NUMBER.sub("", section.path[-1]))
        for piece in pieces:
            yield piece.page or 0, section.path, without_marks(piece.text)


def without_marks(text: str) -> str:
    """A paragraph in one form for reading, without the ordinals of lists, notes and tables."""
    return without_ordinals(POINTER.sub(" ", plain(LIST_MARKS.sub(" ", text))))


def figures_in(text: str) -> Iterator[Quantity]:
    """The numbers and dates of a paragraph, without small counts in words and the scales of charts."""
    quantities = find_quantities(text)
    scale = axes(text, quantities)
    for quantity in quantities:
        digits = re.sub(r"\D", "", quantity.text)
        if not quantity.spelled and quantity not in scale and len(digits) <= LONGEST_NUMBER:
            yield quantity


def axes(text: str, quantities: Sequence[Quantity]) -> set[Quantity]:
    """The quantities that are the scale of a chart: evenly spaced, with nothing but units between them.

    >>> text = "売上(%) 0 10 20 30 40"
    >>> len(axes(text, find_quantities(text)))
    5
    """
    found: set[Quantity] = set()
    run: list[Quantity] = list(quantities[:1])
    for before, after in pairwise(quantities):
        step = number(after) - number(before)
        even = len(run) < 2 or step == number(run[1]) - number(run[0])
        if text[before.end : after.start].strip() not in AXIS_MARKS or not step:
            run = [after]
        else:
            run = [*run, after] if even else [before, after]
        if len(run) >= SHORTEST_AXIS:
            found.update(run)
    return found


def number(quantity: Quantity) -> float:
    """The number of a quantity; a date's is its year."""
    reading = quantity.readings[0]
    return float(reading.year or 0) if isinstance(reading, PartialDate) else float(reading.value)


def around(text: str, quantity: Quantity) -> str:
    """A figure with the words around it."""
    return " ".join(text[max(0, quantity.start - AROUND) : quantity.end + AROUND].split())


def carried(figure: Figure, said: Evidence, declared: Iterable[tuple[str, int]]) -> bool:
    """Whether something said carries a figure, in whatever unit, scale, era or language.

    Args:
        figure: the figure.
        said: the measures and dates of what is said.
        declared: units that the page names apart from numbers, as a table's heading does, with their powers of ten.
    """
    for reading in figure.quantity.readings:
        if isinstance(reading, PartialDate):
            if date_stands(reading, said):
                return True
        elif any(
            stated.value == reading.value and (agree(reading.unit, stated.unit) or is_sure(reading))
            for stated in said.measures
        ) or (
            not reading.unit
            and any(Measure(reading.value * 10**power, unit) in said.measures for unit, power in declared)
        ):
            return True
    return False
