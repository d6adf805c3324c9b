"""A person on a list with all that searching needs, worked out once."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.catalogue import Publication
from corpus.people.fields import known_fields
from corpus.people.institutions import Institution, institutions_in, state_of
from corpus.people.names import NameKeys, guessed_kana, kana_key, keys_of, name_parts, romaji_key
from corpus.researchers import Researcher
from index.tokenise import analyser

OWN_FIELD, KEYWORD, DEPARTMENT = 1.0, 0.8, 0.4
"""How much a match counts in the cell of the field, in a keyword, in the name of the department."""


@dataclass(frozen=True)
class Cell:
    """A cell that tells what a person works on, and how much a match in it counts."""

    text: str
    weight: float


@dataclass(frozen=True)
class Person:
    """A record, the list that it stands on and that list's version."""

    record: Researcher
    publication: Publication
    version: str | None

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """What tells the person's topics."""
        record = self.record
        fields = [Cell(text, OWN_FIELD) for text in (record.field_en, record.field_ja) if text]
        return (*fields, *(Cell(text, KEYWORD) for text in record.keywords))

    @cached_property
    def names(self) -> NameKeys:
        """The forms of the name."""
        return keys_of(self.record.name_en, self.record.name_ja, self.record.name_kana)

    @cached_property
    def institutions(self) -> tuple[Institution, ...]:
        """The known institutions that the record names."""
        return institutions_in(self.record.institution or "")

    @property
    def institution_names(self) -> tuple[str, ...]:
        """The names that the institution is counted under: the known ones, else what the list says."""
        known = tuple(item.en for item in self.institutions)
        return known or tuple(filter(None, [self.record.institution]))

    @cached_property
    def state(self) -> str | None:
        """The state's code where it is known, else as the list has it."""
        return state_of(self.record.state) or self.record.state if self.record.state else None

    @cached_property
    def fields(self) -> dict[str, float]:
        """The fields that the record names, each with the weight of the best cell."""
        found: dict[str, float] = {}
        for cell in self.cells:
            for field, _ in known_fields().mentions(cell.text):
                found[field] = max(found.get(field, 0.0), cell.weight)
        return found

    @property
    def groups(self) -> Iterator[str]:
        """The broadest fields that the person's own field, or else the keywords, belong to."""
        own = max(self.fields.values(), default=0.0)
        known = known_fields()
        named = (field for field, weight in self.fields.items() if weight == own)
        yield from dict.fromkeys(group for field in named for group in known.groups(field))

    @property
    def kana(self) -> tuple[str | None, bool]:
        """The name in kana, and whether it is a guess rather than the list's word."""
        if self.record.name_kana:
            return self.record.name_kana, False
        guess = guessed_kana(self.record.name_en)
        return guess and confirmed(guess, self.record), True


def confirmed(guess: str, record: Researcher) -> str:
    """A guessed reading with the dictionary's for the parts of the name that it reads alike: サイトウ for SAITO."""
    kanji = (record.name_ja or "").split()
    parts = guess.split()
    latin = name_parts(record.name_en or "")
    if len(kanji) != len(parts) or len(latin) != len(parts):
        return guess
    read = [reading(part) for part in kanji]
    return " ".join(
        dictionary if kana_key(dictionary) == romaji_key(word) else own
        for own, dictionary, word in zip(parts, read, latin, strict=True)
    )


def reading(text: str) -> str:
    """How the dictionary reads a Japanese text, in katakana."""
    return "".join(str(morpheme.reading_form()) for morpheme in analyser().tokenize(text))
