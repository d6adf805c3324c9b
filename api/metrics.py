"""What operators watch: requests, answers, jobs and the library, as Prometheus reads them.

Several workers of one server count into files of a folder of their own, which each of them reads all of.
"""

import os
import tempfile
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from api.jobs.store import JobStore
from assistant.answer import Answer
from assistant.assistant import Assistant
from assistant.streaming import Event
from corpus.database import migrate, rows

SHARED = "PROMETHEUS_MULTIPROC_DIR"

REQUESTS = Counter("jnexus_requests", "Requests answered.", ("method", "route", "status"), registry=None)
SECONDS = Histogram(
    "jnexus_request_seconds",
    "Time until an answer begins, in seconds.",
    ("method", "route"),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60),
    registry=None,
)
ANSWERS = Counter("jnexus_answers", "Questions answered.", ("language", "status"), registry=None)


class LibraryCollector(Collector):
    """Counts of what the library holds, read when they are asked for."""

    def __init__(self, assistant: Assistant, jobs: JobStore) -> None:
        self.assistant = assistant
        self.jobs = jobs

    def collect(self) -> Iterator[Metric]:
        """The counts of this moment."""
        snapshot = self.assistant.index.snapshot()
        yield gauge("jnexus_generation", "How often the library has changed.", snapshot.generation)
        yield gauge("jnexus_passages", "Passages searched.", len(snapshot.lexical.entries))
        ahead = self.assistant.ahead.caught_up.is_set()
        yield gauge("jnexus_read_ahead", "Whether all statements are read before anybody asks.", ahead)
        migrate(self.assistant.index.engine, "eval")
        waiting = len(self.jobs.unfinished())
        with self.assistant.index.engine.connect() as connection:
            held = rows(connection, "select count(*) as n from publication where version is not null")
            found = rows(
                connection, "select verdict, state, count(*) as n from feedback group by verdict, state"
            )
        yield gauge("jnexus_publications", "Publications ingested.", held[0].n)
        yield gauge("jnexus_jobs_unfinished", "Staff jobs that wait or run.", waiting)
        verdicts = GaugeMetricFamily(
            "jnexus_feedback", "Readers' verdicts that are kept.", labels=("verdict", "state")
        )
        for row in found:
            verdicts.add_metric((row.verdict, row.state), row.n)
        yield verdicts


def gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    """One number."""
    return GaugeMetricFamily(name, meaning, value=value)


def exposition(assistant: Assistant, jobs: JobStore) -> bytes:
    """Everything in the text format of Prometheus."""
    registry = CollectorRegistry()
    if SHARED in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        for metric in (REQUESTS, SECONDS, ANSWERS):
            registry.register(metric)
    registry.register(LibraryCollector(assistant, jobs))
    return generate_latest(registry)


def share_between_workers() -> None:
    """Have the processes that are started from now on count together."""
    os.environ[SHARED] = tempfile.mkdtemp(prefix="jnexus-metrics-")


def count_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(method, route).observe(seconds)


def counted(events: Iterator[Event]) -> Iterator[Event]:
    """The events of an answer, which is counted when it comes."""
    for event in events:
        if isinstance(event, Answer):
            ANSWERS.labels(event.language, event.status).inc()
        yield event
