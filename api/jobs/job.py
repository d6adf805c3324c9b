"""A job: what is to be done, how far it is, and what came of it."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, Field

Kind = Literal["ingest", "remove", "evaluation"]
State = Literal["queued", "running", "done", "failed"]
ENDED: frozenset[State] = frozenset({"done", "failed"})


class Job(BaseModel):
    """A job as programs see it."""

    job_id: str
    state: State
    progress: float = Field(ge=0, le=1, description="How far it is, from 0 to 1.")
    message: str = Field(description="What it is at, or how it ended, in a sentence.")
    result: dict[str, Any] | None = Field(
        description="What came of it: of an ingest the ids added and unchanged, the files refused with the reason, "
        "and the warnings; of an evaluation the run's id."
    )


@dataclass(frozen=True)
class Record:
    """A job as it is kept: `stage` is what it is at; times are ISO 8601 in UTC."""

    job_id: str
    kind: Kind
    arguments: dict[str, Any]
    state: State
    stage: str
    progress: float
    message: str
    result: dict[str, Any] | None
    created_at: str
    changed_at: str

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state in ENDED

    def shown(self) -> Job:
        """The job in the shape that leaves the server."""
        return Job(
            job_id=self.job_id,
            state=self.state,
            progress=self.progress,
            message=self.message,
            result=self.result,
        )
