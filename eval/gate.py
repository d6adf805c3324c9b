"""Gates: the least that a run has to reach, by metric and language, in a TOML file.

[[gate]]
metric = "fact recall"     # a metric's name
language = "ja"            # ja or en; left out: both together
at_least = 0.6             # the score itself
at_most = 0.1              # … or not above this
may_worsen = 0.02          # how much worse than the run compared with it may be
beyond_chance = 0.05       # … counting only what is that unlikely by chance (p)
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.compare import Comparison, fallen
from eval.errors import EvaluationError
from eval.metrics import BY_NAME
from eval.store import Run


class Gate(BaseModel):
    """One demand on a metric."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    metric: str
    language: Literal["all", "ja", "en"] = "all"
    at_least: float | None = None
    at_most: float | None = None
    may_worsen: float | None = Field(default=None, ge=0)
    beyond_chance: float | None = Field(default=None, gt=0, le=1)


@dataclass(frozen=True)
class Breach:
    """A demand that is not met, in a sentence, with the questions that became worse."""

    gate: Gate
    message: str
    questions: list[str]


def read_gates(path: Path) -> list[Gate]:
    """The gates of a file.

    Raises:
        EvaluationError: when the file cannot be used; the message says why.
    """
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8"))["gate"]
        gates = [Gate.model_validate(entry) for entry in entries]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise EvaluationError(
            f"{path} is no gate file: it takes [[gate]] tables ({fault}); mend it"
        ) from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise EvaluationError(f"{path}: {name}: {first['msg']}; mend the gate") from fault
    for gate in gates:
        if gate.metric not in BY_NAME:
            known = ", ".join(BY_NAME)
            raise EvaluationError(f"{path} names the metric '{gate.metric}'; the metrics are {known}")
    return gates


def breaches(gates: Sequence[Gate], comparison: Comparison, first: Run, second: Run) -> list[Breach]:
    """The demands that the second run does not meet."""
    found = []
    for gate in gates:
        message = breach(gate, comparison)
        if message:
            found.append(Breach(gate, message, fallen(gate.metric, gate.language, first, second)))
    return found


def breach(gate: Gate, comparison: Comparison) -> str | None:
    """Why a demand is not met; None when it is."""
    change = comparison.change(gate.metric, gate.language)
    name = gate.metric if gate.language == "all" else f"{gate.metric} ({gate.language})"
    if change is None:
        return f"{name} has no value in one of the runs"
    if gate.at_least is not None and change.second < gate.at_least:
        return f"{name} is {change.second:.3f}, below {gate.at_least}"
    if gate.at_most is not None and change.second > gate.at_most:
        return f"{name} is {change.second:.3f}, above {gate.at_most}"
    if gate.may_worsen is not None:
        worse = (
            change.difference.value if BY_NAME[gate.metric].better == "lower" else -change.difference.value
        )
        by_chance = gate.beyond_chance is not None and change.difference.p > gate.beyond_chance
        if worse > gate.may_worsen and not by_chance:
            return (
                f"{name} went from {change.first:.3f} to {change.second:.3f} (p = {change.difference.p:.3f}), "
                f"worse by more than {gate.may_worsen}"
            )
    return None
