"""Words of a question as concepts: what each may be called in the passages, in either language.

Translations come from the glossary first, then from the lexicon (JMdict), each with a probability (Darwish and
Oard 2003, probabilistic structured queries).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from corpus.glossary import Glossary, Term, shipped_glossary
from index.lexical import Concept
from index.lexicon.store import Lexicon
from index.tokenise import LATIN, STOP_WORDS, normalise, tokens

GLOSSARY_BOOST = 1.3
PHRASE_BOOST = 1.3
VARIANT = 0.6
"""How sure a variant of a glossary term is, beside the usual name."""


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that the project ships."""
    return Lexicon()


def concepts(question: str, language: str, glossary: Glossary | None = None) -> list[Concept]:
    """The concepts of a question in 'ja' or 'en', each with its names in both languages."""
    terms = glossary or shipped_glossary()
    if language == "en":
        return list(english_concepts(question, terms))
    return list(japanese_concepts(question, terms))


def english_concepts(question: str, glossary: Glossary) -> Iterator[Concept]:
    """The phrases and words of an English question."""
    words = [match[0] for match in LATIN.finditer(normalise(question))]
    covered: set[int] = set()
    for start, end, found in glossary.english_phrases(words):
        if not all(word in STOP_WORDS for word in words[start:end]):
            covered.update(range(start, end))
            own = tokens(" ".join(words[start:end]))
            yield from named(found, own, GLOSSARY_BOOST)
    for index, (first, second) in enumerate(pairwise(words)):
        if not {index, index + 1} & covered and first not in STOP_WORDS and second not in STOP_WORDS:
            translations = shipped_lexicon().translations(f"{first} {second}")
            if translations:
                covered.update((index, index + 1))
                yield weighted(tokens(f"{first} {second}"), translations, PHRASE_BOOST)
    for index, word in enumerate(words):
        own = tokens(word)
        if index not in covered and own:
            number = bool(re.match(r"[\d$¥€]", word))
            translations = () if number else shipped_lexicon().translations(word)
            yield weighted(own, translations, 1.0)


def japanese_concepts(question: str, glossary: Glossary) -> Iterator[Concept]:
    """The terms of a Japanese question, then the other names of those that the glossary knows."""
    for token in dict.fromkeys(tokens(question)):
        yield Concept({token: 1.0})
    for term in glossary.japanese_terms(question):
        yield from named([term], [], GLOSSARY_BOOST / 2)


def named(terms: Iterable[Term], own: Iterable[str], boost: float) -> Iterator[Concept]:
    """One concept for each glossary term, with all its names."""
    for term in terms:
        shares = dict.fromkeys(own, 1.0)
        for position, name in enumerate((*term.ja, *term.en)):
            parts = tokens(name)
            weight = 1.0 if position == 0 else VARIANT
            for token in parts:
                shares[token] = max(shares.get(token, 0.0), weight / max(1, len(parts)) ** 0.5)
        yield Concept(shares, boost)


def weighted(own: Iterable[str], translations: Iterable[tuple[str, float]], boost: float) -> Concept:
    """A concept from a word's own tokens and its translations with their probabilities."""
    shares = dict.fromkeys(own, 1.0)
    for term, weight in translations:
        parts = tokens(term)
        for token in parts:
            shares[token] = max(shares.get(token, 0.0), weight / len(parts))
    return Concept(shares, boost)
