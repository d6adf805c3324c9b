"""How likely it is that sentences of pages answer a question.

Of a publication without a digest no questions are known. Where nothing seems to lack, its sentences answer; where
something does, it may yet stand there in other words: how much the best sentence weighs, and how much lacks, tells
whether. The signs are weighed (`assistant/signs.py`).
"""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from assistant.claims import Claim
from assistant.question import Question
from assistant.signs import learned_weights, weighed

LIKELY = 0.4
"""From what likelihood on a question is answered: below one half, as an answer shows its quotes, a refusal nothing."""

MOST_SHARED = 10


@dataclass(frozen=True)
class QuotedSigns:
    """What tells whether sentences of pages answer a question.

    Args:
        weight: what the first sentence weighs, by its passage and its own words.
        missing: how many names, dates and kinds of answer lack, where this makes them no answer.
        unmet: to how many parts of the question they do not speak.
        shared: how many words of the question stand in them, up to `MOST_SHARED`.
        length: the logarithm of how many characters it has.
        stray: whether they are on another subject.
        foreign: whether they are in another language.
    """

    weight: float
    missing: int
    unmet: int
    shared: int
    length: float
    stray: bool
    foreign: bool

    @property
    def kind(self) -> str:
        """The kind of signs."""
        return "quoted"

    @property
    def answered_enough(self) -> bool:
        """Whether the question is to be answered."""
        return self.answers(self.likelihood())

    def answers(self, likely: float) -> bool:
        """Whether a question so likely answered is to be answered, though something seems to lack."""
        return likely >= LIKELY

    def likelihood(self, weights: Mapping[str, float] | None = None) -> float:
        """How likely, 0 to 1, the question is answered.

        Args:
            weights: of each sign and the `bias`; by default those that were learned.
        """
        return weighed(asdict(self), weights or learned_weights()[self.kind])


def quoted_signs(
    question: Question, first: Claim, missing: int, unmet: int, shared: int, stray: bool
) -> QuotedSigns:
    """The signs of a question.

    Args:
        question: as understood.
        first: the sentence that would be quoted first.
        missing: how much lacks in what would be quoted.
        unmet: to how many parts of the question that does not speak.
        shared: how many words of the question stand in it.
        stray: whether it is on another subject.
    """
    return QuotedSigns(
        weight=first.weight,
        missing=missing,
        unmet=unmet,
        shared=min(MOST_SHARED, shared),
        length=math.log(1 + len(question.search_text)),
        stray=stray,
        foreign=question.search_language != first.language,
    )
