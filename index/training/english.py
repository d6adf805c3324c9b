"""What a transformer that has learned English gives to begin with: all-MiniLM-L6-v2, in the static model's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
OWN = 160
"""How wide what is kept of each token beside its vector is."""

LIKE, SHARPNESS, LEAST_LIKE = 6, 0.08, 0.05
"""From how many English words a word begins, how much the nearest count more, and how near they must be."""

RIDGE = 1.0
AT_ONCE = 4096
SMALL = 1e-12


class English:
    """What all-MiniLM-L6-v2 knows.

    Args:
        folder: its files.
    """

    def __init__(self, folder: Path) -> None:
        self.weights: Mapping[str, Tensor] = load_file(folder / "model.safetensors")
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.rows = {word: row for row, word in enumerate(lines)}

    def of(self, name: str) -> Tensor:
        """Weights by name."""
        return self.weights[name]

    def linear(self, *names: str) -> nn.Linear:
        """Linear layers, one below the other."""
        weight = torch.cat([self.of(f"{name}.weight") for name in names])
        layer = nn.Linear(weight.shape[1], weight.shape[0])
        layer.weight.data.copy_(weight)
        layer.bias.data.copy_(torch.cat([self.of(f"{name}.bias") for name in names]))
        return layer

    def normal(self, name: str) -> nn.LayerNorm:
        """A layer normalisation."""
        layer = nn.LayerNorm(WIDTH, eps=SMALL)
        layer.weight.data.copy_(self.of(f"{name}.weight"))
        layer.bias.data.copy_(self.of(f"{name}.bias"))
        return layer


def begun_with(
    words: Tensor, rows: Mapping[str, int], vectors: Tensor, vocabulary: Sequence[str]
) -> tuple[Tensor, Tensor]:
    """What each token begins with beyond the mean, and the mean: an English word with what is known of it, any other
    with that of the English words nearest to it in the static model (WECHSEL, Minixhofer and others 2022)."""
    shared = [
        token for token, text in enumerate(vocabulary) if text in rows and text.isascii() and text.isalnum()
    ]
    english = words[[rows[vocabulary[token]] for token in shared]]
    mean = english.mean(0)
    begun = torch.zeros(len(vectors), WIDTH)
    for some in torch.arange(len(vectors)).split(AT_ONCE):
        near = (vectors[some] @ vectors[shared].T).topk(LIKE, 1)
        counts = torch.softmax(near.values / SHARPNESS, 1) * (near.values[:, :1] > LEAST_LIKE)
        begun[some] = (counts[..., None] * (english - mean)[near.indices]).sum(1)
    begun[shared] = english - mean
    return begun, mean


def apart(begun: Tensor, vectors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What tokens begin with as a map of their vectors, the rest as rows of `OWN` numbers, and what spreads these."""
    ridge = vectors.T @ vectors + RIDGE * torch.eye(vectors.shape[1])
    mapped = torch.linalg.solve(ridge, vectors.T @ begun)
    rest = begun - vectors @ mapped
    _, _, directions = torch.linalg.svd(rest, full_matrices=False)
    spread = directions[:OWN].contiguous()
    return mapped, rest @ spread.T, spread
