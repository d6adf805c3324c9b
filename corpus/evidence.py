"""Anchors: where in a publication a digest statement rests, without a copy of the words.

An anchor keeps at most ten characters from each end of a span and the hash of the whole span, after folding.
So the span can be found in an ingested copy and proved to be the same, and is not reproduced.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.document import Page
from corpus.folding import Folded, folded_text

END_LENGTH = 10
LONGEST_SPAN = 1200
LONGEST_QUOTE = 320


@dataclass(frozen=True)
class Evidence:
    """An anchor: the page's label, the folded ends of the span and the SHA-256 of the folded span."""

    label: str | None
    start: str
    end: str
    sha256: str


@dataclass(frozen=True)
class Span:
    """A span found: physical page, label, where it stands in the page's text, and the text."""

    page: int
    label: str | None
    start: int
    end: int
    quote: str


def digest_of(folded: str) -> str:
    """The hash of a folded span."""
    return hashlib.sha256(folded.encode("utf-8")).hexdigest()


def anchor(quote: str, page: Page) -> Evidence | None:
    """The anchor of a quote; None when it does not stand on the page."""
    wanted = folded_text(quote)
    if not wanted or wanted not in folded_text(page.text):
        return None
    return Evidence(page.label, wanted[:END_LENGTH], wanted[-END_LENGTH:], digest_of(wanted))


def find(evidence: Evidence, pages: Sequence[tuple[Page, Folded]]) -> Span | None:
    """The span of an anchor, sought on the page with its label first, then on the others.

    Args:
        evidence: the anchor.
        pages: pages with their folded text.

    Returns:
        The span, or None when no page holds a span with this hash.
    """
    likely = [item for item in pages if item[0].label == evidence.label]
    others = [item for item in pages if item[0].label != evidence.label]
    for page, folded in (*likely, *others):
        for start, end in candidates(folded.text, evidence):
            if digest_of(folded.text[start:end]) == evidence.sha256:
                first, last = folded.span(start, end)
                return Span(page.number, page.label, first, last, page.text[first:last])
    return None


def merge(spans: Sequence[Span], pages: Sequence[Page]) -> list[Span]:
    """Spans of one page that stand near each other as one stretch, so that a statement has few quotes."""
    texts = {page.number: page.text for page in pages}
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.page, span.start)):
        last = merged[-1] if merged else None
        if last and last.page == span.page and max(last.end, span.end) - last.start <= LONGEST_QUOTE:
            end = max(last.end, span.end)
            quote = texts[span.page][last.start : end]
            merged[-1] = Span(last.page, last.label, last.start, end, quote)
        else:
            merged.append(span)
    return merged


def candidates(text: str, evidence: Evidence) -> Iterable[tuple[int, int]]:
    """Every stretch of a folded text that begins and ends as the anchor says."""
    start = text.find(evidence.start)
    while start >= 0:
        end = text.find(evidence.end, start)
        while 0 <= end < start + LONGEST_SPAN:
            yield start, end + len(evidence.end)
            end = text.find(evidence.end, end + 1)
        start = text.find(evidence.start, start + 1)
