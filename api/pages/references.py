"""A citation as readers put it into their own writing: APA-like in both languages, BibTeX, RIS."""

import re
from dataclasses import dataclass

from api.pages.dates import written
from api.pages.texts import texts
from assistant.answer import Citation, Language
from corpus.catalogue import Publication

LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
}
MONTH_MACROS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


@dataclass(frozen=True)
class Reference:
    """A citation with what is known of its publication."""

    citation: Citation
    publication: Publication

    def place(self, language: Language) -> str:
        """The page as printed, else its place in the file; empty where there is none."""
        wording = texts(language).place
        if self.citation.page_label:
            return str(wording.page.format(label=self.citation.page_label))
        if self.citation.page:
            return str(wording.file_page.format(number=self.citation.page))
        return ""

    def caution(self, language: Language) -> str:
        """What a reader of the reference must know: invented data, or a note of the project's own."""
        wording = texts(language).reference
        if self.citation.fictitious:
            return str(wording.fictitious)
        if self.citation.source == "digest" and not self.citation.verified:
            return str(wording.digest)
        return ""

    def apa(self, language: Language) -> str:
        """An entry for a list of references."""
        publisher = self.publication.publisher_name(language)
        title = self.publication.title(language)
        caution = self.caution(language)
        place = self.place(language)
        url = self.citation.url or ""
        if language == "ja":
            date = f"（{written(self.publication.published, 'ja')}）" if self.publication.published else ""
            note = f"［{caution}］" if caution else ""
            lead = f"{publisher or ''}{date}"
            return " ".join(filter(None, [f"{lead}『{title}』{place}{note}。", url]))
        date = f"({apa_date(self.publication.published)})" if self.publication.published else "(n.d.)"
        work = "".join([title, f" ({place})" if place else "", f" [{caution}]" if caution else ""])
        return " ".join(
            filter(None, [f"{publisher}. {date}. {work}." if publisher else f"{work}. {date}.", url])
        )

    def bibtex(self, language: Language) -> str:
        """A BibTeX entry."""
        year, month = year_and_month(self.publication.published)
        note = "; ".join(filter(None, [self.place(language), self.caution(language)]))
        publisher = self.publication.publisher_name(language)
        values = {
            "author": f"{{{latex(publisher)}}}" if publisher else "",
            "title": f"{{{latex(self.publication.title(language))}}}",
            "year": year,
            "note": latex(note),
            "url": self.citation.url or "",
            "language": {"ja": "japanese", "en": "english"}.get(self.publication.language or "", ""),
        }
        lines = [f"  {name} = {{{value}}}" for name, value in values.items() if value]
        if month:
            lines.insert(-1, f"  month = {MONTH_MACROS[month - 1]}")
        key = "-".join(filter(None, [self.citation.document_id, self.citation.page_label]))
        key = re.sub(r"[^A-Za-z0-9-]+", "-", key)
        return "@misc{" + ",\n".join([key, *lines]) + "\n}\n"

    def ris(self, language: Language) -> str:
        """A RIS record."""
        label = self.citation.page_label or (str(self.citation.page) if self.citation.page else "")
        published = (self.publication.published or "").split("-")
        fields = [
            ("TY", "RPRT"),
            ("AU", self.publication.publisher_name(language) or ""),
            ("TI", self.publication.title(language)),
            ("PB", self.publication.publisher_name(language) or ""),
            ("PY", published[0]),
            ("DA", "/".join([*published, "", "", ""][:3]) + "/" if published[0] else ""),
            ("SP", label),
            ("LA", self.publication.language or ""),
            ("UR", self.citation.url or ""),
            ("N1", self.caution(language)),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in [*filled(fields), ("ER", "")])


def filled(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The fields that have a value."""
    return [(tag, value) for tag, value in fields if value]


def apa_date(iso: str) -> str:
    """A date as APA writes it: `2025, December 26`."""
    day_month, _, year = written(iso, "en").rpartition(" ")
    return ", ".join(filter(None, [year, " ".join(reversed(day_month.split()))]))


def year_and_month(iso: str | None) -> tuple[str, int | None]:
    """The year and the month of an ISO date or month."""
    match = re.match(r"(\d{4})(?:-(\d{2}))?", iso or "")
    return (match[1], int(match[2]) if match[2] else None) if match else ("", None)


def latex(text: str) -> str:
    """Text with what LaTeX reads as commands escaped."""
    return "".join(LATEX.get(char, char) for char in text)
