"""How names sound across scripts: kanji by their readings, katakana by the consonants of the Latin spelling."""

import re
from collections.abc import Iterable

import jaconv

from index.tokenise import analyser


def in_latin(kana: str) -> str:
    """Kana in Latin letters."""
    return str(jaconv.kata2alphabet(kana))


def reading(text: str) -> str:
    """How a Japanese text is read, in Latin letters."""
    return "".join(in_latin(morpheme.reading_form()) for morpheme in analyser().tokenize(text))


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
        "ph:f ck:k qu:k x:ks sch:s sh:s tch:t ch:t th:s dg:j ts:t ce:se ci:si cy:si ge:je gi:ji z:j l:r v:b q:k c:k"
    ).split()
)
"""Letters and the sound that katakana writes for them, longest first where one begins another."""


def skeletons(word: str) -> set[str]:
    """The consonants of a word as katakana can carry them, with and without an r after a vowel.

    >>> skeletons("Healey") & skeletons("hiirii"), skeletons("Garnetti") & skeletons("garunetti")
    ({'r'}, {'grnt'})
    """
    word = word.lower()
    for letters, sound in CONSONANTS:
        word = word.replace(letters, sound)
    start = "a" if word[:1] in "aeiou" else ""
    forms = (word, re.sub(r"(?<=[aeiou])r(?![aeiou])", "", word))
    return {start + re.sub(r"(.)\1+", r"\1", re.sub("[^bdfgjkmnprst]", "", form)) for form in forms}


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
