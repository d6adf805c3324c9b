"""The directory: the people of the lists in use, searched by one line and narrowed by facets."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from corpus.database import rows
from corpus.folding import folded_text
from corpus.library import publications
from corpus.people.fields import known_fields
from corpus.people.institutions import (
    institutions_in,
    known_institutions,
    mentioned,
    place_in,
    state_in,
    state_of,
)
from corpus.researchers import Researcher
from index.passage_index import PassageIndex
from index.people.name_search import NameSearch
from index.people.person import Person
from index.people.topic_search import TopicSearch

Mask = NDArray[np.bool_]
FACETS = ("field", "institution", "state", "list")


@dataclass(frozen=True)
class Wanted:
    """Who is looked for: a line of words, and values of facets. Empty parts ask for nothing.

    `with_schools` tells that a university stands for its schools as well.
    """

    text: str = ""
    field: str | None = None
    institution: str | None = None
    state: str | None = None
    list_id: str | None = None
    place: str | None = None
    with_schools: bool = False


@dataclass(frozen=True)
class Found:
    """A person found, with the words of the record that the search matched."""

    person: Person
    score: float
    matched: tuple[str, ...]


@dataclass(frozen=True)
class Facet:
    """A value by which results can be narrowed, and how many of them have it."""

    value: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of people, how many there are in all, the facets over all, and the nearest fields when none are."""

    found: Sequence[Found]
    total: int
    facets: Mapping[str, Sequence[Facet]]
    nearest: Sequence[str] = ()


class Directory:
    """People made ready to be searched; never changed once built."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.by_id = {person.record.record_id: position for position, person in enumerate(people)}

    @cached_property
    def names(self) -> NameSearch:
        """The index of names."""
        return NameSearch(self.people)

    @cached_property
    def topics(self) -> TopicSearch:
        """The index of topics."""
        return TopicSearch(self.people)

    @cached_property
    def values(self) -> dict[str, dict[str, NDArray[np.int64]]]:
        """For each facet and value the positions of the people who have it."""
        held: dict[str, dict[str, list[int]]] = {facet: defaultdict(list) for facet in FACETS}
        for position, person in enumerate(self.people):
            for group in person.groups:
                held["field"][group].append(position)
            for name in person.institution_names:
                held["institution"][name].append(position)
            if person.state:
                held["state"][person.state].append(position)
            held["list"][person.record.list_id].append(position)
        return {
            facet: {value: np.array(positions, dtype=np.int64) for value, positions in found.items()}
            for facet, found in held.items()
        }

    def search(self, wanted: Wanted, limit: int = 20, offset: int = 0) -> Results:
        """The people wanted, best first; all in the order of their lists where no words are given."""
        wanted = self.placed(wanted)
        allowed = self.allowed(wanted)
        scores, reasons = self.scores(wanted.text)
        scores = np.where(allowed, scores, 0)
        count = int((scores > 0).sum())
        order = np.argsort(-scores, kind="stable")[:count][offset : offset + limit]
        found = tuple(
            Found(
                self.people[at],
                float(scores[at]),
                tuple(reasons.get(int(at)) or self.reasons(wanted, int(at))),
            )
            for at in order
        )
        nearest = () if count else tuple(self.topics.nearest(wanted.text))
        return Results(found, count, self.facets(scores > 0), nearest)

    def placed(self, wanted: Wanted) -> Wanted:
        """What is wanted, with the institution, city or state that its words name taken as such; without the other
        words where these say nothing."""
        placed = located(wanted)
        text = placed.text
        says_nothing = not self.names.exact(text) and not self.topics.says_something(text)
        return replace(placed, text="") if text != wanted.text and says_nothing else placed

    def scores(self, text: str) -> tuple[NDArray[np.float32], dict[int, list[str]]]:
        """The score of everybody for a line of words, and the reasons where it names people."""
        if not text.strip():
            return np.ones(len(self.people), dtype=np.float32), {}
        named = self.names.exact(text)
        if not named:
            topical = self.topics.scores(text)
            if topical.any():
                return topical, {}
            named = self.names.nearly(text)
        scores = np.zeros(len(self.people), dtype=np.float32)
        for position, score in named.items():
            scores[position] = score
        return scores, {position: self.written_names(position) for position in named}

    def written_names(self, position: int) -> list[str]:
        """A person's names as the list has them."""
        record = self.people[position].record
        return [name for name in (record.name_ja, record.name_en) if name]

    def reasons(self, wanted: Wanted, position: int) -> list[str]:
        """The words of a record that a search matched."""
        return self.topics.reasons(wanted.text, position) if wanted.text.strip() else []

    def allowed(self, wanted: Wanted) -> Mask:
        """Who has the values asked for."""
        passing = np.ones(len(self.people), dtype=np.bool_)
        for positions in self.narrowing(wanted):
            mask = np.zeros(len(self.people), dtype=np.bool_)
            mask[positions] = True
            passing &= mask
        return passing

    def narrowing(self, wanted: Wanted) -> list[NDArray[np.int64]]:
        """The positions that each value asked for leaves."""
        values = self.values
        left: list[NDArray[np.int64]] = []
        if wanted.field:
            left.append(self.with_field(wanted.field))
        if wanted.institution:
            left.append(self.with_institution(wanted.institution, wanted.with_schools))
        if wanted.state:
            left.append(values["state"].get(state_of(wanted.state) or wanted.state, NOBODY))
        if wanted.list_id:
            left.append(values["list"].get(wanted.list_id, NOBODY))
        if wanted.place:
            left.append(self.at_institutions({i.en for i in known_institutions() if i.is_in(wanted.place)}))
        return left

    def with_field(self, field: str) -> NDArray[np.int64]:
        """Who works on a field, given by any of its names; a broadest field counts as the facet does."""
        known = known_fields()
        name = field if field in known.by_name else next((found for found, _ in known.mentions(field)), "")
        return self.values["field"].get(name, self.topics.by_field.get(name, (NOBODY,))[0])

    def with_institution(self, institution: str, with_schools: bool) -> NDArray[np.int64]:
        """Who is at an institution, given by any of its names, or by a part of the name that a list prints."""
        known = institutions_in(institution)
        if known and with_schools:
            return self.at_institutions(
                {item.en for item in known_institutions() if item.belongs_to(known[0])}
            )
        if known:
            return self.at_institutions({item.en for item in known})
        part = folded_text(institution)
        return self.at_institutions(
            {name for name in self.values["institution"] if part in folded_text(name)}
        )

    def at_institutions(self, names: set[str]) -> NDArray[np.int64]:
        """Who is at one of the institutions."""
        held = [self.values["institution"][name] for name in names if name in self.values["institution"]]
        return np.unique(np.concatenate(held)) if held else NOBODY

    def facets(self, chosen: Mask) -> dict[str, list[Facet]]:
        """The values among the people chosen, the most frequent first."""
        counted = {
            facet: [
                Facet(value, int(np.count_nonzero(chosen[positions]))) for value, positions in values.items()
            ]
            for facet, values in self.values.items()
        }
        return {
            facet: sorted((item for item in found if item.count), key=lambda item: (-item.count, item.value))
            for facet, found in counted.items()
        }

    def crossed(self, facet: str, other: str, most: int) -> dict[str, list[Facet]]:
        """For each value of a facet the most frequent values of another one among those people."""
        found: dict[str, list[Facet]] = {}
        for value, positions in self.values[facet].items():
            chosen = np.zeros(len(self.people), dtype=np.bool_)
            chosen[positions] = True
            found[value] = self.facets(chosen)[other][:most]
        return found

    def similar(self, record_id: str, limit: int = 5) -> list[Found]:
        """The people who work on what a person works on; nobody where the id is not known."""
        position = self.by_id.get(record_id)
        if position is None:
            return []
        scores = self.topics.like(self.people[position])
        scores[position] = 0
        order = [int(at) for at in np.argsort(-scores, kind="stable")[:limit] if scores[at] > 0]
        text = " ; ".join(cell.text for cell in self.people[position].cells)
        return [
            Found(self.people[at], float(scores[at]), tuple(self.topics.reasons(text, at))) for at in order
        ]


NOBODY: NDArray[np.int64] = np.zeros(0, dtype=np.int64)


def located(wanted: Wanted) -> Wanted:
    """What is wanted, with the institution, city or state that its words name taken out of them."""
    text = wanted.text
    named = next(mentioned(text), None) if text and not wanted.institution else None
    if named:
        wanted, text = (
            replace(wanted, institution=named[1].en, with_schools=True),
            without(text, named[0]),
        )
    place = place_in(text) if text and not wanted.place else None
    if place:
        wanted, text = replace(wanted, place=place[1]), without(text, place[0])
    state = state_in(text) if text and not wanted.state else None
    if state:
        wanted, text = replace(wanted, state=state[1]), without(text, state[0])
    return replace(wanted, text=text)


def without(text: str, words: str) -> str:
    """A text without some of its words."""
    return text.replace(words, " ").strip(" ,、")


def read_people(connection: Connection) -> list[Person]:
    """Everybody on the lists in use: the sample's people only while no real list is there."""
    known = publications(connection)
    people = [
        Person(Researcher.from_dict(json.loads(row.record)), *known[row.list_id])
        for row in rows(connection, "select list_id, record from researcher order by list_id, row_number")
        if row.list_id in known
    ]
    real = [person for person in people if not person.publication.fictitious]
    return real or people


class OpenDirectory:
    """The directory of one library, read anew when the library has moved on."""

    def __init__(self) -> None:
        self.generation: int | None = None
        self.directory = Directory([])
        self.lock = Lock()

    def current(self, index: PassageIndex) -> Directory:
        """The directory as the library is now."""
        generation = index.snapshot().generation
        with self.lock:
            if self.generation != generation:
                with index.engine.connect() as connection:
                    self.directory = Directory(read_people(connection))
                self.generation = generation
            return self.directory


OPEN: WeakKeyDictionary[PassageIndex, OpenDirectory] = WeakKeyDictionary()


def open_directory(index: PassageIndex) -> Directory:
    """The directory of a library."""
    return OPEN.setdefault(index, OpenDirectory()).current(index)
