"""What an answer's page shows of its sources: references, sources by publication, one source in full."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from api.pages.answer_text import Block, blocks
from api.pages.picture import PagePicture, digest_picture, page_picture
from api.pages.references import Reference
from api.pages.texts import texts
from assistant.answer import Answer, Citation, Language
from assistant.assistant import Assistant
from assistant.events import Event, find_events
from assistant.figures import Figure, differing_among
from assistant.streaming import digest_page
from corpus.catalogue import Publication
from corpus.library import versions


@dataclass
class SourceGroup:
    """The references of an answer to one publication: the numbers of the marks by place."""

    first: Reference
    places: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """A question with its answer, ready to be shown in a language.

    `events` holds the cited statements that tell of an event, by the number of their mark; `differing` those whose
    figures speak against each other.
    """

    answer: Answer
    blocks: list[Block]
    references: dict[int, Reference]
    groups: list[SourceGroup]
    as_text: str
    fictitious: frozenset[str]
    events: dict[int, Event]
    differing: list[list[Figure]]
    publications: Mapping[str, Publication]

    def marks_of(self, statement_id: str) -> list[int]:
        """The numbers of the marks that lead to a statement."""
        return [
            number for number, item in self.references.items() if item.citation.statement_id == statement_id
        ]

    @property
    def invented(self) -> frozenset[int]:
        """The numbers of the marks that lead to invented data."""
        return frozenset(number for number, item in self.references.items() if item.citation.fictitious)


@dataclass(frozen=True)
class Source:
    """A source in full: the reference, its page, and the numbers of the sources before and after it.

    `held` says whether the library has the publication itself, and not only a digest of it.
    """

    reference: Reference
    held: bool
    picture: PagePicture | None
    cited_page: bool
    previous: int | None
    next: int | None
    event: Event | None


def turn(assistant: Assistant, answer: Answer, language: Language) -> Turn:
    """An answer ready to be shown."""
    known = assistant.publications()
    references = references_of(known, answer.citations)
    return Turn(
        answer,
        blocks(answer.answer, references),
        references,
        grouped(references.values(), language),
        as_text(answer, references.values()),
        frozenset(name for name, publication in known.items() if publication.fictitious),
        events_of(assistant, answer.citations),
        differing_of(assistant, answer.citations),
        known,
    )


def events_of(assistant: Assistant, citations: Sequence[Citation]) -> dict[int, Event]:
    """The events that citations rest on, by the number of their mark; none where digests, and so calendars, are off."""
    if assistant.settings.digests == "off":
        return {}
    names = {citation.number: citation.statement_id for citation in citations if citation.statement_id}
    with assistant.index.engine.connect() as connection:
        found = find_events(connection, assistant.settings.current_date(), names.values())
    return {number: found[name] for number, name in names.items() if name in found}


def differing_of(assistant: Assistant, citations: Sequence[Citation]) -> list[list[Figure]]:
    """The figures among the cited statements that speak against each other."""
    names = [citation.statement_id for citation in citations if citation.statement_id]
    with assistant.index.engine.connect() as connection:
        return differing_among(connection, names)


def find_source(assistant: Assistant, answer: Answer, number: int, page: int | None) -> Source | None:
    """A source of an answer, at the cited page or at another one; None where the answer has no such source."""
    references = references_of(assistant.publications(), answer.citations)
    reference = references.get(number)
    if reference is None:
        return None
    citation = reference.citation
    cited = citation.page or digest_page(citation)
    shown = page or cited
    highlight = {"answer": answer.answer_id, "citation": number} if shown == cited else {}
    picture = page_picture(assistant, citation.document_id, citation.version, shown, **highlight)
    if citation.page is None and shown:
        picture = digest_picture(citation.document_id, shown, **highlight)
    numbers = list(references)
    at = numbers.index(number)
    with assistant.index.engine.connect() as connection:
        held = bool(versions(connection, citation.document_id))
    return Source(
        reference,
        held,
        picture,
        shown == cited,
        numbers[at - 1] if at else None,
        numbers[at + 1] if at + 1 < len(numbers) else None,
        events_of(assistant, [citation]).get(number),
    )


def references_of(known: Mapping[str, Publication], citations: Iterable[Citation]) -> dict[int, Reference]:
    """References by the number of their mark."""
    return {
        citation.number: Reference(citation, known.get(citation.document_id) or described(citation))
        for citation in citations
    }


def described(citation: Citation) -> Publication:
    """What a citation itself says of a publication that the library no longer holds."""
    return Publication(
        citation.document_id,
        title_ja=citation.title,
        publisher=citation.publisher,
        published=citation.published,
        url=citation.url,
        fictitious=citation.fictitious,
    )


def grouped(references: Iterable[Reference], language: Language) -> list[SourceGroup]:
    """References by publication, in the order of their marks."""
    groups: dict[str, SourceGroup] = {}
    for reference in references:
        group = groups.setdefault(reference.citation.document_id, SourceGroup(reference))
        place = reference.place(language) or reference.citation.section or ""
        group.places.setdefault(place, []).append(reference.citation.number)
    return list(groups.values())


def as_text(answer: Answer, references: Iterable[Reference]) -> str:
    """An answer to paste elsewhere: its text, its sources and its notes."""
    lines = [f"[{item.citation.number}] {item.apa(answer.language)}" for item in references]
    heading = [f"{texts(answer.language).answer.sources}:"] if lines else []
    return "\n".join([answer.question, "", answer.answer, "", *heading, *lines, *answer.notes]).strip() + "\n"
