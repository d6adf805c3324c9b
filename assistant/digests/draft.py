"""The first draft of a digest: each figure, date and section of a publication laid out as a statement to fill in."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.digests.figures import figures_in, without_marks
from assistant.digests.originals import Original
from assistant.quantities import Quantity
from corpus.document import Page, Section
from corpus.evidence import anchor
from index.language import language_of
from index.passage import sentences

PROSE = 40
"""From this many characters on, the first sentence of a paragraph without figures is worth a statement."""


def draft_of(original: Original, beside: Path) -> dict[str, Any]:
    """A draft: for each sentence with a figure a statement without text, its evidence quoted; for other sections one.

    `figures` of a statement lists the numbers and dates that its text should carry; stamping drops it.

    Args:
        original: the publication.
        beside: the folder where the draft will lie, which the path of the file starts from.
    """
    prefix = initials(original.publication.id)
    pages = {page.number: page for page in original.pages}
    count: Counter[int] = Counter()
    statements = []
    for section in original.document.sections:
        for page, quote, figures in quotes_in(section, pages):
            count[page] += 1
            name = f"{prefix}-p{page:02}-{count[page]:02}"
            statements.append(entry(name, page, section, quote, figures))
    return {
        "publication": original.publication.id,
        "file": os.path.relpath(original.path, beside),
        "statements": statements,
        "left_out": [],
    }


def initials(publication_id: str) -> str:
    """The beginning of the ids of a publication's statements: the first letter of each word, and numbers.

    >>> initials("jnexus-quarterly-02")
    'jq02'
    """
    words = re.findall(r"[^\W\d_]+|\d+", publication_id)
    return "".join(word if word.isdigit() else word[0] for word in words)


def quotes_in(section: Section, pages: dict[int, Page]) -> Iterator[tuple[int, str, list[Quantity]]]:
    """The sentences of a section to make statements of, with page and figures.

    They are those with figures, and the first of each paragraph without; the first of the section where it has none.
    """
    found: list[tuple[int, str, list[Quantity]]] = []
    for paragraph in section.paragraphs:
        told = [
            (piece.page, sentence, list(figures_in(without_marks(sentence))))
            for piece in paragraph.pieces
            for sentence in sentences(piece.text)
            if piece.page in pages and anchor(sentence, pages[piece.page])
        ]
        with_figures = [item for item in told if item[2]]
        found.extend(with_figures or [item for item in told[:1] if len(item[1]) >= PROSE or not found])
    yield from found


def entry(name: str, page: int, section: Section, quote: str, figures: list[Quantity]) -> dict[str, Any]:
    """A statement to fill in."""
    heading = section.path[-1] if section.path else ""
    own = language_of(heading)
    return {
        "id": name,
        "page": page,
        "section": {language: heading if language == own else "" for language in ("ja", "en")},
        "text": {"ja": "", "en": ""},
        "kind": "figure" if figures else "fact",
        "topics": [],
        "evidence": [{"page": page, "quote": quote}],
        "asked": {"ja": [], "en": [], "open": {"ja": [], "en": []}},
        "figures": [figure.text for figure in figures],
    }
