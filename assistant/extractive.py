"""The answer without a language model: the best claims, checked, or the word that the sources do not say."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from operator import attrgetter
from typing import Literal

from sqlalchemy import Connection, Engine

from assistant.adjoining import adjoined
from assistant.answer import Status
from assistant.claims import Claim, Coverage, claims_of
from assistant.compose import Composition
from assistant.differing import side_by_side
from assistant.grounding import Grounding, kinds_of
from assistant.known import known_of
from assistant.measures import telling_word
from assistant.phrases import kinds_named, phrase
from assistant.question import Question
from assistant.relevance import Sought
from assistant.selection import select
from assistant.statements import find_statements
from assistant.topic import off_the_subject
from assistant.upcoming import list_upcoming, period_asked
from assistant.when import too_late
from corpus.catalogue import Publication
from index.lexical import LexicalIndex
from index.passage_index import Snapshot
from index.retriever import Hit

DIRECTORY = "d-p07-15"
"""The statement that prints the address of the consulate's page, to which a declined question is pointed."""

ENOUGH_COVERAGE = 0.12
"""The least share of a question's meaning that the claims must carry, chosen on the gold's dev split."""


def compose(
    question: Question,
    hits: Sequence[Hit],
    known: Mapping[str, Publication],
    snapshot: Snapshot,
    engine: Engine,
    digests: bool,
    today: date,
) -> tuple[Status, Composition, list[str]]:
    """The answer that hits allow.

    Args:
        question: as understood.
        hits: what was retrieved, best first.
        known: the library's publications by id.
        snapshot: the index's state that the hits come from.
        engine: the database, to check quotes against pages.
        digests: whether digests answer; the pages of a publication that has one are then left to it.
        today: from which events are told to be past or to come.

    Returns:
        Status, text with citations, and notes.
    """
    composition = Composition(question.language, known)
    if question.outside:
        decline(question, composition, known, "out_of_scope")
        return "out_of_scope", composition, []
    spelling = snapshot.translator.spelling
    question = replace(
        question, asked=spelling.corrected(question.asked), core=spelling.corrected(question.core)
    )
    if digests and (period := period_asked(question, today)):
        with engine.connect() as connection:
            if list_upcoming(question, period, composition, connection, known, today):
                return "answered", composition, composition.notes(question.romaji)
    concepts = snapshot.translator.concepts(question.search_text, question.search_language)
    coverage = Coverage(concepts, snapshot.lexical)
    spoken = [hit for hit in hits if may_answer(hit, question, snapshot.lexical, digests)]
    found = list(claims_of(spoken, question.language, coverage, known))
    sought = Sought.by(question)
    measures = {
        name: Coverage(
            snapshot.translator.concepts(telling_word(name), question.search_language), snapshot.lexical
        )
        for part in sought.parts
        for name in part.measures
    }
    grounding = Grounding(question, sought, measures, found, known)
    with engine.connect() as connection:
        chosen = list(checked(connection, select(found, coverage, sought), known))
    carried = coverage.of(frozenset().union(*(claim.tokens for claim in chosen)))
    stray = off_the_subject(question, chosen, snapshot.translator)
    stated = digests and all(claim.passage.source == "digest" for claim in chosen)
    known_to_be = known_of(question, snapshot.asked) if stated else None
    missing = grounding.missing(chosen)
    lacking = known_to_be != "answered" and (missing or carried < ENOUGH_COVERAGE)
    if not chosen or stray or known_to_be == "open" or lacking:
        decline(question, composition, known)
        if digests and (address := consulate_page(engine)):
            composition.lines.append(phrase("turn_to", question.language, address=address))
        return "not_in_sources", composition, composition.notes(question.romaji)
    with engine.connect() as connection:
        chosen = side_by_side(connection, chosen, known)
    if over := too_late(question, chosen, today):
        composition.lines.append(over)
    composition.write(chosen, today)
    unmet = [] if missing else grounding.unmet(chosen)
    left_open = [kind for part in unmet for kind in kinds_of(part)]
    if left_open:
        kinds = kinds_named(left_open, question.language)
        composition.lines.append(phrase("left_open", question.language, kinds=kinds))
    whole = chosen[0].language == question.language and not left_open
    return "answered" if whole else "partial", composition, composition.notes(question.romaji)


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


def decline(
    question: Question,
    composition: Composition,
    known: Mapping[str, Publication],
    status: Literal["not_in_sources", "out_of_scope"] = "not_in_sources",
) -> None:
    """Say that nothing was found or that it is out of scope, what the library covers, and where to turn."""
    titles = [item.title(question.language) for item in known.values() if not item.fictitious]
    separator = "、" if question.language == "ja" else "; "
    composition.lines.append(phrase(status, question.language))
    if titles:
        composition.lines.append(phrase("covers", question.language, titles=separator.join(titles)))
    else:
        composition.lines.append(phrase("empty_library", question.language))


def consulate_page(engine: Engine) -> str | None:
    """The address of the consulate's page as a publication prints it; None where the library does not hold it."""
    with engine.connect() as connection:
        statements = find_statements(connection, [DIRECTORY])
    found = re.search(r"https?://[^\s）)]+", statements[0].text("en")) if statements else None
    return found[0].rstrip(".") if found else None
