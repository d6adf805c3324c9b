"""Which claim an answer begins with: of the first few, the one that most likely answers the question by itself.

What is chosen first carries most of the question's words, and seldom but too often states what stands beside the
answer: what a programme costs where it was asked what it is. Among the statements chosen, signs of each are weighed by
what was learned of pairs of which one states more of an answer's facts (Herbrich, Graepel and Obermayer 2000, large
margin rank boundaries; here by logistic regression); `python -m eval.leading` learns the weights.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from assistant.answerable import MOST_READ
from assistant.claims import Claim
from assistant.names import find_names
from assistant.quantities import Measure, PartialDate
from assistant.question import Question
from assistant.relevance import Sought, quantities_in
from index.asked import UNKNOWN, AskedQuestions

WEIGHTS = "leading.json"

MOST_NEW_NAMES = 2


@dataclass(frozen=True)
class LeadSigns:
    """What tells whether a statement answers a question by itself.

    Args:
        likely: how likely it is to, by the questions known to it, 0 to 1.
        verified: the logarithm of the odds that it does, by reading both together.
        near: how like what is asked is to the few nearest questions known to it, by cosine.
        expected: the share of the kinds of answer expected that it gives.
        new_names: how many names it gives that the question does not, up to two, where that asks for names.
        figure: whether it gives a figure, where one is asked for.
        date: whether it gives a date, where one is asked for.
    """

    likely: float
    verified: float
    near: float
    expected: float
    new_names: float
    figure: bool
    date: bool


def lead_first(
    claims: Sequence[Claim], question: Question, sought: Sought, asked: AskedQuestions
) -> list[Claim]:
    """The claims with the one first that the answer begins with, the others as they were.

    Args:
        claims: statements that questions are known of.
        question: as understood.
        sought: what it asks for.
        asked: the questions known.
    """
    signs = lead_signs(claims[:MOST_READ], question, sought, asked)
    weights = learned_weights()
    lead = max(range(len(signs)), key=lambda place: worth(signs[place], weights))
    return [claims[lead], *claims[:lead], *claims[lead + 1 :]]


def lead_signs(
    claims: Sequence[Claim], question: Question, sought: Sought, asked: AskedQuestions
) -> list[LeadSigns]:
    """The signs of each claim; the arguments are those of `lead_first`."""
    text, language = question.search_text, question.search_language
    stated = {claim.passage.id: claim.passage.text(language) for claim in claims}
    verified = asked.verified(text, language, stated)
    near = asked.nearness(text, language, stated)
    return [
        LeadSigns(
            likely=claim.asked,
            verified=verified.get(claim.passage.id, UNKNOWN),
            near=near.get(claim.passage.id, 0.0),
            expected=share_given(claim, sought),
            new_names=float(sought.new_names and min(MOST_NEW_NAMES, new_names(claim, sought))),
            figure=sought.figures and Measure in quantities_in(claim.text),
            date=sought.dates and PartialDate in quantities_in(claim.text),
        )
        for claim in claims
    ]


def worth(signs: LeadSigns, weights: Mapping[str, float]) -> float:
    """How much speaks for beginning with a claim of some signs."""
    return float(sum(weights[name] * value for name, value in asdict(signs).items()))


def share_given(claim: Claim, sought: Sought) -> float:
    """The share of the kinds of answer expected that a claim gives; 0 where none is."""
    given = [kind.met_by(claim.text) for kind in sought.expectations]
    return sum(given) / len(given) if given else 0.0


def new_names(claim: Claim, sought: Sought) -> int:
    """How many names a claim gives that the question does not."""
    asked = {name.text.lower() for name in sought.names}
    return sum(name.text.lower() not in asked for name in find_names(claim.text))


@cache
def learned_weights() -> Mapping[str, float]:
    """The weights of signs that were learned."""
    content = json.loads(files("assistant").joinpath(WEIGHTS).read_text(encoding="utf-8"))
    weights: Mapping[str, float] = content["weights"]
    return weights
