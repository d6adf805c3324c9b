import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.catalogue import Publication, sources
from corpus.glossary import Glossary, Term
from index.diversity import FIRST, Names
from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.retriever import Retriever
from tests.conftest import closed
from tests.homes import copy_home

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


GRASSROOTS, NATION = "mofa-grassroots-report-fy2024", "mofa-shin-gijutsu-rikkoku"
CALLED = {
    "mofa": {GRASSROOTS, NATION},
    "meti": {"meti-innovation-interim-reference"},
    "jetro": {"jetro-midwest-ecosystem-2"},
    "q": {"jnexus-quarterly-01"},
    "grass": {GRASSROOTS},
    "shin": {NATION},
}
"""The publications that are meant, by a short name."""

ASKED = [
    ("外務省と経産省の資料では、国際頭脳循環をどう進めるとしていますか", "mofa meti"),
    ("外務省と経産省の資料では、スタートアップ支援はどう違いますか", "mofa meti"),
    ("Horizon Europeについて、METIと外務省はそれぞれ何と書いていますか", "mofa meti"),
    ("大学のライセンス収入や技術移転について、経産省とジェトロの資料を比べて", "meti jetro"),
    ("オリンパスのことは経産省とジェトロのどちらの資料にありますか", "meti jetro"),
    ("四季報と外務省の報告書で、マサチューセッツの日系企業の数を比べて", "q mofa"),
    ("産総研について外務省と経産省は何と言っていますか", "mofa meti"),
    ("ボストンのスタートアップ環境について、四季報と経産省の資料を合わせて教えて", "q meti"),
    ("フュージョンについて、外務省の実施報告書と「新技術立国」の資料の両方から", "grass shin"),
    ("メリーランドナイトについて、グラスルーツの報告書と新技術立国の資料を照らし合わせて", "grass shin"),
    ("博士人材についてMOFAとMETIはどちらも何か述べていますか", "mofa meti"),
    ("四季報とジェトロのレポートで、医療・バイオ企業の集積を比べて", "q jetro"),
    ("What do MOFA and METI both say about international brain circulation?", "mofa meti"),
    ("Compare how MOFA and METI support startups", "mofa meti"),
    ("What do the METI and JETRO documents each say about university licensing?", "meti jetro"),
    ("Where do JETRO and METI mention Olympus?", "meti jetro"),
    (
        "Compare the number of Japanese companies in Massachusetts in the J-NEXUS Quarterly and the MOFA report",
        "q mofa",
    ),
    ("What do MOFA and METI say about AIST?", "mofa meti"),
    ("Combine what the J-NEXUS Quarterly and METI say about Boston's startup ecosystem", "q meti"),
    ("Do MOFA and METI both mention Horizon Europe?", "mofa meti"),
    ("Compare the JETRO report with the J-NEXUS Quarterly on life science clusters", "jetro q"),
    ("What do MOFA and METI each say about doctoral talent?", "mofa meti"),
    (
        "What do the grassroots implementation report and the new technology nation paper say about fusion?",
        "grass shin",
    ),
    ("Both MOFA and METI write about researchers from abroad: what are they doing?", "mofa meti"),
]
"""Questions about two publications, with these."""


@pytest.fixture(scope="module")
def shipped(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """The digests that the project ships."""
    home = tmp_path_factory.mktemp("diversity") / "home"
    copy_home(shipped_home, home)
    index = open_index(home)
    yield Retriever(index)
    closed(index)


@pytest.mark.parametrize(("question", "meant"), ASKED)
def test_digests_of_each_publication_named_are_among_the_first(
    shipped: Retriever, question: str, meant: str
) -> None:
    first = set(found(shipped, question)[:FIRST])
    assert all(first & CALLED[name] for name in meant.split())
