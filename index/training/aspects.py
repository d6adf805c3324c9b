"""`python -m index.training.aspects`: learns `index/model/aspects.safetensors` from the known questions.

Of each known question what it has beyond its statement's words is compared with that of all others known of the
statement: from a weight for each token and a linear map on it is to be nearer to those of its kind, answered or left
open, than to the other (neighbourhood components analysis, Goldberger and others 2004). It begins with the map of
questions. One statement in ten is held out to measure by, and learned from in the end. Less than a minute, with the
extra `models`; deterministic on one machine: fixed seeds, one thread; to be run after `index.training.questions`.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor
from torch.nn import functional

from corpus.asked import LANGUAGES, asked_file, load_asked
from corpus.digest import digest_files, load_digest
from index.asking import point_of
from index.aspects import Aspects
from index.question_vectors import MAP, WEIGHTS, QuestionEmbedder, shipped_question_embedder
from index.training.held_out import is_held_out, write_record
from index.training.questions import QuestionMap

LOG = logging.getLogger(__name__)
TARGET = Path(__file__).resolve().parents[1] / "model/aspects.safetensors"
FEWEST = 4
ITSELF = -1e9
LEAST_WEIGHT = 1e-3


@dataclass(frozen=True)
class Plan:
    """How to learn. `scale` is the inverse temperature of the softmax over cosines at the start."""

    rounds: int = 3
    statements: int = 16
    rate: float = 0.01
    rate_of_map: float = 0.001
    rate_of_scale: float = 0.02
    scale: float = 12.0
    seed: int = 0


@dataclass(frozen=True)
class Asked:
    """What the questions on one statement in one language have beyond its words, as tokens."""

    name: str
    language: str
    answered: Sequence[Sequence[int]]
    left_open: Sequence[Sequence[int]]


class AspectMap:
    """Token weights and a linear map, at first those of questions, the scale as a logarithm, and how much likelier an
    answer is than none."""

    def __init__(self, embedder: QuestionEmbedder, scale: float) -> None:
        self.embed = QuestionMap(torch.from_numpy(embedder.static.rows(range(embedder.tokens))))
        weights = np.maximum(embedder.tensors[WEIGHTS], LEAST_WEIGHT)
        self.embed.logarithms = torch.from_numpy(np.log(weights)).requires_grad_()
        self.embed.map = torch.from_numpy(embedder.tensors[MAP].copy()).requires_grad_()
        self.scale = torch.tensor([scale]).log().requires_grad_()
        self.bias = torch.zeros(1, requires_grad=True)

    def odds(self, asked: Asked) -> Tensor:
        """The logarithm of the odds that each question is answered, by all others on the statement."""
        vectors = self.embed([*asked.answered, *asked.left_open])
        alike = (vectors @ vectors.T * self.scale.exp()).masked_fill(
            torch.eye(len(vectors), dtype=torch.bool), ITSELF
        )
        parts = alike[:, : len(asked.answered)], alike[:, len(asked.answered) :]
        return torch.logsumexp(parts[0], 1) - torch.logsumexp(parts[1], 1) + self.bias


def asked_beyond(embedder: QuestionEmbedder) -> Iterator[Asked]:
    """The shipped statements with some questions of either kind in a language."""
    for file in digest_files():
        asked = load_asked(asked_file(file))
        for statement in load_digest(file).statements:
            for language in LANGUAGES if statement.id in asked else ():
                (said,) = embedder.pieces_of_each([statement.text[language]])
                of = asked[statement.id]
                kinds = [
                    [rest for text in embedder.pieces_of_each(points) if (rest := sorted({*text} - {*said}))]
                    for questions in (of.answered, of.left_open)
                    for points in [[*map(point_of, questions.get(language, ()))]]
                ]
                if min(map(len, kinds)) >= FEWEST:
                    yield Asked(statement.id, language, *kinds)


def answers(asked: Asked) -> Tensor:
    """Which of the questions on a statement are answered."""
    return torch.tensor([1.0] * len(asked.answered) + [0.0] * len(asked.left_open))


def learned(found: Sequence[Asked], embedder: QuestionEmbedder, plan: Plan) -> AspectMap:
    """Learn from statements; on each of them both kinds of questions count alike."""
    chooser = random.Random(plan.seed)
    aspects = AspectMap(embedder, plan.scale)
    groups = [
        {"params": [aspects.embed.logarithms], "lr": plan.rate},
        {"params": [aspects.embed.map], "lr": plan.rate_of_map},
        {"params": [aspects.scale, aspects.bias], "lr": plan.rate_of_scale},
    ]
    rates = [group["lr"] for group in groups]
    optimiser = torch.optim.Adam(groups)
    steps = plan.rounds * -(-len(found) // plan.statements)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rates, total_steps=steps + 1)
    for turn in range(plan.rounds):
        order = chooser.sample(found, len(found))
        losses = []
        for first in range(0, len(order), plan.statements):
            batch = order[first : first + plan.statements]
            loss = torch.stack([loss_on(aspects, asked) for asked in batch]).mean()
            optimiser.zero_grad()
            torch.autograd.backward(loss)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        LOG.info("round %d: loss %.4f", turn, np.mean(losses))
    return aspects


def loss_on(aspects: AspectMap, asked: Asked) -> Tensor:
    """The cross-entropy on a statement's questions."""
    answered = answers(asked)
    weights = torch.where(answered > 0, 0.5 / len(asked.answered), 0.5 / len(asked.left_open))
    return functional.binary_cross_entropy_with_logits(
        aspects.odds(asked), answered, weights, reduction="sum"
    )


def area(aspects: AspectMap, found: Sequence[Asked]) -> float:
    """How surely an answered question has higher odds than one left open (the area under the ROC curve)."""
    with torch.no_grad():
        odds = torch.cat([aspects.odds(asked) for asked in found])
    return round(float(roc_auc_score(torch.cat([*map(answers, found)]), odds)), 3)


def main() -> None:
    """Learn, measure, and write what was learned beside how it went."""
    torch.set_num_threads(1)
    embedder, plan = shipped_question_embedder(), Plan()
    found = list(asked_beyond(embedder))
    held = [asked for asked in found if is_held_out(asked.name)]
    aspects = learned([asked for asked in found if not is_held_out(asked.name)], embedder, plan)
    areas = {
        language: area(aspects, [asked for asked in held if asked.language == language])
        for language in LANGUAGES
    }
    aspects = learned(found, embedder, plan)
    weights, linear = (
        tensor.detach().numpy() for tensor in (aspects.embed.logarithms.exp(), aspects.embed.map)
    )
    Aspects(weights, linear, float(aspects.scale.detach().exp()), embedder).save(TARGET)
    record = {
        "plan": asdict(plan),
        "questions": sum(len(asked.answered) + len(asked.left_open) for asked in found),
        "area under the curve, by statements held out": areas,
    }
    write_record(TARGET, record)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
