"""Whether an answer states a fact: an alternative found in its text, whatever the widths, spaces and commas.

A number is not found inside a longer number, nor a Latin word at the middle or end of another one; an abbreviation
in capitals (AI, NIH) is a word of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.folding import Folded, fold, folded_text

SIGNS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | {"’": "'", "‘": "'", "“": '"', "”": '"'})
ABBREVIATION = re.compile(r"[A-Z]{2,5}")
APART = re.compile(r"\d[,、]?\s+\d|\d、\d")
"""Two numbers side by side, which white space or a comma in a list divides."""


@dataclass(frozen=True)
class Form:
    """A text as facts are looked up in it: folded, without commas; `kept` tells where its characters were."""

    source: str
    text: str
    folded: Folded
    kept: tuple[int, ...]

    def span(self, place: int) -> tuple[int, int]:
        """The stretch of `source` that a character stands for."""
        return self.folded.span(self.kept[place], self.kept[place] + 1)


@lru_cache(maxsize=4096)
def form(text: str) -> Form:
    """The form of a text."""
    source = text.translate(SIGNS)
    folded = fold(source)
    kept = tuple(index for index, char in enumerate(folded.text) if char != ",")
    return Form(source, folded.text.replace(",", ""), folded, kept)


def states(text: str, alternative: str) -> bool:
    """Whether a text states an alternative.

    >>> states("約 ７，７８５ 億ドル", "7785億"), states("2,100 people", "100"), states("Boston area", "AREA")
    (True, False, True)
    """
    answer, wanted = form(text), form(alternative).text
    position = answer.text.find(wanted) if wanted else -1
    while position >= 0:
        if stands_alone(answer, position, position + len(wanted), alternative):
            return True
        position = answer.text.find(wanted, position + 1)
    return False


def stands_alone(answer: Form, start: int, end: int, alternative: str) -> bool:
    """Whether a find is not a part of another number or word."""
    first, last = answer.span(start)[0], answer.span(end - 1)[1]
    before, after = fold_around(answer.source[:first][-3:]), fold_around(answer.source[last:][:3])
    folded = answer.text[start:end]
    if folded[0].isdigit() and re.search(r"\d[.,]?$", before):
        return False
    if folded[-1].isdigit() and re.match(r"[.,]?\d", after):
        return False
    if re.match("[a-z]", folded) and re.search(r"[a-z]$", before):
        return False
    if ABBREVIATION.fullmatch(alternative) and re.match(r"(?!s\b)[a-z]", after):
        return False
    return not APART.search(answer.source[first:last]) or bool(APART.search(alternative))


def fold_around(text: str) -> str:
    """A few characters around a find, folded but with their white space."""
    return "".join(char if char.isspace() else folded_text(char) for char in text)


def facts_stated(text: str, groups: Iterable[Sequence[str]]) -> list[bool]:
    """For each fact, whether any of its alternatives is stated."""
    return [any(states(text, alternative) for alternative in group) for group in groups]
