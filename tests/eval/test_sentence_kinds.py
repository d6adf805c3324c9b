"""The kinds of sentences are learned from what was written for it."""

import json
from collections import Counter
from importlib.resources import files

import numpy as np
import pytest

from corpus.asked import LANGUAGES
from eval.sentence_kinds import Written, learned, sentences
from index.question_vectors import shipped_question_embedder

FRUITS = ("apple", "pear", "plum", "cherry", "lemon", "peach", "melon", "grape", "mango", "banana")
METALS = ("iron", "copper", "tin", "zinc", "lead", "silver", "gold", "nickel", "cobalt", "titanium")


def test_words_near_to_learned_ones_are_of_their_kind_though_never_seen() -> None:
    embedder = shipped_question_embedder()
    table = embedder.static.rows(range(embedder.tokens)).astype(np.float32)
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9)
    written = [
        Written(f"{ask} {word}?", word in FRUITS)
        for word in FRUITS + METALS
        for ask in ("Where is", "What is")
    ]
    weights, area = learned(written, embedder, table)
    fruit, metal = (
        weights[embedder.pieces_of_each([word])[0]].sum() for word in ("strawberry fruit", "steel metal")
    )
    assert fruit > metal
    assert area > 0.9


@pytest.mark.parametrize("name", ["everyday.jsonl", "orders.jsonl"])
def test_every_sentence_stands_once_in_both_languages(name: str) -> None:
    texts = Counter(text for text, _ in sentences(name))
    assert max(texts.values()) == 1
    lines = files("eval").joinpath("sentences", name).read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)[language].strip() for line in lines for language in LANGUAGES)
