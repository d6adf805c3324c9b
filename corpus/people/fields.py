"""Fields of research by any of their names in both languages, narrower ones under broader (`fields.csv`)."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from corpus.folding import folded_text
from corpus.glossary import singular

LONGEST_PHRASE = 6
LONGEST_JAPANESE = 24
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")
KANJI_OR_KATAKANA = re.compile(r"[\u30a1-\u30ff\u3400-\u9fff々]")
LATIN_WORD = re.compile(r"[a-z0-9]+")
APART = re.compile(r"[,;:()、。，；：（）]")
"""What no name of a field reaches across."""


@dataclass(frozen=True)
class Field:
    """A field of research: its usual names in English and Japanese, others, and the fields that it is part of."""

    en: str
    ja: str
    names: tuple[str, ...]
    broader: tuple[str, ...]

    def name(self, language: str) -> str:
        """The usual name in 'ja' or 'en'."""
        return self.ja if language == "ja" else self.en


class Fields:
    """Look-up of fields, each known by its English name, in text of either language."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self.by_name = {field.en: field for field in fields}
        self.latin: dict[str, str] = {}
        self.japanese: dict[str, str] = {}
        for field in self.by_name.values():
            for name in (field.en, field.ja, *field.names):
                if JAPANESE.search(name):
                    self.japanese.setdefault(folded_text(name), field.en)
                else:
                    self.latin.setdefault(" ".join(latin_words(name)), field.en)
        self.mentions = lru_cache(maxsize=65536)(self.find)

    @cached_property
    def ancestors(self) -> dict[str, dict[str, int]]:
        """For each field the broader ones, each with how many steps it is away, itself at none."""
        found: dict[str, dict[str, int]] = {}
        for name in self.by_name:
            steps, reached, waiting = 0, {name: 0}, [name]
            while waiting:
                steps += 1
                above = [broader for item in waiting for broader in self.by_name[item].broader]
                waiting = [item for item in dict.fromkeys(above) if item not in reached]
                reached.update(dict.fromkeys(waiting, steps))
            found[name] = reached
        return found

    def groups(self, name: str) -> Iterator[str]:
        """The broadest fields that a field belongs to."""
        return (item for item in self.ancestors[name] if not self.by_name[item].broader)

    def find(self, text: str) -> tuple[tuple[str, str], ...]:
        """The (field, words) that a text names, longest names first where they overlap."""
        return (*self.find_japanese(text), *self.find_latin(text))

    def find_japanese(self, text: str) -> Iterator[tuple[str, str]]:
        """The fields that Japanese words of a text name."""
        folded = folded_text(text)
        position = 0
        while position < len(folded):
            for length in range(min(LONGEST_JAPANESE, len(folded) - position), 0, -1):
                words = folded[position : position + length]
                if words in self.japanese and (length > 1 or stands_alone(folded, position)):
                    yield self.japanese[words], words
                    position += length
                    break
            else:
                position += 1

    def find_latin(self, text: str) -> Iterator[tuple[str, str]]:
        """The fields that words in Latin letters name."""
        for words in map(latin_words, APART.split(text)):
            start = 0
            while start < len(words):
                for end in range(min(len(words), start + LONGEST_PHRASE), start, -1):
                    field = self.latin_field(words[start:end])
                    if field:
                        yield field, " ".join(words[start:end])
                        start = end
                        break
                else:
                    start += 1

    def latin_field(self, words: list[str]) -> str | None:
        """The field of a phrase, in the singular or plural."""
        return self.latin.get(" ".join(words)) or self.latin.get(" ".join([*words[:-1], singular(words[-1])]))


def latin_words(text: str) -> list[str]:
    """The words of a text in Latin letters, small, without accents and possessive endings.

    >>> latin_words("Alzheimer's disease, CAR-T")
    ['alzheimer', 'disease', 'car', 't']
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return LATIN_WORD.findall(re.sub(r"['’]s\b|[\u0300-\u036f]", "", plain))


def stands_alone(text: str, position: int) -> bool:
    """Whether a character is a word of its own rather than part of a compound."""
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return not KANJI_OR_KATAKANA.search(around)


@cache
def known_fields() -> Fields:
    """The fields of `fields.csv`."""
    text = files("corpus.people").joinpath("fields.csv").read_text(encoding="utf-8")
    return Fields(
        Field(
            row["en"],
            row["ja"],
            tuple(filter(None, row["names"].split("|"))),
            tuple(filter(None, row["broader"].split("|"))),
        )
        for row in csv.DictReader(text.splitlines())
    )
