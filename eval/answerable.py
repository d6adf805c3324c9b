"""`python -m eval.answerable HOME`: learns `assistant/answerable.json`, by which a question is answered or declined.

A logistic regression over the signs of every dev and practice question to which statements would be told, and another
over those of the same questions where pages without a digest would be quoted (Cox 1958; as a calibrator of answers
Kamath, Jia and Liang 2020). How well they do is measured with each tenth of the question pairs held out in turn. HOME
holds the publications; scikit-learn comes with the extra `models`. To be run when the signs, the
practice questions or many known questions have changed.
"""

import json
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import assistant as package
from assistant.answerable import Signs
from assistant.assistant import RETRIEVED, Assistant
from assistant.evidence import Evidence, Material, gather_whole
from assistant.question import Question, understand
from assistant.quotable import QuotedSigns
from assistant.settings import Settings
from assistant.signs import BIAS, WEIGHTS
from eval.gold import Item, gold_files, load, shipped_gold

LOG = logging.getLogger(__name__)
FOLDS = 10
REGULARISATION = 1.0
MOST_STEPS = 1000


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


def gathered(assistant: Assistant, items: Iterable[Item]) -> Iterator[tuple[Item, Question, Evidence]]:
    """The questions, those about researchers left out, each as understood and with what was found for it as a whole."""
    snapshot = assistant.index.held()
    digests = assistant.settings.digests == "on"
    for item in items:
        question = understand(item.question, earlier=item.turns)
        if item.kind == "researcher" or question.outside:
            continue
        where = assistant.sources(snapshot)
        hits = assistant.retriever.search(question.own_text, RETRIEVED, where, question.earlier, snapshot)
        spelled = question.spelled(snapshot.translator.spelling)
        material = Material(hits, snapshot.publications, snapshot, assistant.index.engine, digests)
        yield item, spelled, gather_whole(spelled, material)


def learned(found: Sequence[Example]) -> dict[str, Any]:
    """The weights of signs with the bias for each kind of question, and how well they do for questions held out."""
    weights, answered = {}, np.zeros(len(found), dtype=bool)
    for kind in dict.fromkeys(example.signs.kind for example in found):
        those = [place for place, example in enumerate(found) if example.signs.kind == kind]
        examples_of = [found[place] for place in those]
        weights[kind], likely = fitted(
            [example.signs for example in examples_of],
            [example.answerable for example in examples_of],
            [example.pair_id for example in examples_of],
        )
        answered[those] = [
            found[place].enough or found[place].signs.answers(value)
            for place, value in zip(those, likely, strict=True)
        ]
    return {"weights": weights, "held out": dict(measured(found, answered))}


def fitted(
    signs: Sequence[Any], hold: Sequence[bool], pairs: Sequence[str]
) -> tuple[dict[str, float], NDArray[np.float64]]:
    """The weights of signs with the bias, and the likelihood of each case by weights learned from other pairs.

    Args:
        signs: dataclasses of one kind, of numbers only.
        hold: whether it is the case that they tell of.
        pairs: the pair of questions that each comes from.
    """
    names = list(asdict(signs[0]))
    values = np.array([[asdict(one)[name] for name in names] for one in signs], dtype=float)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=MOST_STEPS))
    likely = cross_val_predict(
        model, values, np.array(hold), groups=pairs, cv=GroupKFold(FOLDS), method="predict_proba"
    )[:, 1]
    scaler, regression = (step for _, step in model.fit(values, np.array(hold)).steps)
    weights = regression.coef_[0] / scaler.scale_
    bias = regression.intercept_[0] - weights @ scaler.mean_
    named = zip([*names, BIAS], [*weights, bias], strict=True)
    return {name: round(float(weight), 3) for name, weight in named}, likely


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
    items = load([*shipped_gold(), *practice_gold()], "dev")
    found = [
        example
        for settings in (Settings(home=home), Settings(home=home, digests="off"))
        for example in examples(Assistant.open(settings), items)
    ]
    keep(learned(found), WEIGHTS)


def keep(learned_weights: Mapping[str, Any], name: str) -> None:
    """Write weights with how well they do to a file of the assistant's, and log them."""
    record = json.dumps(learned_weights, indent=1)
    (Path(next(iter(package.__path__))) / name).write_text(f"{record}\n", encoding="utf-8")
    LOG.info("%s", record)


def practice_gold() -> list[Path]:
    """The files of practice questions."""
    with as_file(files("eval").joinpath("gold", "practice")) as folder:
        return gold_files(folder)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main(Path(sys.argv[1]))
