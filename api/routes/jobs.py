"""Jobs: how far they are and what came of them. For staff."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, Field

from api.dependencies import get_jobs
from api.errors import NOT_FOUND, UNAVAILABLE, ApiError
from api.examples import JOB, STARTED, example
from api.jobs.job import Job
from api.jobs.runner import JobRunner
from api.staff.token import REFUSALS, staff_only

router = APIRouter(
    prefix="/v1/jobs",
    tags=["staff"],
    dependencies=[Depends(staff_only)],
    responses={**REFUSALS, **UNAVAILABLE},
)
JobsDependency = Annotated[JobRunner, Depends(get_jobs)]


class Started(BaseModel):
    """A job that was put in the queue."""

    job_id: str = Field(
        description="The job's id; GET /v1/jobs/{id} tells how far it is.", examples=[STARTED["job_id"]]
    )


@router.get("/{job_id}", responses={**example(JOB), **NOT_FOUND})
def get_job(
    job_id: Annotated[str, Path(description="The job's id.", examples=[JOB["job_id"]])], jobs: JobsDependency
) -> Job:
    """How far a job is, and what came of it. For staff."""
    found = jobs.store.find(job_id)
    if found is None:
        raise ApiError(
            404, "no_such_job", "there is no such job", "it may have passed its time; start it again"
        )
    return found.shown()
