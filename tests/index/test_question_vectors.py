"""Questions for the same thing are near each other, however they are asked."""

import numpy as np
import pytest

from index.question_vectors import shipped_question_embedder


def cosine(one: str, other: str) -> float:
    vectors = shipped_question_embedder().embed([one, other])
    return float(vectors[0] @ vectors[1])


def static_cosine(one: str, other: str) -> float:
    vectors = shipped_question_embedder().static.embed_documents([one, other])
    return float(vectors[0] @ vectors[1])


def test_a_vector_is_the_static_models_beside_what_was_learned_of_questions() -> None:
    embedder = shipped_question_embedder()
    texts = ["量子センサーとは", "What is a quantum sensor?", ""]
    vectors, width = embedder.embed(texts), embedder.static.table.shape[1]
    assert vectors.shape == (3, 2 * width)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 1, 0], atol=1e-5)
    halves = vectors[:, :width] * np.sqrt(2)
    np.testing.assert_allclose(halves, embedder.static.embed_documents(texts), atol=1e-5)


@pytest.mark.parametrize(
    ("asked", "same", "other"),
    [
        (
            "Could you tell me how many lighthouses there are?",
            "number of lighthouses",
            "Could you tell me how many bridges there are?",
        ),
        ("灯台は何基ありますか、教えてください", "灯台の数", "橋は何本ありますか、教えてください"),
    ],
)
def test_what_is_asked_for_counts_more_than_how(asked: str, same: str, other: str) -> None:
    learned = cosine(asked, same) - cosine(asked, other)
    assert learned > static_cosine(asked, same) - static_cosine(asked, other)


def test_the_fingerprint_tells_the_static_model_and_what_was_learned() -> None:
    embedder = shipped_question_embedder()
    assert embedder.fingerprint.startswith(f"{embedder.static.fingerprint}-")
