"""How names sound across scripts: kanji by their readings, katakana by the consonants of the Latin spelling.

Romanisation is Hepburn's; foreign names are matched as in Knight and Graehl, "Machine transliteration" (1998), by
what survives the way into katakana, but by rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path

import jaconv

from index.tokenise import analyser

KATAKANA = re.compile(r"[ァ-ヴー・]+")
JAPANESE_WORD = re.compile(r"[\u3041-\u3096\u3400-\u9fff々ァ-ヴー]+")
LATIN_WORD = re.compile(r"[a-zà-ž]+")
SHORTEST = 4
"""In how many letters a name is written at least: fewer are an abbreviation, or too like others."""
LONGEST = 10
ALIKE = 0.5
"""How much of two spellings with the same consonants is the same, at least."""

CLOSE = 0.8
"""How like the sound a term must be, beside the one that is most like it."""


@lru_cache(maxsize=65536)
def in_latin(kana: str) -> str:
    """Kana in Latin letters."""
    return str(jaconv.kata2alphabet(kana))


def reading(text: str) -> str:
    """How a Japanese text is read, in Latin letters."""
    return "".join(in_latin(morpheme.reading_form()) for morpheme in analyser().tokenize(text))


@lru_cache(maxsize=4096)
def romaji(text: str) -> str:
    """Latin letters without what romanisations differ in: long vowels, macrons, apostrophes, hyphens."""
    text = text.lower().translate(str.maketrans("āīūēōâîûêô", "aiueoaiueo", "'-"))
    for double, single in (
        ("ou", "o"),
        ("oo", "o"),
        ("uu", "u"),
        ("oh", "o"),
        ("si", "shi"),
        ("ti", "chi"),
        ("tu", "tsu"),
    ):
        text = text.replace(double, single)
    return text.replace("shhi", "shi").replace("tsshu", "tsu")


CONSONANTS = tuple(
    pair.split(":")
    for pair in (
        "ph:f ck:k qu:k x:ks sch:s sh:s tch:t ch:t th:s dg:j tz:t ts:t ce:se ci:si cy:si ge:je gi:ji z:j l:r v:b "
        "q:k c:k"
    ).split()
)
"""Letters and the sound that katakana writes for them, longest first where one begins another."""


@lru_cache(maxsize=16384)
def skeletons(word: str) -> frozenset[str]:
    """The consonants of a word as katakana can carry them, with and without an r after a vowel.

    >>> [*skeletons("Healey") & skeletons("hiirii"), *skeletons("Garnetti") & skeletons("garunetti")]
    ['r', 'grnt']
    """
    word = word.lower()
    for letters, sound in CONSONANTS:
        word = word.replace(letters, sound)
    start = "a" if word[:1] in "aeiou" else ""
    forms = (word, re.sub(r"(?<=[aeiou])r(?![aeiou])", "", word))
    return frozenset(start + re.sub(r"(.)\1+", r"\1", re.sub("[^bdfgjkmnprst]", "", form)) for form in forms)


def sounds_like(name: str, words: Iterable[str]) -> bool:
    """Whether a name shares its consonants with one of the words."""
    wanted = {form for form in skeletons(name) if len(form) > 1}
    return any(alike(first, second) for word in words for first in wanted for second in skeletons(word))


def alike(first: str, second: str) -> bool:
    """Whether two skeletons are the same, but for one consonant in long ones."""
    if first == second:
        return True
    if min(len(first), len(second)) < 5 or abs(len(first) - len(second)) > 1:
        return False
    shorter, longer = sorted((first, second), key=len)
    prefix = next((i for i, char in enumerate(shorter) if char != longer[i]), len(shorter))
    return shorter[prefix:] == longer[prefix + 1 :] or shorter[prefix + 1 :] == longer[prefix + 1 :]


def spoken(term: str) -> str:
    """A term of either script as it is said, in Latin letters; nothing where it is no word or too long for a name."""
    if LATIN_WORD.fullmatch(term):
        return term if len(term) >= SHORTEST else ""
    if not 2 <= len(term) <= LONGEST:
        return ""
    if KATAKANA.fullmatch(term):
        return in_latin(term.replace("・", ""))
    return reading(term) if JAPANESE_WORD.fullmatch(term) else ""


class Readings:
    """Terms of a corpus by how they are said.

    Args:
        said: terms with how they are said, in Latin letters.
    """

    def __init__(self, said: Mapping[str, str]) -> None:
        self.said = said

    @classmethod
    def build(cls, terms: Iterable[str], known: Mapping[str, str] | None = None) -> "Readings":
        """Read the terms, but for those whose sound is known."""
        held = known or {}
        return cls({term: sound for term in terms if (sound := held.get(term) or spoken(term))})

    def save(self, folder: Path) -> None:
        """Write to a folder."""
        lines = (f"{term}\t{sound}\n" for term, sound in self.said.items())
        (folder / "readings.tsv").write_text("".join(lines), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Readings":
        """Open what `save` wrote."""
        lines = (folder / "readings.tsv").read_text(encoding="utf-8").splitlines()
        return cls(dict(line.split("\t") for line in lines))

    @cached_property
    def exact(self) -> Mapping[str, Sequence[str]]:
        """Terms by their exact sound."""
        return grouped((key(sound), term) for term, sound in self.said.items())

    @cached_property
    def rough(self) -> Mapping[str, Sequence[str]]:
        """Katakana and Latin terms by their consonants."""
        names = (
            (term, sound)
            for term, sound in self.said.items()
            if KATAKANA.fullmatch(term) or LATIN_WORD.fullmatch(term)
        )
        return grouped((skeleton, term) for term, sound in names for skeleton in skeletons(sound))

    def named(self, word: str) -> dict[str, float]:
        """The terms that a name of either script may stand for, with their shares."""
        sound = spoken(word)
        if not sound:
            return {}
        exact = [term for term in self.exact.get(key(sound), ()) if term != word]
        if exact and len(sound) >= SHORTEST:
            return dict.fromkeys(exact, 1.0 / len(exact))
        near = {
            term: likeness
            for skeleton in skeletons(sound)
            if len(skeleton) > 1
            for term in self.rough.get(skeleton, ())
            if term != word and (likeness := resemblance(sound, self.said[term])) >= ALIKE
        }
        best = max(near.values(), default=0.0)
        kept = {term: likeness for term, likeness in near.items() if likeness > CLOSE * best}
        total = sum(kept.values())
        return {term: likeness / total for term, likeness in kept.items()}


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The second items of pairs by the first."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, item in pairs:
        groups[name].append(item)
    return groups


def resemblance(first: str, second: str) -> float:
    """How much of two readings is the same, vowels included, once letters of one sound are one: 0 to 1."""
    return SequenceMatcher(None, rough(first), rough(second)).ratio()


def rough(sound: str) -> str:
    """A reading with one letter for each sound that katakana tells apart."""
    for letters, written in (
        *CONSONANTS,
        ("au", "o"),
        ("ee", "i"),
        ("ea", "i"),
        ("oo", "u"),
        ("y", "i"),
        ("-", ""),
    ):
        sound = sound.replace(letters, written)
    return re.sub(r"(.)\1+", r"\1", sound)


def key(sound: str) -> str:
    """A reading for comparing: n for m before lips, double vowels and spellings folded.

    >>> key("Kampaku") == key(in_latin("カンパク"))
    True
    """
    return re.sub(r"m(?=[bpm])", "n", romaji(sound))
