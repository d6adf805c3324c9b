"""What each part of the ranking is worth: each switched off in turn, on the gold, as Markdown.

    python -m bench.ablation HOME [--split dev] [--out docs/quality.md]

HOME is a home folder into which the publications have been ingested; it is only read. With `--out` the tables take the
place of the former ones at the end of that file, and the rest of it stays as it is.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from assistant.question import understand
from corpus.glossary import Glossary, shipped_glossary
from eval.case import Ranked
from eval.gold import Item, load
from eval.metrics.ranking import DEPTH, pages_of, relevant_pages
from eval.quality import APPENDIX, without_appendix
from index import lexical, question_words, retriever, translate, wording
from index.passage_index import PassageIndex, Snapshot, open_index
from index.retriever import Filter, Hit, Retriever
from index.sounds import Readings

MODES = {"off": Filter(without=("digest",)), "on": Filter()}
DEEPEST = 10
LEFT_OUT = "jetro-midwest-ecosystem-2"
"""The publication that the shipped model has learned nothing from."""

Switch = Callable[[PassageIndex], AbstractContextManager[object]]


class NoLexicon:
    """A lexicon that knows no word."""

    def translations(self, text: str) -> tuple[tuple[str, float], ...]:
        """Nothing."""
        return ()


@contextmanager
def constant(module: object, **values: object) -> Iterator[None]:
    """Constants of a module set to other values for a while."""
    with ExitStack() as stack:
        for name, value in values.items():
            stack.enter_context(patch.object(module, name, value))
        yield


def part(name: str, value: object, index: PassageIndex) -> AbstractContextManager[object]:
    """A part of the translator replaced for a while."""
    return patch.object(index.snapshot().translator, name, value)


def forget(index: PassageIndex) -> None:
    """Let go of what questions were taken to mean."""
    translator = index.snapshot().translator
    translator.meanings.cache_clear()
    translator.concepts.cache_clear()


@contextmanager
def never_seen(index: PassageIndex) -> Iterator[None]:
    """The library as it would be had its makers never seen one publication: without its digest and its terms."""
    usual = retriever.allowed
    terms = Glossary(term for term in shipped_glossary().terms if term.source != LEFT_OUT)

    def allowed(snapshot: Snapshot, where: Filter) -> NDArray[np.bool_]:
        held = snapshot.lexical
        left_out = held.is_digest & (held.numbers == held.publication_ids.get(LEFT_OUT, -1))
        return usual(snapshot, where) & ~left_out

    with patch.object(retriever, "allowed", allowed), part("glossary", terms, index):
        yield


SWITCHES: Mapping[str, Switch] = {
    "everything": lambda index: constant(retriever),
    "without vectors": lambda index: constant(retriever, DENSE_SHARES={"ja": 0.0, "en": 0.0}),
    "without coverage": lambda index: constant(retriever, COVERAGE_SHARES={"ja": 0.0, "en": 0.0}),
    "without the question's wording": lambda index: constant(wording, WORDING_SHARE=0.0),
    "without the lexicon": lambda index: patch.object(question_words, "shipped_lexicon", NoLexicon),
    "without the glossary": partial(part, "glossary", Glossary([])),
    "without words near in meaning": lambda index: constant(translate, SPREAD=0.0),
    "without names by sound": partial(part, "readings", Readings({})),
    "misspelled words left alone": lambda index: patch.object(
        index.snapshot().translator.spelling, "corrected", str
    ),
    "without titles of publications": lambda index: constant(retriever, TITLE_SHARE=0.0),
    "without the question before": lambda index: constant(retriever, LEANING=0.0, STANDING=0.0),
    "rows of lists like other passages": lambda index: constant(retriever, ROW_ELSEWHERE=1.0),
    "pages in the other language alike": lambda index: constant(retriever, FOREIGN_PAGE=1.0),
    "light words like others": lambda index: constant(question_words, LIGHT=1.0),
    "own words alike in digests": lambda index: constant(retriever, LITERAL_IN_BOTH=translate.LITERAL),
    "every name carries": lambda index: constant(lexical, SURE=0.0),
}
"""The parts and how each is switched off."""

NAMES_JA = {
    "everything": "すべて",
    "without vectors": "ベクトルなし",
    "without coverage": "網羅度なし",
    "without the question's wording": "言い回しの照合なし",
    "without the lexicon": "対訳辞書なし",
    "without the glossary": "用語集なし",
    "without words near in meaning": "近い語なし",
    "without names by sound": "音による照合なし",
    "misspelled words left alone": "誤字の補正なし",
    "without titles of publications": "資料の題名なし",
    "without the question before": "前の質問なし",
    "rows of lists like other passages": "名簿の行も同じ重み",
    "pages in the other language alike": "他言語のページも同じ重み",
    "light words like others": "軽い語も同じ重み",
    "own words alike in digests": "要約でも原語の重みは同じ",
    "every name carries": "不確かな訳語も網羅に数える",
}


def rank(item: Item, search: Retriever, where: Filter) -> tuple[int, float]:
    """The place of the first right page among the pages found, from 0 (many when it is not there), and nDCG@10."""
    asked = understand(item.question, None, item.turns)
    hits = search.search(asked.own_text, DEPTH, where, asked.earlier)
    pages = list(dict.fromkeys(page for hit in hits for page in pages_of(ranked(hit), item.must_cite)))
    wanted = set(relevant_pages(item.must_cite))
    places = [place for place, page in enumerate(pages) if page in wanted]
    gain = sum(1 / np.log2(2 + place) for place in places if place < DEEPEST)
    ideal = sum(1 / np.log2(2 + place) for place in range(min(len(wanted), DEEPEST)))
    return (places or [10**6])[0], gain / ideal


def ranked(hit: Hit) -> Ranked:
    """A hit as the report of an evaluation sees it."""
    passage = hit.passage
    return Ranked(
        passage_id=passage.id,
        document_id=passage.publication_id,
        pages=list(passage.pages),
        source=passage.source,
        text="\n".join(passage.texts.values()),
    )


def figures(items: Sequence[Item], search: Retriever, where: Filter) -> str:
    """Hit@5 and nDCG@10 as cells."""
    found = np.array([rank(item, search, where) for item in items])
    return f"{np.mean(found[:, 0] < 5):.3f} | {found[:, 1].mean():.3f}"


def ablation(index: PassageIndex, items: Sequence[Item], split: str) -> Iterator[str]:
    """The table of the parts."""
    search = Retriever(index)
    columns = [(mode, language) for mode in MODES for language in ("ja", "en")]
    heads = (f"{language}, digests {mode}: hit@5 | nDCG@10" for mode, language in columns)
    yield "## Parts of the ranking / 検索の構成要素"
    yield ""
    yield f"Each switched off in turn, {len(items)} questions, {split}. 一つずつ外した結果。"
    yield ""
    yield f"| Part / 構成要素 | {' | '.join(heads)} |"
    yield "| --- |" + " --- | --- |" * len(columns)
    for name, switch in SWITCHES.items():
        forget(index)
        with switch(index):
            cells = [
                figures([item for item in items if item.lang == language], search, MODES[mode])
                for mode, language in columns
            ]
        yield f"| {name} / {NAMES_JA[name]} | {' | '.join(cells)} |"
    forget(index)
    yield ""


def unseen(index: PassageIndex, items: Sequence[Item], split: str) -> Iterator[str]:
    """The table of one publication with and without what was made from it."""
    search = Retriever(index)
    of_it = [item for item in items if all(place.document_id == LEFT_OUT for place in item.must_cite)]
    yield "## A publication never seen / 未見の資料"
    yield ""
    yield (
        f"`{LEFT_OUT}`, {len(of_it)} questions, {split}: as shipped, and without its digest and its glossary terms, "
        "from which the model has learned nothing either. そのまま検索した場合と、その資料の要約と用語を除いた場合。"
    )
    yield ""
    yield "| Library / 収録 | ja: hit@5 | nDCG@10 | en: hit@5 | nDCG@10 |"
    yield "| --- | --- | --- | --- | --- |"
    for name, switch in (
        ("as shipped / そのまま", SWITCHES["everything"]),
        ("left out / 除外", never_seen),
    ):
        forget(index)
        with switch(index):
            cells = [
                figures([item for item in of_it if item.lang == language], search, MODES["on"])
                for language in ("ja", "en")
            ]
        yield f"| {name} | {' | '.join(cells)} |"
    forget(index)
    yield ""


def main() -> None:
    """Print the tables, or write them."""
    parser = argparse.ArgumentParser(prog="python -m bench.ablation")
    parser.add_argument("home", type=Path)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--out", type=Path, help="the file at whose end the tables are to stand")
    chosen = parser.parse_args()
    index = open_index(chosen.home)
    items = [item for item in load(split=chosen.split) if item.must_cite]
    lines = [*ablation(index, items, chosen.split), *unseen(index, items, chosen.split)]
    if chosen.out is None:
        print("\n".join(lines))
        return
    former = chosen.out.read_text(encoding="utf-8") if chosen.out.exists() else ""
    chosen.out.write_text(without_appendix(former) + "\n".join([APPENDIX, "", *lines]), encoding="utf-8")


if __name__ == "__main__":
    main()
