"""Practice: questions that weights of signs are learned from, what is found for them, and how weights are learned."""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
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
from assistant.assistant import Assistant
from assistant.evidence import Evidence, gather_whole
from assistant.question import Question, understand
from assistant.signs import BIAS
from eval.gold import Item, gold_files, load, shipped_gold

LOG = logging.getLogger(__name__)
FOLDS = 10
REGULARISATION = 1.0
MOST_STEPS = 1000


def practice_items() -> list[Item]:
    """The questions of the gold's dev split and of practice; none of test."""
    with as_file(files("eval").joinpath("gold", "practice")) as folder:
        return load([*shipped_gold(), *gold_files(folder)], "dev")


def gathered(assistant: Assistant, items: Iterable[Item]) -> Iterator[tuple[Item, Question, Evidence]]:
    """The questions, those about researchers left out, each as understood and with what was found for it as a whole."""
    snapshot = assistant.index.held()
    for item in items:
        question = understand(item.question, earlier=item.turns)
        if item.kind == "researcher" or question.outside:
            continue
        hits = assistant.retrieve(question, snapshot)
        spelled = question.spelled(snapshot.translator.spelling)
        material = assistant.material(spelled, hits, snapshot.publications)
        yield item, spelled, gather_whole(spelled, material)


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


def keep(learned_weights: Mapping[str, Any], name: str) -> None:
    """Write weights with how well they do to a file of the assistant's, and log them."""
    record = json.dumps(learned_weights, indent=1)
    (Path(next(iter(package.__path__))) / name).write_text(f"{record}\n", encoding="utf-8")
    LOG.info("%s", record)
