"""Pages in the very words of a Japanese question: how much of its wording, letter by letter, a text repeats.

Words taken by themselves lose what Japanese says by particles and by what stands side by side; runs of three
letters keep it, and need no words to be told apart (Fujii and Croft 1993 compare both for Japanese).
"""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.folding import folded_text
from index.reranking import reordered

if TYPE_CHECKING:
    from index.retriever import Hit

WORDED = 30
"""How many of the best passages are looked at."""

WORDING_SHARE = 0.3
"""What a page gains that repeats the question whole, chosen on the gold's dev split and on JSQuAD's validation part."""

RUN = 3
"""How many letters a run has."""

MOST_KEPT = 5_000
"""How many folded texts of pages are kept in memory."""

BREAK = re.compile(r"[\s、。，．・：:？！?!「」『』（）()]+")
HIRAGANA = re.compile("[ぁ-ゖー]+")


def runs(question: str) -> Collection[str]:
    """The runs of letters of a question, but for those in hiragana alone, which say little.

    >>> sorted(runs("首都はどこ？"))
    ['都はど', '首都は']
    """
    pieces = (folded_text(piece) for piece in BREAK.split(question))
    found = {piece[start : start + RUN] for piece in pieces for start in range(len(piece) - RUN + 1)}
    return {run for run in found if not HIRAGANA.fullmatch(run)}


page_text = lru_cache(maxsize=MOST_KEPT)(folded_text)


def repeated(wanted: Collection[str], text: str) -> float:
    """The share (0 to 1) of runs that stand in a text."""
    folded = page_text(text)
    return sum(run in folded for run in wanted) / len(wanted)


def by_wording(question: str, hits: Sequence["Hit"]) -> list["Hit"]:
    """The best hits of a Japanese question with pages moved up by how much of its wording they repeat.

    The share counts squared: many runs together tell, a few stand anywhere. Scores stay at their places.
    """
    best, wanted = hits[:WORDED], runs(question)
    if not wanted:
        return list(hits)
    gains = [
        WORDING_SHARE * repeated(wanted, hit.passage.text("ja")) ** 2
        if hit.passage.source == "publication" and hit.passage.language == "ja"
        else 0.0
        for hit in best
    ]
    order = sorted(range(len(best)), key=lambda place: -(best[place].score + gains[place]))
    return reordered(hits, [*order, *range(len(best), len(hits))])
