import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split

from index.embedding import (
    StaticEmbedder,
    TransformerEmbedder,
    is_static,
    load_embedder,
    shipped_embedder,
    shipped_model,
)
from index.ingest import ingest
from index.passage_index import open_index
from index.retriever import Retriever
from index.vocabulary import VocabularyVectors

TEXTS = [
    "在ボストン日本国総領事館",
    "How do I get onto the PI list?",
    "量子センサーの研究で 15億3,400万ドル を調達した。",
    "",
    "ＭＡ州 & Connecticut — R&D",
    "研究" * 400,
]


def test_the_shipped_model_is_static_and_small() -> None:
    assert is_static(shipped_model())
    assert shipped_embedder().table.shape[1] <= 512


def test_vectors_are_unit_vectors_and_nothing_has_none() -> None:
    norms = np.linalg.norm(shipped_embedder().embed_documents(TEXTS), axis=1)
    assert norms.tolist() == pytest.approx([0.0 if not text else 1.0 for text in TEXTS], abs=1e-5)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=300))
def test_a_text_has_the_same_vector_in_any_company(texts: list[str]) -> None:
    together = shipped_embedder().embed_documents(texts)
    alone = shipped_embedder().embed_query(texts[-1])
    assert np.array_equal(together[-1], alone)


def test_no_texts_give_no_vectors() -> None:
    assert shipped_embedder().embed_documents([]).shape == (0, shipped_embedder().table.shape[1])


def test_the_static_embedder_gives_the_vectors_of_sentence_transformers() -> None:
    library = pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")
    theirs = library.SentenceTransformer(str(shipped_model()), device="cpu").encode(
        TEXTS, normalize_embeddings=True
    )
    np.testing.assert_allclose(shipped_embedder().embed_documents(TEXTS), theirs, atol=1e-5)


def test_words_that_mean_the_same_in_both_languages_are_near() -> None:
    embedder = shipped_embedder()
    japanese = embedder.embed_documents(["大学", "資金", "企業", "医療"])
    english = embedder.embed_documents(["university", "funds", "company", "medical care"])
    assert (japanese @ english.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_copy_of_the_model_elsewhere_is_the_same_model(tmp_path: Path) -> None:
    (tmp_path / "model").symlink_to(shipped_model())
    copy = load_embedder(str(tmp_path / "model"))
    assert isinstance(copy, StaticEmbedder)
    assert copy.fingerprint == shipped_embedder().fingerprint
    assert np.array_equal(copy.embed_query("研究"), shipped_embedder().embed_query("研究"))


def test_another_table_is_another_model(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    for file in shipped_model().rglob("*"):
        target = folder / file.relative_to(shipped_model())
        if file.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    table = next(folder.rglob("model.safetensors"))
    data = bytearray(table.read_bytes())
    data[5000] ^= 1
    table.write_bytes(data)
    assert load_embedder(str(folder)).fingerprint != shipped_embedder().fingerprint


def test_a_model_that_cannot_be_had_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ValueError, match=r"the embedding model '.*absent' (needs|cannot be loaded)"):
        load_embedder(str(tmp_path / "absent"))


def test_the_words_of_a_stem_are_known() -> None:
    words = shipped_embedder().words_by_stem
    assert "company" in words["compani"].split()
    assert "japanes" in words
    assert "zzyzx" not in words


@pytest.fixture
def static_model(tmp_path: Path) -> Path:
    """A small static model that declares what it wants before queries and passages."""
    pieces = ["[UNK]", *"query:passage 研究量子"]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Split(Regex("."), "isolated")
    folder = tmp_path / "static-embedding"
    (folder / "0_StaticEmbedding").mkdir(parents=True)
    tokenizer.save(str(folder / "0_StaticEmbedding" / "tokenizer.json"))
    table = np.random.default_rng(0).normal(size=(len(vocabulary), 8)).astype(np.float32)
    save_file({"embedding.weight": table}, folder / "0_StaticEmbedding" / "model.safetensors")
    module = {"idx": 0, "name": "0", "path": "0_StaticEmbedding", "type": "models.StaticEmbedding"}
    (folder / "modules.json").write_text(json.dumps([module]), encoding="utf-8")
    prompts = {"prompts": {"query": "query: ", "document": "passage: "}}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts), encoding="utf-8")
    return folder


def test_a_static_model_is_given_the_prefixes_that_it_declares(static_model: Path) -> None:
    embedder = load_embedder(str(static_model))
    assert isinstance(embedder, StaticEmbedder)
    plain = embedder.vectors(["query: 研究", "passage: 研究"])
    assert np.array_equal(embedder.embed_query("研究"), plain[0])
    assert np.array_equal(embedder.embed_documents(["研究"])[0], plain[1])
    assert not np.allclose(plain[0], plain[1])


def test_a_static_model_that_declares_nothing_is_given_texts_as_they_are(static_model: Path) -> None:
    (static_model / "config_sentence_transformers.json").unlink()
    embedder = load_embedder(str(static_model.rename(static_model.with_name("bekko-static-embedding-v1"))))
    assert isinstance(embedder, StaticEmbedder)
    plain = embedder.vectors(["研究"])[0]
    assert np.array_equal(embedder.embed_query("研究"), plain)
    assert np.array_equal(embedder.embed_documents(["研究"])[0], plain)


def test_a_static_model_with_other_prefixes_is_another_model(static_model: Path) -> None:
    before = load_embedder(str(static_model)).fingerprint
    (static_model / "config_sentence_transformers.json").unlink()
    assert load_embedder(str(static_model)).fingerprint != before


def test_a_library_is_searched_with_a_static_model_by_setting(static_model: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# 研究\n\n量子の研究。", encoding="utf-8")
    index = open_index(tmp_path / "home", model=str(static_model))
    ingest(index, [tmp_path / "page.md"])
    assert Retriever(index).search("量子", 1)[0].parts["dense"] > 0


@pytest.fixture(scope="module")
def any_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small transformer as sentence-transformers keeps it, which has learned nothing."""
    library = pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")
    from sentence_transformers import models
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("any")
    letters = [
        *"abcdefghijklmnopqrstuvwxyz:研究検索クエリ文書量子",
        *(f"##{x}" for x in "abcdefghijklmnopqrstuvwxyz"),
    ]
    (folder / "vocab.txt").write_text(
        "\n".join(dict.fromkeys(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters])), encoding="utf-8"
    )
    tokenizer = BertTokenizerFast(vocab_file=str(folder / "vocab.txt"), model_max_length=64)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    tokenizer.save_pretrained(folder / "bert")
    words = models.Transformer(str(folder / "bert"))
    made = library.SentenceTransformer(modules=[words, models.Pooling(16)], device="cpu")
    made.save(str(folder / "model"))
    return folder / "model"


@pytest.mark.parametrize(
    ("family", "query", "passage"),
    [
        ("multilingual-e5-small", "query: ", "passage: "),
        (
            "multilingual-e5-large-instruct",
            "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: ",
            "",
        ),
        ("ruri-v3-30m", "検索クエリ: ", "検索文書: "),
        ("bge-m3", "", ""),
        ("some-model", "", ""),
    ],
)
def test_a_model_of_a_known_family_is_given_its_prefixes(
    any_model: Path, tmp_path: Path, family: str, query: str, passage: str
) -> None:
    (tmp_path / family).symlink_to(any_model)
    embedder = load_embedder(str(tmp_path / family))
    assert isinstance(embedder, TransformerEmbedder)

    def plain(text: str) -> Any:
        return embedder.model.encode([text], normalize_embeddings=True)[0]

    np.testing.assert_allclose(embedder.embed_query("研究"), plain(f"{query}研究"), atol=1e-5)
    np.testing.assert_allclose(embedder.embed_documents(["量子"])[0], plain(f"{passage}量子"), atol=1e-5)


def test_a_library_is_embedded_and_searched_with_a_model_by_setting(any_model: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# 研究\n\n量子の研究。", encoding="utf-8")
    index = open_index(tmp_path / "home", model=str(any_model))
    ingest(index, [tmp_path / "page.md"])
    hit = Retriever(index).search("量子", 1)[0]
    assert hit.passage.publication_id == "page"
    assert hit.parts["dense"] > 0


def test_what_is_near_a_word_does_not_hang_on_the_words_beside_it() -> None:
    embedder = shipped_embedder()
    known = VocabularyVectors.build([*embedder.words_by_stem][:5000], embedder, VocabularyVectors())
    assert known.vectors.shape == (len(known.terms), 256)
    vectors = embedder.embed_documents(
        "quantum startup visa boston researcher export budget attendance".split()
    )
    alone = [known.nearest(vector[np.newaxis])[0] for vector in vectors]
    assert any(alone)
    assert known.nearest(vectors) == alone
