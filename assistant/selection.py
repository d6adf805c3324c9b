"""Which claims make the answer: those that carry most of the question, from few places, within its length."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.claims import Claim, Coverage

CHARACTERS = 360
"""About how long an answer may be in Japanese, in characters."""

WORDS = 105
"""About how long an answer may be in English, in words."""

QUOTED_CHARACTERS = 650
"""About how long an answer may be that quotes pages which no digest speaks of, in characters."""

MOST_CLAIMS = 10
WORTH_SAYING = 0.55
"""A further claim must weigh at least this share of the best one."""

SAME_PLACE = 0.4
"""What a claim gains for standing where strong claims stand: this share of their mean weight."""

NEW_MEANING = 0.3
"""What a claim gains for each share of the question that no chosen claim carries yet."""


def select(claims: Sequence[Claim], coverage: Coverage) -> list[Claim]:
    """The claims to say, best first.

    Greedy by weight, place and newly carried meaning (maximal marginal relevance, Carbonell and Goldstein 1998).
    """
    if not claims:
        return []
    context = strength_of_places(claims)
    waiting = [
        Candidate(
            claim,
            claim.weight + SAME_PLACE * strength(claim, context),
            frozenset(coverage.carried(claim.tokens)),
        )
        for claim in claims
    ]
    best = max(claim.weight for claim in claims)
    chosen: list[Claim] = []
    carried: frozenset[int] = frozenset()
    length = 0.0
    while waiting and len(chosen) < MOST_CLAIMS:
        candidate = max(
            waiting, key=lambda item: item.worth + NEW_MEANING * coverage.weight_of(item.carried - carried)
        )
        waiting.remove(candidate)
        claim = candidate.claim
        size = share_of_length(claim)
        repeated = any(claim.text == other.text for other in chosen)
        if chosen and (candidate.worth < best * WORTH_SAYING or length + size > 1 or repeated):
            continue
        chosen.append(claim)
        carried |= candidate.carried
        length += size
    return chosen


@dataclass(frozen=True)
class Candidate:
    """A claim with its worth, which counts where it stands, and the concepts of the question that it carries."""

    claim: Claim
    worth: float
    carried: frozenset[int]


def strength(claim: Claim, context: Mapping[tuple[str, int], float]) -> float:
    """How strong the claims are that stand where a claim stands."""
    return max((context.get(place, 0.0) for place in claim.places), default=0.0)


def strength_of_places(claims: Sequence[Claim]) -> dict[tuple[str, int], float]:
    """For each page, the mean weight of its three strongest claims (missing ones count as nothing)."""
    weights: dict[tuple[str, int], list[float]] = defaultdict(list)
    for claim in claims:
        for place in claim.places:
            weights[place].append(claim.weight)
    return {place: sum(sorted(found, reverse=True)[:3]) / 3 for place, found in weights.items()}


def share_of_length(claim: Claim) -> float:
    """How much of an answer's length a claim takes."""
    if claim.passage.source == "publication":
        return len(claim.text) / (QUOTED_CHARACTERS if claim.language == "ja" else 2 * QUOTED_CHARACTERS)
    return len(claim.text) / CHARACTERS if claim.language == "ja" else len(claim.text.split()) / WORDS
