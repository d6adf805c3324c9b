"""People by topic: the fields that a question names, narrower ones included, and its own words.

Fields carry the question over between languages and from synonyms to what the list prints; words find what no
field covers. A field that nobody works on weighs most, so that one broad word in common is no match.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from corpus.glossary import shipped_glossary
from corpus.people.fields import known_fields, latin_words
from index.lexicon.english import FUNCTION_WORDS
from index.people.person import Cell, Person
from index.tokenise import LATIN, tokens, units

Scores = NDArray[np.float32]

STEP = 0.85
"""What a field counts for each step that it is narrower than the one asked for."""

OWN_WORDS = 0.35
"""How much a question's own words count beside its fields."""

LEAST_OF_FIELDS = 0.45
"""The share of a question's fields that a person must carry where it names one that nobody works on."""

LEAST_OF_WORDS = 0.6
"""The share of a question's words that a person must carry where it names no field at all."""

LEAST_OF_BEST = 0.2
"""Who carries less than this share of what the best person carries is no match."""

GENERIC = frozenset(
    """研究 研究者 専門 専門家 技術 開発 分野 科学 方 人 先生 教授 日本 日本人 日本語
    仕組み 方法 システム 応用 利用 活用 関係 関連
    分析 解析 治療 療法 病 病気 する 為る 居る 有る 教える 探す 知る 取り組む 詳しい 研究室 ラボ 大学
    pi リスト 一覧 問題 在籍 所属 全員 主宰 名前
    対策 影響 効果 使う 作る 新しい 最新 次世代 評価
    research researcher studi work expert scientist professor japanes peopl technolog system develop analysi applic
    method scienc engin treatment therapi model data design process use new advanc lab laboratori group anyon who
    list find pis effect impact problem human general type cell water field
    investig princip japan everyon base meet mani name belong
    academ academia count includ colleg school center centr both hospit""".split()
)
"""Words that do not tell one topic from another."""


@dataclass(frozen=True)
class Topic:
    """What a question asks for: its fields with the words that name them, its own words, and translations."""

    fields: Mapping[str, str]
    words: tuple[str, ...]
    translations: tuple[str, ...]


@lru_cache(maxsize=1024)
def topic_of(text: str) -> Topic:
    """The fields and words of a question in either language."""
    fields: dict[str, str] = {}
    for field, words in known_fields().mentions(text):
        fields.setdefault(field, words)
    own = dict.fromkeys(word for word in tokens(text) if word not in GENERIC and not word.isdigit())
    content = [
        unit.form
        for unit in units(text)
        if unit.form in own
        and (unit.part_of_speech[0] == "名詞" or unit.part_of_speech[1] == "英字")
        and not unit.compound
    ]
    spoken = tuple(word for word in dict.fromkeys(content) if word not in FUNCTION_WORDS)
    return Topic(fields, spoken, tuple(word for word in glossary_words(text) if word not in spoken))


def glossary_words(text: str) -> list[str]:
    """The names in the other language of the glossary's terms in a text, as tokens."""
    glossary = shipped_glossary()
    words = latin_words(text)
    terms = [
        *glossary.japanese_terms(LATIN.sub(" ", text)),
        *(t for *_, found in glossary.english_phrases(words) for t in found),
    ]
    joined = {
        token
        for term in terms
        if term.kind not in {"place", "person", "organisation"}
        for name in (*term.ja, *term.en)
        for token in compound(name)
    }
    return sorted(joined)


def compound(name: str) -> list[str]:
    """The token that stands for a name as a whole; none for one of several English words."""
    found = tokens(name)
    return (
        found[-1:]
        if found and found[-1] not in GENERIC and (len(found) == 1 or found[-1] == "".join(found[:-1]))
        else []
    )


class TopicSearch:
    """An index of what people work on. Positions count the people that it was made from."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        by_field: dict[str, dict[int, float]] = defaultdict(dict)
        by_word: dict[str, dict[int, float]] = defaultdict(dict)
        ancestors = known_fields().ancestors
        for position, person in enumerate(people):
            for field, weight in person.fields.items():
                for above, steps in ancestors[field].items():
                    held = by_field[above].get(position, 0.0)
                    by_field[above][position] = max(held, weight * STEP**steps)
            for cell in person.cells:
                for word in cell_words(cell.text):
                    by_word[word][position] = max(by_word[word].get(position, 0.0), cell.weight)
        self.by_field = {field: as_arrays(found) for field, found in by_field.items()}
        self.by_word = {word: as_arrays(found) for word, found in by_word.items()}

    def rarity(self, count: int) -> float:
        """The weight of what this many people carry."""
        return log(1 + (len(self.people) + 0.5) / (count + 0.5))

    def scores(self, text: str) -> Scores:
        """The score of each person for a question; 0 for those who do not work on it."""
        topic = topic_of(text)
        fields, total, missing = self.field_scores(topic)
        words, most = self.word_scores(topic)
        scores = fields + np.float32(OWN_WORDS) * words
        if topic.fields:
            scores[fields <= 0] = 0
            if missing:
                scores[fields < LEAST_OF_FIELDS * total] = 0
        else:
            scores[words < max(LEAST_OF_WORDS * most, 0.01)] = 0
        best = float(scores.max(initial=0.0))
        scores[scores < LEAST_OF_BEST * best] = 0
        return scores

    def field_scores(self, topic: Topic) -> tuple[Scores, float, bool]:
        """The scores by field, the most that there could be, and whether nobody works on one of the fields."""
        scores = np.zeros(len(self.people), dtype=np.float32)
        total, missing = 0.0, False
        for field in topic.fields:
            positions, weights = self.by_field.get(field, NOTHING)
            rarity = self.rarity(len(positions))
            scores[positions] += weights * np.float32(rarity)
            total += rarity
            missing = missing or not len(positions)
        return scores, total, missing

    def word_scores(self, topic: Topic) -> tuple[Scores, float]:
        """The scores by words, and the most that a person who carries all of the question's own could have."""
        scores = np.zeros(len(self.people), dtype=np.float32)
        total = 0.0
        for word in (*topic.words, *topic.translations):
            positions, weights = self.by_word.get(word, NOTHING)
            rarity = self.rarity(len(positions))
            scores[positions] += weights * np.float32(rarity)
            total += rarity if word in topic.words else 0.0
        return scores, total

    def says_something(self, text: str) -> bool:
        """Whether a text names a field, or a word that stands on a list."""
        topic = topic_of(text)
        return bool(topic.fields) or any(word in self.by_word for word in topic.words)

    def like(self, person: Person) -> Scores:
        """How much everybody shares of a person's fields, near ones more than broad ones."""
        known = known_fields()
        scores = np.zeros(len(self.people), dtype=np.float32)
        for field, weight in person.fields.items():
            for above, steps in known.ancestors[field].items():
                if steps == 0 or known.by_name[above].broader:
                    positions, weights = self.by_field[above]
                    scores[positions] += weights * np.float32(weight * self.rarity(len(positions)) / 2**steps)
        return scores

    def reasons(self, text: str, position: int) -> list[str]:
        """The cells of a person that a question matched, in the list's own words."""
        topic = topic_of(text)
        ancestors = known_fields().ancestors
        words = {*topic.words, *topic.translations}

        def speaks(cell: Cell) -> bool:
            named = (field for field, _ in known_fields().mentions(cell.text))
            return any(
                not topic.fields.keys().isdisjoint(ancestors[field]) for field in named
            ) or not words.isdisjoint(cell_words(cell.text))

        return [cell.text for cell in self.people[position].cells if speaks(cell)]

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """The fields nearest to those that a question names in which somebody works, for when nobody does."""
        ancestors = known_fields().ancestors
        near: dict[str, int] = {}
        for field in topic_of(text).fields:
            for above, steps in ancestors[field].items():
                if steps and above in self.by_field:
                    near[above] = min(near.get(above, steps), steps)
        return sorted(near, key=lambda field: near[field])[:count]


NOTHING: tuple[NDArray[np.int64], Scores] = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def as_arrays(found: Mapping[int, float]) -> tuple[NDArray[np.int64], Scores]:
    """Positions and their weights."""
    return np.fromiter(found.keys(), dtype=np.int64), np.fromiter(found.values(), dtype=np.float32)


@lru_cache(maxsize=65536)
def cell_words(text: str) -> frozenset[str]:
    """The tokens of a cell; cells are much alike over a list."""
    return frozenset(tokens(text)) - GENERIC
