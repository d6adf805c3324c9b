"""What was found for a question: the claims worth saying, checked, and whether they answer it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter

from sqlalchemy import Connection, Engine

from assistant.adjoining import adjoined
from assistant.answerable import Signs, parts_by_sentence, parts_of, signs_of
from assistant.claims import Claim, Coverage, claims_of
from assistant.comparing import Side
from assistant.grounding import Grounding
from assistant.leading import lead_first
from assistant.measures import telling_word
from assistant.needed import on_needed_pages
from assistant.question import Question, understand
from assistant.quotable import QuotedSigns, quoted_signs
from assistant.relevance import Part, Sought, confirms
from assistant.selection import select
from assistant.topic import off_the_subject, shared_words
from corpus.catalogue import Publication
from index.lexical import LexicalIndex
from index.passage_index import Snapshot
from index.retriever import Hit

ENOUGH_COVERAGE = 0.12
"""The least share of a question's meaning that claims must carry, chosen on the gold's dev split."""

MANY_WORDS = 7
"""From how many of a question's words on claims answer it though a name or a kind of answer seems to lack in them."""

SURELY = 0.98
"""From what likelihood on one of several things asked for is told though the others are not: of a question that nothing
answers, one thing is often taken for granted that is told somewhere."""

CONCEIVABLY = 0.1
"""From what likelihood on another thing that the sentence asks for may be told: what is out of the question is most
often what was asked, the other its setting ("Who chairs the association, and which company does he work for?")."""

ASKED_SO = 0.76
"""How near, by cosine, known questions to a statement must be to the question what something is, where it tells that;
of fifteen organisations and programmes of the shipped library two were below, of twelve places none above."""

MOST_OF_EACH = 2
"""How many statements tell of each of two things compared."""


@dataclass(frozen=True)
class Material:
    """What a question may be answered from.

    Args:
        hits: what was retrieved, best first.
        known: the library's publications by id.
        snapshot: the index's state that the hits come from.
        engine: the database, to check quotes against pages.
        digests: whether digests answer; the pages of a publication that has one are then left to it.
        compared: the two things that the question compares, if it does, with what was retrieved for what each is.
    """

    hits: Sequence[Hit]
    known: Mapping[str, Publication]
    snapshot: Snapshot
    engine: Engine
    digests: bool
    compared: Sequence[tuple[Side, Sequence[Hit]]] = ()


@dataclass(frozen=True)
class Evidence:
    """Claims worth saying, checked against their sources.

    `chosen` are these, best first; `missing` is what the question names or expects and they do not have, `unmet` the
    parts of it to which they do not speak. `enough` tells whether nothing lacks, and for statements whose questions are
    known whether the first states a figure that is to be confirmed. `signs` stand where such statements are all that
    would be said, and where the first claim is quoted from a page; not for Japanese in Latin letters, of which they
    tell nothing.
    """

    chosen: Sequence[Claim] = ()
    missing: Sequence[str] = ()
    unmet: Sequence[Part] = ()
    signs: Signs | QuotedSigns | None = None
    enough: bool = False

    @property
    def answers(self) -> bool:
        """Whether the claims answer the question."""
        return self.enough or (self.signs is not None and self.signs.answered_enough)

    @property
    def answers_by_statements(self) -> bool:
        """Whether statements whose questions are known answer it."""
        return isinstance(self.signs, Signs) and self.answers

    @property
    def answers_surely(self) -> bool:
        """Whether statements answer it, next to certainly."""
        return isinstance(self.signs, Signs) and (self.enough or self.signs.likelihood() >= SURELY)

    @property
    def may_answer(self) -> bool:
        """Whether the claims are not all but certainly no answer."""
        return self.enough or (self.signs is not None and self.signs.likelihood() >= CONCEIVABLY)


def gather(question: Question, material: Material) -> Evidence:
    """Choose what to say to a question; it is answered by its signs, and without them when nothing lacks. Of statements
    that answer it as a whole, those are left unsaid that rest on pages which it does not need. What compares two things
    is answered by what each of them is, where nothing speaks of both.

    What asks for several things is like no known question, and is answered where each of them alone would be, or one of
    them surely and no other of its sentence is out of the question.

    Args:
        question: as understood.
        material: what it may be answered from.
    """
    evidence = gather_whole(question, material)
    if not isinstance(evidence.signs, Signs):
        return evidence
    if evidence.answers:
        evidence = on_pages(evidence, question, material)
    if compared := gather_compared(material, evidence):
        return compared
    if evidence.answers:
        return evidence
    earlier = [question.earlier] if question.earlier else []
    sentences = [
        [gather_whole(understand(part, question.language, earlier), material) for part in parts]
        for parts in parts_by_sentence(question)
    ]
    told = any(map(tells_surely, sentences)) or all(part.answers for parts in sentences for part in parts)
    return replace(evidence, enough=bool(sentences) and told)


def tells_surely(parts: Sequence[Evidence]) -> bool:
    """Whether one of the things that a sentence asks for is told of surely, and none is out of the question."""
    return any(part.answers_surely for part in parts) and all(part.may_answer for part in parts)


def gather_compared(material: Material, whole: Evidence) -> Evidence | None:
    """What to say to a question that compares two things as wholes, where what was found for that speaks of one only or
    does not answer it: what each of them is, in turn; None where that is not told of both.

    Args:
        material: what it may be answered from.
        whole: what was found for it.
    """
    if not material.compared:
        return None
    stated = [claim.evidence_text for claim in whole.chosen]
    if whole.answers and all(any(map(side.is_named_in, stated)) for side, _ in material.compared):
        return None
    found = [
        (side.question, gather_whole(side.question, replace(material, hits=hits)))
        for side, hits in material.compared
    ]
    if not all(tells_what_it_is(*side, material) for side in found):
        return None
    told = [on_pages(side, question, material).chosen[:MOST_OF_EACH] for question, side in found]
    in_turn = [claim for claims in zip_longest(*told) for claim in claims if claim]
    return replace(whole, chosen=in_turn, missing=(), unmet=(), enough=True)


def tells_what_it_is(question: Question, found: Evidence, material: Material) -> bool:
    """Whether what was found for the question what something is tells that: the first claim is known to be asked so.

    Of a place something or other is always told.
    """
    if not found.answers:
        return False
    first = found.chosen[0].passage.id
    asked = material.snapshot.asked
    near = asked.nearness(question.search_text, question.search_language, [first])
    return near.get(first, 0.0) >= ASKED_SO


def on_pages(evidence: Evidence, question: Question, material: Material) -> Evidence:
    """What was found, without what rests on pages that an answer does not need."""
    if not isinstance(evidence.signs, Signs):
        return evidence
    asked = material.snapshot.asked
    return replace(evidence, chosen=on_needed_pages(evidence.chosen, question, Sought.by(question), asked))


def gather_whole(question: Question, material: Material) -> Evidence:
    """Choose what to say to a question as a whole; the arguments are those of `gather`."""
    known, snapshot, digests = material.known, material.snapshot, material.digests
    translator = snapshot.translator
    coverage = Coverage(translator.concepts(question.search_text, question.search_language), snapshot.lexical)
    spoken = [hit for hit in material.hits if may_answer(hit, question, snapshot.lexical, digests)]
    found = list(claims_of(spoken, question.language, coverage, known))
    sought = Sought.by(question)
    measures = {
        name: Coverage(translator.concepts(telling_word(name), question.search_language), snapshot.lexical)
        for part in sought.parts
        for name in part.measures
    }
    statements = [claim.passage.id for claim in found if claim.passage.source == "digest"]
    standing = snapshot.asked.standing(
        question.search_text, question.search_language, statements, parts_of(question)
    )
    grounding = Grounding(question, sought, measures, found, known)
    with material.engine.connect() as connection:
        chosen = list(checked(connection, select(found, coverage, sought, standing), known))
    if not chosen:
        return Evidence()
    unmet = grounding.unmet(chosen)
    missing = grounding.missing(chosen, unmet)
    stray = off_the_subject(question, chosen, translator)
    stated = {
        claim.passage.id: claim.passage.text(question.search_language)
        for claim in chosen
        if claim.passage.source == "digest"
    }
    if (
        digests
        and not question.romaji
        and len(stated) == len(chosen)
        and all(map(snapshot.asked.first.get, stated))
    ):
        told = lead_first(chosen, question, sought, snapshot.asked)
        signs = signs_of(
            question,
            stated,
            snapshot.asked,
            lacking=bool(missing),
            stray=stray,
            out_of_time=grounding.out_of_time(told, missing),
        )
        enough = not missing and confirms(question.asked, chosen[0])
        return Evidence(told, missing, unmet, signs, enough)
    shared = shared_words(question, chosen, translator)
    lacking = missing and shared < MANY_WORDS
    carried = coverage.of(frozenset().union(*(claim.tokens for claim in chosen)))
    enough = not (stray or lacking or carried < ENOUGH_COVERAGE)
    if question.romaji or chosen[0].passage.source != "publication":
        return Evidence(chosen, missing, unmet, enough=enough)
    quoted = quoted_signs(question, chosen[0], len(missing), len(unmet), shared, stray)
    return Evidence(chosen, missing, unmet, quoted, enough)


def checked(
    connection: Connection, claims: Sequence[Claim], known: Mapping[str, Publication]
) -> Iterator[Claim]:
    """The claims that stand in their sources, with their quotes; sentences in a row as one, where that stands too."""
    for whole, parts in adjoined(claims):
        quoted = whole.checked(connection, known)
        if quoted.quotes:
            yield quoted
        elif len(parts) > 1:
            yield from filter(attrgetter("quotes"), (part.checked(connection, known) for part in parts))


def may_answer(hit: Hit, question: Question, lexical: LexicalIndex, digests: bool) -> bool:
    """Whether a hit may answer: not a page whose publication's digest answers, nor a person nobody asked for."""
    if hit.passage.source == "list":
        return question.about_people
    digested = digests and hit.passage.publication_id in lexical.digested
    return not (hit.passage.source == "publication" and digested)
