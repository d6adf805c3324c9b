"""Words of a question as concepts: what each may be called in the passages, in either language.

A concept mixes three kinds of names, each with a probability: the word itself where it stands in the corpus, its
translations from the glossary and the lexicon (JMdict), and the corpus words nearest to it in the static model
(probabilistic structured queries, Darwish and Oard 2003).
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.glossary import Glossary, Term, shipped_glossary
from index.embedding import StaticEmbedder, shipped_model
from index.lexical import Concept
from index.lexicon.english import FUNCTION_WORDS
from index.lexicon.store import Lexicon
from index.tokenise import LATIN, joined, normalise, tokens
from index.vocabulary import VocabularyVectors

LONGEST_PHRASE = 3
WORD_OF_PHRASE = 0.5
"""The weight of a word that already counts as part of a phrase."""

LITERAL = 0.5
"""The share of a word's own form, where it stands in the corpus, beside its translations."""

SPREAD = 0.5
"""The share of the nearest corpus words beside the dictionary's translations."""

VARIANT = 0.6
"""How sure a variant of a glossary term is, beside the usual name."""

COMPOUND = 0.7
"""The weight of a compound of a Japanese question, whose parts count too."""


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that the project ships."""
    return Lexicon()


@cache
def shipped_embedder() -> StaticEmbedder:
    """The static model that the project ships."""
    return StaticEmbedder(shipped_model())


@dataclass(frozen=True)
class Unit:
    """A word or phrase of a question with its weight and the names that a dictionary gives it."""

    text: str
    weight: float
    names: Mapping[str, float]
    part: bool = False


class Translator:
    """Turns questions into concepts over a corpus vocabulary.

    Args:
        vocabulary: the terms of the corpus.
        vectors: their vectors.
        glossary: the glossary; by default the shipped one.
    """

    def __init__(
        self, vocabulary: Collection[str], vectors: VocabularyVectors, glossary: Glossary | None = None
    ) -> None:
        self.vocabulary = vocabulary
        self.vectors = vectors
        self.glossary = glossary or shipped_glossary()
        self.concepts = lru_cache(maxsize=256)(self.make_concepts)

    def make_concepts(self, question: str, language: str) -> tuple[Concept, ...]:
        """The concepts of a question in 'ja' or 'en'."""
        units = self.english_units(question) if language == "en" else self.japanese_units(question)
        embedded = shipped_embedder().embed_documents([unit.text for unit in units])
        spreads = self.vectors.nearest(embedded) if units else []
        found = [self.concept(unit, spread) for unit, spread in zip(units, spreads, strict=True)]
        return tuple(concept for concept in found if concept.terms)

    def concept(self, unit: Unit, spread: Mapping[str, float]) -> Concept:
        """The mixture of a unit's names."""
        known = {name: weight for name, weight in unit.names.items() if name in self.vocabulary}
        total = sum(known.values())
        mixture = {name: weight / total for name, weight in known.items()}
        mixture = mixed(mixture, spread, SPREAD) if mixture else dict(spread)
        own = {token: 1.0 for token in tokens(unit.text)}
        present = {token: 1.0 / len(own) for token in own if token in self.vocabulary}
        if present:
            mixture = mixed(mixture, present, LITERAL) if mixture else present
        return Concept(mixture or own, unit.weight, unit.part)

    def english_units(self, question: str) -> list[Unit]:
        """Phrases that a dictionary knows, longest first, and the content words."""
        words = [match[0] for match in LATIN.finditer(normalise(question))]
        units: list[Unit] = []
        covered: set[int] = set()
        for start, end, terms in self.glossary.english_phrases(words):
            if not all(word in FUNCTION_WORDS for word in words[start:end]):
                covered.update(range(start, end))
                units.append(Unit(" ".join(words[start:end]), 1.0, glossary_names(terms)))
        for size in range(LONGEST_PHRASE, 1, -1):
            for start in range(len(words) - size + 1):
                span = set(range(start, start + size))
                edges = {words[start], words[start + size - 1]}
                if span & covered or edges & FUNCTION_WORDS:
                    continue
                names = shipped_lexicon().translations(" ".join(words[start : start + size]))
                if names:
                    covered |= span
                    units.append(Unit(" ".join(words[start : start + size]), 1.0, dictionary_names(names)))
        phrase_words = {word for unit in units if " " in unit.text for word in unit.text.split()}
        single = {unit.text for unit in units}
        for word in dict.fromkeys(words):
            if word in FUNCTION_WORDS or word in single:
                continue
            names = () if re.match(r"[\d$¥€]", word) else shipped_lexicon().translations(word)
            part = word in phrase_words
            units.append(Unit(word, WORD_OF_PHRASE if part else 1.0, dictionary_names(names), part))
        return units

    def japanese_units(self, question: str) -> list[Unit]:
        """The words of a Japanese question, their compounds, and the names of glossary terms in it."""
        found = list(dict.fromkeys(tokens(question)))
        terms = self.glossary.japanese_terms(question)
        units = [
            Unit(token, 1.0, {})
            if len(token) < 2 or not is_compound(token, found)
            else Unit(token, COMPOUND, {}, True)
            for token in found
        ]
        units.extend(Unit(term.ja[0], COMPOUND, glossary_names([term]), True) for term in terms)
        return units


def is_compound(token: str, others: Iterable[str]) -> bool:
    """Whether a token is made of others."""
    return any(other != token and len(other) < len(token) and token.startswith(other) for other in others)


def mixed(first: Mapping[str, float], second: Mapping[str, float], share: float) -> dict[str, float]:
    """Two mixtures as one, the second with the given share; the first alone where the second is empty."""
    if not second:
        return dict(first)
    return {
        name: (1 - share) * first.get(name, 0.0) + share * second.get(name, 0.0)
        for name in first.keys() | second
    }


def glossary_names(terms: Iterable[Term]) -> dict[str, float]:
    """All names of glossary terms as tokens, the usual ones surest."""
    names: dict[str, float] = {}
    for term in terms:
        for language_names in (term.ja, term.en):
            for position, name in enumerate(language_names):
                weight = 1.0 if position == 0 else VARIANT
                parts = [joined(name)] if language_names is term.ja else tokens(name)
                for part in parts:
                    names[part] = max(names.get(part, 0.0), weight / len(parts))
    return names


def dictionary_names(translations: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The lexicon's translations as tokens."""
    names: dict[str, float] = {}
    for term, weight in translations:
        token = joined(term)
        names[token] = names.get(token, 0.0) + weight
    return names
