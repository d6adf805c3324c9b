"""`python -m eval.answerable HOME`: learns `assistant/answerable.json`, by which a question is answered or declined.

A logistic regression over the signs of every dev and practice question to which statements would be told, and another
over those of the same questions where pages without a digest would be quoted (Cox 1958; as a calibrator of answers
Kamath, Jia and Liang 2020). How well they do is measured with each tenth of the question pairs held out in turn. HOME
holds the publications; scikit-learn comes with the extra `models`. To be run when the signs, the
practice questions or many known questions have changed.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.answerable import Signs
from assistant.assistant import Assistant
from assistant.quotable import QuotedSigns
from assistant.settings import Settings
from assistant.signs import WEIGHTS
from eval.gold import Item
from eval.practice import fitted, gathered, keep, practice_items


@dataclass(frozen=True)
class Example:
    """What the signs of a question were, whether it was answered whatever they are, and whether it has an answer."""

    pair_id: str
    language: str
    signs: Signs | QuotedSigns
    enough: bool
    answerable: bool


def examples(assistant: Assistant, items: Iterable[Item]) -> Iterator[Example]:
    """The questions to which something would be told, those about researchers left out."""
    for item, _, evidence in gathered(assistant, items):
        if evidence.signs:
            yield Example(item.pair_id, item.lang, evidence.signs, evidence.enough, item.answerable)


def learned(found: Sequence[Example]) -> dict[str, Any]:
    """The weights of signs with the bias for each kind of question, and how well they do for questions held out."""
    weights, answered = {}, np.zeros(len(found), dtype=bool)
    for kind in dict.fromkeys(example.signs.kind for example in found):
        those = [place for place, example in enumerate(found) if example.signs.kind == kind]
        weights[kind], likely = fitted(
            [found[place].signs for place in those],
            [found[place].answerable for place in those],
            [found[place].pair_id for place in those],
        )
        answered[those] = [
            found[place].enough or found[place].signs.answers(value)
            for place, value in zip(those, likely, strict=True)
        ]
    return {"weights": weights, "held out": dict(measured(found, answered))}


def measured(found: Sequence[Example], answered: NDArray[np.bool_]) -> Iterator[tuple[str, float]]:
    """How many questions there are by language, and what share is rightly or wrongly declined."""
    groups = dict.fromkeys((isinstance(example.signs, QuotedSigns), example.language) for example in found)
    for quoted, language in groups:
        for answerable, name in ((True, "wrongly declined"), (False, "rightly declined")):
            those = [
                (isinstance(example.signs, QuotedSigns), example.language, example.answerable)
                == (quoted, language, answerable)
                for example in found
            ]
            told = "quoted, " if quoted else ""
            yield f"{told}{name} of {sum(those)}, {language}", round(float((~answered[those]).mean()), 3)


def main(home: Path) -> None:
    """Learn, measure, and write the weights beside how well they do."""
    items = practice_items()
    found = [
        example
        for settings in (Settings(home=home), Settings(home=home, digests="off"))
        for example in examples(Assistant.open(settings), items)
    ]
    keep(learned(found), WEIGHTS)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))
