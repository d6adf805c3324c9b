"""Learning to read questions and statements together, begun as a transformer that has learned English."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from index.question_vectors import shipped_question_embedder
from index.verifier import Batch, Pair, Verifier

pytest.importorskip("torch", reason="the extra 'models' is not installed")

import torch

from index.training.english import OWN, WIDTH, English, apart, begun_with
from index.training.verifier import LAYERS, Reader, stored

WORDS = ("[CLS]", "[SEP]", "cost", "day", "night", "fair", "of", "the")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> English:
    """Weights of the right shapes, drawn by chance."""
    folder = tmp_path_factory.mktemp("english")
    chance = np.random.default_rng(0)
    layer = {
        "attention.self.query": (WIDTH, WIDTH),
        "attention.self.key": (WIDTH, WIDTH),
        "attention.self.value": (WIDTH, WIDTH),
        "attention.output.dense": (WIDTH, WIDTH),
        "attention.output.LayerNorm": (WIDTH,),
        "intermediate.dense": (4 * WIDTH, WIDTH),
        "output.dense": (WIDTH, 4 * WIDTH),
        "output.LayerNorm": (WIDTH,),
    }
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (512, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        "embeddings.LayerNorm.weight": (WIDTH,),
        "embeddings.LayerNorm.bias": (WIDTH,),
    }
    for place in range(LAYERS):
        for name, shape in layer.items():
            shapes[f"encoder.layer.{place}.{name}.weight"] = shape
            shapes[f"encoder.layer.{place}.{name}.bias"] = shape[:1]
    weights: dict[str, Any] = {
        name: (chance.standard_normal(shape) / 16).astype(np.float32) for name, shape in shapes.items()
    }
    save_file(weights, folder / "model.safetensors")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    return English(folder)


def test_an_english_word_begins_as_it_is_known_and_another_as_the_words_nearest_to_it(
    english: English,
) -> None:
    vectors = torch.eye(8)[[0, 1, 2, 3, 4, 5, 0, 7]]
    words = english.of("embeddings.word_embeddings.weight")
    begun, mean = begun_with(words, english.rows, vectors, [*WORDS[2:], "費用", "夕"])
    assert torch.allclose(begun[0] + mean, words[english.rows["cost"]], atol=1e-6)
    assert torch.nn.functional.cosine_similarity(begun[6], begun[0], dim=0) > 0.99
    assert begun[7].abs().max() == 0


def test_what_words_begin_with_is_told_by_their_vectors_and_what_is_kept_beside() -> None:
    torch.manual_seed(0)
    vectors, begun = torch.randn(100, 16), torch.randn(100, OWN - 20) @ torch.randn(OWN - 20, WIDTH)
    mapped, own, spread = apart(begun, vectors)
    assert torch.allclose(vectors @ mapped + own @ spread, begun, atol=1e-2)


def test_what_is_kept_reads_as_what_was_learned(english: English, tmp_path: Path) -> None:
    embedder = shipped_question_embedder()
    texts = [
        "What does the night cost?",
        "The fair is on a day in May.",
        "費用は？",
        "Which day?",
    ]
    pieces = embedder.static.pieces_of_each(texts)
    vectors = torch.from_numpy(embedder.unit_vectors(range(embedder.tokens)))
    vocabulary = [embedder.static.tokenizer.id_to_token(token) for token in range(embedder.tokens)]
    torch.manual_seed(0)
    reader = Reader(english, vectors, vocabulary, torch.rand(embedder.tokens)).eval()
    pairs = [Pair(asked, pieces[1], [0.3] * len(asked), (0.2, 0.7)) for asked in pieces]
    with torch.no_grad():
        learned = reader(Batch.of(pairs)).numpy()
    known = sorted({piece for found in pieces for piece in found})
    save_file(dict(stored(reader, known)), tmp_path / "kept.safetensors")
    kept = Verifier.load(tmp_path / "kept.safetensors", embedder).odds(pairs)
    assert np.ptp(learned) > 0.05
    assert kept == pytest.approx(learned, abs=0.02)
