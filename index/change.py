"""Changes of the library: what they bring, and what is there once they are made."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection

from index.lexical import Entry
from index.passage import Passage
from index.passage_table import all_passages, tokens_of_all


@dataclass(frozen=True)
class Change:
    """New passages for one source of one publication, in place of all that it had.

    `write` makes the further changes to the database that belong to it, in the same transaction.
    """

    publication_id: str
    source: str
    passages: Sequence[Passage]
    write: Callable[[Connection], None] | None = None

    @property
    def group(self) -> tuple[str, str]:
        """The publication and source whose passages are replaced."""
        return self.publication_id, self.source


def untouched(connection: Connection, changes: Sequence[Change]) -> Iterator[Change]:
    """The passages that changes leave alone, each group as a change of its own."""
    touched = {change.group for change in changes}
    passages = all_passages(connection)
    for key, group in groupby(passages, key=lambda passage: (passage.publication_id, passage.source)):
        if key not in touched:
            yield Change(*key, list(group))


def tokens_after(
    connection: Connection, changes: Sequence[Change], terms: Mapping[str, list[str]]
) -> list[tuple[Entry, list[str]]]:
    """All passages as they will be after changes, in order, with their tokens; new tokens by passage id."""
    groups = {
        change.group: [(entry_of(passage), terms[passage.id]) for passage in change.passages]
        for change in changes
    }
    touched = set(groups)
    for entry, words in tokens_of_all(connection):
        key = (entry.publication_id, entry.source)
        if key not in touched:
            groups.setdefault(key, []).append((entry, words))
    return [item for key in sorted(groups) for item in groups[key]]


def entry_of(passage: Passage) -> Entry:
    """What the lexical index knows of a passage besides its tokens."""
    return Entry(passage.id, passage.publication_id, passage.source, passage.language)
