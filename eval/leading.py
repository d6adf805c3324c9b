"""`python -m eval.leading HOME`: learns `assistant/leading.json`, by which an answer begins with one of its claims.

Of every two claims that would be told to a dev or practice question, of which one states more of the facts to be
stated, a logistic regression learns from the difference of their signs which that is. How often the first claim states
a fact, and most of them, is measured with each tenth of the question pairs held out in turn. HOME holds the
publications; scikit-learn comes with the extra `models`. To be run after `eval.answerable`.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from assistant.answerable import MOST_READ
from assistant.assistant import Assistant
from assistant.leading import LEAD, WEIGHTS, LeadSigns, lead_signs
from assistant.relevance import Sought
from assistant.settings import Settings
from eval.gold import Item
from eval.matching import facts_stated
from eval.practice import FOLDS, gathered, keep, practice_items

NAMES = [field.name for field in fields(LeadSigns)]


@dataclass(frozen=True)
class Example:
    """The claims that would be told to a question: the `signs` of each, in a row, and how many facts each states."""

    pair_id: str
    language: str
    signs: NDArray[np.float64]
    stated: NDArray[np.intp]


def examples(assistant: Assistant, items: Iterable[Item]) -> Iterator[Example]:
    """The questions with facts to be stated to which several statements would be told, one of the first stating any."""
    asked = assistant.index.held().asked
    for item, question, evidence in gathered(assistant, (item for item in items if item.must)):
        first = evidence.chosen[:MOST_READ]
        stated = np.array([sum(facts_stated(claim.text, item.must)) for claim in first])
        if evidence.signs and len(first) > 1 and stated.any():
            found = lead_signs(first, question, Sought.by(question), asked)
            signs = np.array([[*asdict(sign).values()] for sign in found], dtype=float)
            yield Example(item.pair_id, item.lang, signs, stated)


def fitted(found: Sequence[Example]) -> NDArray[np.float64]:
    """The weights of the signs."""
    scale = np.concatenate([example.signs for example in found]).std(axis=0)
    scale[scale == 0] = 1
    differences = np.array(
        [
            (example.signs[one] - example.signs[other]) / scale
            for example in found
            for one, other in permutations(range(len(example.stated)), 2)
            if example.stated[one] > example.stated[other]
        ]
    )
    model = LogisticRegression(fit_intercept=False)
    model.fit(np.concatenate([differences, -differences]), np.repeat([1, 0], len(differences)))
    weights: NDArray[np.float64] = model.coef_[0] / scale
    return weights


def measured(found: Sequence[Example]) -> Iterator[tuple[str, float]]:
    """How often the first claim, by weights learned from other pairs, states a fact, and as many as any."""
    first = np.zeros(len(found), dtype=np.intp)
    pairs = [example.pair_id for example in found]
    for learned_from, others in GroupKFold(FOLDS).split(found, groups=pairs):
        weights = fitted([found[place] for place in learned_from])
        first[others] = [int(np.argmax(found[place].signs @ weights)) for place in others]
    for language in dict.fromkeys(example.language for example in found):
        stated = [
            (example.stated[place], example.stated.max())
            for example, place in zip(found, first, strict=True)
            if example.language == language
        ]
        yield (
            f"begins with a fact, of {len(stated)}, {language}",
            round(float(np.mean([own > 0 for own, _ in stated])), 3),
        )
        yield (
            f"begins with most facts, {language}",
            round(float(np.mean([own == most for own, most in stated])), 3),
        )


def learned(found: Sequence[Example]) -> dict[str, Any]:
    """The weights by name, and how well they do for questions held out."""
    weights = dict(zip(NAMES, (round(float(weight), 3) for weight in fitted(found)), strict=True))
    return {"weights": {LEAD: weights}, "held out": dict(measured(found))}


def main(home: Path) -> None:
    """Learn, measure, and write the weights beside how well they do."""
    found = examples(Assistant.open(Settings(home=home)), practice_items())
    keep(learned(list(found)), WEIGHTS)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))
