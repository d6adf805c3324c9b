"""Passages in the database: kept with their tokens, read back as they were."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from corpus.database import rows, run
from index.lexical import Entry
from index.passage import Passage


def passages_with(connection: Connection, ids: Iterable[str]) -> dict[str, Passage]:
    """The current passages among the ids."""
    names = {f"id{number}": item for number, item in enumerate(dict.fromkeys(ids))}
    if not names:
        return {}
    placeholders = ", ".join(f":{name}" for name in names)
    found = rows(connection, f"select * from passage where id in ({placeholders})", **names)
    return {row.id: read_passage(row) for row in found}


def passages_of(connection: Connection, publication_id: str, source: str) -> list[Passage]:
    """The passages of one source of a publication, in order."""
    query = "select * from passage where publication_id = :id and source = :source order by ordinal"
    return [read_passage(row) for row in rows(connection, query, id=publication_id, source=source)]


def passages_of_records(connection: Connection, record_ids: Iterable[str]) -> dict[str, Passage]:
    """The statements and rows of lists with these ids, by their ids; by publication, in order."""
    names = {f"id{number}": item for number, item in enumerate(dict.fromkeys(record_ids))}
    if not names:
        return {}
    placeholders = ", ".join(f":{name}" for name in names)
    query = f"select * from passage where record_id in ({placeholders}) order by publication_id, ordinal"
    return {row.record_id: read_passage(row) for row in rows(connection, query, **names)}


def all_passages(connection: Connection) -> Iterator[Passage]:
    """Every passage, by publication and source."""
    for row in rows(connection, "select * from passage order by publication_id, source, ordinal"):
        yield read_passage(row)


def tokens_of_all(connection: Connection) -> Iterator[tuple[Entry, list[str]]]:
    """What the lexical index holds of every passage, by publication, source and order."""
    query = (
        "select id, publication_id, source, language, tokens from passage "
        "order by publication_id, source, ordinal"
    )
    for row in rows(connection, query):
        words = row.tokens.split("\t") if row.tokens else []
        yield Entry(row.id, row.publication_id, row.source, row.language), words


def delete_passages(connection: Connection, publication_id: str, source: str) -> None:
    """Take the passages of one source of a publication out, their vectors noted as pending."""
    where = "where publication_id = :publication_id and source = :source"
    key = {"publication_id": publication_id, "source": source}
    run(connection, f"insert into pending_vector select id from passage {where} on conflict do nothing", key)
    run(connection, f"delete from passage {where}", key)


def insert_passages(
    connection: Connection, passages: Sequence[Passage], tokens: Mapping[str, Sequence[str]]
) -> None:
    """Add passages with their tokens, which are given by passage id."""
    values = [
        {
            "id": passage.id,
            "publication_id": passage.publication_id,
            "version": passage.version,
            "source": passage.source,
            "ordinal": passage.ordinal,
            "language": passage.language,
            "section": json.dumps(dict(passage.section), ensure_ascii=False),
            "pages": json.dumps(passage.pages),
            "texts": json.dumps(dict(passage.texts), ensure_ascii=False),
            "record": json.dumps(passage.record, ensure_ascii=False, default=str) if passage.record else None,
            "tokens": "\t".join(tokens[passage.id]),
            "record_id": record_id(passage),
        }
        for passage in passages
    ]
    if values:
        run(
            connection,
            "insert into passage values (:id, :publication_id, :version, :source, :ordinal, :language, :section, "
            ":pages, :texts, :record, :tokens, :record_id)",
            *values,
        )


def record_id(passage: Passage) -> str | None:
    """The id of the statement or row that a passage is; None for a piece of a page."""
    record = passage.record or {}
    found: str | None = record.get("statement_id") or record.get("record_id")
    return found


def read_passage(row: Any) -> Passage:
    """A passage from its row."""
    return Passage(
        id=row.id,
        publication_id=row.publication_id,
        version=row.version,
        source=row.source,
        ordinal=row.ordinal,
        language=row.language,
        section=json.loads(row.section),
        pages=tuple(json.loads(row.pages)),
        texts=json.loads(row.texts),
        record=json.loads(row.record) if row.record else None,
        tokens=frozenset(row.tokens.split("\t")),
    )
