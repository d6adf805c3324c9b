"""`python -m index.training.questions`: learns `index/model/questions.safetensors` from the known questions.

A weight for each token and a linear map of the static model's sums, so that two questions that one statement answers
come near each other, and far from those of other statements and from questions near to the statement that it leaves
open: in-batch negatives in both directions (Henderson and others 2017), the statements of a page in one batch, since
neighbours are the hardest to tell apart. One question in ten is held out to measure by. Deterministic on one machine:
fixed seeds, one thread; about a minute. To be run after the static model was trained, or when many questions are new.
"""

from __future__ import annotations

import logging
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from torch import Tensor
from torch.nn import functional

from corpus.asked import LANGUAGES, asked_file, load_asked
from corpus.digest import digest_files, load_digest
from index.embedding import StaticEmbedder, shipped_embedder
from index.question_vectors import MAP, WEIGHTS
from index.training.held_out import is_held_out, write_record

LOG = logging.getLogger(__name__)
TARGET = Path(__file__).resolve().parents[1] / "model/questions.safetensors"


@dataclass(frozen=True)
class Plan:
    """How to learn. `scale` is the inverse temperature of the softmax over cosines."""

    rounds: int = 40
    batch: int = 512
    fewest: int = 64
    rate_of_weights: float = 0.02
    rate_of_map: float = 0.002
    scale: float = 20.0
    seed: int = 0


@dataclass(frozen=True)
class Topic:
    """What one statement is asked in one language, as tokens; `page` is where it stands."""

    page: tuple[str, str | None]
    language: str
    answered: Sequence[Sequence[int]]
    left_open: Sequence[Sequence[int]]


class QuestionMap:
    """Token weights, as logarithms, and a linear map; at first they change nothing."""

    def __init__(self, table: Tensor) -> None:
        self.table = table
        self.logarithms = torch.zeros(len(table), requires_grad=True)
        self.map = torch.eye(table.shape[1], requires_grad=True)

    def __call__(self, texts: Sequence[Sequence[int]]) -> Tensor:
        """Unit vectors of texts given as tokens, one row each."""
        tokens = torch.tensor(list(chain.from_iterable(texts)))
        owners = torch.repeat_interleave(
            torch.arange(len(texts)), torch.tensor([len(text) for text in texts])
        )
        weighted = self.table[tokens] * torch.exp(self.logarithms[tokens])[:, None]
        sums = torch.zeros(len(texts), self.table.shape[1]).index_add(0, owners, weighted)
        return functional.normalize(sums @ self.map, dim=1)


def topics(embedder: StaticEmbedder) -> Iterator[Topic]:
    """The shipped statements with at least two questions in a language."""
    for file in digest_files():
        asked = load_asked(asked_file(file))
        for statement in load_digest(file).statements:
            for language in LANGUAGES if statement.id in asked else ():
                answered = embedder.pieces_of_each(asked[statement.id].answered[language])
                left_open = embedder.pieces_of_each(asked[statement.id].left_open[language])
                if len(answered) > 1:
                    yield Topic((file.stem, statement.label), language, answered, left_open)


def is_for_measuring(question: Sequence[int]) -> bool:
    """Whether a question is for measuring only."""
    return is_held_out(repr(list(question)))


def batches(found: Sequence[Topic], plan: Plan, chooser: random.Random) -> Iterator[list[Topic]]:
    """All topics once, of one language in a batch, those of a page together."""
    for language in LANGUAGES:
        pages: Mapping[tuple[str, str | None], list[Topic]] = defaultdict(list)
        for topic in found:
            if topic.language == language:
                pages[topic.page].append(topic)
        order = chooser.sample(list(pages.values()), len(pages))
        row = [topic for page in order for topic in chooser.sample(page, len(page))]
        for first in range(0, len(row), plan.batch):
            if len(row) - first >= plan.fewest:
                yield row[first : first + plan.batch]


def loss_of(questions: QuestionMap, batch: Sequence[Topic], plan: Plan, chooser: random.Random) -> Tensor:
    """The cross-entropy of finding each question's fellow among all, and the other way round."""
    pairs = [chooser.sample(topic.answered, 2) for topic in batch]
    left_open = [chooser.choice(topic.left_open) for topic in batch if topic.left_open]
    one = questions([left for left, _ in pairs])
    other = questions([*(right for _, right in pairs), *left_open])
    scores = plan.scale * one @ other.T
    target = torch.arange(len(batch))
    back = functional.cross_entropy(scores[:, : len(batch)].T, target)
    return (functional.cross_entropy(scores, target) + back) / 2


def learn(questions: QuestionMap, found: Sequence[Topic], plan: Plan) -> None:
    """Go over all topics again and again, with rates that rise and fall."""
    torch.manual_seed(plan.seed)
    chooser = random.Random(plan.seed)
    rates = [plan.rate_of_weights, plan.rate_of_map]
    optimizer = torch.optim.Adam(
        [
            {"params": [parameter], "lr": rate}
            for parameter, rate in zip((questions.logarithms, questions.map), rates, strict=True)
        ]
    )
    steps = plan.rounds * len(list(batches(found, plan, random.Random(plan.seed))))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rates, total_steps=steps + 1, pct_start=0.15)
    for number in range(plan.rounds):
        mixed = list(batches(found, plan, chooser))
        for batch in chooser.sample(mixed, len(mixed)):
            loss = loss_of(questions, batch, plan, chooser)
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
            schedule.step()
        LOG.info("round %d of %d, loss %.3f", number + 1, plan.rounds, loss.item())


def reciprocal_rank(questions: QuestionMap, found: Sequence[Topic], language: str) -> float:
    """The mean reciprocal rank of the right statement by the nearest known question, over the held-out ones."""
    spoken = [topic for topic in found if topic.language == language]
    kept = [[text for text in topic.answered if not is_for_measuring(text)] for topic in spoken]
    with torch.no_grad():
        rows = questions([text for texts in kept for text in texts])
        owners = torch.repeat_interleave(
            torch.arange(len(kept)), torch.tensor([len(texts) for texts in kept])
        )
        ranks = []
        for number, topic in enumerate(spoken):
            if held := [text for text in topic.answered if is_for_measuring(text)]:
                near = torch.full((len(held), len(kept)), -1.0)
                near.index_reduce_(1, owners, questions(held) @ rows.T, "amax")
                ranks += (1 + (near > near[:, number : number + 1]).sum(dim=1)).tolist()
    return round(float(np.mean([1 / rank for rank in ranks])), 3)


def main() -> None:
    """Learn, measure, and write what was learned beside how it went."""
    torch.set_num_threads(1)
    embedder, plan = shipped_embedder(), Plan()
    table = torch.from_numpy(embedder.rows(range(embedder.tokenizer.get_vocab_size())))
    found = list(topics(embedder))
    seen = [
        Topic(topic.page, topic.language, kept, topic.left_open)
        for topic in found
        if len(kept := [text for text in topic.answered if not is_for_measuring(text)]) > 1
    ]
    questions = QuestionMap(table)
    before = {language: reciprocal_rank(questions, found, language) for language in LANGUAGES}
    learn(questions, seen, plan)
    after = {language: reciprocal_rank(questions, found, language) for language in LANGUAGES}
    learned = {
        WEIGHTS: torch.exp(questions.logarithms).detach().numpy().astype(np.float16),
        MAP: questions.map.detach().numpy().astype(np.float16),
    }
    save_file(learned, TARGET)
    record = {
        "plan": asdict(plan),
        "questions": sum(len(topic.answered) for topic in seen),
        "mean reciprocal rank of the held-out tenth": {"static model": before, "learned": after},
    }
    write_record(TARGET, record)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
