"""How light and how quick the pages are: `python -m bench.pages` against the library in JNEXUS_HOME.

Starts `jnexus serve` and prints what an answer's page transfers until a browser without a cache can paint it, and how
long a page's picture takes when it is asked for first and when it was drawn before, bare and with a quote.
"""

import re
import time
from collections.abc import Iterator
from urllib.parse import quote

import httpx

from bench.stream import report, serving

PAGES = 12
LIMIT_PAINT, LIMIT_PICTURE = 150_000, 300.0
QUESTION = {
    "ja": "マサチューセッツ州の名目GDPは全米何位ですか？",
    "en": "How many Japanese companies are active in New England?",
}


def painted(client: httpx.Client, address: str) -> int:
    """The bytes of a page with its styles and scripts, as they go over the line."""
    page = client.get(address)
    seen, waiting, total = (
        set[str](),
        set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)),
        received(page),
    )
    while waiting:
        path = waiting.pop()
        seen.add(path)
        part = client.get(path)
        total += received(part)
        names = re.findall(r'from "\./([\w.]+)"', part.text) if path.endswith(".js") else []
        waiting |= {f"/static/js/{name}" for name in names} - seen
    return total


def received(response: httpx.Response) -> int:
    """The bytes of a response, its headers among them."""
    headers = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
    return response.num_bytes_downloaded + headers


def timed(client: httpx.Client, address: str) -> float | None:
    """The milliseconds until a picture is there; None where a publication has none."""
    begun = time.perf_counter()
    response = client.get(address)
    return (time.perf_counter() - begun) * 1000 if response.status_code == httpx.codes.OK else None


def pages_of(client: httpx.Client) -> Iterator[str]:
    """Addresses of pages across the library."""
    for document in client.get("/v1/documents").json()["documents"]:
        pages = document["pages"] or 0
        for number in range(1, pages + 1, max(1, pages // PAGES)):
            yield f"/v1/documents/{document['id']}/pages/{number}"


def main() -> None:
    """Measure and print."""
    with serving() as client:
        for language, question in QUESTION.items():
            answer = client.post("/v1/ask", json={"question": question, "language": language}).json()
            size = painted(client, f"/{language}/answers/{answer['answer_id']}")
            print(f"answer page ({language}): {size / 1000:.1f} kB of {LIMIT_PAINT / 1000:.0f} kB allowed")
        drawn: list[float | None] = []
        bare, marked = [], []
        for page in pages_of(client):
            if taken := timed(client, f"{page}.png"):
                words = client.get(page).json()["text"].strip().split("\n")[0][:25]
                drawn.append(taken)
                bare.append(f"{page}.png")
                marked.append(f"{page}.png?quote={quote(words)}")
        times = {
            "page picture, asked for first": drawn,
            "page picture, warm": [timed(client, address) for address in bare],
            "with a quote, asked for first": [timed(client, address) for address in marked],
            "with a quote, warm": [timed(client, address) for address in marked],
        }
        for name, values in times.items():
            report(name, [value for value in values if value], LIMIT_PICTURE, "p95")


if __name__ == "__main__":
    main()
