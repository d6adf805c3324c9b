"""Words of a question as concepts: what each may be called in the passages, in either language.

A concept mixes names, each with a probability: the word itself where it stands in the corpus, its translations from
the glossary and the lexicon (JMdict), terms that sound like it, and the corpus words nearest to it in the static
model (probabilistic structured queries, Darwish and Oard 2003).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.glossary import Glossary, shipped_glossary
from index.embedding import shipped_embedder
from index.lexical import Concept
from index.question_words import Word, question_words, shipped_lexicon
from index.sounds import LATIN_WORD, Readings
from index.spelling import Spelling
from index.tokenise import tokens
from index.vocabulary import VocabularyVectors

__all__ = ["LITERAL", "LITERAL_IN_BOTH", "Translator", "shipped_lexicon"]

LITERAL = 0.2
"""The share of a word's own form, where it stands in the corpus, beside its translations, in pages."""

LITERAL_IN_BOTH = 0.7
"""The same share in passages that speak both languages, where the asker's own words are to be expected."""

SPREAD = 0.35
"""The share of the nearest corpus words beside the dictionary's translations."""

MOST_KEPT = 20_000
"""Of how many words it is kept in memory what they are and which corpus words are nearest to them."""

BY_SOUND = 0.3
"""The share of terms of the same sound beside the dictionary's translations of a capitalised word."""


@dataclass(frozen=True)
class Meaning:
    """What a word may be called besides its own form, and its own tokens, each with shares."""

    word: Word
    others: Mapping[str, float]
    own: Mapping[str, float]

    def concept(self, literal: float) -> Concept:
        """The concept in which the word's own form has the given share."""
        terms = mixed(self.others, self.own, literal) if self.others else dict(self.own)
        return Concept(
            terms or dict.fromkeys(word_tokens(self.word.text), 1.0), self.word.weight, self.word.part
        )


class Translator:
    """Turns questions into concepts over a corpus vocabulary.

    Args:
        vocabulary: the terms of the corpus.
        vectors: the vectors of its words.
        readings: how its words are said; by default nothing is looked up by sound.
        glossary: the glossary; by default the shipped one.
    """

    def __init__(
        self,
        vocabulary: Collection[str],
        vectors: VocabularyVectors,
        readings: Readings | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.vectors = vectors
        self.readings = readings or Readings({})
        self.glossary = glossary or shipped_glossary()
        self.spelling = Spelling(vocabulary, self.readings, self.glossary)
        self.near: dict[str, Mapping[str, float]] = {}
        self.meanings = lru_cache(maxsize=256)(self.find_meanings)
        self.concepts = lru_cache(maxsize=256)(self.find_concepts)

    def find_concepts(self, question: str, language: str, literal: float = LITERAL) -> tuple[Concept, ...]:
        """The concepts of a question in 'ja' or 'en'; `literal` is the share of its own words."""
        found = (meaning.concept(literal) for meaning in self.meanings(question, language))
        return tuple(concept for concept in found if concept.terms)

    def find_meanings(self, question: str, language: str) -> tuple[Meaning, ...]:
        """What the words of a question may mean."""
        words = question_words(self.spelling.corrected(question), language, self.glossary)
        if not words:
            return ()
        near = self.near_in_meaning([word.text for word in words])
        return tuple(self.meaning(word, near[word.text]) for word in words)

    def near_in_meaning(self, words: Sequence[str]) -> Mapping[str, Mapping[str, float]]:
        """The corpus words nearest to each word, with their shares; none for words that the model does not know."""
        if len(self.near) > MOST_KEPT:
            self.near.clear()
        near = {word: kept for word in words if (kept := self.near.get(word)) is not None}
        new = [word for word in dict.fromkeys(words) if word not in near]
        near.update((word, {}) for word in new)
        if known := [word for word in new if not is_unknown(word)]:
            vectors = shipped_embedder().embed_documents(known)
            near.update(zip(known, self.vectors.nearest(vectors), strict=True))
        self.near.update(near)
        return near

    def meaning(self, word: Word, near: Mapping[str, float]) -> Meaning:
        """What a word may be called in the corpus, given the corpus words that are near in meaning."""
        names = self.present(word.names)
        if is_name(word):
            names = mixed(names, self.readings.named(word.text), BY_SOUND)
        own = [token for token in dict.fromkeys(word_tokens(word.text)) if token in self.vocabulary]
        others = mixed(names, near, SPREAD) if names else near
        return Meaning(word, others, dict.fromkeys(own, 1 / len(own)) if own else {})

    def present(self, names: Mapping[str, float]) -> dict[str, float]:
        """The names that stand in the corpus, with shares."""
        known = {name: weight for name, weight in names.items() if name in self.vocabulary}
        total = sum(known.values())
        return {name: weight / total for name, weight in known.items()}


@lru_cache(maxsize=MOST_KEPT)
def word_tokens(text: str) -> Sequence[str]:
    """The tokens of a word or phrase."""
    return tokens(text)


def is_name(word: Word) -> bool:
    """Whether a word may be a name: one that no dictionary knows, or that is written with a capital."""
    return word.capital or (not word.names and bool(LATIN_WORD.fullmatch(word.text)))


@lru_cache(maxsize=MOST_KEPT)
def is_unknown(text: str) -> bool:
    """Whether the model says nothing of a text's meaning: numbers, and Latin words that it knows in pieces only."""
    if any(char.isdigit() for char in text):
        return True
    return bool(LATIN_WORD.fullmatch(text)) and len(shipped_embedder().pieces(text)) > 1


def mixed(first: Mapping[str, float], second: Mapping[str, float], share: float) -> dict[str, float]:
    """Two mixtures as one, the second with the given share; the one alone where the other is empty."""
    if not first or not second:
        return dict(first or second)
    return {
        name: (1 - share) * first.get(name, 0.0) + share * second.get(name, 0.0)
        for name in first.keys() | second
    }
