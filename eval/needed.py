"""`python -m eval.needed HOME`: learns `assistant/needed.json`, by which an answer leaves unsaid what rests on a page
that it does not need.

Of every page that the claims chosen for a dev or practice question rest on, a logistic regression learns from its signs
whether it is needed: gold names it, judges found it fit, or a fact to be stated stands on no other one. What it does to
answers is measured with each tenth of the question pairs held out in turn. HOME holds the publications; scikit-learn
comes with the extra `models`. To be run after `eval.leading`.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.claims import Claim
from assistant.needed import PAGE, WEIGHTS, PageSigns, Place, kept, page_signs, places_of, speaking_alone
from assistant.relevance import Sought
from assistant.settings import Settings
from eval.gold import Item
from eval.judged import fit_pages
from eval.matching import facts_stated
from eval.practice import fitted, gathered, keep, practice_items


@dataclass(frozen=True)
class Example:
    """A question with the claims chosen for it, the signs of the pages that these rest on, and which of them speaks
    `alone` of anything asked for."""

    item: Item
    claims: Sequence[Claim]
    signs: Mapping[Place, PageSigns]
    alone: Set[Place]

    @property
    def fit(self) -> frozenset[tuple[str, object]]:
        """The pages that gold names or judges found fit."""
        named = {(place.document_id, place.page) for place in self.item.must_cite}
        return fit_pages().get(self.item.pair_id, frozenset()) | named

    def needs(self, place: Place) -> bool:
        """Whether the answer needs a page: it is fit, or the claims that rest on it state a fact that no other does."""
        others = [claim for claim in self.claims if place not in places_of(claim)]
        return place in self.fit or any(
            stated and not elsewhere
            for stated, elsewhere in zip(self.stated(self.claims), self.stated(others), strict=True)
        )

    def stated(self, claims: Sequence[Claim]) -> list[bool]:
        """Which of the facts to be stated claims state."""
        found = [facts_stated(claim.text, self.item.must) for claim in claims]
        return [any(row[place] for row in found) for place in range(len(self.item.must))]

    def precision(self, claims: Sequence[Claim]) -> float:
        """The share of the pages that claims rest on that is fit."""
        return float(
            np.mean(
                [place in self.fit for place in {place for claim in claims for place in places_of(claim)}]
            )
        )


def examples(assistant: Assistant, items: Iterable[Item]) -> Iterator[Example]:
    """The questions that are answered from several pages by statements whose questions are known."""
    asked = assistant.index.held().asked
    for item, question, evidence in gathered(assistant, (item for item in items if item.must_cite)):
        if evidence.signs and evidence.answers and (claims := evidence.chosen):
            sought = Sought.by(question)
            if signs := page_signs(claims, question, sought, asked):
                yield Example(item, claims, signs, speaking_alone(claims, question, sought, asked))


def learned(found: Sequence[Example]) -> dict[str, Any]:
    """The weights of signs with the bias, and what they do to answers held out."""
    cases = [(example, place) for example in found for place in example.signs]
    weights, likely = fitted(
        [example.signs[place] for example, place in cases],
        [example.needs(place) for example, place in cases],
        [example.item.pair_id for example, _ in cases],
    )
    needed: dict[str, dict[Place, float]] = {}
    for (example, place), value in zip(cases, likely, strict=True):
        if place not in example.alone:
            needed.setdefault(example.item.id, {})[place] = float(value)
    return {"weights": {PAGE: weights}, "held out": dict(measured(found, needed))}


def measured(
    found: Sequence[Example], needed: Mapping[str, Mapping[Place, float]]
) -> Iterator[tuple[str, float]]:
    """The share of pages that are fit, and of facts that are stated, before and after pages are left out."""
    for language in dict.fromkeys(example.item.lang for example in found):
        those = [example for example in found if example.item.lang == language]
        left = {example.item.id: kept(example.claims, needed.get(example.item.id, {})) for example in those}
        for when, told in (
            ("before", {example.item.id: example.claims for example in those}),
            ("after", left),
        ):
            fit = np.mean([example.precision(told[example.item.id]) for example in those])
            stated = [
                np.mean(example.stated(told[example.item.id])) for example in those if example.item.must
            ]
            yield f"pages fit {when}, of {len(those)}, {language}", round(float(fit), 3)
            yield f"facts stated {when}, of {len(stated)}, {language}", round(float(np.mean(stated)), 3)


def main(home: Path) -> None:
    """Learn, measure, and write the weights beside what they do."""
    found = examples(Assistant.open(Settings(home=home)), practice_items())
    keep(learned(list(found)), WEIGHTS)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))
