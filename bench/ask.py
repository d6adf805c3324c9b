"""How long an answer takes: cold, as a process, beside the import of Chroma; warm, over HTTP, beside bare parts.

    python -m bench.ask --corpus FOLDER [--runs 10] [--questions FILE]

FOLDER holds the publications' PDFs, which are ingested in a home of their own. Questions are asked right after the
server's start, and of another server once it has read ahead what its digests say. The bare parts are a Chroma query
for a vector at hand and a BM25 query for tokens at hand over the same passages.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from bench.ingest import JNEXUS, seconds

QUESTIONS = Path(__file__).parents[1] / "eval" / "gold" / "first.jsonl"
FOUND = 10


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of the values do not exceed."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """A running server's host and port."""
    server = subprocess.Popen(
        [*JNEXUS, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"JNEXUS_HOME": str(home)},
    )
    try:
        assert server.stdout is not None
        found = re.search(r"http://\S+", server.stdout.readline())
        assert found, "the server did not start"
        yield urlsplit(found[0]).netloc
    finally:
        server.terminate()
        server.wait()


def warm(home: Path, questions: Sequence[str], settled: bool) -> tuple[list[float], dict[str, float]]:
    """The times of POST /v1/ask in milliseconds for questions not asked before, after five others, and its stages.

    Args:
        home: the library.
        questions: what is asked.
        settled: whether the server first reads ahead, as it does while nobody asks.
    """
    stages: dict[str, list[float]] = {}
    with serving(home) as address:
        connection = HTTPConnection(address, timeout=60)

        def ask(question: str) -> dict[str, float]:
            body = json.dumps({"question": question})
            connection.request("POST", "/v1/ask", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = json.loads(response.read())
            assert response.status == 200, answer
            return dict(answer["timings_ms"])

        for question in questions[:5]:
            ask(f"{question} ")
        while settled and not has_read_ahead(connection):
            time.sleep(1)
        times = []
        for question in questions:
            started = time.perf_counter()
            told = ask(question)
            times.append((time.perf_counter() - started) * 1000)
            for stage, taken in told.items():
                stages.setdefault(stage, []).append(taken)
    return times, {stage: statistics.median(taken) for stage, taken in stages.items()}


def has_read_ahead(connection: HTTPConnection) -> bool:
    """Whether a server has read all statements."""
    connection.request("GET", "/metrics")
    return "jnexus_read_ahead 1" in connection.getresponse().read().decode()


def bare(home: Path, questions: Sequence[str]) -> list[float]:
    """The times of a bare Chroma query plus a bare BM25 query, in milliseconds."""
    import bm25s
    import chromadb

    from corpus.database import get_state
    from index.passage_index import open_index
    from index.tokenise import tokens

    index = open_index(home)
    with index.engine.connect() as connection:
        state = home / "lexical" / str(get_state(connection, "lexical"))
    lexical = bm25s.BM25.load(state, mmap=True)
    (collection,) = chromadb.PersistentClient(home / "chroma").list_collections()

    def times_of(question: str) -> float:
        vector, words = index.embedder.embed_query(question), tokens(question)
        words = [word for word in words if word in lexical.vocab_dict] or [""]
        started = time.perf_counter()
        collection.query(query_embeddings=[vector], n_results=FOUND, include=["distances"])
        lexical.retrieve([words], k=FOUND, show_progress=False)
        return (time.perf_counter() - started) * 1000

    return [times_of(question) for question in [*questions[:5], *questions]][5:]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of the publications")
    parser.add_argument("--runs", type=int, default=10, help="how often the cold command is run")
    parser.add_argument("--questions", type=Path, default=QUESTIONS, help="questions, as gold JSON lines")
    chosen = parser.parse_args()
    lines = chosen.questions.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        place = {"JNEXUS_HOME": str(home)}
        seconds([*JNEXUS, "ingest", chosen.corpus], place)
        cold, imports = [], []
        for run in range(chosen.runs):
            imports.append(seconds([sys.executable, "-c", "import chromadb"]))
            cold.append(seconds([*JNEXUS, "ask", questions[run % len(questions)]], place))
        started, _ = warm(home, questions, settled=False)
        times, stages = warm(home, questions, settled=True)
        parts = bare(home, questions)
    ask, chroma = statistics.median(cold), statistics.median(imports)
    print(
        f"cold, median of {chosen.runs}: jnexus ask {ask:.2f} s, import chromadb {chroma:.2f} s, "
        f"ratio {ask / chroma:.2f}"
    )
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        ours, theirs = percentile(times, share), percentile(parts, share)
        print(
            f"warm, {len(questions)} questions, {name}: POST /v1/ask {ours:.1f} ms, "
            f"right after the start {percentile(started, share):.1f} ms, "
            f"bare Chroma and BM25 {theirs:.1f} ms, ratio {ours / theirs:.1f}"
        )
    print("stages, median ms: " + ", ".join(f"{stage} {taken:.1f}" for stage, taken in stages.items()))


if __name__ == "__main__":
    main()
