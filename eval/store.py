"""Runs as they are kept: a folder each, and a row in the database with description and scores.

`<home>/runs/<run_id>/` holds `run.json` (settings, code, corpus, digests), `gold.jsonl` (the questions as asked),
`answers.jsonl` and `scores.json`: enough to score again without new answers.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from corpus.database import migrate, rows
from corpus.database import run as execute
from corpus.home import Home
from eval.case import Case, Recorded
from eval.errors import EvaluationError
from eval.gold import Item, read
from eval.pages import StoredPages
from eval.scores import Scores


@dataclass(frozen=True)
class Description:
    """What a run was made with.

    `settings` are the assistant's without secrets; `code` the commit and the hash of the program's files; `corpus`
    the version of each publication; `digests` the state of each digest; `gold` the hash of the questions.
    """

    run_id: str
    created_at: str
    split: str | None
    today: str
    questions: int
    seconds: float
    settings: dict[str, Any]
    code: dict[str, str | None]
    corpus: dict[str, str | None]
    digests: dict[str, str]
    gold: str


@dataclass(frozen=True)
class Run:
    """A run: what it was made with, the questions, what was answered, and the scores."""

    description: Description
    items: list[Item]
    answers: list[Recorded]
    scores: Scores

    @property
    def id(self) -> str:
        """The run's id."""
        return self.description.run_id

    def cases(self, pages: StoredPages) -> list[Case]:
        """The questions with their answers."""
        answers = {recorded.item_id: recorded for recorded in self.answers}
        return [Case(item, answers[item.id], pages) for item in self.items]


class RunStore:
    """The runs of a home folder."""

    def __init__(self, home: Home, engine: Engine) -> None:
        self.folder = home.root / "runs"
        self.engine = engine
        migrate(engine, "eval")

    def save(self, run: Run) -> None:
        """Keep a run."""
        folder = self.folder / run.id
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "gold.jsonl", [item.to_line() for item in run.items])
        write(folder / "answers.jsonl", [recorded.model_dump_json() for recorded in run.answers])
        write(folder / "run.json", [json.dumps(asdict(run.description), ensure_ascii=False, indent=1)])
        self.save_scores(run)

    def save_scores(self, run: Run) -> None:
        """Keep the scores of a run whose answers are kept already."""
        scores = json.dumps(run.scores.to_json(), ensure_ascii=False)
        write(self.folder / run.id / "scores.json", [scores])
        with self.engine.begin() as connection:
            execute(
                connection,
                "insert into run values (:run_id, :created_at, :gold, :description, :scores) "
                "on conflict (run_id) do update set scores = excluded.scores",
                {
                    "run_id": run.id,
                    "created_at": run.description.created_at,
                    "gold": run.description.gold,
                    "description": json.dumps(asdict(run.description), ensure_ascii=False),
                    "scores": scores,
                },
            )

    def save_opinion(self, run: Run, opinion: Mapping[str, Any]) -> Path:
        """Keep a judge's opinion beside a run; gives the file."""
        path = self.folder / run.id / "judge.json"
        write(path, [json.dumps(opinion, ensure_ascii=False, indent=1)])
        return path

    def load(self, name: str) -> Run:
        """A run by its id, by the beginning of it, or 'latest'.

        Raises:
            EvaluationError: when there is no such run, or more than one begins so.
        """
        folder = self.folder / self.find(name)
        try:
            description = Description(**json.loads((folder / "run.json").read_text(encoding="utf-8")))
            answers = (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
            scores = json.loads((folder / "scores.json").read_text(encoding="utf-8"))
            return Run(
                description,
                list(read(folder / "gold.jsonl")),
                [Recorded.model_validate_json(line) for line in answers],
                Scores.from_json(scores),
            )
        except (OSError, ValueError, TypeError, KeyError) as fault:
            raise EvaluationError(
                f"the run in {folder} is incomplete or of another version ({fault}); run the evaluation again"
            ) from fault

    def find(self, name: str) -> str:
        """The id that a name stands for."""
        known = [description.run_id for description in self.descriptions()]
        found = known[-1:] if name == "latest" else [one for one in known if one.startswith(name)]
        if name in found:
            return name
        if len(found) == 1:
            return found[0]
        reason = "more than one run begins" if found else "there is no run that begins"
        raise EvaluationError(f"{reason} with '{name}'; the runs are {', '.join(known[-10:]) or 'none yet'}")

    def descriptions(self) -> list[Description]:
        """What the runs were made with, oldest first."""
        with self.engine.connect() as connection:
            found = rows(connection, "select description from run order by created_at, run_id")
        return [Description(**json.loads(row.description)) for row in found]

    def history(self, gold: str | None = None) -> list[tuple[Description, Scores]]:
        """The runs with their scores, oldest first; only those over the same questions where `gold` is given."""
        with self.engine.connect() as connection:
            found = rows(connection, "select gold, description, scores from run order by created_at, run_id")
        return [
            (Description(**json.loads(row.description)), Scores.from_json(json.loads(row.scores)))
            for row in found
            if gold is None or row.gold == gold
        ]


def write(path: Path, lines: Sequence[str]) -> None:
    """Write a file, whole or not at all."""
    partial = path.with_suffix(path.suffix + ".partial")
    partial.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    partial.replace(path)


def now() -> datetime:
    """The present time."""
    return datetime.now(UTC)
