"""Jobs started: each as a process of its own, so that answers do not wait for it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

from api.jobs.job import Kind
from api.jobs.store import DIED, JobStore
from assistant.settings import Settings

MOST_WAITING = 20


class QueueFull(Exception):  # noqa: N818 - states a condition
    """So many jobs wait that no more are taken."""


class JobRunner:
    """Starts jobs over the home that settings name."""

    def __init__(self, store: JobStore, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self.processes: set[subprocess.Popen[bytes]] = set()

    def start(
        self, kind: Kind, arguments: dict[str, Any], bring: Callable[[Path], None] | None = None
    ) -> str:
        """Put a job in the queue and start its process, which waits there for its turn.

        Args:
            kind: what is to be done.
            arguments: what it is to be done with.
            bring: writes the job's files into its folder.

        Returns:
            The job's id.

        Raises:
            QueueFull: when too many wait.
        """
        if len(self.store.unfinished()) >= MOST_WAITING:
            raise QueueFull("too many jobs are waiting; wait until some of them are done")
        job_id, lock = self.store.prepare()
        with lock:
            if bring:
                bring(self.store.folder(job_id))
            self.store.add(job_id, kind, arguments)
            process = subprocess.Popen(
                [sys.executable, "-m", "api.jobs", job_id],
                env=os.environ | environment(self.settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )
        self.processes.add(process)
        Thread(target=self.watch, args=(process, job_id), daemon=True).start()
        return job_id

    def watch(self, process: "subprocess.Popen[bytes]", job_id: str) -> None:
        """Wait for the end of a process, and note it where the process could not."""
        process.wait()
        self.processes.discard(process)
        self.store.end(job_id, "failed", DIED, None)

    def close(self) -> None:
        """End the jobs that this runner started; a half-done ingest harms nothing."""
        for process in list(self.processes):
            process.terminate()


def environment(settings: Settings) -> dict[str, str]:
    """The environment variables by which another process has the same settings."""
    prefix = Settings.model_config.get("env_prefix", "")
    values = settings.model_dump(mode="json", exclude_none=True)
    return {
        f"{prefix}{name.upper()}": value if isinstance(value, str) else json.dumps(value)
        for name, value in values.items()
    } | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
