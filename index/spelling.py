"""Misspelled words of a question: those that stand nowhere and are a letter or two from a word that is known.

Letters left out, added, changed or swapped with the next are counted (optimal string alignment, Damerau 1964). The
first letter is taken to be right, and short words are left alone: too many words are a letter from them.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from corpus.glossary import Glossary
from index.embedding import shipped_embedder
from index.question_words import shipped_lexicon
from index.sounds import Readings, key
from index.tokenise import joined, stems, tokens

ENGLISH = re.compile(r"(?<![\w+/=@])[A-Za-z]+(?![\w+/=@])", re.ASCII)
KATAKANA = re.compile("[ァ-ヴー]+")
SHORTEST = 5
"""In how many letters a word is written that may be misspelled."""

SHORTEST_NAME = 7
"""The same for a word with a capital, which may be a name that nothing knows."""

LONG = 8
"""From how many letters on two may be wrong."""


class Spelling:
    """Corrects words of questions that the library does not know.

    Args:
        vocabulary: the terms of the corpus.
        readings: how they are said: a name that sounds like one is not misspelled.
        glossary: the glossary.
    """

    def __init__(self, vocabulary: Collection[str], readings: Readings, glossary: Glossary) -> None:
        self.vocabulary = vocabulary
        self.readings = readings
        self.glossary = glossary
        self.corrected = lru_cache(maxsize=256)(self.correct)

    def correct(self, question: str) -> str:
        """The question with the words put right that are surely misspelled.

        >>> Spelling([], Readings({}), Glossary([])).correct("Which acclerator is in Boston?")
        'Which accelerator is in Boston?'
        """
        question = ENGLISH.sub(self.english, question)
        return KATAKANA.sub(self.katakana, question)

    def english(self, match: re.Match[str]) -> str:
        """An English word as it is, or as it is meant."""
        text, word = match[0], match[0].lower()
        is_name = bool(match.start()) and text[0].isupper()
        if len(word) < (SHORTEST_NAME if is_name else SHORTEST) or text.isupper() or self.knows_english(word):
            return text
        found = meant(word, self.words, 1 if is_name or len(word) < LONG else 2)
        said = self.readings.named(word) if is_name else {}
        if found is None or (said and said.keys().isdisjoint({found, *stems([found])})):
            return text
        return found.capitalize() if text[0].isupper() else found

    def katakana(self, match: re.Match[str]) -> str:
        """A word in katakana as it is, or as it is meant."""
        word = match[0]
        if len(word) < SHORTEST or self.knows_japanese(word) or all(map(self.knows_japanese, tokens(word))):
            return word
        return meant(word, self.words, 1 if len(word) < LONG else 2) or word

    def knows_english(self, word: str) -> bool:
        """Whether an English word in small letters stands in the corpus, a dictionary or the model."""
        return (
            word in self.vocabulary
            or (stem := stems([word])[0]) in self.vocabulary
            or bool(shipped_lexicon().translations(word))
            or bool(self.glossary.lookup(word))
            or len(shipped_embedder().pieces(word)) == 1
            or stem in shipped_embedder().words_by_stem
            or key(word) in self.readings.exact
        )

    def knows_japanese(self, word: str) -> bool:
        """Whether a Japanese word stands in the corpus or a dictionary."""
        return (
            joined(word) in self.vocabulary
            or bool(shipped_lexicon().english(word))
            or bool(self.glossary.lookup(word))
        )

    @cached_property
    def words(self) -> Mapping[str, Sequence[str]]:
        """The words that may be meant, by their first letters: of the corpus, the glossary and the model."""
        names = (name for term in self.glossary.terms for name in (*term.ja, *term.en))
        whole = (word for known in shipped_embedder().words_by_stem.values() for word in known.split())
        return by_first_letter([*self.vocabulary, *(part for name in names for part in parts(name)), *whole])


def parts(name: str) -> Iterable[str]:
    """The words of a name in small letters."""
    return ENGLISH.findall(name.lower()) + KATAKANA.findall(name)


def by_first_letter(words: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """English and katakana words of some length, by their first letters."""
    groups: dict[str, dict[str, None]] = defaultdict(dict)
    for word in words:
        if len(word) >= SHORTEST - 1 and (ENGLISH.fullmatch(word) or KATAKANA.fullmatch(word)):
            groups[word[0]][word] = None
    return {letter: list(group) for letter, group in groups.items()}


def meant(word: str, words: Mapping[str, Sequence[str]], most: int) -> str | None:
    """The nearest of the words with the same first letter, if at most so many letters are wrong."""
    found = extractOne(word, words.get(word[0], ()), scorer=OSA.distance, score_cutoff=most)
    return found[0] if found else None
