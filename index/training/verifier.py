"""`python -m index.training.verifier`: learns `index/model/verifier.safetensors` from the known questions.

Each known question is read beside the statement that it is known of, which answers it or leaves it open, and beside one
or two others that are near: a question left open is answered by none of them, and one that is answered seldom by
another. What a question is compared with leaves itself out. One statement in ten is held out to measure by, and learned
from in the end. Three quarters of an hour on two cores, with the extra `models`; deterministic but for the order in
which threads add up; to be run after `index.training.questions`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn
from torch.nn import functional

from corpus.asked import LANGUAGES
from index.expanded import rarities
from index.question_vectors import QuestionEmbedder, shipped_question_embedder
from index.training.known import Known, known_statements
from index.verifier import ASKED, HEADS, HIDDEN, MOST_PLACES, NOWHERE, SAME, STATED, VECTORS, Batch, Pair

LOG = logging.getLogger(__name__)
TARGET = Path(__file__).resolve().parents[1] / "model/verifier.safetensors"
HELD_OUT = 10
WIDTH, LAYERS, WIDER = 128, 2, 2
LEFT_OUT = 0.1
ROUNDS, ROWS, WARMING = 3, 256, 200
RATE, RATE_OF_PIECES, LEAST_RATE, HELD_BACK = 1e-3, 1e-2, 0.02, 1e-4
SORTED_AT_ONCE = 20
RARITY = 0.1
"""What rarities are multiplied by, so that they are of the size of other signs."""

NEAR, NEAREST_LEFT_OUT, NEAR_OPEN = 30, 3, 6
"""Among how many of the nearest statements another one is drawn; the very nearest may answer as well."""

WEIGHTS = {("own", True): 1.0, ("own", False): 2.0, ("other", True): 0.3, ("other", False): 0.7}
"""How much a pair counts, by whether the statement is the one that the question is known of, and answers it."""


@dataclass(frozen=True)
class Example:
    """A pair, whether the statement answers, how much that counts, and which statement the question is known of."""

    pair: Pair
    answers: bool
    weight: float
    known_of: str
    language: str
    own: bool


def examples(embedder: QuestionEmbedder) -> Iterator[Example]:
    """The known questions beside their own statements and others."""
    chooser = np.random.default_rng(0)
    for language in LANGUAGES:
        statements = list(known_statements(language, embedder))
        means = np.stack([known.whole / np.linalg.norm(known.whole) for known in statements])
        for place, known in enumerate(statements):
            for answered, questions, vectors in (
                (True, known.answered, known.vectors),
                (False, known.left_open, known.open_vectors),
            ):
                for itself, (asked, vector) in enumerate(zip(questions, vectors, strict=True)):
                    if not asked:
                        continue
                    near = np.argsort(-(means @ vector))[: NEAR if answered else NEAR_OPEN]
                    others = near[near != place][NEAREST_LEFT_OUT if answered else 0 :]
                    own = beside(known, asked, vector, itself if answered else None)
                    yield Example(own, answered, WEIGHTS["own", answered], known.name, language, True)
                    for other in chooser.choice(others, 1 if answered else 2, replace=False):
                        pair = beside(statements[other], asked, vector)
                        yield Example(pair, False, WEIGHTS["other", answered], known.name, language, False)


def beside(
    known: Known, asked: Sequence[int], vector: NDArray[np.float32], itself: int | None = None
) -> Pair:
    """A question beside a statement; `itself` is its place among those that it answers, where it is one."""
    return Pair(asked, known.stated, list(known.holds(asked, itself)), known.cosines(vector, itself))


class Layer(nn.Module):  # type: ignore[misc]
    """One layer, with the names of `index.verifier`."""

    def __init__(self) -> None:
        super().__init__()
        self.looks, self.gathers = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.widens, self.narrows = nn.Linear(WIDTH, WIDER * WIDTH), nn.Linear(WIDER * WIDTH, WIDTH)
        self.before_looking, self.before_mapping = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.likeness = nn.Parameter(torch.full((HEADS,), 4.0))
        self.left_out = nn.Dropout(LEFT_OUT)

    def forward(self, state: Tensor, here: Tensor, likeness: Tensor) -> Tensor:
        """The state of each token after the layer."""
        rows, length, _ = state.shape
        mixed = self.looks(self.before_looking(state)).view(rows, length, 3, HEADS, WIDTH // HEADS)
        asks, tells, values = mixed.permute(2, 0, 3, 1, 4)
        seen = asks @ tells.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5
        seen = seen + self.likeness[None, :, None, None] * likeness[:, None]
        seen = seen.masked_fill(~here[:, None, None], HIDDEN).softmax(-1)
        state = state + self.left_out(self.gathers((seen @ values).transpose(1, 2).reshape(state.shape)))
        inner = functional.gelu(self.widens(self.before_mapping(state)), approximate="tanh")
        return state + self.left_out(self.narrows(inner))


class Reader(nn.Module):  # type: ignore[misc]
    """What is learned, with the names of `index.verifier`."""

    def __init__(self, table: Tensor, rarity: Tensor) -> None:
        super().__init__()
        self.table = table
        self.register_buffer("rarities", rarity)
        self.vectors, self.signs = nn.Linear(table.shape[1], WIDTH), nn.Linear(5, WIDTH)
        self.texts = nn.Parameter(torch.randn(3, WIDTH))
        self.places = nn.Parameter(torch.randn(MOST_PLACES, WIDTH))
        self.pieces = nn.Parameter(torch.zeros(len(table)))
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.normal = nn.LayerNorm(WIDTH)
        self.lacking, self.whole, self.cosines = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1), nn.Linear(2, 1)
        self.left_out = nn.Dropout(LEFT_OUT)

    def forward(self, batch: Batch) -> Tensor:
        """The logarithms of the odds that the statements answer."""
        tokens, texts, places = map(torch.from_numpy, (batch.tokens, batch.texts, batch.places))
        standing, cosines = map(torch.from_numpy, (batch.standing, batch.cosines))
        vectors = self.table[tokens]
        asked, here = texts == ASKED, texts > 0
        likeness = vectors @ vectors.transpose(1, 2)
        across = (texts[:, :, None] * texts[:, None]) == ASKED * STATED
        nearest = likeness.masked_fill(~across, NOWHERE).max(-1).values.clamp(min=0)
        rare = self.rarities[tokens]
        signs = torch.stack([rare, (nearest > SAME).float(), nearest, standing, standing * rare], -1)
        state = self.left_out(self.vectors(VECTORS * vectors)) + self.signs(signs)
        state = state + self.texts[texts] + self.places[places]
        for layer in self.layers:
            state = layer(state, here, likeness)
        state = self.normal(state)
        weights = self.lacking(state)[..., 0] + self.pieces[tokens]
        lacking = (weights * asked * (1 - standing)).sum(1)
        mean = (state * asked[..., None]).sum(1) / asked.sum(1, keepdim=True).clamp(min=1)
        return lacking + self.whole(mean)[:, 0] + self.cosines(cosines)[:, 0]


def learned(found: Sequence[Example], table: Tensor, rarity: Tensor) -> Reader:
    """Learn from examples."""
    torch.manual_seed(0)
    chooser = np.random.default_rng(0)
    reader = Reader(table, rarity)
    rest = [parameter for name, parameter in reader.named_parameters() if name != "pieces"]
    groups = [
        {"params": rest, "weight_decay": 0.01, "lr": RATE},
        {"params": [reader.pieces], "weight_decay": 0.0, "lr": RATE_OF_PIECES},
    ]
    optimiser = torch.optim.AdamW(groups)
    steps = ROUNDS * len(found) // ROWS
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARMING) * max(LEAST_RATE, 1 - step / steps)
    )
    for turn in range(ROUNDS):
        losses = []
        for rows in batches(found, chooser):
            chosen = [found[row] for row in rows]
            odds = reader(Batch.of([example.pair for example in chosen]))
            answers = torch.tensor([float(example.answers) for example in chosen])
            weights = torch.tensor([example.weight for example in chosen])
            loss = functional.binary_cross_entropy_with_logits(odds, answers, reduction="none")
            pieces = torch.tensor(sorted({piece for example in chosen for piece in example.pair.asked}))
            total = (loss * weights).mean() + HELD_BACK * reader.pieces[pieces].pow(2).sum()
            optimiser.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(total.item())
        LOG.info("round %d: loss %.4f", turn, np.mean(losses))
    reader.eval()
    return reader


def batches(found: Sequence[Example], chooser: np.random.Generator) -> Iterator[NDArray[np.intp]]:
    """All examples once, those of like length together."""
    lengths = np.array([len(example.pair.asked) + len(example.pair.stated) for example in found])
    order = chooser.permutation(len(found))
    parts = [
        rows
        for some in np.array_split(order, max(1, len(order) // (ROWS * SORTED_AT_ONCE)))
        for rows in np.array_split(some[np.argsort(lengths[some])], max(1, len(some) // ROWS))
    ]
    for place in chooser.permutation(len(parts)):
        yield parts[place]


def area(reader: Reader, found: Sequence[Example]) -> float:
    """How surely an answered question has higher odds than one left open (the area under the ROC curve)."""
    with torch.no_grad():
        odds = [
            reader(Batch.of([example.pair for example in found[first : first + ROWS]])).numpy()
            for first in range(0, len(found), ROWS)
        ]
    return round(float(roc_auc_score([example.answers for example in found], np.concatenate(odds))), 3)


def main() -> None:
    """Learn, measure, and write what was learned beside how it went."""
    embedder = shipped_question_embedder()
    table = torch.from_numpy(embedder.unit_vectors(range(embedder.tokens)))
    found = list(examples(embedder))
    asked = [sorted(set(example.pair.asked)) for example in found if example.own]
    rarity = torch.from_numpy(RARITY * rarities(asked, embedder.tokens)).half().float()
    held = {example.known_of for example in found if crc32(example.known_of.encode()) % HELD_OUT == 0}
    reader = learned([example for example in found if example.known_of not in held], table, rarity)
    areas = {
        language: area(
            reader,
            [item for item in found if item.own and item.known_of in held and item.language == language],
        )
        for language in LANGUAGES
    }
    LOG.info("area under the curve: %s", areas)
    reader = learned(found, table, rarity)
    save_file({name: tensor.half().numpy() for name, tensor in reader.state_dict().items()}, TARGET)
    record = {"pairs": len(found), "area under the curve, by statements held out": areas}
    TARGET.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
