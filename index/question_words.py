"""The words of a question: phrases and single words with their weight and the names that dictionaries give them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import jaconv

from corpus.glossary import Glossary, Term
from index.lexicon.english import FUNCTION_WORDS
from index.lexicon.store import Lexicon
from index.tokenise import CONTRACTED, LATIN, joined, normalise, tokens, units

LONGEST_PHRASE = 3
WORD_OF_PHRASE = 0.5
"""The weight of a word that already counts as part of a phrase."""

VARIANT = 0.6
"""How sure a variant of a glossary term is, beside the usual name."""

BESIDE = 0.4
"""The share of the lexicon's translations of a single word beside the glossary's names, which are of one field."""

COMPOUND = 0.4
"""The weight of a compound of a Japanese question, whose parts count too."""

QUOTED_KANA = re.compile('[「『“"]([\u3041-\u3096ー]{3,10})[」』”"]')
"""What is put between quotation marks in hiragana: a name whose kanji the asker does not know."""

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

LIGHT = 0.3
"""The weight of an English word that many questions carry, whatever they are about."""

LIGHT_WORDS = frozenset(
    """add allow ask big call called came come coming different figure figures find finding found give given gives
    go goes going gone gave good happen help helped hold held holding hear heard keep keeping kept kind know known large
    learn list look looking made make makes making many meet meeting move need needed number numbers part people
    place point put really related run running saw seem seen see seeing set show shows shown sort start started
    sure take takes taken taking talk thing things think total took true try trying turn use used uses using want
    wanted way ways went whole work working works old new best better main mainly actually currently now today
    recent recently latest quick quickly background detail details summary overview information question""".split()
)

ASKING = frozenset(
    """何 誰 事 物 時 方 為 様 訳 程 位 辺 所 処 幾つ 感じ 場合 詳細 一覧 教える 知る 聞く 言う 思う 見る 下さる 有る
    居る 為る 成る 出来る 分かる 欲しい 良い 宜しい お願い 最近 今 全部 全て 簡単 概要 質問 回答""".split()
)
"""Words of asking, which say nothing of what is sought."""


Phrase = tuple[int, int, list[Term]]
"""The terms that some words of a question are: the first word, past the last word, the terms."""


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon that the project ships."""
    return Lexicon()


@dataclass(frozen=True)
class Word:
    """A word or phrase of a question with its weight and the names that a dictionary gives it.

    `part` tells that it only repeats others, as a compound's words do; `capital` that it is written as a name is.
    """

    text: str
    weight: float
    names: Mapping[str, float]
    part: bool = False
    capital: bool = False


def question_words(question: str, language: str, glossary: Glossary) -> list[Word]:
    """The words of a question in 'ja' or 'en'."""
    found = english_words if language == "en" else japanese_words
    return list(found(question, glossary))


def english_words(question: str, glossary: Glossary) -> Iterator[Word]:
    """Phrases that a dictionary knows, longest first, and the content words."""
    found = (CONTRACTED.sub("", match[0]) for match in LATIN.finditer(normalise(question)))
    words = [word for word in found if word]
    capitals = {
        match[0].lower() for match in LATIN.finditer(question) if match.start() and match[0][0].isupper()
    }
    terms = list(glossary.english_phrases(words))
    phrases = [*glossary_phrases(words, terms), *lexicon_phrases(words, terms)]
    yield from phrases
    in_phrases = {word for phrase in phrases if " " in phrase.text for word in phrase.text.split()}
    done = {phrase.text for phrase in phrases}
    for word in dict.fromkeys(words):
        if word in FUNCTION_WORDS or word in done:
            continue
        names = () if re.match(r"[\d$¥€]", word) else shipped_lexicon().translations(word)
        part = word in in_phrases
        weight = WORD_OF_PHRASE if part else LIGHT if word in LIGHT_WORDS else 1.0
        yield Word(word, weight, dictionary_names(names), part, word in capitals)


def glossary_phrases(words: list[str], found: Sequence[Phrase]) -> Iterator[Word]:
    """The glossary's terms among English words."""
    for start, end, terms in found:
        if not all(word in FUNCTION_WORDS for word in words[start:end]):
            text, names = " ".join(words[start:end]), glossary_names(terms)
            if end - start == 1:
                names = together(names, dictionary_names(shipped_lexicon().translations(text)))
            yield Word(text, 1.0, names)


def together(names: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """The glossary's names with the lexicon's, these with their share of the whole."""
    if not names or not others:
        return dict(names or others)
    first, second = sum(names.values()), sum(others.values())
    return {
        name: (1 - BESIDE) * names.get(name, 0.0) / first + BESIDE * others.get(name, 0.0) / second
        for name in dict.fromkeys([*names, *others])
    }


def lexicon_phrases(words: list[str], found: Sequence[Phrase]) -> Iterator[Word]:
    """The lexicon's phrases among English words, longest first, where no glossary term stands."""
    covered = {place for start, end, _ in found for place in range(start, end)}
    for size in range(LONGEST_PHRASE, 1, -1):
        for start in range(len(words) - size + 1):
            span = set(range(start, start + size))
            if span & covered or {words[start], words[start + size - 1]} & FUNCTION_WORDS:
                continue
            text = " ".join(words[start : start + size])
            if names := shipped_lexicon().translations(text):
                covered |= span
                yield Word(text, 1.0, dictionary_names(names))


def japanese_words(question: str, glossary: Glossary) -> Iterator[Word]:
    """The words of a Japanese question, their compounds, and the names of glossary terms in it."""
    done: set[str] = set()
    for unit in units(question):
        weight = part_of_speech_weight(unit.form, unit.part_of_speech)
        if weight and unit.form not in done:
            done.add(unit.form)
            yield Word(unit.form, COMPOUND if unit.compound else weight, {}, unit.compound)
    for match in QUOTED_KANA.finditer(question):
        yield Word(str(jaconv.hira2kata(match[1])), 1.0, {}, capital=True)
    for term in glossary.japanese_terms(question):
        yield Word(term.ja[0], COMPOUND, glossary_names([term]), True)


def part_of_speech_weight(form: str, part_of_speech: Sequence[str]) -> float:
    """How much a Japanese word of a question says of what is sought."""
    if form in ASKING or (len(form) == 1 and "\u3041" <= form <= "\u309f"):
        return 0.0
    if part_of_speech[1] in {"固有名詞", "英字"}:
        return 1.2
    if part_of_speech[1] == "非自立可能" and part_of_speech[0] != "名詞":
        return 0.0
    return PART_OF_SPEECH_WEIGHTS.get(part_of_speech[0], 0.0)


def glossary_names(terms: Iterable[Term]) -> dict[str, float]:
    """All names of glossary terms as tokens, the usual ones surest."""
    names: dict[str, float] = {}
    for term in terms:
        for part, weight in term_names(term):
            names[part] = max(names.get(part, 0.0), weight)
    return names


@lru_cache(maxsize=20_000)
def term_names(term: Term) -> Sequence[tuple[str, float]]:
    """The names of a glossary term as tokens, each with its weight."""
    found: list[tuple[str, float]] = []
    for language_names in (term.ja, term.en):
        for position, name in enumerate(language_names):
            parts = [joined(name)] if language_names is term.ja else tokens(name)
            weight = (1.0 if position == 0 else VARIANT) / len(parts) if parts else 0.0
            found.extend((part, weight) for part in parts)
    return found


def dictionary_names(translations: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The lexicon's translations as tokens."""
    names: dict[str, float] = {}
    for term, weight in translations:
        token = joined(term)
        names[token] = names.get(token, 0.0) + weight
    return names
