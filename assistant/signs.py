"""Signs of whether a question is answered, weighed by what was learned of them.

A logistic regression (Cox 1958; as a calibrator of answers Kamath, Jia and Liang 2020, Selective Question Answering
under Domain Shift). The weights were learned for each kind of signs from the gold's dev split and the practice
questions, answered ones and others; `python -m eval.answerable` learns them anew and tells how well they do.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from assistant.sentence_kinds import everyday_odds

WEIGHTS = "answerable.json"
BIAS = "bias"

LEAST_EVERYDAY, MOST_EVERYDAY = -3.0, 4.0
"""Between what odds a question is more or less likely on an everyday matter; beyond, they tell nothing more."""


@cache
def learned_weights(file: str = WEIGHTS) -> Mapping[str, Mapping[str, float]]:
    """The weights of signs that a file of the package keeps, for each kind of signs; by default with the bias."""
    content = json.loads(files("assistant").joinpath(file).read_text(encoding="utf-8"))
    weights: Mapping[str, Mapping[str, float]] = content["weights"]
    return weights


def weighed(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How likely, 0 to 1, a question of some signs is answered, by the weights of these and the `bias`.

    >>> weighed({"near": 2.0}, {"near": 1.5, "bias": -3.0})
    0.5
    """
    total = weights[BIAS] + sum(weights[name] * value for name, value in signs.items())
    return 1 / (1 + math.exp(-total))


def everyday(text: str) -> float:
    """The logarithm of the odds that a question is on an everyday matter, within bounds."""
    return max(LEAST_EVERYDAY, min(MOST_EVERYDAY, everyday_odds(text)))
