"""What changes on lists of people: who is new, changed or gone in a new version, and who wants to be forgotten."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection

from corpus.catalogue import Publication
from corpus.database import rows, run
from corpus.library import publications
from corpus.people.names import kanji_key, romaji_key
from corpus.researchers import Researcher
from index.change import Change
from index.passage import researcher_passages
from index.passage_index import PassageIndex

COMPARED = (
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
)
"""What makes a record another than it was; its place on the list does not."""


def kept(connection: Connection, people: Iterable[Researcher]) -> list[Researcher]:
    """The records of people who were not forgotten, neither by their record nor by their name."""
    gone = {row.record_id for row in rows(connection, "select record_id from forgotten")}
    return [person for person in people if person.record_id not in gone and name_mark(person) not in gone]


def name_mark(person: Researcher) -> str:
    """What a person is known by on any list: a hash of the names, so that no name is kept of who is forgotten."""
    names = f"{romaji_key(person.name_en or '')}|{kanji_key(person.name_ja or '')}"
    return f"name:{hashlib.sha256(names.encode()).hexdigest()}"


def records_of(connection: Connection, list_id: str) -> list[Researcher]:
    """The records of a list as the library holds it."""
    found = rows(
        connection, "select record from researcher where list_id = :id order by row_number", id=list_id
    )
    return [Researcher.from_dict(json.loads(row.record)) for row in found]


def list_changes(
    connection: Connection, list_id: str, people: Iterable[Researcher]
) -> dict[str, dict[str, list[str]]]:
    """Who is added, changed and removed by a new version of a list, by name; nothing for a list that is new."""
    before = {person.record_id: person for person in records_of(connection, list_id)}
    after = {person.record_id: person for person in kept(connection, people)}
    if not before:
        return {}
    changed = [
        person
        for name, person in after.items()
        if name in before and any(getattr(person, part) != getattr(before[name], part) for part in COMPARED)
    ]
    return {
        list_id: {
            "added": [called(person) for name, person in after.items() if name not in before],
            "changed": [called(person) for person in changed],
            "removed": [called(person) for name, person in before.items() if name not in after],
        }
    }


def called(person: Researcher) -> str:
    """A person's name with the record's id."""
    return f"{person.name_ja or person.name_en} ({person.record_id})"


def forget(index: PassageIndex, record_id: str) -> bool:
    """Take a person out of the directory and every index, and keep them out of later versions and other lists.

    Returns:
        False when no list holds the record.
    """
    with index.writing():
        with index.engine.connect() as connection:
            found = rows(
                connection, "select list_id, record from researcher where record_id = :id", id=record_id
            )
            if not found:
                return False
            mark = name_mark(Researcher.from_dict(json.loads(found[0].record)))
            known = publications(connection)
            lists = {
                list_id: [person for person in held if name_mark(person) != mark]
                for list_id in known
                if (held := records_of(connection, list_id))
                and any(name_mark(person) == mark for person in held)
            }
        changes = [
            list_without(publication, version, lists[name], mark, record_id)
            for name, (publication, version) in known.items()
            if name in lists
        ]
        index.apply(changes)
    return True


def list_without(
    publication: Publication, version: str | None, left: list[Researcher], mark: str, record_id: str
) -> Change:
    """A list with only those left who are not forgotten."""

    def write(connection: Connection) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        run(
            connection,
            "insert into forgotten values (:id, :now) on conflict do nothing",
            {"id": record_id, "now": now},
            {"id": mark, "now": now},
        )
        held = {person.record_id for person in left}
        gone = [
            person.record_id
            for person in records_of(connection, publication.id)
            if person.record_id not in held
        ]
        run(connection, "delete from researcher where record_id = :id", *({"id": name} for name in gone))

    return Change(publication.id, "list", list(researcher_passages(left, publication, version or "")), write)
