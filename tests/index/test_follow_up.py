from pathlib import Path

import pytest

from index.follow_up import leans
from index.ingest import ingest
from index.passage_index import PassageIndex
from index.retriever import Retriever


@pytest.mark.parametrize(
    "question",
    [
        "And the next round?",
        "Why are the two counts so far apart? What does each of them include?",
        "I hear firms are spreading out from there. What is pushing them?",
        "その中心地から拠点が外へ広がっているそうですが、それはなぜなのでしょうか。",
        "いつ？",
    ],
)
def test_a_question_that_speaks_of_what_was_named_before_leans_on_it(question: str) -> None:
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        "How many Japanese companies are counted in Massachusetts?",
        "ボストン日本人研究者交流会に参加するにはどうすればよいですか。",
    ],
)
def test_a_question_that_names_all_it_asks_about_stands_alone(question: str) -> None:
    assert not leans(question)


def test_a_follow_up_is_searched_with_the_question_before_it(index: PassageIndex, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text(
        "# 凧の会\n\n凧の会は浜辺で開かれ、四十人が参加した。", encoding="utf-8"
    )
    (tmp_path / "drums.md").write_text(
        "# 太鼓の会\n\n太鼓の会は公園で開かれ、六十人が参加した。", encoding="utf-8"
    )
    ingest(index, [tmp_path / "kites.md", tmp_path / "drums.md"])
    search = Retriever(index).search
    for thing, publication in (("凧の会", "kites"), ("太鼓の会", "drums")):
        hits = search("それには何人が参加した？", 2, earlier=f"{thing}はどこで開かれましたか")
        assert hits[0].passage.publication_id == publication


def test_the_question_before_does_not_outweigh_a_new_one(index: PassageIndex, tmp_path: Path) -> None:
    (tmp_path / "kites.md").write_text("# 凧の会\n\n凧の会は浜辺で開かれた。", encoding="utf-8")
    (tmp_path / "drums.md").write_text("# 太鼓の会\n\n太鼓の会は公園で開かれた。", encoding="utf-8")
    ingest(index, [tmp_path / "kites.md", tmp_path / "drums.md"])
    hits = Retriever(index).search("太鼓の会はどこで？", 2, earlier="凧の会はどこで開かれましたか")
    assert hits[0].passage.publication_id == "drums"
