"""Trains the static embedding model and writes it as sentence-transformers loads it.

A text's vector is the mean of its token vectors (Reimers & Gurevych 2020 for bilingual alignment of
sentence vectors). Training uses in-batch negatives in both directions (Henderson et al. 2017; the
MultipleNegativesRankingLoss of sentence-transformers, written out here so that equal texts in a batch are
not counted as negatives). Token vectors start with the smooth inverse frequency of Arora et al. (2017) as
their length and keep what training makes of it, so a plain mean needs no weighting afterwards.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from index.training.pairs import Pair
from index.training.vocabulary import encode

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """How to train. `scale` is the inverse temperature of the softmax over cosines."""

    size: int = 256
    epochs: int = 5
    batch: int = 1024
    rate: float = 0.02
    scale: float = 20.0
    seed: int = 7
    dropout: float = 0.1


@dataclass
class Encoded:
    """Token numbers of many texts in one array.

    Text i is tokens[starts[i]:starts[i + 1]]. `same` is equal for equal texts.
    """

    tokens: np.ndarray
    starts: np.ndarray
    same: np.ndarray

    def bag(self, chosen: np.ndarray, keep: float, chooser: np.random.Generator) -> tuple[Tensor, Tensor]:
        """Tokens and offsets of the chosen texts; a share of the tokens of long texts is dropped."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        spots = np.repeat(self.starts[chosen] - offsets, lengths) + np.arange(lengths.sum())
        tokens = self.tokens[spots]
        if keep < 1.0:
            owner = np.repeat(np.arange(len(chosen)), lengths)
            kept = (chooser.random(len(tokens)) < keep) | (lengths[owner] < 4)
            kept[offsets] = True
            tokens = tokens[kept]
            lengths = np.bincount(owner[kept], minlength=len(chosen))
            offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return torch.from_numpy(tokens), torch.from_numpy(offsets)


def encode_side(tokenizer: Tokenizer, texts: Sequence[str]) -> Encoded:
    """Encode all texts of one side of a list of pairs."""
    found = [ids or [0] for ids in encode(tokenizer, texts)]
    starts = np.concatenate([[0], np.cumsum([len(ids) for ids in found])]).astype(np.int64)
    groups: dict[tuple[int, ...], int] = {}
    same = np.asarray([groups.setdefault(tuple(sorted(ids)), len(groups)) for ids in found], np.int64)
    return Encoded(np.asarray([number for ids in found for number in ids], np.int64), starts, same)


def initial(tokenizer: Tokenizer, sides: Sequence[Encoded], plan: Plan) -> Tensor:
    """Random directions whose length is a / (a + share of the token), the weight of Arora et al..

    The unknown token is zero.
    """
    counts = np.bincount(
        np.concatenate([side.tokens for side in sides]), minlength=tokenizer.get_vocab_size()
    )
    share = counts / counts.sum()
    generator = torch.Generator().manual_seed(plan.seed)
    directions = functional.normalize(torch.randn(len(counts), plan.size, generator=generator), dim=1)
    return directions * torch.from_numpy(1e-3 / (1e-3 + share)).float()[:, None]


def embed(weights: Tensor, bag: tuple[Tensor, Tensor]) -> Tensor:
    """Unit vectors of the texts in a bag."""
    return functional.normalize(functional.embedding_bag(bag[0], weights, bag[1], mode="mean"), dim=1)


def train(tokenizer: Tokenizer, rounds: Sequence[Sequence[Pair]], plan: Plan) -> np.ndarray:
    """Token vectors after one pass over each list of pairs in `rounds`.

    In shuffled batches with a rate that rises and falls.
    """
    torch.manual_seed(plan.seed)
    chooser = np.random.default_rng(plan.seed)
    unique = {id(pairs): pairs for pairs in rounds}
    sides = {
        name: (
            encode_side(tokenizer, [left for left, _ in pairs]),
            encode_side(tokenizer, [right for _, right in pairs]),
        )
        for name, pairs in unique.items()
    }
    weights = initial(tokenizer, [side for both in sides.values() for side in both], plan).requires_grad_()
    steps = sum(len(pairs) // plan.batch for pairs in rounds)
    optimizer = torch.optim.Adam([weights], lr=plan.rate, betas=(0.9, 0.99), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / 50, max(0.02, 1 - step / max(steps, 1)))
    )
    step = 0
    for number, pairs in enumerate(rounds):
        left, right = sides[id(pairs)]
        order = chooser.permutation(len(pairs))
        total = 0.0
        for first in range(0, len(order) - plan.batch + 1, plan.batch):
            chosen = order[first : first + plan.batch]
            loss = batch_loss(weights, left, right, chosen, plan, chooser)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            with torch.no_grad():
                weights[0].zero_()
            total += loss.item()
            step += 1
        LOG.info(
            "round %d of %d, %d pairs, loss %.3f",
            number + 1,
            len(rounds),
            len(pairs),
            total / max(1, len(pairs) // plan.batch),
        )
    trained: np.ndarray = weights.detach().numpy()
    return trained


def batch_loss(
    weights: Tensor,
    left: Encoded,
    right: Encoded,
    chosen: np.ndarray,
    plan: Plan,
    chooser: np.random.Generator,
) -> Tensor:
    """Symmetric cross-entropy over the batch; pairs that share a text do not count against each other."""
    keep = 1.0 - plan.dropout
    bags = left.bag(chosen, keep, chooser), right.bag(chosen, keep, chooser)
    tokens = torch.cat([bags[0][0], bags[1][0]])
    both = embed(weights, (tokens, torch.cat([bags[0][1], bags[1][1] + len(bags[0][0])])))
    scores = plan.scale * both[: len(chosen)] @ both[len(chosen) :].T
    equal = (left.same[chosen][:, None] == left.same[chosen][None]) | (
        right.same[chosen][:, None] == right.same[chosen][None]
    )
    np.fill_diagonal(equal, False)
    scores = scores.masked_fill(torch.from_numpy(equal), -1e4)
    target = torch.arange(len(chosen))
    return (functional.cross_entropy(scores, target) + functional.cross_entropy(scores.T, target)) / 2


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers from -127 to 127 and one scale a row: vectors ≈ numbers × scale."""
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-9) / 127
    return np.rint(vectors / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def save(folder: Path, tokenizer: Tokenizer, vectors: np.ndarray) -> int:
    """Writes the folder that `SentenceTransformer(folder)` loads; returns its bytes.

    `embeddings` (int8) times `weights` (float32, one a row) is the layout of model2vec,
    which StaticEmbedding multiplies out on loading.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "0_StaticEmbedding"
    part.mkdir(exist_ok=True)
    numbers, scale = quantise(vectors)
    save_file(
        {"embeddings": numbers, "weights": scale}, str(part / "model.safetensors"), metadata={"format": "pt"}
    )
    (part / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    kind = "sentence_transformers.sentence_transformer.modules.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": part.name, "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules, indent=1) + "\n", encoding="utf-8")
    settings = {
        "model_type": "SentenceTransformer",
        "prompts": {"query": "", "document": ""},
        "similarity_fn_name": "cosine",
    }
    (folder / "config_sentence_transformers.json").write_text(
        json.dumps(settings, indent=1) + "\n", encoding="utf-8"
    )
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def texts_to_vectors(tokenizer: Tokenizer, vectors: np.ndarray, texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts, as the running program computes them: without torch."""
    found = np.zeros((len(texts), vectors.shape[1]), np.float32)
    for row, ids in enumerate(encode(tokenizer, texts)):
        if ids:
            mean = vectors[ids].mean(axis=0)
            found[row] = mean / max(math.sqrt(float(mean @ mean)), 1e-9)
    return found
