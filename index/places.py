"""Hits of one place as one: slides that say the same again, and a statement beside the page that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.folding import folded_text
from index.passage import Passage

if TYPE_CHECKING:
    from index.retriever import Hit

ALIKE = 0.9
"""How much of the words of two pages is the same, at least, where one repeats the other."""


def without_repeats(hits: Iterable[Hit]) -> list[Hit]:
    """Hits without pages that repeat a page found before; what is left names all the pages, the first one first."""
    kept: list[Hit] = []
    pages: defaultdict[str, list[int]] = defaultdict(list)
    for hit in hits:
        known = pages[hit.passage.publication_id] if hit.passage.source == "publication" else []
        place = next((place for place in known if repeats(hit.passage, kept[place].passage)), None)
        if place is None:
            known.append(len(kept))
            kept.append(hit)
        else:
            first, again = sorted((kept[place].passage, hit.passage), key=lambda passage: passage.ordinal)
            told = replace(first, pages=(*first.pages, *again.pages))
            kept[place] = replace(kept[place], passage=told)
    return kept


def repeats(one: Passage, other: Passage) -> bool:
    """Whether two passages of a publication say the same on different pages, with the same numbers."""
    fewer, more = sorted((len(one.tokens), len(other.tokens)))
    if fewer < ALIKE * more or not set(one.pages).isdisjoint(other.pages):
        return False
    shared = len(one.tokens & other.tokens)
    return shared >= ALIKE * (fewer + more - shared) and numbers(one) == numbers(other)


def numbers(passage: Passage) -> set[str]:
    """The tokens of a passage that hold a digit."""
    return {token for token in passage.tokens if any(char.isdigit() for char in token)}


def one_for_each_place(hits: Iterable[Hit]) -> list[Hit]:
    """Hits in which a statement and the page that it rests on are one: the better of the two, at its rank."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(rests_on(*pair) for other in kept for pair in pairs(hit.passage, other.passage)):
            kept.append(hit)
    return kept


def pairs(one: Passage, other: Passage) -> tuple[tuple[Passage, Passage], tuple[Passage, Passage]]:
    """Two passages in both orders."""
    return (one, other), (other, one)


def rests_on(statement: Passage, page: Passage) -> bool:
    """Whether a passage is a digest's statement and another the piece of a page that it rests on."""
    if (statement.source, page.source) != ("digest", "publication"):
        return False
    if statement.publication_id != page.publication_id or set(statement.pages).isdisjoint(page.pages):
        return False
    text = folded_text(page.text(page.language))
    evidence = (statement.record or {}).get("evidence", ())
    return any(start in text and end in text for _, start, end, _ in evidence)
