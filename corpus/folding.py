"""Folding of text for matching: NFKC, lower case, no white space, with the way back to the original.

Unicode normalisation form: UAX #15.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)
VARIANTS = frozenset(map(chr, range(0xE0100, 0xE01F0)))
IGNORED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f") | VARIANTS
"""Characters that never show: zero-width marks, soft hyphens, selectors of emoji and of ideographic variants."""

WITHOUT_IGNORED = dict.fromkeys(map(ord, IGNORED))


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the stretch of the original (start, end) it came from."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def find(self, needle: "Folded | str") -> tuple[int, int] | None:
        """The span (start, end) in the original where `needle`, folded, first stands; None if it does not."""
        wanted = needle.text if isinstance(needle, Folded) else folded_text(needle)
        at = self.text.find(wanted) if wanted else -1
        return None if at < 0 else self.span(at, at + len(wanted))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the folded text came from."""
        return self.starts[start], self.ends[end - 1]


def folded_text(text: str) -> str:
    """The folded form alone, for comparing."""
    if text.isascii():
        return "".join(text.lower().split())
    shown = text if IGNORED.isdisjoint(text) else text.translate(WITHOUT_IGNORED)
    normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", shown).casefold())
    return "".join(normal.split())


folded_cluster = lru_cache(maxsize=65536)(folded_text)


def fold(text: str) -> Folded:
    """Fold text in any language for matching.

    >>> fold("Ａ社は 2３９\\n社").text
    'a社は239社'
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in clusters(text):
        folded = folded_cluster(text[start:end])
        characters.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return Folded("".join(characters), tuple(starts), tuple(ends))


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of the pieces of a text that normalise independently: characters with their marks."""
    beginnings = [index for index, char in enumerate(text) if not index or not joins_previous(char)]
    return pairwise([*beginnings, len(text)])


@cache
def joins_previous(char: str) -> bool:
    """Whether a character is written onto the one before it, as marks and Hangul vowels are, or never shows."""
    first = unicodedata.normalize("NFKD", char)[0]
    return (
        char in IGNORED
        or unicodedata.category(first).startswith("M")
        or ord(first) in HANGUL_VOWELS_AND_FINALS
    )
