"""How likely it is that statements answer a question.

That words are shared, that a question like it is known to be answered, that a kind of answer lacks: each tells a little
of it, and none enough. The signs are weighed (`assistant/signs.py`) for short questions and for long ones apart: of few
words, those that are answered and those that are not are alike, and nearness tells another thing than it does of many.
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import chain, islice

from assistant.question import Question
from assistant.relevance import essential_names
from assistant.signs import everyday, learned_weights, weighed
from index.asked import UNKNOWN, AskedQuestions
from index.asking import asking_sentences

LIKELY = 0.5
"""From what likelihood on a question is answered: where an answer is likelier than none."""

SHORT = 12
"""Of how many pieces a short question has at most."""

MOST_READ = 3
"""How many of the statements that would be told are read beside the question."""

MOST_COMPARED = 6
"""The questions known to how many of them are compared with the question."""


@dataclass(frozen=True)
class Signs:
    """What tells whether statements answer a question.

    Args:
        more_answered: how much more like it is to the few nearest questions known to be answered than to the few
            nearest of those left open, by mean, -1 to 1.
        of_kind_more_answered: the same among those that ask for a thing of its kind.
        part_more_answered: the same for the one of several things asked for of which it holds most; 0 for a single one.
        more_asked: the same among those known to the statements only, but for what all of these share (their matter).
        asked_beyond: how much more it asks what the first statements are known to answer than what they leave open, by
            what it has beyond their own words; 0 where they are on another subject.
        left_open: how like it is to the few nearest of those left open, by mean, 0 to 1.
        likely: how likely the likeliest statement is to answer it, by all questions known to that, 0 to 1.
        ahead: how much likelier that one is than the tenth: what many tell of alike, none may answer.
        borne_out: the logarithm of the odds that a statement answers it, by those of its words that lack there.
        verified: the same by reading both together, for the first few statements.
        everyday: the logarithm of the odds that it is on an everyday matter, within bounds.
        length: the logarithm of how many pieces it has: the longer, the less it is like any other.
        lacking: whether names or kinds of answer lack.
        stray: whether the statements are on another subject.
        out_of_time: whether they are of another time.
    """

    more_answered: float
    of_kind_more_answered: float
    part_more_answered: float
    more_asked: float
    asked_beyond: float
    left_open: float
    likely: float
    ahead: float
    borne_out: float
    verified: float
    everyday: float
    length: float
    lacking: bool
    stray: bool
    out_of_time: bool

    @property
    def kind(self) -> str:
        """Whether the question is `short` or `long`."""
        return "short" if self.length <= math.log(1 + SHORT) else "long"

    @property
    def answered_enough(self) -> bool:
        """Whether the question is to be answered."""
        return self.answers(self.likelihood())

    def answers(self, likely: float) -> bool:
        """Whether a question of these signs, so likely answered, is to be answered."""
        return likely >= LIKELY

    def likelihood(self, weights: Mapping[str, float] | None = None) -> float:
        """How likely, 0 to 1, the question is answered.

        Args:
            weights: of each sign and the `bias`; by default those that were learned for its kind.
        """
        return weighed(asdict(self), weights or learned_weights()[self.kind])


def signs_of(
    question: Question,
    statements: Mapping[str, str],
    asked: AskedQuestions,
    *,
    lacking: bool,
    stray: bool,
    out_of_time: bool,
) -> Signs:
    """The signs of a question.

    Args:
        question: as understood.
        statements: what the statements say that would be told, in the question's language, by the id of their passage.
        asked: the questions known.
        lacking: whether names or kinds of answer lack in them.
        stray: whether they are on another subject.
        out_of_time: whether they are of another time.
    """
    text, language = question.search_text, question.search_language
    near = asked.likeness(text, language)
    pieces, _ = asked.embedder.read(text)
    likely = asked.likeliest(text, language)
    parts = [asked.likeness(part, language) for part in parts_of(question)]
    first = dict(islice(statements.items(), MOST_READ))
    return Signs(
        more_answered=near.more_answered,
        of_kind_more_answered=near.of_kind_more_answered,
        part_more_answered=max((part.more_answered for part in parts), default=0.0),
        more_asked=asked.more_asked(text, language, list(islice(statements, MOST_COMPARED))),
        asked_beyond=0.0 if stray else asked.asked_beyond(text, language, first),
        left_open=near.left_open,
        likely=float(likely[0]),
        ahead=float(likely[0] - likely[-1]),
        borne_out=asked.borne_out(text, language, statements),
        verified=max(asked.verified(text, language, first).values(), default=UNKNOWN),
        everyday=everyday(text),
        length=math.log(1 + len(pieces)),
        lacking=lacking,
        stray=stray,
        out_of_time=out_of_time,
    )


def parts_of(question: Question) -> list[str]:
    """The things that a question asks for, where they are several, each with the names that it is about."""
    return list(chain.from_iterable(parts_by_sentence(question)))


def parts_by_sentence(question: Question) -> list[list[str]]:
    """The same for each of the sentences that ask for any.

    >>> from assistant.question import understand
    >>> parts_by_sentence(understand("When is Demo Day, and where? Who runs CIC?"))
    [['CIC When is Demo Day', 'CIC where'], ['Who runs CIC']]
    """
    sentences = asking_sentences(question.core)
    if sum(map(len, sentences)) < 2:
        return []
    named = " ".join(name.text for name in essential_names(question.core))
    return [
        [clause if essential_names(clause) else f"{named} {clause}" for clause in clauses]
        for clauses in sentences
    ]
