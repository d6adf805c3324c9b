"""Sentence embeddings: the shipped static model without torch, or any sentence-transformers model by name.

A static model is a table of token vectors; a text's embedding is their mean, normalised (Reimers and Gurevych
2019 for the layout; the model is described in docs/model-card.md).
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.tokenise import stems

Vectors = NDArray[np.float32]

PREFIXES: dict[str, tuple[str, str]] = {
    "multilingual-e5-large-instruct": (
        "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ",
        "",
    ),
    "multilingual-e5": ("query: ", "passage: "),
    "ruri-v3": ("検索クエリ: ", "検索文書: "),
    "bge-m3": ("", ""),
}
"""What model families that do not always declare it want before queries and before passages, by their model cards.

The first that stands in a model's name counts. A model of no family is given what it declares, if anything; so is
hotchpotch/bekko-static-embedding-v1, whose page on the hub shows texts embedded as they are.
"""

DECLARED = "config_sentence_transformers.json"
"""Where a model says what it wants before texts: `prompts`, by their purpose."""


ENGLISH_WORD = re.compile("[a-z]{2,}")

FEW = 32
"""How many texts are no work to share out: the words of a question."""

TEXTS_AT_ONCE = 128
"""How many texts are embedded together: enough to be fast, few enough to take little memory."""


class Embedder(Protocol):
    """Turns texts into unit vectors. `fingerprint` changes whenever its vectors do."""

    @property
    def fingerprint(self) -> str:
        """A short name of the model's exact state."""

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each."""

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question."""


class StaticEmbedder:
    """A sentence-transformers StaticEmbedding model, run with tokenizers and numpy alone.

    >>> StaticEmbedder(shipped_model()).embed_query("量子センサー").shape  # doctest: +SKIP
    (256,)
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.folder = static_folder(folder)

    @cached_property
    def prefixes(self) -> tuple[str, str]:
        """What the model declares to want before queries and before passages."""
        file = self.root / DECLARED
        return (
            declared(json.loads(file.read_text(encoding="utf-8")).get("prompts"))
            if file.is_file()
            else ("", "")
        )

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer."""
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self.folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def tensors(self) -> dict[str, NDArray[Any]]:
        """The stored tensors: `embeddings` (or `embedding.weight`), and for int8 tables `weights` by token."""
        from safetensors.numpy import load_file

        return load_file(self.folder / "model.safetensors")

    @cached_property
    def table(self) -> NDArray[Any]:
        """The token vectors as stored, one row for each token."""
        tensors = self.tensors
        return tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]

    @cached_property
    def fingerprint(self) -> str:
        """A hash of the model's size and its tokenizer's, and of its prefixes."""
        sizes = [
            (name, (self.folder / name).stat().st_size) for name in ("tokenizer.json", "model.safetensors")
        ]
        sizes.extend((prefix, 0) for prefix in self.prefixes if prefix)
        with (self.folder / "model.safetensors").open("rb") as file:
            head = file.read(65536)
        return "static-" + hashlib.sha256(json.dumps(sizes).encode() + head).hexdigest()[:12]

    def rows(self, ids: Sequence[int]) -> Vectors:
        """The vectors of tokens: mapped to their rows, and scaled, where the model says so."""
        tokens = np.asarray(ids, dtype=np.intp)
        mapping, weights = self.tensors.get("mapping"), self.tensors.get("weights")
        vectors: Vectors = self.table[tokens if mapping is None else mapping[tokens]].astype(np.float32)
        if weights is not None:
            vectors *= weights[tokens][:, None].astype(np.float32)
        return vectors

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each."""
        return self.vectors([self.prefixes[1] + text for text in texts])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts as they are, one row each; zero for what has no tokens."""
        vectors = np.zeros((len(texts), self.table.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            vectors[start : start + TEXTS_AT_ONCE] = self.sums(texts[start : start + TEXTS_AT_ONCE])
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(norms > 0, norms, 1)
        return vectors

    def sums(self, texts: Sequence[str]) -> Vectors:
        """The sum of each text's token vectors, which has the direction of their mean; zero without tokens."""
        sums = np.zeros((len(texts), self.table.shape[1]), dtype=np.float32)
        for row, ids in enumerate(self.pieces_of_each(texts)):
            if ids:
                sums[row] = self.rows(ids).sum(axis=0)
        return sums

    def pieces_of_each(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of texts; of few at once without the threads that a batch would be shared out to."""
        if len(texts) <= FEW:
            return [self.pieces(text) for text in texts]
        batch = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in batch]

    def pieces(self, text: str) -> list[int]:
        """The tokens of a text; a word that the model knows as a whole is one."""
        return list(self.tokenizer.encode(text, add_special_tokens=False).ids)

    @cached_property
    def words_by_stem(self) -> dict[str, str]:
        """For each stem of the English words that the model knows as a whole, these words, spaces between."""
        known = json.loads(self.tokenizer.to_str())["model"]["vocab"]
        words = sorted(piece for piece, _ in known if ENGLISH_WORD.fullmatch(piece))
        found: dict[str, str] = {}
        for stem, word in zip(stems(words), words, strict=True):
            found[stem] = f"{found[stem]} {word}" if stem in found else word
        return found

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question."""
        vector: Vectors = self.vectors([self.prefixes[0] + text])[0]
        return vector


class TransformerEmbedder:
    """Any sentence-transformers model, by folder or hub name, with the prefixes its family wants."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = name
        self.model: Any = SentenceTransformer(name)
        self.query_prefix, self.passage_prefix = next(
            (prefixes for family, prefixes in PREFIXES.items() if family in name.lower()),
            declared(self.model.prompts),
        )

    @property
    def fingerprint(self) -> str:
        """The model's name and its prefixes, hashed."""
        said = json.dumps([self.name, self.query_prefix, self.passage_prefix])
        return "st-" + hashlib.sha256(said.encode()).hexdigest()[:12]

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, one row each."""
        prefixed = [self.passage_prefix + text for text in texts]
        return np.asarray(self.model.encode(prefixed, prompt="", normalize_embeddings=True), dtype=np.float32)

    def embed_query(self, text: str) -> Vectors:
        """The vector of a question."""
        encoded = self.model.encode([self.query_prefix + text], prompt="", normalize_embeddings=True)
        return np.asarray(encoded[0], dtype=np.float32)


def declared(prompts: Mapping[str, str] | None) -> tuple[str, str]:
    """What a model that declares `prompts` wants before queries and before passages.

    >>> declared({"query": "query: ", "document": "passage: "})
    ('query: ', 'passage: ')
    """
    said = prompts or {}
    return said.get("query") or "", said.get("document") or said.get("passage") or ""


def shipped_model() -> Path:
    """The folder of the model that the package ships."""
    with as_file(files("index").joinpath("model")) as folder:
        return folder


@cache
def shipped_embedder() -> StaticEmbedder:
    """The static model that the package ships, loaded once."""
    return StaticEmbedder(shipped_model())


def static_folder(folder: Path) -> Path:
    """Where a sentence-transformers folder keeps its static module."""
    modules = folder / "modules.json"
    if modules.is_file():
        first = json.loads(modules.read_text(encoding="utf-8"))[0]
        return folder / first["path"] if first["path"] else folder
    return folder


def is_static(folder: Path) -> bool:
    """Whether a folder holds a model that `StaticEmbedder` can run."""
    modules = folder / "modules.json"
    return (
        modules.is_file() and "StaticEmbedding" in json.loads(modules.read_text(encoding="utf-8"))[0]["type"]
    )


def load_embedder(name: str | None) -> Embedder:
    """The embedder that a setting names: None for the shipped model, a folder, or a hub name.

    Raises:
        ValueError: when the model needs sentence-transformers and that is not installed, or cannot be loaded.
    """
    if name is None:
        return shipped_embedder()
    folder = Path(name)
    if folder.is_dir() and is_static(folder):
        return StaticEmbedder(folder)
    try:
        return TransformerEmbedder(name)
    except ImportError as missing:
        raise ValueError(
            f"the embedding model '{name}' needs sentence-transformers: pip install 'jnexus-assistant[models]'"
        ) from missing
    except OSError as fault:
        raise ValueError(
            f"the embedding model '{name}' cannot be loaded: give a folder, or a hub name that can be reached"
        ) from fault
