"""Which of the pages that chosen claims rest on an answer needs; what rests on another one is left unsaid.

A claim is chosen for itself, and with it comes the page that it rests on. Overviews that repeat what single statements
say, and statements of a neighbouring matter, so bring pages that a reader opens for nothing. Signs of each page are
weighed against what would be left without it, by what was learned of answers whose pages are known to be fit or not
(`python -m eval.needed`); the least needed goes first, as in selecting features backwards (Kohavi and John 1997).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice

from assistant.answerable import MOST_READ, parts_of
from assistant.claims import Claim
from assistant.question import Question
from assistant.relevance import Sought, words_of
from assistant.selection import LIKELIER, LIKELY
from assistant.signs import learned_weights, weighed
from index.asked import UNKNOWN, AskedQuestions

WEIGHTS, PAGE = "needed.json", "page"
"""Where the weights are kept, and by which name."""

NEEDED = 0.5
"""From what likelihood on a page is needed."""

Place = tuple[str, int | str]
"""A document and its page; where that is not known, the label that is printed on it."""


@dataclass(frozen=True)
class Page:
    """A page with the claims that rest on it, and the others."""

    place: Place
    own: Sequence[Claim]
    others: Sequence[Claim]

    @property
    def same_document(self) -> bool:
        """Whether another claim rests on a page of the same document."""
        document, _ = self.place
        return any(document == claim.passage.publication_id for claim in self.others)


@dataclass(frozen=True)
class PageSigns:
    """What tells whether an answer needs a page, by the claims that rest on it and by the others.

    Args:
        verified: the logarithm of the odds that one of them answers, by reading it beside the question.
        more_verified: by how much that is above the same of the others.
        nearer: how much more like what is asked are the questions known to them than those known to the others.
        more_expected: how much more of the kinds of answer expected they give.
        new_words: how many pieces of the question stand in them and in none of the others.
        claims: the logarithm of how many they are.
        same_document: whether the others rest on a page of the same document.
    """

    verified: float
    more_verified: float
    nearer: float
    more_expected: float
    new_words: int
    claims: float
    same_document: bool


def on_needed_pages(
    claims: Sequence[Claim], question: Question, sought: Sought, asked: AskedQuestions
) -> Sequence[Claim]:
    """The claims without those that rest on pages which the answer does not need, in their order; never none.

    What alone speaks of anything asked for is needed, whatever its signs.

    Args:
        claims: statements that questions are known of, the one that the answer begins with first.
        question: as understood.
        sought: what it asks for.
        asked: the questions known.
    """
    alone = speaking_alone(claims, question, sought, asked)
    if all(page.place in alone for page in pages_of(claims)):
        return claims
    weights = learned_weights(WEIGHTS)[PAGE]
    signs = page_signs(claims, question, sought, asked)
    return kept(
        claims,
        {place: weighed(asdict(found), weights) for place, found in signs.items() if place not in alone},
    )


def kept(claims: Sequence[Claim], needed: Mapping[Place, float]) -> Sequence[Claim]:
    """The claims without those that rest on pages which are not needed, the least needed first; never none.

    Args:
        claims: in the order of the answer.
        needed: how likely each page is needed, 0 to 1; pages that are not told of are.
    """
    for place in sorted(needed, key=needed.__getitem__):
        if needed[place] < NEEDED:
            claims = [claim for claim in claims if place not in places_of(claim)] or claims
    return claims


def places_of(claim: Claim) -> frozenset[Place]:
    """The places that a claim is cited by."""
    named = {quote.page or quote.page_label for quote in claim.quotes}
    return frozenset((claim.passage.publication_id, name) for name in named if name) or claim.places


def pages_of(claims: Sequence[Claim]) -> list[Page]:
    """The pages without which some claim is left."""
    pages = []
    resting = [(claim, places_of(claim)) for claim in claims]
    for place in sorted({place for _, places in resting for place in places}, key=str):
        own, others = (
            [claim for claim, places in resting if (place in places) is on] for on in (True, False)
        )
        if others:
            pages.append(Page(place, own, others))
    return pages


def speaking_alone(
    claims: Sequence[Claim], question: Question, sought: Sought, asked: AskedQuestions
) -> set[Place]:
    """The pages of which some claim answers one of several things asked for, or has a name of the question, which no
    claim of another page does; the arguments are those of `on_needed_pages`."""
    if not (pages := pages_of(claims)):
        return set()
    ids = [claim.passage.id for claim in claims]
    standing = asked.standing(question.search_text, question.search_language, ids, parts_of(question))
    named = {
        claim.passage.id: {name.text for name in sought.names if words_of(claim.evidence_text).have(name)}
        for claim in claims
    }
    alone = set()
    for page in pages:
        own, others = ([claim.passage.id for claim in part] for part in (page.own, page.others))
        answering = standing.answering(others, LIKELY, LIKELIER).intersection(own)
        if answering or set().union(*(named[claim] for claim in own)) - set().union(
            *(named[claim] for claim in others)
        ):
            alone.add(page.place)
    return alone


@dataclass(frozen=True)
class Heard:
    """What is known of a claim beside a question: the odds that it answers (None where it was not read), how near its
    questions are, what share of the kinds of answer it gives, and which of the question's pieces stand in it."""

    verified: float | None
    near: float
    expected: float
    pieces: frozenset[int]


def page_signs(
    claims: Sequence[Claim], question: Question, sought: Sought, asked: AskedQuestions
) -> dict[Place, PageSigns]:
    """The signs of each page without which some claim is left; the arguments are those of `on_needed_pages`."""
    if not (pages := pages_of(claims)):
        return {}
    firsts = [part[0] for page in pages for part in (page.own, page.others)]
    heard = hear(claims, firsts, question, sought, asked)
    return {page.place: signs_between(page, heard) for page in pages}


def hear(
    claims: Sequence[Claim],
    firsts: Sequence[Claim],
    question: Question,
    sought: Sought,
    asked: AskedQuestions,
) -> dict[str, Heard]:
    """What is known of claims beside a question, by the ids of their passages.

    Args:
        claims: all of them; the first few are read beside the question in any case.
        firsts: which others are to be read.
        question: as understood.
        sought: what it asks for.
        asked: the questions known.
    """
    text, language = question.search_text, question.search_language
    stated = {claim.passage.id: claim.passage.text(language) for claim in claims}
    first = dict(islice(stated.items(), MOST_READ))
    further = {
        claim.passage.id: stated[claim.passage.id] for claim in firsts if claim.passage.id not in first
    }
    verified = {**asked.verified(text, language, first), **asked.verified(text, language, further)}
    near = asked.nearness(text, language, stated)
    wanted = set(asked.embedder.read(text)[0])
    return {
        claim.passage.id: Heard(
            verified=verified.get(claim.passage.id),
            near=near.get(claim.passage.id, 0.0),
            expected=sought.share_met(claim.text),
            pieces=frozenset(wanted.intersection(asked.embedder.read(stated[claim.passage.id])[0])),
        )
        for claim in claims
    }


def signs_between(page: Page, heard: Mapping[str, Heard]) -> PageSigns:
    """The signs of a page by the claims that rest on it and the others."""
    own, others = ([heard[claim.passage.id] for claim in part] for part in (page.own, page.others))
    verified = likeliest(own)
    said, elsewhere = (frozenset[int]().union(*(claim.pieces for claim in part)) for part in (own, others))
    return PageSigns(
        verified=verified,
        more_verified=verified - likeliest(others),
        nearer=max(claim.near for claim in own) - max(claim.near for claim in others),
        more_expected=max(claim.expected for claim in own) - max(claim.expected for claim in others),
        new_words=len(said - elsewhere),
        claims=math.log(len(own)),
        same_document=page.same_document,
    )


def likeliest(claims: Sequence[Heard]) -> float:
    """The odds of the likeliest of the claims that were read; `UNKNOWN` where no question is known of them."""
    return max((claim.verified for claim in claims if claim.verified is not None), default=UNKNOWN)
