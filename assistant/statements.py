"""Statements of the digests by their ids."""

from collections.abc import Iterable

from sqlalchemy import Connection

from index.passage import Passage
from index.passage_table import passages_of_records


def find_statements(connection: Connection, statement_ids: Iterable[str]) -> list[Passage]:
    """The statements with these ids that the library holds, by publication, in order."""
    return list(passages_of_records(connection, statement_ids).values())
