"""Jobs in the database, which every worker of a server reads, and in the home folder, where their files lie.

Each job's process holds a lock on a file of the job for as long as it lives. Who finds the lock free on a job that has
not ended knows that the process is gone, whoever started it.
"""

import fcntl
import json
import shutil
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import Row

from api.jobs.job import Kind, Record, State
from corpus.database import migrate, rows, run

ALIVE = "alive"
DIED = "its process ended before the work was done; start it again"


class JobStore:
    """The jobs of a home folder."""

    def __init__(self, home: Path, engine: Engine, retention_days: int) -> None:
        self.root = home / "jobs"
        self.engine = engine
        self.retention_days = retention_days
        migrate(engine, "api")

    def folder(self, job_id: str) -> Path:
        """Where the files of a job lie while it has not ended."""
        return self.root / job_id

    def prepare(self) -> tuple[str, IO[bytes]]:
        """A new job's id, and the locked file that the job's process is to inherit."""
        job_id = uuid.uuid4().hex
        self.folder(job_id).mkdir(parents=True)
        lock = (self.folder(job_id) / ALIVE).open("wb")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return job_id, lock

    def add(self, job_id: str, kind: Kind, arguments: dict[str, Any]) -> None:
        """Put a job in the queue, and let go of those past their time."""
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            run(
                connection,
                "insert into job values (:job_id, :kind, :arguments, 'queued', 'waiting', 0, :message, null, "
                ":now, :now)",
                {
                    "job_id": job_id,
                    "kind": kind,
                    "arguments": json.dumps(arguments, ensure_ascii=False),
                    "message": "waiting for its turn",
                    "now": now.isoformat(),
                },
            )
            limit = (now - timedelta(days=self.retention_days)).isoformat()
            run(connection, "delete from job where created_at < :limit", {"limit": limit})

    def find(self, job_id: str) -> Record | None:
        """A job by its id; one whose process is gone has failed."""
        with self.engine.connect() as connection:
            found = one(connection, job_id)
        if found is None or found.ended or self.lives(job_id):
            return found
        self.end(job_id, "failed", DIED, None)
        with self.engine.connect() as connection:
            return one(connection, job_id)

    def recent(self, *kinds: Kind, most: int = 5) -> list[Record]:
        """The latest jobs of some kinds, newest first."""
        names = ", ".join(f"'{kind}'" for kind in kinds)
        with self.engine.connect() as connection:
            found = rows(
                connection,
                f"select job_id from job where kind in ({names}) order by created_at desc limit :most",
                most=most,
            )
        return [job for row in found if (job := self.find(row.job_id))]

    def unfinished(self) -> list[Record]:
        """The jobs that have not ended, in the order of the queue."""
        with self.engine.connect() as connection:
            found = rows(
                connection,
                "select job_id from job where state in ('queued', 'running') order by created_at, job_id",
            )
        return [job for row in found if (job := self.find(row.job_id)) and not job.ended]

    def lives(self, job_id: str) -> bool:
        """Whether the process of a job lives."""
        try:
            with (self.folder(job_id) / ALIVE).open("rb") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    def tell(self, job_id: str, stage: str, progress: float, message: str) -> None:
        """Note how far a running job is."""
        with self.engine.begin() as connection:
            run(
                connection,
                "update job set state = 'running', stage = :stage, progress = :progress, message = :message, "
                "changed_at = :now where job_id = :id",
                {
                    "stage": stage,
                    "progress": round(progress, 3),
                    "message": message,
                    "now": datetime.now(UTC).isoformat(),
                    "id": job_id,
                },
            )

    def end(self, job_id: str, state: State, message: str, result: dict[str, Any] | None) -> None:
        """Note how a job ended, unless that is noted, and delete its files."""
        with self.engine.begin() as connection:
            run(
                connection,
                "update job set state = :state, stage = 'ended', progress = 1, message = :message, "
                "result = :result, changed_at = :now where job_id = :id and state in ('queued', 'running')",
                {
                    "state": state,
                    "message": message,
                    "result": None if result is None else json.dumps(result, ensure_ascii=False),
                    "now": datetime.now(UTC).isoformat(),
                    "id": job_id,
                },
            )
        shutil.rmtree(self.folder(job_id), ignore_errors=True)


def one(connection: Connection, job_id: str) -> Record | None:
    """A job's row."""
    found = rows(connection, "select * from job where job_id = :id", id=job_id)
    return as_record(found[0]) if found else None


def as_record(row: Row[Any]) -> Record:
    """A job from its row."""
    values = dict(row._mapping)
    for name in ("arguments", "result"):
        values[name] = json.loads(values[name]) if values[name] else None
    return Record(**values)
