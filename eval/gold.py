"""Gold: reviewed questions with the facts that an answer has to state and the pages that it has to cite.

JSON lines, one question each; `eval/gold/README.md` tabulates every field. The two languages of one need share a
`pair_id`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.answer import Language, Status
from eval.errors import EvaluationError

Split = Literal["dev", "test"]
Persona = Literal["startup", "researcher", "staff"]
Kind = Literal[
    "prose",
    "figure",
    "list",
    "howto",
    "definition",
    "comparison",
    "organisation",
    "researcher",
    "event",
    "conflict",
    "multi",
    "unanswerable",
    "out_of_scope",
    "injection",
]
ABSTAINING: frozenset[Status] = frozenset({"not_in_sources", "out_of_scope", "needs_clarification"})
"""Statuses that give no answer from the sources."""
LONGEST_ANCHOR = 20


class Place(BaseModel):
    """A place that supports the answer: `anchor` is found on the physical `page`, which may be unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    document_id: str
    page: int | None = Field(default=None, ge=1)
    anchor: str = Field(min_length=1, max_length=LONGEST_ANCHOR)


class Item(BaseModel):
    """One gold question; see `eval/gold/README.md` for every field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    pair_id: str = Field(min_length=1)
    split: Split
    lang: Language
    persona: Persona
    kind: Kind
    question: str = Field(min_length=1)
    turns: tuple[str, ...] = ()
    today: date | None = None
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...] = ()
    must_cite: tuple[Place, ...]
    expect: Status
    reviewed_by: str | None
    reviewed_on: date | None

    @property
    def answerable(self) -> bool:
        """Whether the sources answer it."""
        return self.expect not in ABSTAINING

    def to_line(self) -> str:
        """The question as a line of a gold file; fields that are not given are left out."""
        left_out = {name for name in ("turns", "today", "must_not") if not getattr(self, name)}
        return json.dumps(self.model_dump(mode="json", exclude=left_out), ensure_ascii=False)


def shipped_gold() -> list[Path]:
    """The gold files that the project ships."""
    with as_file(files("eval").joinpath("gold")) as folder:
        return gold_files(folder)


def gold_files(place: Path | None) -> list[Path]:
    """The gold files at a place: those of a folder, a file alone, or the shipped ones where no place is given."""
    if place is None:
        return shipped_gold()
    return sorted(place.glob("*.jsonl")) if place.is_dir() else [place]


def load(paths: Sequence[Path] | None = None, split: Split | None = None) -> list[Item]:
    """The questions of gold files, by default the shipped ones.

    Raises:
        EvaluationError: when a file or a line cannot be used; the message names it.
    """
    items = [item for path in (shipped_gold() if paths is None else paths) for item in read(path)]
    chosen = [item for item in items if split is None or item.split == split]
    if not chosen:
        raise EvaluationError("there are no gold questions to ask; give a gold file or leave out --split")
    return chosen


def read(path: Path) -> Iterable[Item]:
    """The questions of one file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise EvaluationError(
            f"{path} cannot be read as UTF-8 text; give a gold file (JSON lines)"
        ) from fault
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Item.model_validate_json(line)
        except ValidationError as fault:
            first = fault.errors()[0]
            field = ".".join(map(str, first["loc"])) or "the line"
            raise EvaluationError(f"{path}, line {number}: {field}: {first['msg']}; mend the line") from fault


def gold_hash(items: Iterable[Item]) -> str:
    """A hash of questions that does not depend on their order."""
    lines = sorted(item.to_line() for item in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
