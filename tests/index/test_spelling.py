from pathlib import Path

import pytest

from corpus.glossary import shipped_glossary
from index.ingest import ingest
from index.passage_index import PassageIndex
from index.retriever import Retriever
from index.sounds import Readings
from index.spelling import Spelling

TERMS = ["ヒーリー", "関白", "formlabs", "universiti"]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(TERMS, Readings.build(TERMS), shipped_glossary())


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Which acclerator is in Boston?", "Which accelerator is in Boston?"),
        ("How many startups are in Masachusetts?", "How many startups are in Massachusetts?"),
        ("goverment reserach on enviroment", "government research on environment"),
        ("What does Formlasb make?", "What does Formlabs make?"),
        ("How old is Kyushu Univeristy?", "How old is Kyushu University?"),
        ("アクセラレターの支援", "アクセラレーターの支援"),
        ("マサチュセッツ州の企業", "マサチューセッツ州の企業"),
    ],
)
def test_a_misspelled_word_is_put_right(spelling: Spelling, asked: str, meant: str) -> None:
    assert spelling.correct(asked) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Where did Healey's laboratory move?",
        "What is a kampaku?",
        "Who is Professor Sawado of Waltham?",
        "Does JNEXUZ exist?",
        "Which abcd or 2O26?",
        "mail@harvrad.edu or QnVpbGRpbmdz+zzz",
        "ラオスのメコンガワ",
        "バイオテクノロジの予算",
        "スタートアップエコシステムとは",
    ],
)
def test_a_word_that_may_be_right_is_left_alone(spelling: Spelling, question: str) -> None:
    assert spelling.correct(question) == question


PAGES = {
    "machine.md": "# 装置\n\n加速器の建設は港の近くで始まった。",
    "bio.md": "# 産業\n\nバイオテクノロジーの売上は二倍になった。",
    "state.md": "# 州\n\nマサチューセッツの人口は七百万人である。",
}


@pytest.mark.parametrize(
    ("question", "publication"),
    [
        ("Where is the acclerator built?", "machine"),
        ("What is the population of Masachusetts?", "state"),
        ("マサチュセッツの人口", "state"),
        ("バイオテクノロジの売上", "bio"),
    ],
)
def test_a_misspelled_question_finds_its_page(
    index: PassageIndex, tmp_path: Path, question: str, publication: str
) -> None:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(index, [tmp_path / name for name in PAGES])
    assert Retriever(index).search(question, 1)[0].passage.publication_id == publication
