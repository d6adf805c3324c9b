"""What each part of the ranking is worth: each switched off in turn, on the gold's dev split, as Markdown.

    python -m bench.ablation HOME

HOME is a home folder into which the publications have been ingested; it is only read.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np

from assistant.question import understand
from corpus.glossary import Glossary
from eval.gold import Item, load
from index import lexical, question_words, retriever, translate
from index.passage_index import PassageIndex, open_index
from index.retriever import Filter, Retriever
from index.sounds import Readings

MODES = {"off": Filter(without=("digest", "list")), "on": Filter()}
LOOKED_AT = 20
DEEPEST = 10
Switch = Callable[[PassageIndex], object]


class NoLexicon:
    """A lexicon that knows no word."""

    def translations(self, text: str) -> tuple[tuple[str, float], ...]:
        """Nothing."""
        return ()


@contextmanager
def constant(module: object, **values: float) -> Iterator[None]:
    """Constants of a module set to other values for a while."""
    with ExitStack() as stack:
        for name, value in values.items():
            stack.enter_context(patch.object(module, name, value))
        yield


def part(name: str, value: object, index: PassageIndex) -> object:
    """A part of the translator replaced for a while."""
    return patch.object(index.snapshot().translator, name, value)


SWITCHES: Mapping[str, Switch] = {
    "everything": lambda index: constant(retriever),
    "without vectors": lambda index: constant(retriever, DENSE_SHARE=0.0),
    "without coverage": lambda index: constant(retriever, COVERAGE_SHARE=0.0),
    "without the lexicon": lambda index: patch.object(question_words, "shipped_lexicon", NoLexicon),
    "without the glossary": partial(part, "glossary", Glossary([])),
    "without words near in meaning": lambda index: constant(translate, SPREAD=0.0),
    "without names by sound": partial(part, "readings", Readings({})),
    "own words alike in digests": lambda index: constant(retriever, LITERAL_IN_BOTH=translate.LITERAL),
    "every name carries": lambda index: constant(lexical, SURE=0.0),
}
"""The parts and how each is switched off."""


def questions() -> list[Item]:
    """The questions of the dev split that pages answer; the researcher list is no page."""
    return [
        item
        for item in load(split="dev")
        if item.must_cite
        and item.kind != "injection"
        and not item.must_cite[0].document_id.startswith("pi-list")
    ]


def rank(item: Item, search: Retriever, where: Filter) -> int:
    """The place of the first right page among the pages found, from 0; many when it is not there."""
    wanted = {(place.document_id, place.page) for place in item.must_cite}
    asked = understand(item.question, None, item.turns)
    pages: list[tuple[str, int | None]] = []
    for hit in search.search(asked.search_text, LOOKED_AT, where):
        places = ((hit.passage.publication_id, page) for page in hit.passage.pages)
        pages.extend(place for place in places if place not in pages)
    return next((place for place, page in enumerate(pages) if page in wanted), 10**6)


def figures(ranks: Sequence[int]) -> str:
    """Hit@5 and nDCG@10, one page being right, as cells."""
    found = np.array(ranks)
    gain = np.where(found < DEEPEST, 1 / np.log2(2 + np.minimum(found, DEEPEST)), 0.0)
    return f"{np.mean(found < 5):.3f} | {gain.mean():.3f}"


def main() -> None:
    """Print the table."""
    index = open_index(Path(sys.argv[1]))
    search, items = Retriever(index), questions()
    columns = [(mode, language) for mode in MODES for language in ("ja", "en")]
    heads = (f"{language}, digests {mode}: hit@5 | nDCG@10" for mode, language in columns)
    print(f"| {len(items)} questions, dev | {' | '.join(heads)} |")
    print("| --- |" + " --- | --- |" * len(columns))
    for name, switch in SWITCHES.items():
        index.snapshot().translator.meanings.cache_clear()
        with switch(index):  # type: ignore[attr-defined]
            cells = [
                figures([rank(item, search, MODES[mode]) for item in items if item.lang == language])
                for mode, language in columns
            ]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
