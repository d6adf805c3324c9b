"""The glossary: term pairs Japanese/English with their variants, kept in a spreadsheet (`glossary.csv`)."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.folding import folded_text

LONGEST_PHRASE = 7
LONGEST_NAME = 20
"""The longest Japanese name that is looked for in a text, in characters."""

PUNCTUATION = re.compile(r"[\-‐–—・･.'’&/]")


@dataclass(frozen=True)
class Term:
    """A concept with its names: the usual one first, then variants. `source` names the one publication it is from."""

    ja: tuple[str, ...]
    en: tuple[str, ...]
    kind: str
    source: str


class Glossary:
    """Look-up of terms by any of their names."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self.by_name: dict[str, list[Term]] = defaultdict(list)
        for term in self.terms:
            for name in {name_key(name) for name in (*term.ja, *term.en)}:
                self.by_name[name].append(term)
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.by_name:
            if 1 < len(name) <= LONGEST_NAME:
                lengths[name[:2]].add(len(name))
        self.lengths = {start: sorted(found, reverse=True) for start, found in lengths.items()}

    def lookup(self, name: str) -> list[Term]:
        """The terms of a name in either language."""
        return self.by_name.get(name_key(name), [])

    def english_phrases(self, words: list[str]) -> Iterator[tuple[int, int, list[Term]]]:
        """The longest terms among English words: (first word, past the last word, terms)."""
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + LONGEST_PHRASE), start, -1):
                last = words[end - 1]
                found = self.lookup(" ".join(words[start:end]))
                if not found and (one := singular(last)) != last:
                    found = self.lookup(" ".join([*words[start : end - 1], one]))
                if found:
                    yield start, end, found
                    start = end
                    break
            else:
                start += 1

    def japanese_terms(self, text: str) -> list[Term]:
        """The terms whose Japanese name stands in a text, longest first, without those inside longer ones."""
        folded = folded_text(text)
        found: list[Term] = []
        position = 0
        while position < len(folded):
            for length in self.lengths.get(folded[position : position + 2], ()):
                terms = self.by_name.get(folded[position : position + length])
                if terms:
                    found.extend(terms)
                    position += length
                    break
            else:
                position += 1
        return found


def name_key(name: str) -> str:
    """A name for comparing: folded, without punctuation between words."""
    return PUNCTUATION.sub("", folded_text(name))


def singular(word: str) -> str:
    """An English word without a plural ending.

    >>> [singular(word) for word in ("companies", "grants", "analysis")]
    ['company', 'grant', 'analysis']
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def read_terms(lines: Iterable[str]) -> Iterator[Term]:
    """The terms of a CSV with the columns ja, en, ja_variants, en_variants, kind, source."""
    for row in csv.DictReader(lines):
        yield Term(
            (row["ja"], *filter(None, row["ja_variants"].split("|"))),
            (row["en"], *filter(None, row["en_variants"].split("|"))),
            row["kind"],
            row["source"],
        )


def shipped_text() -> str:
    """The shipped glossary as it is written."""
    return files("corpus").joinpath("glossary.csv").read_text(encoding="utf-8-sig")


@cache
def shipped_glossary() -> Glossary:
    """The glossary that the project ships."""
    return Glossary(read_terms(shipped_text().splitlines()))
