"""Folding of text for matching: NFKC, lower case, no white space, with the way back to the original.

Unicode normalisation form: UAX #15.
"""

import unicodedata
from dataclasses import dataclass

HANGUL_JOINING = range(0x1160, 0x1200)
HALF_WIDTH_SOUND_MARKS = ("\uff9e", "\uff9f")
IGNORED = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\ufe0e\ufe0f")
"""Characters that never show: zero-width marks, soft hyphens and emoji variation selectors."""


@dataclass(frozen=True)
class Folded:
    """A folded text and, for each of its characters, the index of the original character it came from."""

    text: str
    offsets: tuple[int, ...]

    def find(self, needle: "Folded | str") -> tuple[int, int] | None:
        """The span (start, end) in the original where `needle`, folded, first stands; None if it does not."""
        wanted = needle.text if isinstance(needle, Folded) else fold(needle).text
        at = self.text.find(wanted) if wanted else -1
        if at < 0:
            return None
        return self.offsets[at], self.offsets[at + len(wanted) - 1] + 1


def joins_previous(char: str) -> bool:
    """Whether a character is written onto the one before it (combining marks, half-width sound marks)."""
    return (
        unicodedata.combining(char) != 0
        or char in HALF_WIDTH_SOUND_MARKS
        or ord(char) in HANGUL_JOINING
        or 0xE0100 <= ord(char) <= 0xE01EF
    )


def clusters(text: str) -> list[tuple[int, str]]:
    """The text in pieces that normalise independently: (index, base character with its marks)."""
    pieces: list[tuple[int, str]] = []
    for index, char in enumerate(text):
        if pieces and ord(char) > 0x2FF and joins_previous(char):
            start, piece = pieces[-1]
            pieces[-1] = (start, piece + char)
        else:
            pieces.append((index, char))
    return pieces


def fold(text: str) -> Folded:
    """Fold text in any language for matching.

    >>> fold("Ａ社は 2３９\\n社").text
    'a社は239社'
    """
    characters: list[str] = []
    offsets: list[int] = []
    for index, piece in clusters(text):
        if piece.isascii():
            folded = "" if piece.isspace() else piece.lower()
        else:
            kept = "".join(c for c in piece if c not in IGNORED and not 0xE0100 <= ord(c) <= 0xE01EF)
            normal = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", kept).casefold())
            folded = "".join(c for c in normal if not c.isspace())
        characters.append(folded)
        offsets.extend([index] * len(folded))
    return Folded("".join(characters), tuple(offsets))


def folded_text(text: str) -> str:
    """The folded form alone, for comparing."""
    return fold(text).text
