"""An answer while it is being made: what is being done, checked text, citations, and at last the whole answer."""

import re
from collections.abc import Collection, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.answer import Answer, Citation, Status
from assistant.compose import Composition
from corpus.digest_pages import printed_digest

EXTRACTIVE = "extractive"
"""The name of the engine that works without a language model."""

MARK = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True)
class Stage:
    """What is being done."""

    stage: Literal["searching", "answering"]


@dataclass(frozen=True)
class Token:
    """Text of the answer, checked. The tokens of an answer, put together, are its text."""

    text: str


Event = Stage | Token | Citation | Answer
"""What happens while an answer is made: a citation comes before the text that it stands for, the answer last."""


@dataclass(frozen=True)
class Outcome:
    """A finished composition; `engine` names what composed it."""

    status: Status
    composition: Composition
    notes: list[str]
    engine: str


def told(composition: Composition, already: Collection[int] = (), begun: bool = False) -> Iterator[Event]:
    """A finished composition line by line, each after its citations.

    Args:
        composition: what to tell.
        already: the numbers of citations that have been told.
        begun: whether lines came before these.
    """
    waiting = {
        citation.number: citation for citation in composition.citations if citation.number not in already
    }
    for line in composition.lines:
        for mark in MARK.findall(line):
            if citation := waiting.pop(int(mark), None):
                yield citation
        yield Token(f"\n{line}" if begun else line)
        begun = True


def illustrated(events: Generator[Event, None, Outcome], answer_id: str) -> Generator[Event, None, Outcome]:
    """The events of an answer, its citations led to the pictures of their pages."""
    while True:
        try:
            event = next(events)
        except StopIteration as end:
            outcome: Outcome = end.value
            for citation in outcome.composition.citations:
                lead_to_picture(citation, answer_id)
            return outcome
        if isinstance(event, Citation):
            lead_to_picture(event, answer_id)
        yield event


def lead_to_picture(citation: Citation, answer_id: str) -> None:
    """Give a citation the address of its page's picture, its quote highlighted.

    A digest statement on a publication that the library does not hold leads to the printed digest.
    """
    folder, number = "pages", citation.page
    if number is None:
        folder, number = "digest", digest_page(citation)
    if number is not None:
        place = f"/v1/documents/{citation.document_id}/{folder}/{number}.png"
        citation.page_image = f"{place}?answer={answer_id}&citation={citation.number}"


def digest_page(citation: Citation) -> int | None:
    """The page of the printed digest that a digest's statement stands on."""
    printed = printed_digest(citation.document_id) if citation.statement_id else None
    return printed.places.get(citation.statement_id or "") if printed else None


def finished(events: Iterable[Event]) -> Answer:
    """The answer at the end of events."""
    answer = None
    for event in events:
        if isinstance(event, Answer):
            answer = event
    if answer is None:
        raise RuntimeError("the answer ended before it was complete")
    return answer


def append(composition: Composition, other: Composition) -> Composition:
    """Add to a composition what another one says beside it; returns the part that was added.

    A line whose citations are all there already says nothing new.
    """
    there = {place_of(citation): citation.number for citation in composition.citations}
    numbers: dict[int, int] = {}
    for citation in other.citations:
        numbers[citation.number] = there.get(place_of(citation), len(composition.citations) + 1)
        if place_of(citation) not in there:
            composition.citations.append(citation.model_copy(update={"number": numbers[citation.number]}))
    known = set(there.values())
    added = Composition(composition.language, composition.publications)
    for line in other.lines:
        marks = {numbers[int(mark)] for mark in MARK.findall(line) if int(mark) in numbers}
        if marks and marks <= known:
            continue
        added.lines.append(MARK.sub(lambda mark: renumbered(mark, numbers), line))
    said = {int(mark) for line in (*composition.lines, *added.lines) for mark in MARK.findall(line)}
    composition.citations[:] = [citation for citation in composition.citations if citation.number in said]
    composition.lines.extend(added.lines)
    added.citations.extend(composition.citations)
    return added


def renumbered(mark: re.Match[str], numbers: dict[int, int]) -> str:
    """A mark with its new number; brackets that are no mark stay."""
    number = numbers.get(int(mark[1]))
    return mark[0] if number is None else f"[{number}]"


def place_of(citation: Citation) -> tuple[object, ...]:
    """What makes two citations the same."""
    return (citation.document_id, citation.page, citation.quote, citation.statement_id)
