import json
from pathlib import Path

import pytest

from corpus.catalogue import Publication, sources
from corpus.glossary import Glossary, Term
from index.diversity import FIRST, Names
from index.ingest import ingest
from index.passage_index import PassageIndex
from index.retriever import Retriever

MOFA, METI = "外務省", "経済産業省"


def write(folder: Path, pages: dict[str, str], publishers: dict[str, str]) -> Path:
    """Pages as files with a manifest that names their publishers."""
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    entries = [{"file": f"{name}.md", "id": name, "publisher": publishers[name]} for name in pages]
    (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


@pytest.fixture
def search(index: PassageIndex, tmp_path: Path) -> Retriever:
    """Six pages of one ministry that say all that is asked, and one of another that says some of it."""
    pages = {
        f"mofa-{number}": f"# 支援\n\n大学発の新興企業を支援する制度の第{number}号。"
        for number in range(1, 7)
    }
    pages["meti"] = "# 税\n\n研究開発の税制と、長い年月をかけて港や工場を整える大学や企業の支援を説明する。"
    pages["weather"] = "# 天気\n\n明日は晴れる。"
    publishers = {name: METI if name == "meti" else MOFA for name in pages} | {"weather": "気象庁"}
    ingest(index, [write(tmp_path, pages, publishers)])
    return Retriever(index)


def found(search: Retriever, question: str, count: int = 10) -> list[str]:
    return [hit.passage.publication_id for hit in search.search(question, count)]


@pytest.mark.parametrize(
    "question",
    [
        "外務省と経産省では大学発の新興企業の支援制度はどう違いますか",
        "大学発の新興企業を支援する制度について、METIとMOFAの資料を比べて",
        "What do MOFA and METI both say about support for start-ups from universities?",
    ],
)
def test_each_publisher_that_a_question_names_is_among_the_first(search: Retriever, question: str) -> None:
    first = found(search, question)[:FIRST]
    assert "meti" in first
    assert any(name.startswith("mofa") for name in first)


def test_a_question_that_names_one_publisher_is_ranked_as_any(search: Retriever) -> None:
    assert "meti" not in found(search, "外務省の、大学発の新興企業を支援する制度")[:FIRST]


def test_scores_stay_at_their_places(search: Retriever) -> None:
    question = "外務省と経産省では大学発の新興企業の支援制度はどう違いますか"
    scores = [hit.score for hit in search.search(question)]
    assert scores == sorted(scores, reverse=True)


def test_a_publisher_that_says_nothing_of_it_is_not_brought_forward(search: Retriever) -> None:
    assert "weather" not in found(search, "外務省と気象庁では新興企業を支援する制度はどう違いますか")[:FIRST]


def test_where_fewer_are_wanted_each_is_among_these(search: Retriever) -> None:
    question = "外務省と経産省では大学発の新興企業の支援制度はどう違いますか"
    assert "meti" in found(search, question, 2)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("四季報とジェトロのレポートを比べて", ["jnexus-quarterly-01", "jetro-midwest-ecosystem-2"]),
        (
            "産構審の資料と Ｊ-NEXUS  四季報では？",
            ["meti-innovation-interim-reference", "jnexus-quarterly-01"],
        ),
        (
            "How do the JETRO report and the J-NEXUS Quarterly differ?",
            ["jetro-midwest-ecosystem-2", "jnexus-quarterly-01"],
        ),
    ],
)
def test_publications_are_known_by_what_people_call_them(question: str, named: list[str]) -> None:
    names = Names(sources().values())
    assert names.side_by_side(question) == [frozenset({name}) for name in named]


def test_a_publisher_stands_for_all_that_it_and_its_bureaus_publish() -> None:
    names = Names(sources().values())
    mofa = frozenset({"mofa-shin-gijutsu-rikkoku", "mofa-grassroots-report-fy2024"})
    for called in ("外務省", "MOFA", "the Ministry of Foreign Affairs of Japan", "Foreign Ministry"):
        assert names.side_by_side(f"{called} and METI")[0] == mofa


@pytest.mark.parametrize("question", ["METI sometimes asks METI", "外務省とは", "どこですか", ""])
def test_fewer_than_two_names_are_not_side_by_side(question: str) -> None:
    assert Names(sources().values()).side_by_side(question) == []


def test_names_of_the_glossary_stand_for_a_publication() -> None:
    glossary = Glossary([Term(("深海だより", "深海通信"), ("Deep Sea Letter",), "programme", "")])
    names = Names(
        [Publication("a", title_ja="深海だより 第2号"), Publication("b", publisher="海事局")], glossary
    )
    assert names.side_by_side("Deep Sea LetterとJMA、海事局") == [frozenset({"a"}), frozenset({"b"})]


def test_a_title_is_known_with_and_without_its_spaces() -> None:
    names = Names(
        [Publication("a", title_ja="深海 だより"), Publication("b", publisher="海事局")], Glossary([])
    )
    assert (
        len(names.side_by_side("深海だよりと海事局")) == len(names.side_by_side("深海　だよりと海事局")) == 2
    )


def test_a_library_without_publications_names_none() -> None:
    assert Names().side_by_side("外務省と経産省") == []
