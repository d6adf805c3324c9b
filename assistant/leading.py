"""Which claim an answer begins with: of the first few, the one that most likely answers the question by itself.

What is chosen first carries most of the question's words, and seldom but too often states what stands beside the
answer: what a programme costs where it was asked what it is. Among the statements chosen, signs of each are weighed by
what was learned of pairs of which one states more of an answer's facts (Herbrich, Graepel and Obermayer 2000, large
margin rank boundaries; here by logistic regression); `python -m eval.leading` learns the weights.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from assistant.answerable import MOST_READ
from assistant.claims import Claim
from assistant.question import Question
from assistant.relevance import Sought
from assistant.signs import learned_weights
from index.asked import UNKNOWN, AskedQuestions

WEIGHTS, LEAD = "leading.json", "lead"
"""Where the weights are kept, and by which name."""


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
    new_names: int
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
    weights = learned_weights(WEIGHTS)[LEAD]
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
            expected=sought.share_met(claim.text),
            new_names=sought.names_given(claim.text),
            figure=sought.figure_given(claim.text),
            date=sought.date_given(claim.text),
        )
        for claim in claims
    ]


def worth(signs: LeadSigns, weights: Mapping[str, float]) -> float:
    """How much speaks for beginning with a claim of some signs."""
    return float(sum(weights[name] * value for name, value in asdict(signs).items()))
