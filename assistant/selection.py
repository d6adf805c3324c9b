"""Which claims make the answer: those that carry most of the question, from few places, within its length."""

from collections import defaultdict
from collections.abc import Sequence

from assistant.claims import Claim, Coverage

CHARACTERS = 360
"""About how long an answer may be in Japanese, in characters."""

WORDS = 105
"""About how long an answer may be in English, in words."""

MOST_CLAIMS = 6
WORTH_SAYING = 0.5
"""A further claim must weigh at least this share of the best one."""

SAME_PLACE = 0.15
"""What a claim gains for standing where the strongest claims stand."""

NEW_MEANING = 0.5
"""What a claim gains for each share of the question that no chosen claim carries yet."""


def select(claims: Sequence[Claim], coverage: Coverage) -> list[Claim]:
    """The claims to say, best first.

    Greedy by weight, place and newly carried meaning (maximal marginal relevance, Carbonell and Goldstein 1998). A
    page's own sentence is left out where a digest statement speaks of that page.
    """
    if not claims:
        return []
    stated = pages_with_statements(claims)
    open_claims = [claim for claim in claims if not (claim.passage.source == "publication" and places(claim) & stated)]
    best = max(claim.weight for claim in open_claims)
    strongest = strongest_place(open_claims)
    chosen: list[Claim] = []
    carried: set[int] = set()
    length = 0.0
    while open_claims and len(chosen) < MOST_CLAIMS:
        claim = max(open_claims, key=lambda item: gain(item, best, strongest, carried, coverage))
        open_claims.remove(claim)
        size = share_of_length(claim)
        if chosen and (claim.weight < best * WORTH_SAYING or length + size > 1):
            continue
        if any(claim.text == other.text for other in chosen):
            continue
        chosen.append(claim)
        carried |= coverage.carried(claim.evidence_text)
        length += size
    return chosen


def gain(
    claim: Claim, best: float, strongest: set[tuple[str, int]], carried: set[int], coverage: Coverage
) -> float:
    """What a claim would add to an answer that already carries some of the question's concepts."""
    new = coverage.weight_of(coverage.carried(claim.evidence_text) - carried)
    return claim.weight / best + SAME_PLACE * bool(places(claim) & strongest) + NEW_MEANING * new


def places(claim: Claim) -> set[tuple[str, int]]:
    """The pages that a claim rests on."""
    return {(claim.passage.publication_id, page) for page in claim.passage.pages}


def pages_with_statements(claims: Sequence[Claim]) -> set[tuple[str, int]]:
    """The pages that digest statements among the claims speak of."""
    return {place for claim in claims if claim.passage.source == "digest" for place in places(claim)}


def strongest_place(claims: Sequence[Claim]) -> set[tuple[str, int]]:
    """The page on which the best claims together weigh most."""
    weights: dict[tuple[str, int], list[float]] = defaultdict(list)
    for claim in claims:
        for place in places(claim):
            weights[place].append(claim.weight)
    if not weights:
        return set()
    totals = {place: sum(sorted(found, reverse=True)[:3]) for place, found in weights.items()}
    return {max(totals, key=lambda place: totals[place])}


def share_of_length(claim: Claim) -> float:
    """How much of an answer's length a claim takes."""
    return len(claim.text) / CHARACTERS if claim.language == "ja" else len(claim.text.split()) / WORDS
