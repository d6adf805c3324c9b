"""Whether the claims found answer this question, or only one like it.

A question names people, places, organisations and dates, and expects a kind of answer. Claims that speak of
another place or year, or give no figure of the kind asked for, are near the topic and are no answer.
"""

from collections.abc import Mapping, Sequence

from assistant.claims import Claim
from assistant.expectations import unmet
from assistant.names import Words
from assistant.quantities import PartialDate, find_quantities
from assistant.question import Question
from assistant.relevance import Sought, essential_names, words_of
from assistant.support import details
from corpus.catalogue import Publication


def missing(
    question: Question,
    sought: Sought,
    claims: Sequence[Claim],
    found: Sequence[Claim],
    known: Mapping[str, Publication],
) -> list[str]:
    """What a question names or expects that the claims do not have.

    Args:
        question: as understood.
        sought: what it asks for.
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
    return [*lacking, *unmet(question.asked, said), *scattered(question, sought, claims, known)]


def scattered(
    question: Question, sought: Sought, claims: Sequence[Claim], known: Mapping[str, Publication]
) -> list[str]:
    """What the claims give only apart from each other, though the question asks for it together.

    A figure of the kind asked for answers when it is said of what the question names, at the time that it names: one
    claim has to have them all, or as many of the names as any claim has.
    """
    if not sought.expectations and not is_dated(question.asked):
        return []
    names = [[words_of(in_context(claim)).have(name) for name in sought.names] for claim in claims]
    most = max((sum(held) for held in names), default=0)
    speaking = [claim for claim, held in zip(claims, names, strict=True) if sum(held) >= most]
    dated = [claim for claim in speaking if has_dates(question.asked, claim, known)]
    if not dated:
        return ["date"]
    return [item.name for item in sought.expectations if not any(map(item.met_by, map(in_context, dated)))]


def in_context(claim: Claim) -> str:
    """What a claim carries; for a sentence of a page, the passage around it too."""
    return claim.passage.searchable() if claim.passage.source == "publication" else claim.evidence_text


def has_dates(question: str, claim: Claim, known: Mapping[str, Publication]) -> bool:
    """Whether the dates of a question, if any, stand in a claim or in the title of its publication."""
    if not is_dated(question):
        return True
    publication = known.get(claim.passage.publication_id)
    titles = [title for title in (publication.title_ja, publication.title_en) if title] if publication else []
    found = details(question, [in_context(claim)], titles)
    return all(detail.stands for detail in found if detail.kind == "date")


def named_and_dated(question: str, texts: Sequence[str], setting: Sequence[str]) -> list[str]:
    """The names and dates of a question that stand neither in the texts nor in their setting."""
    names = essential_names(question)
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
