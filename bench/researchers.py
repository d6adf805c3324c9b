"""How long GET /v1/researchers takes at ten thousand records: python bench/researchers.py [COUNT]."""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.routes import researchers as route
from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.catalogue import Publication
from corpus.readers import Limits, read
from corpus.researchers import researchers
from index.people import Directory, Person, directory

QUERIES = (
    "量子センサー",
    "stem cells",
    "Watanabe",
    "MIT robotics",
    "",
    "がん免疫療法",
    "dinosaurs",
    "斎藤 範子",
    "energy",
    "CT",
)
SAMPLE = Path(__file__).parents[1] / "corpus" / "samples" / "pi-list-sample.csv"


def main(count: int) -> None:
    """Print the median and the 95th percentile in milliseconds."""
    rows = list(researchers(read(SAMPLE, Limits()).tables[0], "bench"))
    people = [
        Person(replace(row, record_id=f"bench:{number}", row=number), Publication("bench"), None)
        for number in range(count)
        for row in [rows[number % len(rows)]]
    ]
    with tempfile.TemporaryDirectory() as folder:
        assistant = Assistant.open(Settings(home=Path(folder), _env_file=None))
        held = directory.OpenDirectory()
        held.generation, held.directory = assistant.index.snapshot().generation, Directory(people)
        directory.OPEN[assistant.index] = held
        route.allowance.size = route.allowance.per_second = 10**9
        client = TestClient(create_app(assistant))
        started = time.perf_counter()
        for query in QUERIES:
            client.get("/v1/researchers", params={"q": query}).raise_for_status()
        print(f"{count} records, ready after {time.perf_counter() - started:.1f} s")
        times = []
        for query in QUERIES * 20:
            started = time.perf_counter()
            client.get("/v1/researchers", params={"q": query})
            times.append((time.perf_counter() - started) * 1000)
    print(f"p50 {statistics.median(times):.1f} ms, p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
