"""The shapes that leave the assistant: Answer, Citation, Hit. They are the HTTP contract."""

from typing import Literal

from pydantic import BaseModel, Field

Language = Literal["ja", "en"]
Status = Literal["answered", "partial", "not_in_sources", "out_of_scope", "needs_clarification"]
Source = Literal["publication", "digest", "list", "event"]


class Citation(BaseModel):
    """Where a claim of the answer stands. `page` is the physical page of the ingested copy, null where unknown."""

    number: int = Field(description="The n of the mark [n] in the answer.")
    document_id: str
    version: str | None
    title: str
    publisher: str | None
    published: str | None
    page: int | None
    page_label: str | None
    section: str | None
    source: Source = Field(
        description="What was read: the publication's page, its digest, or a row of a list."
    )
    statement_id: str | None = None
    record_id: str | None = None
    quote: str
    quote_language: Language
    verified: bool = Field(description="Whether the quote was found on that page of that version.")
    url: str | None
    page_image: str | None
    fictitious: bool = False


class Hit(BaseModel):
    """A passage found for a question."""

    passage_id: str
    document_id: str
    title: str
    page: int | None
    pages: list[int]
    section: str | None
    text: str
    language: Language
    source: Source
    score: float


class Answer(BaseModel):
    """An answer whose every claim is marked [n] and cited."""

    answer_id: str
    conversation_id: str
    question: str
    language: Language
    status: Status
    answer: str
    citations: list[Citation]
    follow_ups: list[str]
    hits: list[Hit]
    engine: str
    as_of: str
    notes: list[str]
    timings_ms: dict[str, float]
