"""Checks the glossary after a change: names that clash, and what is missing.

    python -m corpus.glossary_check [FILE]

FILE is a glossary as a spreadsheet saved it; by default the shipped one. Exit 1 when a row is broken; clashes are only
told, since one abbreviation may well stand for two things.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.glossary import name_key, shipped_text
from corpus.readers.encoding import decode

COLUMNS = ("ja", "en", "ja_variants", "en_variants", "kind", "source")
NEEDED = ("ja", "en", "kind")


@dataclass(frozen=True)
class Finding:
    """Something to look at: the rows of the spreadsheet, from 2, and what is the matter."""

    rows: tuple[int, ...]
    message: str


def gaps(rows: Iterable[tuple[int, Mapping[str, str | None]]]) -> Iterator[Finding]:
    """Rows that lack a name or a kind, or that name something twice."""
    for number, row in rows:
        missing = [column for column in NEEDED if not (row.get(column) or "").strip()]
        if missing:
            yield Finding((number,), f"lacks {', '.join(missing)}")
        for language in ("ja", "en"):
            names = names_of(row, language)
            double = sorted({name for name in names if names.count(name) > 1})
            if double:
                yield Finding((number,), f"names '{double[0]}' twice")


def clashes(rows: Sequence[tuple[int, Mapping[str, str | None]]]) -> Iterator[Finding]:
    """Names that stand for terms of different translations."""
    for language, other in (("ja", "en"), ("en", "ja")):
        owners: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, row in rows:
            for name in dict.fromkeys(map(name_key, names_of(row, language))):
                owners[name].append((number, (row.get(other) or "").strip()))
        for name, owned in owners.items():
            meanings = dict.fromkeys(meaning for _, meaning in owned)
            if len(meanings) > 1:
                listed = ", ".join(f"'{meaning}'" for meaning in meanings)
                yield Finding(tuple(number for number, _ in owned), f"'{name}' stands for {listed}")


def names_of(row: Mapping[str, str | None], language: str) -> list[str]:
    """All names of a row in a language."""
    variants = (row.get(f"{language}_variants") or "").split("|")
    return [name for name in ((row.get(language) or "").strip(), *map(str.strip, variants)) if name]


def read_rows(text: str) -> list[tuple[int, Mapping[str, str | None]]]:
    """The rows of a glossary with their numbers in the spreadsheet.

    Raises:
        ValueError: when a column is missing; the message names it.
    """
    table = csv.DictReader(text.splitlines())
    missing = [column for column in COLUMNS if column not in (table.fieldnames or ())]
    if missing:
        raise ValueError(f"the glossary lacks the column {', '.join(missing)}; put it back in the first row")
    return list(enumerate(table, start=2))


def main(arguments: Sequence[str]) -> int:
    """Print what was found; 1 when a row is broken."""
    text = decode(Path(arguments[0]).read_bytes()) if arguments else shipped_text()
    try:
        rows = read_rows(text)
    except ValueError as fault:
        print(fault, file=sys.stderr)  # noqa: T201 - a command speaks
        return 1
    broken, clashing = list(gaps(rows)), list(clashes(rows))
    for heading, findings in (("Gaps", broken), ("Clashes", clashing)):
        print(f"{heading}: {len(findings)} in {len(rows)} rows")  # noqa: T201
        for finding in findings:
            print(f"  row {', '.join(map(str, finding.rows))}: {finding.message}")  # noqa: T201
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
