"""The questions that the statements of digests answer, as people would ask them, and those that they leave open.

A statement is found by the questions that it answers, too (document expansion by queries, Nogueira and others 2019);
questions near to it that no statement answers tell where knowledge ends. They are kept beside the digests, in
`asked/<id>.jsonl` with a line `{id, ja: [], en: [], open?: {ja: [], en: []}}` for each statement, and state nothing
themselves: what is said and cited is the statement.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LANGUAGES = ("ja", "en")
EMPTY: Mapping[str, Any] = dict.fromkeys(LANGUAGES, ())

Questions = Mapping[str, tuple[str, ...]]
"""Questions by language."""


@dataclass(frozen=True)
class Asked:
    """What people ask about a statement: `answered` by it, and `left_open` by it and all others."""

    answered: Questions
    left_open: Questions

    def __bool__(self) -> bool:
        return any(self.answered.values()) or any(self.left_open.values())


def asked_file(digest: Path) -> Path:
    """Where the questions on a digest are kept, by the digest's file."""
    return digest.parent / "asked" / f"{digest.stem}.jsonl"


def load_asked(file: Path) -> dict[str, Asked]:
    """Read the questions on a digest, by statement; none where there is no such file.

    Raises:
        ValueError: when a line is not `{id, ja: [], en: [], open?: {ja: [], en: []}}`; the message names it.
    """
    if not file.is_file():
        return {}
    found = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = json.loads(line)
            found[entry["id"]] = Asked(by_language(entry), by_language(entry.get("open") or EMPTY))
        except (ValueError, KeyError, TypeError) as fault:
            raise ValueError(
                f"{file.name}, line {number} is no id with lists of questions in ja and en"
            ) from fault
    return found


def by_language(entry: Mapping[str, Any]) -> Questions:
    """The questions of an entry.

    Raises:
        KeyError: when it lacks a language.
        TypeError: when it holds something else than lists.
    """
    return {language: tuple(entry[language]) for language in LANGUAGES}


def asked_in(draft: Mapping[str, Any]) -> dict[str, Asked]:
    """The questions that a draft of a digest gives with its statements, under `asked`."""
    found = {}
    for entry in draft["statements"]:
        given = entry.get("asked") or {}
        answered, left_open = (
            {language: tuple(map(str, questions.get(language) or ())) for language in LANGUAGES}
            for questions in (given, given.get("open") or {})
        )
        if asked := Asked(answered, left_open):
            found[entry["id"]] = asked
    return found


def write_asked(file: Path, asked: Mapping[str, Asked]) -> None:
    """Keep the questions on a digest."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8") as out:
        for statement_id, questions in asked.items():
            left_open = {"open": questions.left_open} if any(questions.left_open.values()) else {}
            line = {"id": statement_id, **questions.answered, **left_open}
            out.write(f"{json.dumps(line, ensure_ascii=False)}\n")
