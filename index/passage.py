"""Passages: what is retrieved. Pieces of one section that know their pages, heading path and language."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from typing import Any, Literal

from corpus.catalogue import Publication
from corpus.digest import Digest, Statement
from corpus.document import Document, Page, Section
from corpus.evidence import Evidence, Span, find, merge
from corpus.folding import fold
from corpus.people.institutions import STATES, institutions_in
from corpus.people.names import guessed_kana, kanji_key
from corpus.researchers import Researcher
from index.language import language_of

TARGET_LENGTH = 350
LONGEST = 600
SHORTEST = 80
SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[」』）)]*|[^。！？\n]+")
ENGLISH_SENTENCE = re.compile(r"(?<=[a-z0-9)\"”][.!?])\s+(?=[\"“(]?[A-Z0-9])")

Source = Literal["publication", "digest", "list"]


@dataclass(frozen=True)
class Passage:
    """A piece of one section.

    `texts` holds the text by language: one for pages, both for digest statements and list rows. `section` is the
    heading path by language. `pages` are physical pages, of a statement the one that it mostly rests on first, empty
    where there are none. `record` carries what a
    statement or a row states besides its text; `tokens` are what it is found by, once it is in the library.
    """

    id: str
    publication_id: str
    version: str | None
    source: Source
    ordinal: int
    language: str
    section: Mapping[str, str]
    pages: tuple[int, ...]
    texts: Mapping[str, str]
    record: Mapping[str, Any] | None = None
    tokens: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def text(self, language: str) -> str:
        """The text in a language, else in the passage's own."""
        return self.texts.get(language) or self.texts[self.language]

    def searchable(self) -> str:
        """All that is searched: headings but a list's title, texts, in every language, and a record's terms."""
        terms = " ".join(self.record.get("terms", ())) if self.record else ""
        headings = () if self.source == "list" else self.section.values()
        return "\n".join(filter(None, [*headings, *self.texts.values(), terms]))


def passage_id(*parts: object) -> str:
    """An id that depends on nothing but the content, and on all that is searched."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:20]


def sentences(text: str) -> list[str]:
    """The sentences of a text in either language; lines of tables and lists count as sentences.

    >>> sentences("約200社が進出。MIT is near. Harvard too.")
    ['約200社が進出。', 'MIT is near.', 'Harvard too.']
    """
    found: list[str] = []
    for piece in SENTENCE.findall(text):
        found.extend(part.strip() for part in ENGLISH_SENTENCE.split(piece) if part.strip())
    return found


def cut(document: Document, publication: Publication, version: str) -> Iterator[Passage]:
    """The passages of a document, in order."""
    ordinal = 0
    for section in document.sections:
        for text, pages in pack(section):
            language = language_of(text)
            yield Passage(
                id=passage_id(publication.id, version, ordinal, section.path, text),
                publication_id=publication.id,
                version=version,
                source="publication",
                ordinal=ordinal,
                language=language,
                section={language: " > ".join(section.path)} if section.path else {},
                pages=pages if document.format == "pdf" else (),
                texts={language: text},
            )
            ordinal += 1


def pack(section: Section) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Sentences of a section put together to passages of about the target length, with their pages."""
    text, pages = "", set[int]()
    waiting: list[tuple[str, set[int]]] = []
    for unit, unit_pages, breaks in units(section):
        room = LONGEST if not breaks else TARGET_LENGTH
        separator = "\n" if breaks else "" if language_of(unit) == "ja" else " "
        if text and len(text) + len(separator) + len(unit) <= room:
            text, pages = text + separator + unit, pages | unit_pages
            continue
        if text:
            waiting.append((text, pages))
        text, pages = unit, unit_pages
    if text:
        if waiting and len(text) < SHORTEST and len(waiting[-1][0]) + len(text) < LONGEST:
            last, last_pages = waiting.pop()
            text, pages = f"{last}\n{text}", pages | last_pages
        waiting.append((text, pages))
    for packed, on in waiting:
        yield packed, tuple(sorted(on))


def units(section: Section) -> Iterator[tuple[str, set[int], bool]]:
    """The sentences of a section with the pages they stand on, and whether each begins a paragraph."""
    for paragraph in section.paragraphs:
        ends: list[tuple[int, int]] = []
        length = 0
        for piece in paragraph.pieces:
            length += len(piece.text)
            if piece.page is not None:
                ends.append((length, piece.page))
        position = 0
        whole = paragraph.text
        for count, sentence in enumerate(sentences(whole)):
            start = whole.find(sentence, position)
            position = start + len(sentence)
            on = {
                page
                for begin, (end, page) in zip([0, *(end for end, _ in ends)], ends, strict=False)
                if begin < position and end > start
            }
            for cut_at in range(0, len(sentence), LONGEST):
                yield sentence[cut_at : cut_at + LONGEST], on, count == 0 and cut_at == 0


def statement_passages(digest: Digest) -> Iterator[Passage]:
    """The statements of a digest as passages, not yet led to pages."""
    for ordinal, statement in enumerate(digest.statements):
        yield Passage(
            id=passage_id(
                "digest",
                digest.publication_id,
                statement.id,
                dict(statement.section),
                dict(statement.text),
                statement.topics,
            ),
            publication_id=digest.publication_id,
            version=None,
            source="digest",
            ordinal=ordinal,
            language="ja",
            section=dict(statement.section),
            pages=(),
            texts=dict(statement.text),
            record=statement_record(statement),
        )


def lead(passages: Iterable[Passage], pages: Sequence[Page]) -> Iterator[Passage]:
    """Statements led to the pages that they rest on; `stale` where a page no longer says what it said."""
    folded = [(page, fold(page.text)) for page in pages]
    for passage in passages:
        record = passage.record or {}
        spans = [find(Evidence(*item), folded) for item in record["evidence"]]
        found = merge([span for span in spans if span], pages)
        led = {"spans": [vars(span) for span in found], "stale": bool(pages) and None in spans}
        yield replace(passage, pages=most_first(found), record={**record, **led})


def most_first(spans: Sequence[Span]) -> tuple[int, ...]:
    """The pages of spans, the one that holds most of them first; a date or a heading on another page comes after."""
    held: Counter[int] = Counter()
    for span in spans:
        held[span.page] += span.end - span.start
    return tuple(sorted(held, key=lambda page: (-held[page], page)))


def statement_record(statement: Statement) -> dict[str, Any]:
    """What a statement says besides its text."""
    return {
        "statement_id": statement.id,
        "label": statement.label,
        "kind": statement.kind,
        "evidence": [astuple(evidence) for evidence in statement.evidence],
        "terms": list(statement.topics),
        "value": statement.value,
        "event": statement.event,
        "conflicts_with": list(statement.conflicts_with),
        "note": statement.note,
    }


def researcher_passages(
    records: Iterable[Researcher], publication: Publication, version: str
) -> Iterator[Passage]:
    """The rows of a researcher list as passages.

    They are found by their institutions' and states' names in both languages and by all spellings of the name. What
    all rows share, as the list's title, is no reason to find one of them, so it is kept without being searched.
    """
    for ordinal, record in enumerate(records):
        texts = {language: record.line(language) for language in ("ja", "en")}
        yield Passage(
            id=passage_id(
                "row", publication.id, publication.title_ja, publication.title_en, record.to_dict()
            ),
            publication_id=publication.id,
            version=version,
            source="list",
            ordinal=ordinal,
            language="ja",
            section={"ja": publication.title("ja"), "en": publication.title("en")},
            pages=(record.page,) if record.page else (),
            texts=texts,
            record={
                "record_id": record.record_id,
                "researcher": record.to_dict(),
                "fictitious": publication.fictitious,
                "terms": [*row_terms(record)],
            },
        )


def row_terms(record: Researcher) -> Iterator[str]:
    """What a row of a list may be called besides what it says of itself in one language."""
    yield from filter(None, (record.field_en, record.field_ja))
    yield from record.keywords
    for institution in institutions_in(record.institution or ""):
        yield from institution.names
    yield from STATES.get(record.state or "", ())
    yield from filter(None, (kanji_key(record.name_ja or ""), guessed_kana(record.name_en)))
