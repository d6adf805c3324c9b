"""Looks words up in the shipped English–Japanese lexicon (made from JMdict and JMnedict, EDRDG, CC BY-SA.

See NOTICE).
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from pathlib import Path

from index.lexicon.english import key, variants

SHIPPED = Path(__file__).with_name("lexicon.db")


class Lexicon:
    """Read-only view of a lexicon file; safe to share between threads."""

    def __init__(self, path: Path = SHIPPED) -> None:
        self.connection = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        self.exact = lru_cache(maxsize=8192)(self.read_english)
        self.translations = lru_cache(maxsize=8192)(self.find_translations)
        self.english = lru_cache(maxsize=8192)(self.find_english)

    def read_english(self, text: str) -> tuple[tuple[str, float], ...]:
        """The translations of one key, not cached."""
        row = self.connection.execute("select terms from english where word = ?", (text,)).fetchone()
        return unpack(row[0]) if row else ()

    def find_translations(self, text: str) -> tuple[tuple[str, float], ...]:
        """Japanese terms of an English word or phrase with weights that sum to about 1.

        Base forms are tried in turn.
        """
        words = key(text)
        if not words:
            return ()
        for last in variants(words[-1]):
            if found := self.exact(" ".join((*words[:-1], last))):
                return found
        return ()

    def find_english(self, term: str) -> tuple[tuple[str, float], ...]:
        """English words of a Japanese term, surest first."""
        row = self.connection.execute("select words from japanese where term = ?", (term,)).fetchone()
        return unpack(row[0]) if row else ()


def unpack(packed: str) -> tuple[tuple[str, float], ...]:
    """Reads what `index.training.lexicon.pack` wrote."""
    fields = packed.split("\t")
    if len(fields) == 1:
        return ((packed, 1.0),)
    total = sum(int(weight) for weight in fields[1::2])
    return tuple((term, int(weight) / total) for term, weight in zip(fields[::2], fields[1::2], strict=True))
