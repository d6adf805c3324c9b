"""How soon a reader sees what is sure: `python -m bench.stream` against the library in JNEXUS_HOME.

Starts `jnexus serve` twice: with a scripted chat model (a local server that speaks OpenAI's protocol: 300 ms to the
first token, then 50 tokens a second) and without a model. Prints, over questions of the gold's dev split, how long a
sentence takes from the model's full stop to the reader, and how long the extractive answer takes to its first token
once the server has read ahead what its digests say.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

from eval.gold import load
from tests.generation.model_server import ModelServer, Prompt, Reply, scripted_model

QUESTIONS = 40
SENTENCES = 5
FIRST, BETWEEN = 0.3, 0.02
LIMIT_CHECKED, LIMIT_EXTRACTIVE = 20.0, 50.0


def honest(prompt: Prompt) -> Reply:
    """Say what the first sources say, each sentence with its mark before the full stop."""
    said = []
    for number, source in list(prompt.sources.items())[:SENTENCES]:
        text = source.splitlines()[1] if "\n" in source else source
        stop = "。" if "。" in text else "."
        said.append(f"{re.split(r'[。]|[.] ', text)[0].rstrip('.')} [{number}]{stop}")
    return Reply(" ".join(said), first=FIRST, between=BETWEEN)


def questions() -> list[str]:
    """Questions of the dev split in both languages, in turn."""
    asked = [item for item in load(split="dev") if item.expect == "answered"]
    found = {
        language: [item.question for item in asked if item.lang == language] for language in ("ja", "en")
    }
    half = QUESTIONS // 2
    step = {language: max(1, len(items) // half) for language, items in found.items()}
    return [item for language, items in found.items() for item in items[:: step[language]][:half]]


@contextmanager
def serving(**settings: str) -> Iterator[httpx.Client]:
    """A server of its own over the library."""
    environment = {
        name: value for name, value in os.environ.items() if name != "JNEXUS_CHAT_MODEL"
    } | settings
    command = [sys.executable, "-m", "api.command", "serve", "--port", "0"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        line = process.stdout.readline() if process.stdout else ""
        address = re.search(r"http://\S+", line)
        if not address:
            raise SystemExit("the server did not start; see what it printed above")
        with httpx.Client(base_url=address[0], timeout=60) as client:
            yield client
    finally:
        process.terminate()
        process.wait(20)


def ask(client: httpx.Client, question: str) -> tuple[float, list[tuple[float, str]]]:
    """When a question was sent, and when each token arrived."""
    arrived = []
    name = ""
    sent = time.perf_counter()
    headers = {"Accept": "text/event-stream"}
    with client.stream("POST", "/v1/ask", json={"question": question}, headers=headers) as response:
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == "token":
                arrived.append((time.perf_counter(), json.loads(line.removeprefix("data: "))["text"]))
    return sent, arrived


def after_full_stop(server: ModelServer, arrived: Sequence[tuple[float, str]]) -> Iterator[float]:
    """For each token the reader got, the milliseconds since the model said its full stop."""
    stops, text = [], ""
    for moment, piece in server.said:
        text += piece
        if re.search(r"\]\s*[。.]$", text):
            stops.append((moment, plain(text)))
            text = ""
    for moment, token in arrived:
        said = [when for when, sentence in stops if sentence == plain(token)]
        if said:
            yield (moment - said[0]) * 1000


def plain(text: str) -> str:
    """A sentence without marks, bullets and white space."""
    return re.sub(r"\[\d+\]|\s|^- ", "", text)


def report(name: str, values: Sequence[float], limit: float, measure: str) -> None:
    """One line of the result."""
    ordered = sorted(values)
    p50, p95 = statistics.median(ordered), ordered[int(len(ordered) * 0.95)]
    judged = {"p50": p50, "p95": p95, "max": ordered[-1]}[measure]
    print(
        f"{name}: n={len(ordered)} p50={p50:.1f} ms p95={p95:.1f} ms max={ordered[-1]:.1f} ms; "
        f"{measure} is {judged / limit:.2f} of the {limit:.0f} ms allowed"
    )


def main() -> None:
    """Measure and print."""
    asked = questions()
    shown = spoken = 0
    delays: list[float] = []
    with scripted_model(honest) as server, serving(JNEXUS_CHAT_MODEL=server.name) as client:
        for question in asked:
            server.said.clear()
            server.prompts.clear()
            arrived = ask(client, question)[1]
            delays.extend(after_full_stop(server, arrived))
            if server.prompts:
                shown += len(arrived)
                spoken += min(SENTENCES, len(server.prompts[-1].sources))
    report("full stop to reader", delays, LIMIT_CHECKED, "p95")
    print(f"true sentences that the checks let through: {shown} of {spoken}")
    with serving() as client:
        while "jnexus_read_ahead 1" not in client.get("/metrics").text:
            time.sleep(1)
        ask(client, asked[0])
        first = [
            (arrived[0][0] - sent) * 1000 for sent, arrived in (ask(client, question) for question in asked)
        ]
    report("extractive first token", first, LIMIT_EXTRACTIVE, "p50")


if __name__ == "__main__":
    main()
