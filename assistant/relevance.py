"""What a question asks for besides its topic, and how far a claim gives it.

Being about the topic is what retrieval measures. Among claims about it, the one that answers "how many" states a
figure, the one that answers "who" a name, and all of them speak of what the question names. The weights were chosen
on the gold's dev split, together for digests on and off.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims import Claim
from assistant.expectations import EXPECTATIONS, Expectation, pattern
from assistant.measures import measures_in
from assistant.names import Name, Words, find_names
from assistant.quantities import Measure, PartialDate, find_quantities
from assistant.question import Question
from index.asking import asks, clauses_of, sentences_of, wants_in
from index.tokenise import STOP_WORDS

SPEAKS_OF_NAMES = 0.15
"""What a claim gains for having all the names of the question."""

MEETS_EXPECTATIONS = 0.05
GIVES_FIGURE = 0.08
GIVES_DATE = 0.1
GIVES_NAMES = 0.15
"""What a claim gains for two or more names that the question does not give, where it asks for names."""

MOST_NEW_NAMES = 2

GIVES_ADDRESS = 0.25
IS_OF_KIND = 0.12
"""What a statement gains for being of a kind that is asked for: a definition, steps, a contact, an event."""

IS_TO_THE_POINT = 0.6
"""What a claim gains for each share of its words that the question speaks of."""

FEWEST_WORDS = 3

EVERYWHERE = frozenset(
    """us u.s. usa america american americans japan japanese 日本 米国 アメリカ 日米 我が国 日本政府 米国政府 日本人
    日本企業 日系企業 asia アジア""".split()
) | {"united states", "japanese government", "us government", "u.s. government", "government of japan"}
"""Names that the whole library is about: a claim need not repeat them."""


FIGURES = pattern(
    r"何(?:人|名|社|件|校|か所|カ所|箇所|回|年|本|種|％|%|割|倍|億|万|円|ドル|位|番|カ国|か国|大学|機関)"
    r"|いくつ|いくら|幾|どれ(?:くらい|ぐらい|ほど|だけ)|どの(?:くらい|ぐらい|程度)|規模|人数|件数|金額|額は|割合|シェア"
    r"|数は|数を|数字|how (?:many|much|big|large|long|old|far|often|high|fast)|number|size|share|percent"
    r"|what (?:amount|figure|total|proportion|fraction)|total|figure|rate|budget"
)
DATES = pattern(
    r"いつ|何年|何月|何日|日程|日付|時期|期限|締切|締め切り"
    r"|when(?:\?|$| (?:is|was|are|were|do|does|did|will|can|should|and|or)\b)|what (?:date|year|day)"
    r"|which (?:year|month)"
    r"|deadline|schedule|start(?:ed)?\b.*\?"
)
NAMES = pattern(
    r"誰|だれ|どなた|名前|何という|どの(?:会社|企業|大学|機関|団体|人)|どこの|どこが|\bwho\b|whose|\bname"
    r"|which (?:\w+ ){0,3}"
    r"(?:compan|firm|universit|organi|agenc|institut|bod|group|people|person|cit|state|countr)"
)
ADDRESSES = pattern(
    r"アドレス|サイト|URL|リンク|ホームページ|ウェブ|\blinks?\b|\burl\b|online|web ?site|web ?page|where can i find"
)
KINDS = {
    "figure": FIGURES,
    "definition": pattern(
        r"とは|って何|どういう意味|定義|どういうもの|どんなもの|what is (?:an? |the )?[\"'A-Z]|what are "
        r"|what does .* mean|defin|stand for"
    ),
    "howto": pattern(
        r"どうすれば|どうやって|方法|手順|には？|やり方|流れ|how (?:do|can|to|should|would)\b|steps|what should"
    ),
    "contact": pattern(
        r"連絡|問い合わせ|窓口|申し込|応募|登録|contact|reach|apply|sign up|get in touch|inquir|join"
    ),
    "event": pattern(
        r"イベント|催し|フォーラム|セミナー|行事|会議|交流会|event|forum|seminar|conference|reception|summit|meeting"
    ),
}
"""What asks for a statement of each kind of the digests."""


CONFIRMING = pattern(
    r"(?:です|ます|でした|ました|だった|だ)(?:よ)?ね|でしたっけ|間違いな|合って(?:い)?ます|正しい|前提|仮定"
    r"|\bconfirm|\bright\?|\bcorrect\?|is it true|\bassum|\bsuppos|\bi (?:think|believe|recall|remember|heard|read)\b"
    r"|isn't it|aren't there|didn't (?:it|they)"
)
"""What gives something itself and wants it confirmed."""

COUNTED_BEFORE = re.compile(r"([一-龥]{2})[一-龥]*(?:は|が|の|を|って)?[、,\s]*(?:約|たしか|確か)?$")
COUNTED_AFTER = re.compile(r"^\s*([a-z]{6})[a-z]*")
"""The stem of what is counted, before a figure in Japanese and after it in English."""

FIGURES_GIVEN = frozenset({"people", "companies", "money", "share"})
"""The kinds of answer that a figure to be confirmed may be of."""


@dataclass(frozen=True)
class Part:
    """One thing that a question asks for: kinds of answer expected together and measures named, of what is named.

    `counted` holds the stem of what a figure to be confirmed is said to be of, and the figure.
    """

    names: tuple[Name, ...]
    expectations: tuple[Expectation, ...]
    measures: tuple[str, ...] = ()
    counted: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sought:
    """What a question asks for: what it names, the kinds of answer that it expects, and its parts that expect some.

    `wants` counts the things asked for, which tells how long an answer in `language` may be.
    """

    names: tuple[Name, ...]
    expectations: tuple[Expectation, ...]
    figures: bool
    dates: bool
    new_names: bool
    address: bool
    kinds: frozenset[str]
    parts: tuple[Part, ...]
    wants: int
    language: str

    @classmethod
    def by(cls, question: Question) -> "Sought":
        """What a question asks for; one that names nothing goes on speaking of what the one before it named."""
        asked = question.asked
        names = essential_names(asked) or essential_names(question.search_text)
        leaning = question.earlier and not wants_in(question.core)
        expectations = expected(question.core) or (expected(question.search_text) if leaning else ())
        return cls(
            names=names,
            expectations=expectations,
            figures=bool(FIGURES.search(asked)),
            dates=bool(DATES.search(asked)),
            new_names=bool(NAMES.search(asked)),
            address=bool(ADDRESSES.search(asked)),
            kinds=frozenset(kind for kind, asking in KINDS.items() if asking.search(asked)),
            parts=tuple(confirmed_in(asked, names))
            or tuple(parts_of(question.core, names))
            or (Part(names, expectations),),
            wants=wants_in(question.core),
            language=question.language,
        )

    def given_by(self, claim: Claim, meanings: int) -> float:
        """How far a claim gives what is sought.

        Args:
            claim: the claim.
            meanings: how many of the question's concepts it carries.
        """
        given = IS_TO_THE_POINT * meanings / max(FEWEST_WORDS, len(claim.tokens))
        if self.names:
            words = words_of(claim.evidence_text)
            given += SPEAKS_OF_NAMES * sum(map(words.spell, self.names)) / len(self.names)
        given += MEETS_EXPECTATIONS * self.share_met(claim.text)
        given += GIVES_NAMES * self.names_given(claim.text) / MOST_NEW_NAMES
        given += GIVES_FIGURE * self.figure_given(claim.text)
        given += GIVES_DATE * self.date_given(claim.text)
        given += GIVES_ADDRESS * (self.address and ("http" in claim.text or "www." in claim.text))
        given += IS_OF_KIND * ((claim.passage.record or {}).get("kind") in self.kinds)
        return given

    def share_met(self, text: str) -> float:
        """The share, 0 to 1, of the kinds of answer expected that a text gives; 0 where none is."""
        met = [item.met_by(text) for item in self.expectations]
        return sum(met) / len(met) if met else 0.0

    def names_given(self, text: str) -> int:
        """How many names, up to two, a text gives that the question does not, where that asks for names."""
        if not self.new_names:
            return 0
        asked = {name.text.lower() for name in self.names}
        return min(MOST_NEW_NAMES, sum(name.text.lower() not in asked for name in find_names(text)))

    def figure_given(self, text: str) -> bool:
        """Whether a text gives a figure with its unit, where the question asks for one."""
        return self.figures and Measure in quantities_in(text)

    def date_given(self, text: str) -> bool:
        """Whether a text gives a date, where the question asks for one."""
        return self.dates and PartialDate in quantities_in(text)


@lru_cache(maxsize=20_000)
def quantities_in(text: str) -> frozenset[type]:
    """Whether a text holds measures with a unit and dates; claims are weighed again and again."""
    readings = [quantity.readings[0] for quantity in find_quantities(text)]
    return frozenset(
        type(reading) for reading in readings if isinstance(reading, PartialDate) or reading.unit
    )


@lru_cache(maxsize=20_000)
def words_of(text: str) -> Words:
    """The words of a text, in which names are looked up."""
    return Words(text)


def essential_names(text: str) -> tuple[Name, ...]:
    """The names of a question that narrow it down."""
    return tuple(name for name in find_names(text) if is_essential(name.text))


def is_essential(name: str) -> bool:
    """Whether a name narrows a question down: not one that all is about, nor a word of asking (Who, no WHO)."""
    lower = name.lower()
    return lower not in EVERYWHERE and not (lower in STOP_WORDS and not name.isupper())


def parts_of(text: str, names: tuple[Name, ...]) -> Iterator[Part]:
    """The clauses of a question that expect a kind of answer or a measure; one without names has the given ones."""
    clauses = clauses_of(text)
    asking = [clause for clause in clauses if wants_in(clause) or asks(clause)] or clauses
    for clause in clauses:
        expectations = expected(clause)
        measures = measures_in(clause) if clause in asking else ()
        if expectations or measures:
            yield Part(essential_names(clause) or names, expectations, measures)


def confirmed_in(text: str, names: tuple[Name, ...]) -> Iterator[Part]:
    """The sentences of a question that give a figure themselves and want it confirmed: an answer has to give one of its
    kind, of what they name."""
    for sentence in sentences_of(text):
        if CONFIRMING.search(sentence):
            units = {measure.unit for measure in measures_of(sentence)}
            kinds = [item for item in EXPECTATIONS if item.name in FIGURES_GIVEN and item.units & units]
            if kinds:
                found = dict.fromkeys([*expected(sentence), *kinds])
                yield Part(essential_names(sentence) or names, tuple(found), counted=counted_in(sentence))


def confirms(text: str, claim: Claim) -> bool:
    """Whether a claim states a figure that a question gives itself and wants confirmed.

    Args:
        text: the question.
        claim: what would be told.
    """
    given = {
        reading
        for sentence in sentences_of(text)
        if CONFIRMING.search(sentence)
        for reading in measures_of(sentence)
        if reading.unit
    }
    return not given.isdisjoint(measures_of(claim.text))


def measures_of(text: str) -> list[Measure]:
    """The measures of a text as they are first read."""
    readings = (quantity.readings[0] for quantity in find_quantities(text))
    return [reading for reading in readings if isinstance(reading, Measure)]


def counted_in(sentence: str) -> frozenset[str]:
    """The stem of what the first figure of a sentence counts, and the figure; nothing where it does not say.

    >>> sorted(counted_in("購読者数12,640名ですよね")), counted_in("12,640ですよね")
    (['12,640名', '購読'], frozenset())
    """
    for quantity in find_quantities(sentence):
        if isinstance(quantity.readings[0], Measure):
            before = COUNTED_BEFORE.search(sentence[: quantity.start])
            if stem := before or COUNTED_AFTER.match(sentence[quantity.end :]):
                return frozenset({stem[1], sentence[quantity.start : quantity.end]})
    return frozenset()


def expected(text: str) -> tuple[Expectation, ...]:
    """The kinds of answer that a question expects."""
    return tuple(item for item in EXPECTATIONS if item.asked.search(text))
