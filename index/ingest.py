"""Ingest: files read apart, cut to passages and taken into the library, publication by publication."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from corpus.catalogue import Publication, describe
from corpus.database import run
from corpus.document import Document, Refused
from corpus.library import (
    current_version,
    delete_files,
    delete_publication,
    save_version,
    store_file,
    version_of,
    with_labels,
)
from corpus.readers import Limits
from corpus.researchers import Researcher, is_researcher_list, researchers, unread_rows
from corpus.sandbox import read_apart
from index.candidates import Candidate, candidates
from index.change import Change
from index.digests import digest_change
from index.passage import cut, researcher_passages
from index.passage_index import PassageIndex, Progress
from index.people.changes import kept, list_changes

READERS_AT_ONCE = 2
PASSAGES_A_COMMIT = 5000


@dataclass
class Report:
    """What an ingest did, by file: `added` new or changed publications, `unchanged`, `refused` with the reason.

    `lists` names for each new version of a list of people who was added, changed and removed.
    """

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, dict[str, list[str]]] = field(default_factory=dict)


def ingest(
    index: PassageIndex,
    paths: Sequence[Path],
    limits: Limits | None = None,
    passwords: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    digests: bool = True,
) -> Report:
    """Take files into the library. Unchanged files are skipped by their hash; nothing is lost by a refusal.

    Args:
        index: the index of the home.
        paths: files and folders.
        limits: what reading one file may cost.
        passwords: passwords of encrypted files, by file name.
        progress: told of the stages.
        digests: whether the shipped digest of a publication is led to its pages.

    Raises:
        Refused: when the run as a whole cannot be done (two files with one id, a broken manifest).
        FileNotFoundError: when a path does not exist.
    """
    report = Report()
    tell = progress or (lambda stage, done, total: None)
    waiting = []
    for candidate in candidates(paths, report.refused):
        with index.engine.connect() as connection:
            known = current_version(connection, candidate.id) == version_of(candidate.sha256)
        if known:
            report.unchanged.append(candidate.id)
        else:
            waiting.append(candidate)

    def read(candidate: Candidate) -> Document | Refused:
        try:
            return read_apart(candidate.path, limits or Limits(), (passwords or {}).get(candidate.path.name))
        except Refused as refusal:
            return refusal

    changes: list[Change] = []
    with index.writing(), ThreadPoolExecutor(READERS_AT_ONCE) as pool:
        tell("files", 0, len(waiting))
        documents = pool.map(read, waiting)
        if waiting:
            index.prepare()
        for done, (candidate, document) in enumerate(zip(waiting, documents, strict=True), start=1):
            tell("files", done, len(waiting))
            if isinstance(document, Refused):
                report.refused[str(candidate.path)] = str(document)
                continue
            document = replace(document, warnings=(*document.warnings, *unread(document)))
            publication = describe(candidate.path, candidate.entry, document)
            with index.engine.connect() as connection:
                report.lists.update(
                    list_changes(connection, publication.id, people_of(document, publication.id))
                )
            store_file(index.home, publication.id, version_of(candidate.sha256), candidate.path)
            changes.extend(publication_changes(index, candidate, publication, document, digests))
            report.added.append(publication.id)
            if document.warnings:
                report.warnings[publication.id] = list(document.warnings)
            if sum(len(change.passages) for change in changes) > PASSAGES_A_COMMIT:
                index.apply(changes, progress)
                changes = []
        if changes:
            index.apply(changes, progress)
        else:
            index.clear_leftovers()
    return report


def publication_changes(
    index: PassageIndex, candidate: Candidate, publication: Publication, document: Document, digests: bool
) -> Iterator[Change]:
    """What taking in a document changes: its passages, its records, and where its digest's statements rest."""
    version = version_of(candidate.sha256)
    with index.engine.connect() as connection:
        people = kept(connection, people_of(document, publication.id))
    is_list = any(is_researcher_list(table.columns) for table in document.tables)
    passages = [] if is_list else list(cut(document, publication, version))

    def write(connection: Connection) -> None:
        save_version(connection, publication, candidate.path, candidate.sha256, document)
        save_researchers(connection, publication.id, people)

    yield Change(publication.id, "publication", passages, write)
    yield Change(publication.id, "list", list(researcher_passages(people, publication, version)))
    if digests:
        with index.engine.connect() as connection:
            led = digest_change(connection, publication.id, version, with_labels(document.pages, publication))
        if led:
            yield led


def people_of(document: Document, list_id: str) -> Iterator[Researcher]:
    """The records of a document's lists of people."""
    for table in document.tables:
        if is_researcher_list(table.columns):
            yield from researchers(table, list_id)


def unread(document: Document) -> list[str]:
    """Warnings of the rows of lists that name nobody."""
    return [
        f"row {row.number}{f' on page {row.page}' if row.page else ''} names nobody and was left out"
        for table in document.tables
        if is_researcher_list(table.columns)
        for row in unread_rows(table)
    ]


def save_researchers(connection: Connection, list_id: str, people: Sequence[Researcher]) -> None:
    """Replace the records of a list."""
    run(connection, "delete from researcher where list_id = :id", {"id": list_id})
    values = [
        {
            "record_id": person.record_id,
            "list_id": list_id,
            "row_number": person.row,
            "record": json.dumps(person.to_dict(), ensure_ascii=False),
        }
        for person in people
    ]
    if values:
        run(connection, "insert into researcher values (:record_id, :list_id, :row_number, :record)", *values)


def remove(index: PassageIndex, publication_id: str) -> bool:
    """Take a publication with all its versions out of the library; its digest, if one is shipped, stays.

    Returns:
        False when the library does not hold it.
    """
    with index.writing():
        with index.engine.connect() as connection:
            if current_version(connection, publication_id) is None:
                return False

        def write(connection: Connection) -> None:
            delete_publication(connection, publication_id)
            save_researchers(connection, publication_id, [])

        changes = [
            Change(publication_id, "publication", [], write),
            Change(publication_id, "list", []),
        ]
        with index.engine.connect() as connection:
            led = digest_change(connection, publication_id, None, [])
        index.apply([*changes, led] if led else changes)
        delete_files(index.home, publication_id)
        return True
