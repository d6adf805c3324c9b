"""The process of one job: `python -m api.jobs JOB_ID`. It waits for its turn, works, and notes how it ended."""

import os
import sys
import time

from api.failures import explain, known
from api.jobs.store import JobStore
from corpus.database import open_database
from corpus.home import Home

NICENESS = 10
"""How far a job stands back for the server's answers."""

PAUSE = 0.2


def main(job_id: str) -> None:
    """Do a job.

    Args:
        job_id: the job, as it stands in the queue.
    """
    from assistant.settings import settings

    os.nice(NICENESS)
    chosen = settings()
    engine = open_database(chosen.database_url or Home(chosen.home).database)
    store = JobStore(chosen.home, engine, chosen.retention_days)
    job = store.find(job_id)
    if job is None:
        sys.exit(f"there is no job {job_id}")
    while (queue := store.unfinished()) and queue[0].job_id != job_id:
        time.sleep(PAUSE)
    store.tell(job_id, "starting", 0.0, "opening the library")
    try:
        from api.context import open_assistant
        from api.jobs.work import work

        outcome = work(job, store, open_assistant())
    except known() as fault:
        store.end(job_id, "failed", explain(fault), None)
    else:
        store.end(job_id, "done" if outcome.done else "failed", outcome.message, outcome.result)


if __name__ == "__main__":
    main(sys.argv[1])
