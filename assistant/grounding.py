"""Whether the claims found answer this question, or only one like it.

A question names people, places, organisations and dates, and expects a kind of answer. Claims that speak of
another place or year, or give no figure of the kind asked for, are near the topic and are no answer.
"""

from collections.abc import Mapping, Sequence

from assistant.claims import Claim
from assistant.expectations import unmet
from assistant.names import Words, find_names
from assistant.quantities import PartialDate, find_quantities
from assistant.question import Question
from assistant.support import details
from corpus.catalogue import Publication
from index.tokenise import STOP_WORDS

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
    if question.romaji or not claims:
        return []
    setting = list(
        dict.fromkeys(part for claim in claims for part in described(known.get(claim.passage.publication_id)))
    )
    said = [claim.evidence_text for claim in claims]
    lacking = named_and_dated(question.asked, said, setting)
    if lacking:
        places = {place for claim in claims for place in claim.places}
        around = [claim.evidence_text for claim in found if claim.places & places]
        lacking = named_and_dated(question.asked, [*said, *around], setting)
    return [*lacking, *unmet(question.asked, said)]


def named_and_dated(question: str, texts: Sequence[str], setting: Sequence[str]) -> list[str]:
    """The names and dates of a question that stand neither in the texts nor in their setting."""
    names = [name for name in find_names(question) if is_essential(name.text)]
    words = Words("\n".join([*texts, *setting]))
    lacking = [name.text for name in names if not words.have(name)]
    if is_dated(question):
        lacking += [
            detail.text
            for detail in details(question, texts, setting)
            if detail.kind == "date" and not detail.stands
        ]
    return lacking


def is_dated(question: str) -> bool:
    """Whether a question gives a date."""
    return any(
        isinstance(reading, PartialDate)
        for quantity in find_quantities(question)
        for reading in quantity.readings
    )


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
