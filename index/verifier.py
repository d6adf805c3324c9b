"""Whether a statement answers a question, by reading both together.

`index/decisive.py` weighs each word that lacks by itself, whatever stands beside it: "which day" and "which venue" of
one event differ little to it. Here both texts are read at once by a small transformer (Vaswani and others 2017; a
cross-encoder as in Nogueira and Cho 2019), which began as the first layers of one that had learned English from a
billion pairs of sentences (MiniLM, Wang and others 2020, in the form all-MiniLM-L6-v2 of Reimers and Gurevych 2019).
Words of Japanese began as the English words nearest to them in the static model (Minixhofer and others 2022, WECHSEL).
Beside its words it is told how rare each is, how near the nearest one of the other text is, and how much it counts in
the statement and the questions known to it. It learned from the questions that statements are known to answer and to
leave open (`index/training/verifier.py`), is kept in whole numbers of eight bits, and computes in numpy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.lexical import Scores
from index.question_vectors import QuestionEmbedder, shipped_question_embedder

HEADS = 12
MOST_ASKED, MOST_STATED = 40, 80
"""How many tokens of a question and of a statement are read."""

ASKED, STATED, MARK = 1, 2, 3
"""What a token belongs to: the question, the statement, or neither, as a mark of where they begin and end."""

BEGIN, END = -2, -1
"""The marks."""

SAME = 0.9999
NOWHERE = -1.0
HIDDEN = -1e4
SMALL = np.float32(1e-12)
GELU, CUBED = np.float32(np.sqrt(2 / np.pi)), np.float32(0.044715)
"""The form of the Gaussian error linear unit by the hyperbolic tangent (Hendrycks and Gimpel 2016)."""

SCALE = ".scale"
"""The name of what each row of a matrix of whole numbers is multiplied by, after that of the matrix."""

Ints = NDArray[np.intp]
Tensors = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class Pair:
    """A question beside a statement.

    `asked` and `stated` are their tokens in order; `standing` tells how much each token of the question counts, 0 to 1,
    in the statement and the questions known to it; `cosines` are those of the question with these all and with the
    nearest ones.
    """

    asked: Sequence[int]
    stated: Sequence[int]
    standing: Sequence[float]
    cosines: tuple[float, float]


@dataclass(frozen=True)
class Batch:
    """Pairs of which each is one row, question and statement with marks around them: `tokens`, what they belong to
    (`texts`, 0 where a row has ended), which `part` of the row they stand in (0 or 1), how much they count
    (`standing`), and the `cosines` of the pairs."""

    tokens: Ints
    texts: Ints
    parts: Ints
    standing: NDArray[np.float32]
    cosines: NDArray[np.float32]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "Batch":
        """Lay pairs out in rows."""
        cut = [(list(pair.asked[:MOST_ASKED]), list(pair.stated[:MOST_STATED])) for pair in pairs]
        shape = (len(pairs), max(len(asked) + len(stated) for asked, stated in cut) + 3)
        tokens, texts, parts = (np.zeros(shape, dtype=np.intp) for _ in range(3))
        standing = np.zeros(shape, dtype=np.float32)
        for row, ((asked, stated), pair) in enumerate(zip(cut, pairs, strict=True)):
            first, end = len(asked) + 1, len(asked) + len(stated) + 2
            tokens[row, : end + 1] = [BEGIN, *asked, END, *stated, END]
            texts[row, 0] = texts[row, first] = texts[row, end] = MARK
            texts[row, 1:first], texts[row, first + 1 : end] = ASKED, STATED
            parts[row, first + 1 :] = 1
            standing[row, 1:first] = pair.standing[: len(asked)]
        cosines = np.array([pair.cosines for pair in pairs], dtype=np.float32)
        return cls(tokens, texts, parts, standing, cosines)


class Verifier:
    """Tells the odds that statements answer questions.

    Args:
        tensors: what was learned, by name.
        embedder: gives the vectors of tokens.
    """

    def __init__(self, tensors: Tensors, embedder: QuestionEmbedder) -> None:
        self.tensors = tensors
        self.embedder = embedder

    @classmethod
    def load(cls, file: Path, embedder: QuestionEmbedder) -> "Verifier":
        """Open what was learned."""
        from safetensors.numpy import load_file

        stored = load_file(file)
        tensors = {
            name: tensor.astype(np.float32) for name, tensor in stored.items() if not name.endswith(SCALE)
        }
        for name, scale in stored.items():
            if name.endswith(SCALE):
                tensors[name.removesuffix(SCALE)] *= scale.astype(np.float32)[:, None]
        return cls(tensors, embedder)

    @cached_property
    def layers(self) -> int:
        """How many layers there are."""
        return len({name.split(".")[1] for name in self.tensors if name.startswith("layers.")})

    def odds(self, pairs: Sequence[Pair]) -> Scores:
        """The logarithms of the odds that the statements of pairs answer their questions."""
        batch = Batch.of(pairs)
        asked, here = batch.texts == ASKED, batch.texts > 0
        vectors = self.vectors(batch.tokens)
        likeness = vectors @ vectors.transpose(0, 2, 1)
        across = (batch.texts[:, :, None] * batch.texts[:, None, :]) == ASKED * STATED
        nearest = np.maximum(0, np.where(across, likeness, NOWHERE).max(axis=2))
        rare = np.where(batch.tokens < 0, 0, self.tensors["rarities"][batch.tokens])
        signs = np.stack([rare, nearest > SAME, nearest, batch.standing, batch.standing * rare], axis=-1)
        state = (
            self.words(batch.tokens, vectors)
            + self.tensors["places"][: batch.tokens.shape[1]]
            + self.tensors["parts"][batch.parts]
            + self.mapped("signs", signs.astype(np.float32))
        )
        state = self.normal("normal", state)
        for layer in range(self.layers):
            state = self.read(f"layers.{layer}", state, here, likeness)
        weights = self.mapped("lacking", state)[..., 0] + self.tensors["pieces"][batch.tokens]
        lacking = (weights * asked * (1 - batch.standing)).sum(axis=1)
        mean = (state * asked[..., None]).sum(axis=1) / np.maximum(1, asked.sum(axis=1, keepdims=True))
        found: Scores = (
            lacking
            + self.mapped("whole", mean)[:, 0]
            + self.mapped("begins", state[:, 0])[:, 0]
            + self.mapped("cosines", batch.cosines)[:, 0]
        )
        return found

    def vectors(self, tokens: Ints) -> NDArray[np.float32]:
        """The vectors of tokens in the static model; zero for marks."""
        distinct, where = np.unique(tokens, return_inverse=True)
        vectors = self.embedder.unit_vectors(np.maximum(0, distinct).tolist())
        vectors[distinct < 0] = 0
        return vectors[where.reshape(tokens.shape)]

    def words(self, tokens: Ints, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """What the reading begins from at each token: its vector, mapped, and what was learned of it beside."""
        known = self.tensors["known"]
        rows = np.minimum(np.searchsorted(known, tokens), len(known) - 1)
        own = np.where((known[rows] == tokens)[..., None], self.tensors["own"][rows], np.float32(0))
        found = vectors @ self.tensors["map"] + own @ self.tensors["spread"] + self.tensors["mean"]
        marks = self.tensors["marks"][np.minimum(tokens, END) - BEGIN]
        words: NDArray[np.float32] = np.where((tokens < 0)[..., None], marks, found)
        return words

    def mapped(self, name: str, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """A linear layer."""
        found: NDArray[np.float32] = values @ self.tensors[f"{name}.weight"].T + self.tensors[f"{name}.bias"]
        return found

    def normal(self, name: str, state: NDArray[np.float32]) -> NDArray[np.float32]:
        """Layer normalisation."""
        middle = state - state.mean(axis=-1, keepdims=True)
        scaled = middle / np.sqrt((middle**2).mean(axis=-1, keepdims=True) + SMALL)
        found: NDArray[np.float32] = scaled * self.tensors[f"{name}.weight"] + self.tensors[f"{name}.bias"]
        return found

    def read(
        self, name: str, state: NDArray[np.float32], here: NDArray[np.bool_], likeness: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """One layer: every token looks at all others, the likelier the more alike they are, and is mapped."""
        rows, length, width = state.shape
        mixed = self.mapped(f"{name}.looks", state).reshape(rows, length, 3, HEADS, width // HEADS)
        asks, tells, values = np.ascontiguousarray(mixed.transpose(2, 0, 3, 1, 4))
        seen = asks @ tells.transpose(0, 1, 3, 2)
        seen /= np.sqrt(np.float32(width // HEADS))
        seen += self.tensors[f"{name}.likeness"][:, None, None] * likeness[:, None]
        seen += np.where(here, np.float32(0), np.float32(HIDDEN))[:, None, None]
        seen -= seen.max(axis=-1, keepdims=True)
        np.exp(seen, out=seen)
        seen /= seen.sum(axis=-1, keepdims=True)
        told = (seen @ values).transpose(0, 2, 1, 3).reshape(rows, length, width)
        state = self.normal(f"{name}.after_looking", state + self.mapped(f"{name}.gathers", told))
        inner = self.mapped(f"{name}.widens", state)
        inner *= 0.5 * (1 + np.tanh(GELU * (inner + CUBED * inner * inner * inner)))
        return self.normal(f"{name}.after_mapping", state + self.mapped(f"{name}.narrows", inner))


@cache
def shipped_verifier() -> Verifier:
    """What the package ships, loaded once."""
    with as_file(files("index").joinpath("model", "verifier.safetensors")) as file:
        return Verifier.load(file, shipped_question_embedder())
