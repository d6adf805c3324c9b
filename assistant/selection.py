"""Which claims make the answer: those that carry most of the question, from few places, within its length."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.claims import Claim, Coverage
from assistant.relevance import Sought
from index.decisive import NOTHING, Standing

CHARACTERS = 360
"""About how long an answer may be in Japanese, in characters."""

WORDS = 105
"""About how long an answer may be in English, in words."""

LENGTHS = {"ja": (0.96, 0.96, 1.6, 2.0), "en": (0.9, 0.9, 1.4, 1.9)}
"""How much of that length an answer takes, by how many things are asked for; more than three count as three."""

QUOTED_CHARACTERS = 1400
"""About how long an answer may be that quotes pages which no digest speaks of, in characters."""

MOST_CLAIMS = 20
WEIGHED = 80
"""How many of the claims found are weighed closely."""

WORTH_SAYING = {"digest": 0.7, "list": 0.66, "publication": 0.44}
"""A further claim must be worth at least this share of the best one, by what it comes from; sentences of a page, which
no known question leads to, differ less in worth than statements."""

SAME_PLACE = 0.55
"""What a claim gains for standing where strong claims stand: this share of their mean weight."""

ELSEWHERE = {"digest": 0.1, "list": 0.12, "publication": 0.3}
"""What a claim loses for resting on pages that no chosen claim rests on, in full where all of them are such."""

ANSWERS_SUCH = 1.25
"""What a claim gains for being likely to answer, by the questions known to its statement; in full where it is sure."""

AS_LIKELY = {"digest": (0.97, 0.9), "list": (0.8, 0.8), "publication": (0.8, 0.8)}
"""What rests on further pages must be likely to answer such questions, at least this much as the best claim is: where
one thing is asked for, and where several are."""

NEW_MEANING = 0.45
"""What a claim gains for each share of the question that no chosen claim carries yet."""

NEW_WORDS = 0.25
"""What a claim gains by the weight of the question's words that stand in it and in nothing chosen so far."""

MOST_NEW = 6.0
"""Up to what sum these count."""


ADDS_MUCH = 1.7
"""From what weight of such words on a claim is said whatever it is worth: it tells of another thing asked for."""

ANSWERS_A_PART = 1.0
"""What a claim gains for answering one of several things asked for, to which nothing chosen speaks; it is said
whatever it is worth else."""

LIKELY, LIKELIER = 0.55, 0.1
"""How likely the likeliest statement must be to answer that thing, and how much likelier than all that is chosen."""

NEAR_TOPIC = 0.8
"""How likely it must be to answer the whole question, beside the claim that is likeliest to."""


@dataclass(frozen=True)
class Candidate:
    """A claim with its worth, which counts where it stands, and the concepts of the question that it carries."""

    claim: Claim
    worth: float
    carried: frozenset[int]

    def away_from(self, places: Collection[tuple[str, int]]) -> float:
        """What it loses for standing elsewhere than what was chosen so far."""
        own = self.claim.places
        lost = ELSEWHERE[self.claim.passage.source]
        return lost * len(own.difference(places)) / len(own) if places and own else 0.0


def select(
    claims: Sequence[Claim], coverage: Coverage, sought: Sought, standing: Standing = NOTHING
) -> list[Claim]:
    """The claims to say, best first.

    Greedy by worth, place and newly carried meaning (maximal marginal relevance, Carbonell and Goldstein 1998).

    Args:
        claims: what may be said, in any order.
        coverage: how much of the question each carries.
        sought: what the question asks for.
        standing: which words of the question stand in statements or in the questions known to them.
    """
    if not claims:
        return []
    waiting = candidates(claims, coverage, sought)
    best = max(item.worth for item in waiting)
    likeliest = max(item.claim.asked for item in waiting)
    lengths = LENGTHS[sought.language]
    most = lengths[min(sought.wants, len(lengths) - 1)]
    chosen: list[Claim] = []
    told = Told()
    length = 0.0
    while waiting and len(chosen) < MOST_CLAIMS:
        passages = [claim.passage.id for claim in chosen]
        added = standing.beyond(passages)
        answering = standing.answering(passages, LIKELY, LIKELIER) if chosen else set()
        for candidate in sorted(waiting, key=partial(told.gain, coverage, added, answering), reverse=True):
            waiting.remove(candidate)
            claim = candidate.claim
            size = share_of_length(claim)
            if chosen and (length + size > most or any(claim.text == other.text for other in chosen)):
                continue
            answers = claim.passage.id in answering and claim.asked >= NEAR_TOPIC * likeliest
            if chosen and not answers and added.get(claim.passage.id, 0.0) < ADDS_MUCH:
                least = best * WORTH_SAYING[claim.passage.source]
                away = candidate.away_from(told.places)
                unlikely = claim.asked < likeliest * AS_LIKELY[claim.passage.source][sought.wants > 1]
                if candidate.worth - away < least or (away > 0 and unlikely):
                    continue
            chosen.append(claim)
            told = Told(told.carried | candidate.carried, told.places | claim.places)
            length += size
            break
    return chosen


@dataclass(frozen=True)
class Told:
    """What the chosen claims carry of the question, and where they stand."""

    carried: frozenset[int] = frozenset()
    places: frozenset[tuple[str, int]] = frozenset()

    def gain(
        self, coverage: Coverage, added: Mapping[str, float], answering: Collection[str], item: Candidate
    ) -> float:
        """What it is worth to say a further claim.

        Args:
            coverage: how much of the question claims carry.
            added: what statements add to the words that stand in the chosen ones.
            answering: the statements that answer a thing asked for which those do not.
            item: the claim.
        """
        if not (self.places or self.carried):
            return item.worth
        meaning = NEW_MEANING * coverage.weight_of(item.carried - self.carried)
        words = NEW_WORDS * min(MOST_NEW, added.get(item.claim.passage.id, 0.0))
        answers = ANSWERS_A_PART * (item.claim.passage.id in answering)
        return item.worth + meaning + words + answers - item.away_from(self.places)


def candidates(claims: Sequence[Claim], coverage: Coverage, sought: Sought) -> list[Candidate]:
    """The most promising claims with what they are worth."""
    weighed = []
    for claim in sorted(claims, key=lambda item: -item.weight)[:WEIGHED]:
        carried = frozenset(coverage.carried(claim.tokens))
        worth = claim.weight + ANSWERS_SUCH * claim.asked + sought.given_by(claim, len(carried))
        weighed.append((claim, worth, carried))
    context = strength_of_places([(claim, worth) for claim, worth, _ in weighed])
    return [
        Candidate(claim, worth + SAME_PLACE * strength(claim, context), carried)
        for claim, worth, carried in weighed
    ]


def strength(claim: Claim, context: Mapping[tuple[str, int], float]) -> float:
    """How strong the claims are that stand where a claim stands."""
    return max((context.get(place, 0.0) for place in claim.places), default=0.0)


def strength_of_places(weighed: Sequence[tuple[Claim, float]]) -> dict[tuple[str, int], float]:
    """For each page, the mean worth of its three strongest claims (missing ones count as nothing)."""
    worths: dict[tuple[str, int], list[float]] = defaultdict(list)
    for claim, worth in weighed:
        for place in claim.places:
            worths[place].append(worth)
    return {place: sum(sorted(found, reverse=True)[:3]) / 3 for place, found in worths.items()}


def share_of_length(claim: Claim) -> float:
    """How much of an answer's length a claim takes."""
    if claim.passage.source == "publication":
        return len(claim.text) / (QUOTED_CHARACTERS if claim.language == "ja" else 2 * QUOTED_CHARACTERS)
    return len(claim.text) / CHARACTERS if claim.language == "ja" else len(claim.text.split()) / WORDS
