"""The answer without a language model: the best claims, checked, or the word that the sources do not say."""

import re
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Engine

from assistant.answer import Status
from assistant.compose import Composition
from assistant.differing import side_by_side
from assistant.evidence import Material, gather
from assistant.grounding import kinds_left_open
from assistant.phrases import kinds_named, phrase
from assistant.question import Question
from assistant.scope import is_beside_the_point
from assistant.statements import find_statements
from assistant.upcoming import list_upcoming, period_asked
from assistant.when import too_late
from corpus.catalogue import Publication

DIRECTORY = "d-p07-15"
"""The statement that prints the address of the consulate's page, to which a declined question is pointed."""


def compose(question: Question, material: Material, today: date) -> tuple[Status, Composition, list[str]]:
    """The answer that what was retrieved allows.

    Args:
        question: as understood.
        material: what it may be answered from.
        today: from which events are told to be past or to come.

    Returns:
        Status, text with citations, and notes.
    """
    known, engine, digests = material.known, material.engine, material.digests
    composition = Composition(question.language, known)
    if question.outside:
        decline(question, composition, known, "out_of_scope")
        return "out_of_scope", composition, []
    question = question.spelled(material.snapshot.translator.spelling)
    if digests and (period := period_asked(question, today)):
        with engine.connect() as connection:
            if list_upcoming(question, period, composition, connection, known, today):
                return "answered", composition, composition.notes(question.romaji)
    evidence = gather(question, material)
    if not evidence.answers:
        beside = not question.romaji and is_beside_the_point(question.text)
        status: Status = "out_of_scope" if beside else "not_in_sources"
        decline(question, composition, known, status)
        if digests and (address := consulate_page(engine)):
            composition.lines.append(phrase("turn_to", question.language, address=address))
        return status, composition, composition.notes(question.romaji)
    with engine.connect() as connection:
        chosen = side_by_side(connection, evidence.chosen, known)
    if over := too_late(question, chosen, today):
        composition.lines.append(over)
    composition.write(chosen, today)
    left_open = (
        []
        if evidence.missing
        else [kind for part in evidence.unmet for kind in kinds_left_open(part, chosen)]
    )
    if left_open:
        kinds = kinds_named(left_open, question.language)
        composition.lines.append(phrase("left_open", question.language, kinds=kinds))
    whole = chosen[0].language == question.language and not left_open
    return "answered" if whole else "partial", composition, composition.notes(question.romaji)


def decline(
    question: Question,
    composition: Composition,
    known: Mapping[str, Publication],
    status: Status = "not_in_sources",
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
