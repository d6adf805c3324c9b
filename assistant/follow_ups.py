"""Further questions that the library can answer: about the sections that were found and not yet told of."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answer import Citation
from assistant.phrases import phrase
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


def follow_ups(hits: Sequence[Hit], citations: Sequence[Citation], language: str) -> list[str]:
    """Questions about the other sections found, in 'ja' or 'en', best first."""
    told = {citation.section for citation in citations}
    found: dict[str, None] = {}
    for name in section_names((hit.passage for hit in hits if hit.passage.source != "list"), language, told):
        found[name] = None
        if len(found) == MOST:
            break
    return [phrase("follow_up", language, section=name) for name in found]


def section_names(passages: Iterable[Passage], language: str, told: set[str | None]) -> Iterator[str]:
    """The innermost headings of passages in a language, without their numbering, that make a question."""
    for passage in passages:
        section = passage.section.get(language)
        if not section or section in told or FRONT_MATTER.search(section):
            continue
        name = NUMBERING.sub("", re.split(r" (?:／|/|>) ", section)[-1]).strip()
        if SHORTEST[language] <= len(name) <= LONGEST[language] and language_of(name) == language:
            yield name
