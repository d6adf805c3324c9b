"""What is wanting in a digest: statements that do not hold against their pages, and what no statement carries.

Coverage is the share of the figures on a publication's pages, each counted once a page, that a statement carries: it
says the figure, and its own evidence on that page holds it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from assistant.digests.figures import Figure, carried, figures_of
from assistant.quantities import declared_units, plain
from assistant.quotes import on_one_line
from assistant.support import Evidence, details, evidence
from corpus.asked import LANGUAGES, Asked
from corpus.catalogue import Publication
from corpus.copying import Originals, windows
from corpus.digest import Digest, LeftOut, Statement
from corpus.document import Document, Page, Section
from corpus.evidence import Span, find, merge
from corpus.folding import Folded, fold, folded_text
from corpus.library import with_labels
from index.language import language_of

LEAST_COVERAGE = 0.85
SHARED = 8
"""How many folded characters a statement's span and a section must share for the statement to belong to it."""

Kind = Literal["language", "evidence", "support", "copy"]


@dataclass(frozen=True)
class Problem:
    """What does not hold about a statement; `message` says it and what to do."""

    statement_id: str
    kind: Kind
    message: str


@dataclass(frozen=True)
class DigestReport:
    """What a digest carries and what it lacks.

    `uncovered` are the figures that no statement carries and that are not listed as left out; `left_out` are those
    that are, each with its reason; `sections` have neither a statement nor a reason. `unasked` are the statements that
    people's questions do not lead to in both languages, which is no fault.
    """

    publication_id: str
    statements: int
    figures: int
    carried: int
    uncovered: tuple[Figure, ...]
    left_out: tuple[tuple[Figure, Mapping[str, str]], ...]
    sections: tuple[tuple[str, ...], ...]
    problems: tuple[Problem, ...]
    unasked: tuple[str, ...] = ()

    @property
    def coverage(self) -> float:
        """The share of the figures that a statement carries, 0 to 1."""
        return self.carried / self.figures if self.figures else 1.0

    @property
    def passes(self) -> bool:
        """Whether every statement holds, coverage suffices, and the rest has reasons."""
        wanting = self.problems or self.uncovered or self.sections
        return not wanting and self.coverage >= LEAST_COVERAGE

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "publication": self.publication_id,
            "statements": self.statements,
            "figures": self.figures,
            "carried": self.carried,
            "coverage": round(self.coverage, 4),
            "passes": self.passes,
            "uncovered": [figure_json(figure) for figure in self.uncovered],
            "left_out": [{**figure_json(figure), "reason": dict(reason)} for figure, reason in self.left_out],
            "sections_without_statement": [list(path) for path in self.sections],
            "without_questions": list(self.unasked),
            "problems": [vars(problem) for problem in self.problems],
        }


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure as plain data."""
    return {
        "page": figure.page,
        "section": list(figure.section),
        "figure": figure.text,
        "around": figure.setting,
    }


def check(
    digest: Digest,
    document: Document,
    publication: Publication,
    names: Sequence[str] = (),
    asked: Mapping[str, Asked] | None = None,
) -> DigestReport:
    """Hold a digest against its publication.

    Args:
        digest: the statements.
        document: the publication as read.
        publication: its titles, publisher and page offset.
        names: names and titles, which statements may say as the publication does.
        asked: the questions that the statements answer.
    """
    pages = with_labels(document.pages, publication)
    folded = [(page, fold(page.text)) for page in pages]
    spans = {statement.id: spans_of(statement, folded) for statement in digest.statements}
    originals = Originals([page.text for page in pages], names)
    problems = [
        problem
        for statement in digest.statements
        for problem in problems_of(statement, spans[statement.id], pages, publication, originals)
    ]
    figures = figures_of(document)
    resting = {page.number: resting_on(page.number, digest.statements, spans) for page in pages}
    units = {page.number: declared_units(plain(page.text)) for page in pages}
    labels = {page.number: page.label for page in pages}
    missing = [
        figure
        for figure in figures
        if not any(
            carried(figure, said, units[figure.page]) and carried(figure, quoted, units[figure.page])
            for said, quoted in resting.get(figure.page, ())
        )
    ]
    reasons = [(figure, reason_for(figure, labels.get(figure.page), digest.left_out)) for figure in missing]
    return DigestReport(
        digest.publication_id,
        len(digest.statements),
        len(figures),
        len(figures) - len(missing),
        tuple(figure for figure, reason in reasons if reason is None),
        tuple((figure, reason) for figure, reason in reasons if reason is not None),
        tuple(bare_sections(document.sections, spans, digest.left_out)),
        tuple(problems),
        tuple(unasked(digest, asked or {})),
    )


def unasked(digest: Digest, asked: Mapping[str, Asked]) -> Iterator[str]:
    """The statements without questions in one language or both."""
    for statement in digest.statements:
        known = asked.get(statement.id)
        if not (known and all(known.answered.get(language) for language in LANGUAGES)):
            yield statement.id


def spans_of(statement: Statement, pages: Sequence[tuple[Page, Folded]]) -> list[Span | None]:
    """Where each anchor of a statement is found; None for one that is not."""
    return [find(anchor, pages) for anchor in statement.evidence]


def problems_of(
    statement: Statement,
    spans: Sequence[Span | None],
    pages: Sequence[Page],
    publication: Publication,
    originals: Originals,
) -> Iterator[Problem]:
    """What does not hold about a statement."""
    for language, wrong in (
        ("ja", not re.search("[ぁ-ん]", statement.text["ja"])),
        ("en", language_of(statement.text["en"]) != "en"),
    ):
        if wrong:
            yield Problem(
                statement.id, "language", f"its text under '{language}' is not in that language; write it"
            )
    if not statement.evidence:
        yield Problem(
            statement.id, "evidence", "it rests on nothing; quote the words of the page that it rests on"
        )
    for anchor, span in zip(statement.evidence, spans, strict=True):
        if span is None:
            place = f"{anchor.start}…{anchor.end}"
            yield Problem(
                statement.id, "evidence", f"its evidence {place} is not found; quote the page again"
            )
    quotes = [on_one_line(span.quote) for span in merge([span for span in spans if span], pages)]
    for language in ("ja", "en"):
        missing = unsupported(statement, language, quotes, publication)
        if missing:
            listed = ", ".join(missing)
            yield Problem(
                statement.id,
                "support",
                f"({language}) {listed} does not stand in its evidence; widen the evidence or reword it",
            )
    for text in texts_of(statement):
        for copy in originals.copies(text):
            yield Problem(statement.id, "copy", f"it copies '{copy.text}'; say it in other words")


def unsupported(
    statement: Statement, language: str, quotes: Sequence[str], publication: Publication
) -> list[str]:
    """The numbers, dates and names of a statement that stand neither in its quotes nor in their setting."""
    setting = (
        publication.title(language),
        statement.section[language],
        publication.publisher_name(language),
        publication.published,
    )
    found = details(statement.text[language], quotes, [text for text in setting if text])
    return [detail.text for detail in found if not detail.stands]


def texts_of(statement: Statement) -> Iterator[str]:
    """The sentences of a statement and of its note."""
    yield from statement.text.values()
    yield from (statement.note or {}).values()


def resting_on(
    page: int, statements: Sequence[Statement], spans: Mapping[str, Sequence[Span | None]]
) -> list[tuple[Evidence, Evidence]]:
    """What each statement that rests on a page says, with its value and days, and what its evidence there says."""
    return [
        (evidence((*texts_of(statement), *particulars(statement))), evidence(quotes))
        for statement in statements
        if (quotes := tuple(span.quote for span in spans[statement.id] if span and span.page == page))
    ]


def particulars(statement: Statement) -> Iterator[str]:
    """The value and the days of a statement as text."""
    value, event = statement.value or {}, statement.event or {}
    if value:
        yield f"{value['number']}{(value.get('unit') or {}).get('ja', '')}"
        yield str(value.get("as_of") or "")
    yield from (str(event[key]) for key in ("start", "end", "attendance") if event.get(key))


def reason_for(figure: Figure, label: str | None, left_out: Sequence[LeftOut]) -> Mapping[str, str] | None:
    """Why a figure was left out; None where nobody said so."""
    printed = folded_text(figure.text)
    for entry in left_out:
        if entry.label == label and printed in {folded_text(text) for text in entry.figures}:
            return entry.reason
    return None


def bare_sections(
    sections: Sequence[Section], spans: Mapping[str, Sequence[Span | None]], left_out: Sequence[LeftOut]
) -> Iterator[tuple[str, ...]]:
    """The headings of sections that no statement rests on and that were not left out with a reason."""
    resting: dict[int, set[str]] = {}
    for found in spans.values():
        for span in found:
            if span:
                resting.setdefault(span.page, set()).update(windows(folded_text(span.quote), SHARED))
    excused = {folded_text(entry.section) for entry in left_out if entry.section}
    for section in sections:
        pieces = [piece for paragraph in section.paragraphs for piece in paragraph.pieces]
        touched = any(
            not resting.get(piece.page or 0, set()).isdisjoint(windows(folded_text(piece.text), SHARED))
            for piece in pieces
        )
        named = bool(section.path) and folded_text(section.path[-1]) in excused
        if pieces and not touched and not named:
            yield section.path
