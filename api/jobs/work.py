"""What each kind of job does, in the job's own process."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.jobs.job import Record
from api.jobs.store import JobStore
from assistant.assistant import Assistant
from corpus.home import Busy

SHARES: Mapping[str, tuple[float, float]] = {
    "starting": (0.0, 0.0),
    "files": (0.02, 0.5),
    "vectors": (0.5, 0.9),
    "terms": (0.9, 1.0),
    "removing": (0.1, 0.1),
    "asking": (0.02, 0.95),
    "scoring": (0.95, 0.95),
}
"""From where to where each stage takes the progress of a job."""

MESSAGES: Mapping[str, str] = {
    "starting": "opening the library",
    "files": "reading files",
    "vectors": "embedding passages",
    "terms": "indexing terms",
    "removing": "removing the publication",
    "asking": "asking the gold questions",
    "scoring": "scoring the answers",
}
SECONDS_BETWEEN_NOTES = 0.3
TRIES = 30
"""How many minutes a job waits for another process that writes to the library."""


@dataclass(frozen=True)
class Outcome:
    """How a job ended."""

    done: bool
    message: str
    result: dict[str, Any] | None = None


class Notes:
    """Notes how far a job is: each stage at once, within a stage now and then."""

    def __init__(self, store: JobStore, job_id: str) -> None:
        self.store, self.job_id = store, job_id
        self.stage = ""
        self.noted = 0.0

    def tell(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Note a stage, and how much of it is done."""
        now = time.monotonic()
        if stage == self.stage and now < self.noted + SECONDS_BETWEEN_NOTES:
            return
        self.stage, self.noted = stage, now
        start, end = SHARES[stage]
        share = done / total if total else 0.0
        count = f" ({done} of {total})" if total else ""
        self.store.tell(self.job_id, stage, start + (end - start) * share, f"{MESSAGES[stage]}{count}")


def work(job: Record, store: JobStore, assistant: Assistant) -> Outcome:
    """Do a job."""
    notes = Notes(store, job.job_id)
    if job.kind == "ingest":
        return patiently(lambda: ingest_files(job, store, assistant, notes))
    if job.kind == "remove":
        return patiently(lambda: remove_publication(job, assistant, notes))
    return evaluate_gold(job, assistant, notes)


def patiently(attempt: Callable[[], Outcome]) -> Outcome:
    """The outcome of work that changes the library, tried again while another process is changing it.

    Raises:
        Busy: when that goes on for too long.
    """
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except Busy:
            continue
    return attempt()


def ingest_files(job: Record, store: JobStore, assistant: Assistant, notes: Notes) -> Outcome:
    """Take the job's files into the library."""
    from api.context import reading_limits
    from corpus.document import Refused
    from index.ingest import ingest

    folder = store.folder(job.job_id)
    settings = assistant.settings
    paths = [folder / name for name in job.arguments["files"]]
    try:
        report = ingest(
            assistant.index,
            paths,
            reading_limits(settings),
            None,
            notes.tell,
            digests=settings.digests == "on",
        )
    except Refused as refusal:
        return Outcome(False, str(refusal).replace(f"{folder}/", ""))
    refused = {path.removeprefix(f"{folder}/"): reason for path, reason in report.refused.items()}
    counts = {"added": report.added, "unchanged": report.unchanged, "refused": refused}
    message = ", ".join(f"{len(items)} {name}" for name, items in counts.items() if items)
    return Outcome(bool(report.added or report.unchanged), message, {**vars(report), "refused": refused})


def remove_publication(job: Record, assistant: Assistant, notes: Notes) -> Outcome:
    """Take a publication out of the library."""
    from index.ingest import remove

    name = job.arguments["document_id"]
    notes.tell("removing")
    if not remove(assistant.index, name):
        return Outcome(False, f"the library holds no '{name}'")
    return Outcome(True, f"removed {name}", {"removed": name})


def evaluate_gold(job: Record, assistant: Assistant, notes: Notes) -> Outcome:
    """Run an evaluation over the gold questions that settings name."""
    from eval.gold import gold_files, load
    from eval.run import evaluate

    split, digests = job.arguments["split"], job.arguments["digests"]
    if digests != assistant.settings.digests:
        assistant = Assistant(assistant.index, assistant.settings.model_copy(update={"digests": digests}))

    def progress(done: int, total: int) -> None:
        notes.tell("scoring" if done == total else "asking", done, total)

    run = evaluate(assistant, load(gold_files(assistant.settings.gold), split), split, progress)
    return Outcome(True, f"{run.description.questions} questions asked", {"run_id": run.id})
