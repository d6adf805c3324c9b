"""Whether the claims found answer this question, or only one like it.

A question names people, places, organisations and dates, and expects a kind of answer. Claims that speak of
another place or year, or give no figure of the kind asked for, are near the topic and are no answer.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from assistant.claims import Claim, Coverage
from assistant.imprint import imprint
from assistant.names import Words
from assistant.quantities import PartialDate, find_quantities
from assistant.question import Question
from assistant.relevance import Part, Sought, essential_names, words_of
from assistant.support import Detail, details
from corpus.catalogue import Publication
from index.questions import years_of

FEW = 0.34
"""The share of a question's names that may be lacking."""


@dataclass(frozen=True)
class Grounding:
    """Judges what claims have of what a question asks for.

    `question` is the question as understood, `sought` what it asks for; `measures` tell what the measures that it
    names may be called; `found` are all claims found, those on the
    same pages being the setting in which a claim is read; `known` are the library's publications, whose titles and
    publishers are setting too.
    """

    question: Question
    sought: Sought
    measures: Mapping[str, Coverage]
    found: Sequence[Claim]
    known: Mapping[str, Publication]

    def missing(self, claims: Sequence[Claim], unmet: Sequence[Part]) -> list[str]:
        """What the question names or expects that the claims do not have, where this makes them no answer; `unmet` are
        the parts to which they do not speak.

        A figure of the kind asked for answers when it is said of what the question names, at a time that it names: one
        claim has to have half as many of the names as the claim with the most of them. Claims that speak to half of a
        question's parts and to most of its names are an answer.
        """
        if not claims:
            return []
        open_parts = unmet if 2 * len(unmet) > len(self.sought.parts) else []
        kinds = [kind for part in open_parts for kind in kinds_of(part)]
        return kinds if self.question.romaji else [*self.lacking(claims), *kinds]

    def unmet(self, claims: Sequence[Claim]) -> list[Part]:
        """The parts of the question to which the claims do not speak."""
        return [part for part in self.sought.parts if not self.met(part, claims)]

    def out_of_time(self, claims: Sequence[Claim], missing: Collection[str]) -> bool:
        """Whether the first claim tells of other years than the question, or none of the question's dates stands
        anywhere.

        Args:
            claims: what would be told, the best first.
            missing: what it lacks.
        """
        asked = set(years_of(self.question.search_text))
        told = set(years_of(claims[0].text))
        dates = dates_of(self.question.core, [], [])
        return bool(asked and told and asked.isdisjoint(told)) or any(date.text in missing for date in dates)

    def lacking(self, claims: Sequence[Claim]) -> list[str]:
        """The names of the question that stand neither in the claims nor in their setting, and its dates if none does.

        A few of many names may be called otherwise where they are told of.
        """
        setting = list(dict.fromkeys(text for claim in claims for text in self.described(claim)))
        said = [claim.evidence_text for claim in claims]
        if lacking := self.names_and_dates([*said, *setting], said, setting):
            places = {place for claim in claims for place in claim.places}
            said += [claim.evidence_text for claim in self.found if claim.places & places]
            lacking = self.names_and_dates([*said, *setting], said, setting)
        return lacking

    def names_and_dates(self, texts: Sequence[str], said: Sequence[str], setting: Sequence[str]) -> list[str]:
        """The names that do not stand in texts, unless they are few, and the dates if none stands."""
        words = Words("\n".join(texts))
        names = essential_names(self.question.core)
        standing = {name.text: words.have(name) for name in names}
        lacking = [name for name in standing if not standing[name] and not self.borne(name, standing)]
        dates = dates_of(self.question.core, said, setting)
        kept = lacking if len(lacking) > FEW * len(names) else []
        return kept if any(date.stands for date in dates) else [*kept, *(date.text for date in dates)]

    def borne(self, name: str, standing: Mapping[str, bool]) -> bool:
        """Whether a name that is part of a longer one, as ジョンズ・ホプキンス, is borne out by its other part."""
        pairs = (
            pair for other, stands in standing.items() if stands for pair in ((name, other), (other, name))
        )
        return any("・".join(pair) in self.question.core for pair in pairs)

    def met(self, part: Part, claims: Sequence[Claim]) -> bool:
        """Whether claims speak of the measures that a part of the question names, and give what it expects, of what it
        names and at its time."""
        if part.measures and not any(self.measured(name, claims) for name in part.measures):
            return False
        if not part.expectations and not is_dated(self.question.core):
            return True
        if part.counted and not any(word in in_context(claim) for word in part.counted for claim in claims):
            return False
        speaking = [
            text for claim in speaking_of(part, claims) if self.at_its_time(text := in_context(claim), claim)
        ]
        return bool(speaking) and all(any(map(kind.met_by, speaking)) for kind in part.expectations)

    def measured(self, name: str, claims: Sequence[Claim]) -> bool:
        """Whether any of the claims speaks of a measure."""
        return any(self.measures[name].of(claim.tokens) for claim in claims)

    def at_its_time(self, text: str, claim: Claim) -> bool:
        """Whether a date of the question, if it has any, stands in a claim's text or its publication's title."""
        publication = self.known.get(claim.passage.publication_id)
        titles = (
            [title for title in (publication.title_ja, publication.title_en) if title] if publication else []
        )
        dates = dates_of(self.question.core, [text], titles)
        return not dates or any(date.stands for date in dates)

    def described(self, claim: Claim) -> list[str]:
        """The imprint and region of a claim's publication."""
        publication = self.known.get(claim.passage.publication_id)
        region = publication.region if publication else None
        return [*imprint(publication), *([region] if region else [])]


def kinds_of(part: Part) -> list[str]:
    """The kinds of answer that a part expects, else the measures that it names; a date where it expects none."""
    return [expectation.name for expectation in part.expectations] or [*part.measures] or ["date"]


def kinds_left_open(part: Part, claims: Sequence[Claim]) -> list[str]:
    """Of the kinds of a part to which claims do not speak, those which no claim that has its names gives at any time:
    a date of the question need not be that of each of its parts."""
    texts = [in_context(claim) for claim in speaking_of(part, claims)]
    given = {kind.name for kind in part.expectations if any(map(kind.met_by, texts))}
    return [name for name in kinds_of(part) if name not in given]


def speaking_of(part: Part, claims: Sequence[Claim]) -> list[Claim]:
    """The claims that have half as many of the names of a part as the claim with the most of them."""
    held = [sum(map(words_of(in_context(claim)).have, part.names)) for claim in claims]
    enough = (max(held, default=0) + 1) // 2
    return [claim for claim, names in zip(claims, held, strict=True) if names >= enough]


def in_context(claim: Claim) -> str:
    """What a claim carries; for a sentence of a page, the passage around it too."""
    return claim.passage.searchable() if claim.passage.source == "publication" else claim.evidence_text


def dates_of(question: str, texts: Sequence[str], setting: Sequence[str]) -> list[Detail]:
    """The dates of a question, each with whether it stands in the texts or their setting.

    The texts are looked at one by one first: what they hold is known from other questions.
    """
    if not is_dated(question):
        return []
    for text in texts:
        found = [detail for detail in details(question, [text], setting) if detail.kind == "date"]
        if all(detail.stands for detail in found):
            return found
    return [detail for detail in details(question, texts, setting) if detail.kind == "date"]


def is_dated(question: str) -> bool:
    """Whether a question gives a date."""
    return any(isinstance(quantity.readings[0], PartialDate) for quantity in find_quantities(question))
