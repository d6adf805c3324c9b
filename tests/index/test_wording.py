from pathlib import Path

from index.ingest import ingest
from index.passage_index import PassageIndex
from index.retriever import Retriever
from index.wording import WORDING_SHARE, by_wording, runs

PAGES = {
    "arriving": "# 部品\n\n米国が日本に輸出する部品の検査は、港の倉庫で行われた。",
    "leaving": "# 部品\n\n日本が米国に輸出する部品の検査は、港の倉庫で行われた。",
}


def library(index: PassageIndex, folder: Path) -> Retriever:
    for name, text in PAGES.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    ingest(index, [folder / f"{name}.md" for name in PAGES])
    return Retriever(index)


def test_a_page_in_the_words_of_the_question_comes_first(index: PassageIndex, tmp_path: Path) -> None:
    search = library(index, tmp_path).search
    assert search("日本が米国に輸出する部品の検査")[0].passage.publication_id == "leaving"
    assert search("米国が日本に輸出する部品の検査")[0].passage.publication_id == "arriving"


def test_wording_moves_pages_and_leaves_the_scores_at_their_places(
    index: PassageIndex, tmp_path: Path
) -> None:
    hits = library(index, tmp_path).search("倉庫の部品")
    last = hits[-1].passage
    moved = by_wording(last.text("ja").split("\n")[-1], hits)
    assert moved[0].passage.id == last.id
    assert [hit.score for hit in moved] == [hit.score for hit in hits]
    assert hits[0].score - hits[-1].score < WORDING_SHARE


def test_a_question_without_a_run_of_letters_leaves_the_hits_as_they_are(
    index: PassageIndex, tmp_path: Path
) -> None:
    hits = library(index, tmp_path).search("倉庫")
    assert by_wording("倉庫？", hits) == hits


def test_runs_are_the_same_in_full_and_half_width_and_none_is_of_hiragana_alone() -> None:
    assert runs("ＡＩの研究について") == runs("AIの研究について")
    assert "につい" not in runs("ＡＩの研究について")
