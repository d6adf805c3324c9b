"""Further questions that the library can answer: those that statements found and not told of are known to answer."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Citation
from assistant.phrases import phrase
from index.asked import AskedQuestions
from index.language import language_of
from index.passage import Passage
from index.retriever import Hit

MOST = 3
SHORTEST, LONGEST = {"ja": 4, "en": 10}, {"ja": 40, "en": 80}
"""How long the name of a section may be that makes a question, in characters."""

FRONT_MATTER = re.compile(
    r"表紙|目次|表題|^注\s*\d|事業一覧|はじめに|参考|\bcover\b|contents|^notes?\b|^title|^projects of|^introduction"
    r"|^reference",
    re.IGNORECASE,
)
NUMBERING = re.compile(r"^(?:[\d０-９]+[.．\s]|[①-⑳]|\(\d+\))\s*|\s*[①-⑳]$|\s*\(\d+\)$")


def follow_ups(
    hits: Sequence[Hit], citations: Sequence[Citation], asked: AskedQuestions, question: str, language: str
) -> list[str]:
    """Questions on what else was found, in 'ja' or 'en', best first: about its sections where none are known.

    Args:
        hits: what was found, best first.
        citations: what was told.
        asked: the questions that statements are known to answer.
        question: what was asked.
        language: in which to ask.
    """
    told = {citation.section for citation in citations}
    said = {citation.statement_id for citation in citations}
    further = [hit.passage for hit in hits if hit.passage.source != "list"]
    known = (
        asked.first.get(passage.id, {}).get(language)
        for passage in further
        if (passage.record or {}).get("statement_id") not in said
    )
    about = (phrase("follow_up", language, section=name) for name in section_names(further, language, told))
    found = dict.fromkeys(text for text in known if text and text != question) or dict.fromkeys(about)
    return list(found)[:MOST]


def section_names(passages: Iterable[Passage], language: str, told: set[str | None]) -> Iterator[str]:
    """The innermost headings of passages in a language, without their numbering, that make a question."""
    for passage in passages:
        section = passage.section.get(language)
        if not section or section in told or FRONT_MATTER.search(section):
            continue
        name = NUMBERING.sub("", re.split(r" (?:／|/|>) ", section)[-1]).strip()
        if SHORTEST[language] <= len(name) <= LONGEST[language] and language_of(name) == language:
            yield name
