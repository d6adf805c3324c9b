"""The extractive answer: the best-supported claims, short first, each with its marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.answer import Citation
from assistant.claims import Claim
from assistant.differing import remark
from assistant.gloss import key_terms
from assistant.phrases import phrase
from assistant.quotes import Quote
from assistant.support import supported
from assistant.when import label
from corpus.catalogue import Publication

MOST_REMARKS = 2
"""How many remarks on figures an answer ends with."""


@dataclass
class Composition:
    """An answer in the making: lines of text and the citations that their marks lead to."""

    language: str
    publications: Mapping[str, Publication]
    lines: list[str] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    numbers: dict[tuple[object, ...], int] = field(default_factory=dict)

    def cite(self, claim: Claim, quote: Quote) -> int:
        """The number of a quote's citation; the same quote keeps its number."""
        passage = claim.passage
        key = (passage.publication_id, quote.page, quote.text, (passage.record or {}).get("statement_id"))
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            self.citations.append(self.citation(claim, quote, self.numbers[key]))
        return self.numbers[key]

    def citation(self, claim: Claim, quote: Quote, number: int) -> Citation:
        """The citation of a quote."""
        passage = claim.passage
        publication = self.publications.get(passage.publication_id, Publication(passage.publication_id))
        record = passage.record or {}
        return Citation(
            number=number,
            document_id=publication.id,
            version=passage.version,
            title=publication.title(self.language),
            publisher=publication.publisher_name(self.language),
            published=publication.published,
            page=quote.page,
            page_label=quote.page_label or record.get("label"),
            section=section_of(claim, publication, self.language),
            source=passage.source,
            statement_id=record.get("statement_id"),
            record_id=record.get("record_id"),
            quote=quote.text,
            quote_language="ja" if quote.language == "ja" else "en",
            verified=quote.verified,
            url=publication.url,
            page_image=None,
            fictitious=publication.fictitious,
        )

    def notes(self, romaji: bool) -> list[str]:
        """What a reader should know: that the question was read as romaji, and what the citations rest on."""
        notes = [phrase("romaji_note", self.language)] if romaji else []
        if any(citation.source == "digest" and not citation.verified for citation in self.citations):
            notes.append(phrase("digest_note", self.language))
        if any(citation.fictitious for citation in self.citations):
            notes.append(phrase("sample_note", self.language))
        return notes

    def marks(self, claim: Claim) -> str:
        """The marks of a claim."""
        return "".join(f"[{self.cite(claim, quote)}]" for quote in claim.quotes)

    def write(self, claims: Sequence[Claim], today: date) -> None:
        """Write an answer: the first claim as a sentence, the others as a list; events are told from today.

        Claims in the other language are quoted under their publication and page, each after its key terms in the
        asker's language.
        """
        if claims and claims[0].language != self.language:
            self.lines.append(phrase("other_language", self.language))
        remarks: list[str] = []
        spoken = [claim for claim in claims if claim.language == self.language]
        for index, claim in enumerate(spoken):
            point = "- " if index else ""
            when = label(claim, today, self.language)
            self.lines.append(f"{point}{when}{claim.text} {self.marks(claim)}")
            if text := remark(claim, self.language):
                remarks.append(phrase("remark", self.language, text=text))
            if index == 0:
                self.lines.extend(remarks)
                remarks.clear()
        self.lines.extend(remarks[:MOST_REMARKS])
        quoted: dict[str, list[Claim]] = {}
        for claim in claims:
            if claim.language != self.language:
                quoted.setdefault(self.where(claim), []).append(claim)
        for place, found in quoted.items():
            self.lines.append(f"{place}:" if self.language == "en" else f"{place}：")
            self.lines.extend(f"- {self.quoted(claim)} {self.marks(claim)}" for claim in found)

    def quoted(self, claim: Claim) -> str:
        """A claim in the other language as a quote, its key terms first."""
        terms = sure_terms(claim.text) if self.language == "en" else ()
        return f"{' · '.join(terms)} — 「{claim.text}」" if terms else f"“{claim.text}”"

    def where(self, claim: Claim) -> str:
        """The publication and page of a claim, to stand before a quote."""
        publication = self.publications.get(claim.passage.publication_id)
        label = claim.quotes[0].page_label or claim.quotes[0].page
        place = phrase("page", self.language, label=label) if label else place_name(claim)
        title = publication.title(self.language) if publication else claim.passage.publication_id
        return phrase("from", self.language, title=title, place=place)


def sure_terms(quote: str) -> tuple[str, ...]:
    """The key terms of a Japanese quote in English, without any whose number or name does not stand in it."""
    terms = key_terms(quote)
    if supported(" · ".join(terms), [quote]):
        return terms
    return tuple(term for term in terms if supported(term, [quote]))


def place_name(claim: Claim) -> str:
    """The innermost heading of a claim."""
    return next(iter(claim.passage.section.values()), "").rsplit(" > ", 1)[-1]


def section_of(claim: Claim, publication: Publication, language: str) -> str | None:
    """The section of a claim in a language, else as the source has it."""
    section = claim.passage.section
    return section.get(language) or next(iter(section.values()), None) or publication.title(language)
