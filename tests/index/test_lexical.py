import math
import subprocess
import sys
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import K1, B, Concept, Entry, LexicalIndex
from index.lexical_state import clear_states, is_complete, load_state, write_state

TOKENS = [
    ["総領事館", "ボストン", "研究"],
    ["研究", "研究", "大学", "資金"],
    ["startup", "fund", "ボストン"],
    [],
    ["資金", "fund", "fund", "startup", "accelerator"],
]


def entries(count: int) -> list[Entry]:
    return [Entry(f"p{number}", f"bulletin-{number % 2}", "publication", "ja") for number in range(count)]


@pytest.fixture
def lexical() -> LexicalIndex:
    return LexicalIndex.build(entries(len(TOKENS)), TOKENS)


def bm25(frequency: float, document_frequency: float, length: int) -> float:
    """Lucene's BM25 of one term, by its definition."""
    average = sum(map(len, TOKENS)) / len(TOKENS)
    idf = math.log(1 + (len(TOKENS) - document_frequency + 0.5) / (document_frequency + 0.5))
    return idf * frequency / (frequency + K1 * (1 - B + B * length / average))


words = st.sampled_from("abcdefgh")
corpora = st.lists(st.lists(words, max_size=12), min_size=1, max_size=12).filter(any)


@given(corpora, st.lists(words, min_size=1, max_size=4))
def test_scores_of_single_terms_are_those_of_bm25s(corpus: list[list[str]], query: list[str]) -> None:
    theirs = bm25s.BM25(k1=K1, b=B, method="lucene")
    theirs.index(corpus, show_progress=False)
    known = [word for word in query if word in theirs.vocab_dict]
    expected = theirs.get_scores(known) if known else np.zeros(len(corpus))
    ours = LexicalIndex.build(entries(len(corpus)), corpus)
    np.testing.assert_allclose(
        ours.scores([Concept({word: 1.0}) for word in query]), expected, rtol=1e-5, atol=1e-6
    )


def test_a_score_is_what_the_definition_gives(lexical: LexicalIndex) -> None:
    scores = lexical.scores([Concept({"研究": 1.0})])
    assert scores.tolist() == pytest.approx([bm25(1, 2, 3), bm25(2, 2, 4), 0, 0, 0], rel=1e-5)


def test_a_structured_query_mixes_document_frequencies_before_weighting(lexical: LexicalIndex) -> None:
    """資金 (in 2 passages) with 0.8 and accelerator (in 1) with 0.2: both weigh as a term in 1.8 passages."""
    mixed = 0.8 * 2 + 0.2 * 1
    scores = lexical.scores([Concept({"資金": 0.8, "accelerator": 0.2})])
    assert scores.tolist() == pytest.approx(
        [0, 0.8 * bm25(1, mixed, 4), 0, 0, (0.8 + 0.2) * bm25(1, mixed, 5)], rel=1e-5
    )


def test_a_rare_wrong_translation_cannot_outweigh_the_common_right_one(lexical: LexicalIndex) -> None:
    concept = lexical.scores([Concept({"fund": 0.9, "accelerator": 0.1})])
    plain = lexical.scores([Concept({"fund": 1.0}), Concept({"accelerator": 1.0})])
    assert concept[2] / concept[4] > plain[2] / plain[4]


def test_a_boost_multiplies_and_unknown_terms_add_nothing(lexical: LexicalIndex) -> None:
    single = lexical.scores([Concept({"大学": 1.0, "zzz": 1.0})])
    assert lexical.scores([Concept({"大学": 1.0}, boost=2.0)]).tolist() == pytest.approx(
        (2 * single).tolist()
    )
    assert not lexical.scores([Concept({"zzz": 1.0})]).any()


def test_document_frequency_counts_passages(lexical: LexicalIndex) -> None:
    assert [lexical.document_frequency(term) for term in ("fund", "研究", "大学", "zzz")] == [2, 2, 1, 0]


def test_an_index_survives_the_disk(lexical: LexicalIndex, tmp_path: Path) -> None:
    lexical.save(tmp_path)
    loaded = LexicalIndex.load(tmp_path)
    concepts = [Concept({"fund": 0.7, "資金": 0.3}), Concept({"ボストン": 1.0})]
    assert loaded.scores(concepts).tolist() == lexical.scores(concepts).tolist()
    assert loaded.entries == lexical.entries


@pytest.mark.parametrize("tokens", [[], [[], []]])
def test_a_library_without_words_is_searched_in_vain(tokens: list[list[str]], tmp_path: Path) -> None:
    name = write_state(tmp_path, "method", list(zip(entries(len(tokens)), tokens, strict=True)))
    lexical, vocabulary, _ = load_state(tmp_path, name)
    assert lexical.scores([Concept({"fund": 1.0})]).tolist() == [0.0] * len(tokens)
    assert list(vocabulary.terms) == []


def test_a_state_is_named_by_its_content_and_its_method(tmp_path: Path) -> None:
    passages = list(zip(entries(len(TOKENS)), TOKENS, strict=True))
    names = [
        write_state(tmp_path, "one", passages),
        write_state(tmp_path, "one", passages),
        write_state(tmp_path, "two", passages),
        write_state(tmp_path, "one", passages[:3]),
    ]
    assert names[0] == names[1]
    assert len(set(names)) == 3


def test_an_unfinished_state_is_written_anew(tmp_path: Path) -> None:
    passages = list(zip(entries(len(TOKENS)), TOKENS, strict=True))
    name = write_state(tmp_path, "one", passages)
    (tmp_path / name / "complete").unlink()
    (tmp_path / name / "vocabulary.txt").write_text("broken", encoding="utf-8")
    assert not is_complete(tmp_path, name)
    assert write_state(tmp_path, "one", passages) == name
    assert "broken" not in load_state(tmp_path, name)[1].terms


def test_only_the_states_that_are_kept_stay_on_disk(tmp_path: Path) -> None:
    passages = list(zip(entries(len(TOKENS)), TOKENS, strict=True))
    names = [write_state(tmp_path, method, passages) for method in ("one", "two", "three")]
    clear_states(tmp_path, (names[0], None, names[2]))
    assert [is_complete(tmp_path, name) for name in names] == [True, False, True]


BUILD = """
import hashlib, sys
from pathlib import Path
from index.lexical import Entry
from index.lexical_state import write_state
folder = Path(sys.argv[1])
words = ["総領事館", "ボストン", "研究", "startup", "fund", "accelerator", "大学"]
passages = [(Entry(f"p{n}", "b", "publication", "ja"), words[n:] + words[:2]) for n in range(7)]
name = write_state(folder, "method", passages)
print([hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted((folder / name).iterdir())])
"""


def test_every_process_writes_the_same_bytes(tmp_path: Path) -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", BUILD, str(tmp_path / seed)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]


def test_a_state_made_from_a_former_one_is_the_same_as_one_made_anew(tmp_path: Path) -> None:
    passages = list(zip(entries(len(TOKENS)), TOKENS, strict=True))
    former = write_state(tmp_path / "first", "one", passages[:2])
    name = write_state(tmp_path / "first", "one", passages, former)
    assert write_state(tmp_path / "second", "one", passages) == name
    for file in sorted((tmp_path / "second" / name).iterdir()):
        assert file.read_bytes() == (tmp_path / "first" / name / file.name).read_bytes(), file.name
