"""Word translation probabilities from sentence pairs.

IBM model 1 (Brown et al. 1993) in a few array operations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Alignment:
    """`probability[english][japanese]` = t(japanese | english) above the floor.

    `seen[english]` = pairs it occurs in.
    """

    probability: dict[str, dict[str, float]]
    seen: Counter[str]


def align(
    pairs: Iterable[tuple[Sequence[str], Sequence[str]]], rounds: int = 8, floor: float = 0.02
) -> Alignment:
    """Learns t(j | e) by expectation maximisation over (English words, Japanese words) pairs.

    An empty English word takes the rest.
    """
    english_ids: dict[str, int] = {"": 0}
    japanese_ids: dict[str, int] = {}
    seen: Counter[str] = Counter()
    left: list[int] = []
    right: list[int] = []
    token: list[int] = []
    tokens = 0
    for english, japanese in pairs:
        sources = ["", *dict.fromkeys(english)]
        seen.update(sources[1:])
        source_ids = [english_ids.setdefault(word, len(english_ids)) for word in sources]
        for word in japanese:
            target = japanese_ids.setdefault(word, len(japanese_ids))
            left.extend(source_ids)
            right.extend([target] * len(source_ids))
            token.extend([tokens] * len(source_ids))
            tokens += 1
    width = max(len(japanese_ids), 1)
    cell, place = np.unique(
        np.asarray(left, np.int64) * width + np.asarray(right, np.int64), return_inverse=True
    )
    source = cell // width
    token_ids = np.asarray(token, np.int64)
    table = np.full(len(cell), 1.0 / width)
    for _ in range(rounds):
        share = table[place]
        share /= np.bincount(token_ids, share, tokens)[token_ids]
        counts = np.bincount(place, share, len(cell))
        table = counts / np.maximum(np.bincount(source, counts, len(english_ids)), 1e-12)[source]
    english_words, japanese_words = list(english_ids), list(japanese_ids)
    probability: dict[str, dict[str, float]] = {}
    for index in np.flatnonzero(table >= floor):
        word = english_words[int(source[index])]
        if word:
            probability.setdefault(word, {})[japanese_words[int(cell[index] % width)]] = float(table[index])
    return Alignment(probability, seen)
