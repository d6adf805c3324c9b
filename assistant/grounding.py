"""Whether the claims found answer this question, or only one like it.

A question names people, places, organisations and dates, and expects a kind of answer. Claims that speak of
another place or year, or give no figure of the kind asked for, are near the topic and are no answer.
"""

from collections.abc import Mapping, Sequence

from assistant.claims import Claim
from assistant.expectations import unmet
from assistant.question import Question
from assistant.support import details
from corpus.catalogue import Publication
from index.tokenise import STOP_WORDS

ESSENTIAL = frozenset({"name", "date"})


EVERYWHERE = frozenset(
    """us u.s. usa america american americans japan japanese 日本 米国 アメリカ 日米 我が国 日本政府 米国政府 日本人
    日本企業 日系企業 asia アジア""".split()
)
"""Names that the whole library is about: a claim need not repeat them."""


def missing(
    question: Question, claims: Sequence[Claim], found: Sequence[Claim], known: Mapping[str, Publication]
) -> list[str]:
    """What a question names or expects that the claims do not have.

    Args:
        question: as understood.
        claims: what the answer would say.
        found: all claims found; those that stand on the same pages are the setting in which the claims are read.
        known: the library's publications, whose titles and publishers are setting too.
    """
    if question.romaji:
        return []
    places = {place for claim in claims for place in claim.places}
    texts = [claim.evidence_text for claim in (*claims, *found) if claim in claims or claim.places & places]
    setting = [part for claim in claims for part in described(known.get(claim.passage.publication_id))]
    named = [
        detail.text
        for detail in details(question.asked, texts, setting)
        if detail.kind in ESSENTIAL and not detail.stands and is_essential(detail.text)
    ]
    return [*named, *unmet(question.asked, [claim.evidence_text for claim in claims])]


def is_essential(name: str) -> bool:
    """Whether a name narrows a question down: not one that all is about, nor a word of asking (Who, no WHO)."""
    lower = name.lower()
    return lower not in EVERYWHERE and not (lower in STOP_WORDS and not name.isupper())


def described(publication: Publication | None) -> list[str]:
    """The titles, publishers and date of a publication, which what it says is set in."""
    if publication is None:
        return []
    parts = (
        publication.title_ja,
        publication.title_en,
        publication.publisher,
        publication.publisher_en,
        publication.published,
        publication.region,
    )
    return [part for part in parts if part]
