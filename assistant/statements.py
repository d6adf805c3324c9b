"""Statements of the digests by their ids."""

from collections.abc import Iterable

from sqlalchemy import Connection

from corpus.database import rows
from index.passage import Passage
from index.passage_table import read_passage


def find_statements(connection: Connection, statement_ids: Iterable[str]) -> list[Passage]:
    """The statements with these ids that the library holds, by publication, in order."""
    wanted = {
        f"id{at}": f'%"statement_id": "{name}"%' for at, name in enumerate(dict.fromkeys(statement_ids))
    }
    if not wanted:
        return []
    alike = " or ".join(f"record like :{name}" for name in wanted)
    query = f"select * from passage where source = 'digest' and ({alike}) order by publication_id, ordinal"
    return [read_passage(row) for row in rows(connection, query, **wanted)]
