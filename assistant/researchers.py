"""Researchers of the lists as they leave the assistant: the HTTP contract's records, facets and exports."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

from corpus.people.fields import known_fields
from corpus.people.institutions import STATES, institutions_in
from index.passage_index import PassageIndex
from index.people import Facet, Found, Person, Results, Wanted, open_directory

COLUMNS = (
    "record_id",
    "name_en",
    "name_ja",
    "title",
    "institution",
    "department",
    "field_en",
    "field_ja",
    "keywords",
    "state",
    "url",
    "list",
    "page",
    "row",
    "as_of",
    "fictitious",
)
"""The columns of an export as CSV."""


MAIN_FIELDS = 3
"""How many fields a state is told by."""


class Name(BaseModel):
    """A name as the list has it; `kana` is a guess from the spelling where `kana_guessed` says so."""

    en: str | None
    ja: str | None
    kana: str | None = None
    kana_guessed: bool = False


class FieldNames(BaseModel):
    """Fields of research by language: the list's own words, then the usual names of the fields in it."""

    en: list[str]
    ja: list[str]


class Researcher(BaseModel):
    """A row of a list of researchers. Nothing stands here that the list does not state, but for a guessed reading."""

    record_id: str
    list_id: str
    list_title: str
    name: Name
    title: str | None
    institution: str | None
    department: str | None
    fields: FieldNames
    keywords: list[str]
    state: str | None
    url: str | None
    page: int | None
    row: int
    as_of: str | None
    fictitious: bool
    matched: list[str] = Field(description="The words of the record that the search matched.")


class FacetValue(BaseModel):
    """A value to narrow by, what it is called, and how many of the people found have it."""

    value: str
    label: dict[str, str]
    count: int


class Researchers(BaseModel):
    """The people found, how many there are in all, and the facets over all of them."""

    researchers: list[Researcher]
    total: int
    facets: dict[str, list[FacetValue]]
    nearest: list[dict[str, str]] = Field(
        default_factory=list, description="Where nobody is found, the nearest fields in which somebody works."
    )


def find_researchers(
    index: PassageIndex, wanted: Wanted, limit: int = 20, offset: int = 0, language: str = "en"
) -> Researchers:
    """The people wanted, best first."""
    results = open_directory(index).search(wanted, limit, offset)
    known = known_fields().by_name
    return Researchers(
        researchers=[shape(found, language) for found in results.found],
        total=results.total,
        facets={
            name: [labelled(name, item, results) for item in found] for name, found in results.facets.items()
        },
        nearest=[{"value": name, "en": known[name].en, "ja": known[name].ja} for name in results.nearest],
    )


@dataclass(frozen=True)
class InState:
    """How many people of the lists are in a state, and the broad fields that most of them work on."""

    state: FacetValue
    fields: list[FacetValue]


def researchers_by_state(index: PassageIndex) -> list[InState]:
    """The states of all people on the lists, those with the most people first."""
    directory = open_directory(index)
    results = directory.search(Wanted(), 0)
    fields = directory.crossed("state", "field", MAIN_FIELDS)
    return [
        InState(
            labelled("state", item, results), [labelled("field", one, results) for one in fields[item.value]]
        )
        for item in results.facets["state"]
    ]


def similar_researchers(
    index: PassageIndex, record_id: str, limit: int = 5, language: str = "en"
) -> Researchers:
    """The people who work on what a person works on."""
    found = open_directory(index).similar(record_id, limit)
    return Researchers(researchers=[shape(item, language) for item in found], total=len(found), facets={})


def shape(found: Found, language: str) -> Researcher:
    """A person found in the shape that leaves the assistant."""
    person, record = found.person, found.person.record
    kana, guessed = person.kana
    return Researcher(
        record_id=record.record_id,
        list_id=record.list_id,
        list_title=person.publication.title(language),
        name=Name(en=record.name_en, ja=record.name_ja, kana=kana, kana_guessed=bool(kana) and guessed),
        title=record.title,
        institution=record.institution,
        department=record.department,
        fields=field_names(person),
        keywords=list(record.keywords),
        state=record.state,
        url=record.url,
        page=record.page,
        row=record.row,
        as_of=person.publication.published,
        fictitious=person.publication.fictitious,
        matched=list(found.matched),
    )


def field_names(person: Person) -> FieldNames:
    """The fields of a person by language; where a list gives one language only, the usual names in the other."""
    record, known = person.record, known_fields()
    own = [text for text in (record.field_en, record.field_ja) if text]
    named = dict.fromkeys(field for text in own for field, _ in known.mentions(text))
    return FieldNames(
        en=[record.field_en] if record.field_en else [known.by_name[name].en for name in named],
        ja=[record.field_ja] if record.field_ja else [known.by_name[name].ja for name in named],
    )


def labelled(facet: str, item: Facet, results: Results) -> FacetValue:
    """A facet's value with what it is called in both languages."""
    return FacetValue(value=item.value, label=label_of(facet, item.value, results), count=item.count)


def label_of(facet: str, value: str, results: Results) -> dict[str, str]:
    """What a value is called; itself where nothing is known of it."""
    if facet == "field" and value in known_fields().by_name:
        field = known_fields().by_name[value]
        return {"en": field.en, "ja": field.ja}
    if facet == "institution" and (known := institutions_in(value)):
        return {"en": known[0].en, "ja": known[0].ja}
    if facet == "state" and value in STATES:
        return {"en": STATES[value][0], "ja": STATES[value][1]}
    if facet == "list":
        for found in results.found:
            if found.person.record.list_id == value:
                return {language: found.person.publication.title(language) for language in ("en", "ja")}
    return {"en": value, "ja": value}


def as_csv(people: Iterable[Researcher]) -> str:
    """People as a table that spreadsheets open; cells that a spreadsheet would run are kept text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for person in people:
        values = {
            **person.model_dump(include=set(COLUMNS)),
            "name_en": person.name.en,
            "name_ja": person.name.ja,
            "field_en": "; ".join(person.fields.en),
            "field_ja": "; ".join(person.fields.ja),
            "keywords": "; ".join(person.keywords),
            "list": person.list_id,
        }
        writer.writerow([harmless(values[column]) for column in COLUMNS])
    return "\ufeff" + out.getvalue()


def harmless(value: object) -> str:
    """A cell as text that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def as_vcards(people: Sequence[Researcher]) -> str:
    """People as vCards (RFC 6350), with what the list states and where it says so."""
    return "".join(vcard(person) for person in people)


def vcard(person: Researcher) -> str:
    """One vCard."""
    family, _, given = (person.name.en or person.name.ja or "").replace(",", " ").partition(" ")
    fictitious = "FICTITIOUS SAMPLE / 架空のサンプル. " if person.fictitious else ""
    lines = [
        "BEGIN:VCARD",
        "VERSION:4.0",
        f"UID:{escaped(person.record_id)}",
        f"FN:{escaped(person.name.en or person.name.ja or '')}",
        f"N:{escaped(family)};{escaped(given.strip())};;;",
    ]
    optional = (
        ("FN;LANGUAGE=ja", person.name.ja if person.name.en else None),
        ("TITLE", person.title),
        ("EXPERTISE", ", ".join([*person.fields.en, *person.fields.ja])),
        ("NOTE", f"{fictitious}{person.list_title}, row {person.row}"),
    )
    lines += [f"{name}:{escaped(value)}" for name, value in optional if value]
    if person.institution:
        parts = [person.institution, person.department] if person.department else [person.institution]
        lines.append("ORG:" + ";".join(escaped(part) for part in parts))
    if person.url:
        lines.append(f"URL:{person.url}")
    return "\r\n".join([*map(folded_line, lines), "END:VCARD", ""])


def escaped(text: str) -> str:
    """A value of a vCard."""
    for mark in ("\\", ",", ";"):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def folded_line(line: str) -> str:
    """A line broken at 75 bytes, as vCards ask for."""
    parts, size = [""], 0
    for char in line:
        length = len(char.encode())
        if size + length > 74:
            parts.append("")
            size = 0
        parts[-1] += char
        size += length
    return "\r\n ".join(parts)
