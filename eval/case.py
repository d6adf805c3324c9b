"""A case: a gold question with what the assistant answered, as the metrics see it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pydantic import BaseModel

from assistant.answer import Answer, Citation
from corpus.folding import folded_text
from eval.gold import ABSTAINING, Item, Place
from eval.pages import StoredPages

MARKS = re.compile(r"(?:\s*\[\d+\])+")
LIST_ITEM = re.compile(r"^\s*(?:[-*•・]|\d{1,2}[.)])\s")

folded = lru_cache(maxsize=16384)(folded_text)
"""The folded form of an anchor or of a passage, which many questions are checked against."""


class Ranked(BaseModel):
    """A passage in the ranking for a question."""

    passage_id: str
    document_id: str
    pages: list[int]
    source: str
    text: str


class Recorded(BaseModel):
    """What a run keeps of one question: the answer or the error, the ranking and how long it took."""

    item_id: str
    answer: Answer | None
    error: str | None = None
    ranking: list[Ranked] = []
    milliseconds: float


@dataclass(frozen=True)
class Claim:
    """A piece of an answer with the citations that its marks lead to."""

    text: str
    citations: tuple[Citation, ...]
    in_list: bool


@dataclass(frozen=True, eq=False)
class Case:
    """A gold question, what was answered and the pages that it is checked against."""

    item: Item
    recorded: Recorded
    pages: StoredPages

    @property
    def answer(self) -> Answer | None:
        """The answer; None where there was an error."""
        return self.recorded.answer

    @cached_property
    def text(self) -> str:
        """The answer without its marks; nothing where there was an error."""
        return MARKS.sub("", self.answer.answer) if self.answer else ""

    @property
    def citations(self) -> list[Citation]:
        """The citations of the answer."""
        return self.answer.citations if self.answer else []

    @property
    def abstained(self) -> bool:
        """Whether no answer from the sources was given; an error gives none, but is no abstention."""
        return self.answer is not None and self.answer.status in ABSTAINING

    @property
    def facts(self) -> str:
        """What facts are looked up in: the answer's text, unless it declines."""
        return "" if self.abstained else self.text

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The pieces of the answer that carry marks."""
        return tuple(self.marked())

    def marked(self) -> Iterator[Claim]:
        """The pieces of the answer that carry marks, read off its lines."""
        cited = {citation.number: citation for citation in self.citations}
        for line in (self.answer.answer if self.answer else "").splitlines():
            position = 0
            for marks in MARKS.finditer(line):
                numbers = [int(number) for number in re.findall(r"\d+", marks[0])]
                found = tuple(cited[number] for number in numbers if number in cited)
                yield Claim(line[position : marks.start()].strip(), found, bool(LIST_ITEM.match(line)))
                position = marks.end()


def supports(place: Place, document_id: str, page: int | None, text: str) -> bool:
    """Whether a cited or found place is the gold's: by page, and by the anchor where either side has no page."""
    if place.document_id != document_id:
        return False
    if place.page is not None and page is not None:
        return place.page == page
    return folded(place.anchor) in folded(text)
