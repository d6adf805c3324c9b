"""Words of a question as concepts: what each may be called in the passages, in either language.

A concept mixes three kinds of names, each with a probability: the word itself where it stands in the corpus, its
translations from the glossary and the lexicon (JMdict), and the corpus words nearest to it in the static model
(probabilistic structured queries, Darwish and Oard 2003).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.glossary import Glossary, Term, shipped_glossary
from index.embedding import shipped_embedder
from index.lexical import Concept
from index.lexicon.english import FUNCTION_WORDS
from index.lexicon.store import Lexicon
from index.tokenise import LATIN, joined, normalise, tokens, units
from index.vocabulary import VocabularyVectors

LONGEST_PHRASE = 3
WORD_OF_PHRASE = 0.5
"""The weight of a word that already counts as part of a phrase."""

LITERAL = 0.2
"""The share of a word's own form, where it stands in the corpus, beside its translations, in pages."""

LITERAL_IN_BOTH = 0.7
"""The same share in passages that speak both languages, where the asker's own words are to be expected."""

SPREAD = 0.35
"""The share of the nearest corpus words beside the dictionary's translations."""

VARIANT = 0.6
"""How sure a variant of a glossary term is, beside the usual name."""

COMPOUND = 0.7
"""The weight of a compound of a Japanese question, whose parts count too."""


PART_OF_SPEECH_WEIGHTS = {
    "名詞": 1.0,
    "形状詞": 0.6,
    "動詞": 0.4,
    "形容詞": 0.4,
    "接尾辞": 0.3,
    "接頭辞": 0.3,
    "副詞": 0.15,
}
"""How much a word says of what is sought, by its part of speech."""

ASKING = frozenset(
    """何 誰 事 物 時 方 為 様 訳 程 位 辺 所 処 幾つ 感じ 場合 詳細 一覧 教える 知る 聞く 言う 思う 見る 下さる 有る 居る
    為る 成る 出来る 分かる 欲しい 良い 宜しい お願い 最近 今 全部 全て 簡単 概要 質問 回答""".split()  # noqa: SIM905
)
"""Words of asking, which say nothing of what is sought."""


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that the project ships."""
    return Lexicon()


@dataclass(frozen=True)
class Word:
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

    def make_concepts(self, question: str, language: str, literal: float = LITERAL) -> tuple[Concept, ...]:
        """The concepts of a question in 'ja' or 'en'; `literal` is the share of its own words."""
        words = self.english_units(question) if language == "en" else self.japanese_units(question)
        embedded = shipped_embedder().embed_documents([word.text for word in words])
        spreads = self.vectors.nearest(embedded) if words else []
        found = [self.concept(word, spread, literal) for word, spread in zip(words, spreads, strict=True)]
        return tuple(concept for concept in found if concept.terms)

    def concept(self, unit: Word, spread: Mapping[str, float], literal: float) -> Concept:
        """The mixture of a unit's names."""
        known = {name: weight for name, weight in unit.names.items() if name in self.vocabulary}
        total = sum(known.values())
        mixture = {name: weight / total for name, weight in known.items()}
        mixture = mixed(mixture, spread, SPREAD) if mixture else dict(spread)
        own = dict.fromkeys(tokens(unit.text), 1.0)
        present = {token: 1.0 / len(own) for token in own if token in self.vocabulary}
        if present:
            mixture = mixed(mixture, present, literal) if mixture else present
        return Concept(mixture or own, unit.weight, unit.part)

    def english_units(self, question: str) -> list[Word]:
        """Phrases that a dictionary knows, longest first, and the content words."""
        words = [match[0] for match in LATIN.finditer(normalise(question))]
        found: list[Word] = []
        covered: set[int] = set()
        for start, end, terms in self.glossary.english_phrases(words):
            if not all(word in FUNCTION_WORDS for word in words[start:end]):
                covered.update(range(start, end))
                found.append(Word(" ".join(words[start:end]), 1.0, glossary_names(terms)))
        for size in range(LONGEST_PHRASE, 1, -1):
            for start in range(len(words) - size + 1):
                span = set(range(start, start + size))
                edges = {words[start], words[start + size - 1]}
                if span & covered or edges & FUNCTION_WORDS:
                    continue
                names = shipped_lexicon().translations(" ".join(words[start : start + size]))
                if names:
                    covered |= span
                    found.append(Word(" ".join(words[start : start + size]), 1.0, dictionary_names(names)))
        phrase_words = {word for unit in found if " " in unit.text for word in unit.text.split()}
        single = {unit.text for unit in found}
        for word in dict.fromkeys(words):
            if word in FUNCTION_WORDS or word in single:
                continue
            names = () if re.match(r"[\d$¥€]", word) else shipped_lexicon().translations(word)
            part = word in phrase_words
            found.append(Word(word, WORD_OF_PHRASE if part else 1.0, dictionary_names(names), part))
        return found

    def japanese_units(self, question: str) -> list[Word]:
        """The words of a Japanese question, their compounds, and the names of glossary terms in it."""
        found: dict[str, Word] = {}
        for token in units(question):
            weight = part_of_speech_weight(token.form, token.part_of_speech)
            if weight and token.form not in found:
                boost = COMPOUND if token.compound else weight
                found[token.form] = Word(token.form, boost, {}, token.compound)
        terms = self.glossary.japanese_terms(question)
        named = [Word(term.ja[0], COMPOUND, glossary_names([term]), True) for term in terms]
        return [*found.values(), *named]


def part_of_speech_weight(form: str, part_of_speech: Sequence[str]) -> float:
    """How much a Japanese word of a question says of what is sought."""
    if form in ASKING or (len(form) == 1 and "\u3041" <= form <= "\u309f"):
        return 0.0
    if part_of_speech[1] in {"固有名詞", "英字"}:
        return 1.2
    if part_of_speech[1] == "非自立可能" and part_of_speech[0] != "名詞":
        return 0.0
    return PART_OF_SPEECH_WEIGHTS.get(part_of_speech[0], 0.0)


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
