import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from index.ingest import ingest
from index.passage_index import PassageIndex, open_index
from index.reranking import CrossEncoderReranker, load_reranker
from index.retriever import Filter, Hit, Retriever
from tests.conftest import closed
from tests.homes import copy_home

PAGES = {
    "fund.md": "# 資金調達\n\n深い技術を持つ新興企業は、補償の仕組みと治験の計画を早く決める。",
    "verdun.md": "# 戦史\n\nヴェルダンの戦いは1916年に始まった。",
    "paris.md": "# 講和\n\nパリの講和会議は1919年に開催された。",
    "kampaku.md": "# 官職\n\n関白は成人の天皇を補佐する官職である。",
    "english.md": "# Labs\n\nThe laboratory of Healey moved to Cambridge. It has twelve members.",
    "amount.md": "# 予算\n\n基金の規模は26億8,400万円である。",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    """A library of those pages that nobody changes."""
    root = tmp_path_factory.mktemp("retriever")
    folder = root / "pages"
    folder.mkdir()
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    index = open_index(root / "home")
    ingest(index, [folder])
    yield index
    closed(index)


def first(library: PassageIndex, question: str) -> str:
    return Retriever(library).search(question, 1)[0].passage.publication_id


@pytest.mark.parametrize(
    ("question", "publication"),
    [
        ("In what year was the Paris Peace Conference held?", "paris"),
        ("When did the Battle of Verdun begin?", "verdun"),
        ("What is a kampaku?", "kampaku"),
        ("ヒーリーの研究室はどこに移りましたか", "english"),
        ("When should a start-up plan its clinical trials?", "fund"),
        ("Which fund has 2.684 billion yen?", "amount"),
    ],
)
def test_a_question_finds_a_page_in_the_other_language(
    library: PassageIndex, question: str, publication: str
) -> None:
    assert first(library, question) == publication


def test_scores_fall_from_at_most_one_and_never_below_nothing(library: PassageIndex) -> None:
    scores = [hit.score for hit in Retriever(library).search("天皇を補佐する官職", 10)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_passage_that_carries_the_whole_question_comes_before_one_that_repeats_a_word(
    index: PassageIndex, tmp_path: Path
) -> None:
    (tmp_path / "repeats.md").write_text("# 水素\n\n水素。水素。水素。水素。水素。", encoding="utf-8")
    (tmp_path / "carries.md").write_text("# 電池\n\n水素で走る列車の電池を港で試した。", encoding="utf-8")
    ingest(index, [tmp_path / "repeats.md", tmp_path / "carries.md"])
    assert first(index, "水素の列車の電池") == "carries"


def test_a_filter_keeps_one_publication(library: PassageIndex) -> None:
    hits = Retriever(library).search("天皇", 10, Filter(publication_id="paris"))
    assert {hit.passage.publication_id for hit in hits} <= {"paris"}


def test_nothing_is_found_for_nothing_or_in_nothing(library: PassageIndex, tmp_path: Path) -> None:
    assert Retriever(library).search("  ") == []


class Backwards:
    """Likes the longest texts best."""

    def scores(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        return [float(len(text)) for text in texts]


def test_a_reranker_reorders_the_hits_and_keeps_the_scores_of_their_places(library: PassageIndex) -> None:
    plain = Retriever(library).search("パリの会議と天皇の官職", 10)
    moved = Retriever(library, Backwards()).search("パリの会議と天皇の官職", 10)
    lengths = [len(hit.passage.text("ja")) for hit in moved]
    assert lengths == sorted(lengths, reverse=True)
    assert [hit.score for hit in moved] == [hit.score for hit in plain]
    assert ids(moved) != ids(plain)
    assert sorted(ids(moved)) == sorted(ids(plain))


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_no_setting_means_no_reranker() -> None:
    assert load_reranker(None) is None


def test_a_reranker_that_cannot_be_had_is_refused_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ValueError, match=r"the reranking model '.*absent' (needs|cannot be loaded)"):
        load_reranker(str(tmp_path / "absent"))


def test_a_cross_encoder_scores_each_text(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    (tmp_path / "vocab.txt").write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"天皇官職会議"]), encoding="utf-8"
    )
    config = BertConfig(
        vocab_size=11,
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=64,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(tmp_path / "model")
    BertTokenizerFast(vocab_file=str(tmp_path / "vocab.txt"), model_max_length=64).save_pretrained(
        tmp_path / "model"
    )
    reranker = load_reranker(str(tmp_path / "model"))
    assert isinstance(reranker, CrossEncoderReranker)
    scores = reranker.scores("天皇", ["官職", "会議", "官職"])
    assert len(scores) == 3
    assert scores[0] == pytest.approx(scores[2])


LIST = """Name,氏名,Institution,State,Research field,研究分野
WATANABE Kayo,渡邊 仮代,Brown University,RI,Energy storage,蓄電
SAWADA Shiho,沢田 試帆,University of Maine,ME,Energy storage,蓄電
"""


@pytest.fixture(scope="module")
def list_and_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PassageIndex]:
    """A library of a list and a page on one subject that nobody changes."""
    root = tmp_path_factory.mktemp("people")
    (root / "people.csv").write_text(LIST, encoding="utf-8")
    (root / "storage.md").write_text("# 蓄電\n\n蓄電の予算は三倍になった。", encoding="utf-8")
    index = open_index(root / "home")
    ingest(index, [root / "people.csv", root / "storage.md"])
    yield index
    closed(index)


@pytest.mark.parametrize("question", ["メイン州の研究者", "Which researchers are in Maine?"])
def test_a_row_of_a_list_is_found_by_its_state_in_either_language(
    list_and_page: PassageIndex, question: str
) -> None:
    hit = Retriever(list_and_page).search(question, 1)[0]
    assert "Maine" in hit.passage.text("en")


@pytest.mark.parametrize(
    "question", ["渡辺さんという研究者", "Professor Watanabe", "研究者の「わたなべ」さん"]
)
def test_a_row_of_a_list_is_found_by_any_spelling_of_the_name(
    list_and_page: PassageIndex, question: str
) -> None:
    hit = Retriever(list_and_page).search(question, 1)[0]
    assert "WATANABE" in hit.passage.text("en")


def test_rows_of_a_list_stand_back_where_nobody_is_asked_for(list_and_page: PassageIndex) -> None:
    assert first(list_and_page, "How much is the budget for energy storage?") == "storage"


def test_a_page_in_the_other_language_is_found_beside_the_digests_of_other_publications(
    shipped_home: Path, tmp_path: Path
) -> None:
    index = open_index(copy_home(shipped_home, tmp_path / "home"))
    (tmp_path / "ferry.md").write_text(
        "# 渡し船\n\n県の渡し船は運賃を半額にし、乗客は二倍になった。", encoding="utf-8"
    )
    ingest(index, [tmp_path / "ferry.md"])
    assert first(index, "What happened to the passengers when the ferry fare was halved?") == "ferry"


FERRIES = "# 渡し船\n\n県の渡し船は運賃を半額にし、乗客は二倍になった。"


@pytest.mark.parametrize(
    ("question", "publication"),
    [
        ("運賃は半額か、港湾局の年報による", "harbour"),
        ("Were fares halved, according to the harbour bureau's yearbook?", "harbour"),
        ("運賃は半額か、鉄道協会の月報による", "railway"),
        ("Were fares halved, according to the railway association's monthly?", "railway"),
    ],
)
def test_a_publication_is_found_by_its_title_in_either_language(
    index: PassageIndex, tmp_path: Path, question: str, publication: str
) -> None:
    titles = {
        "railway": ("鉄道協会月報", "Railway Association Monthly"),
        "harbour": ("港湾局年報", "Harbour Yearbook"),
    }
    manifest = [
        {"id": name, "file": f"{name}.md", "title_ja": ja, "title_en": en}
        for name, (ja, en) in titles.items()
    ]
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for name in titles:
        (tmp_path / f"{name}.md").write_text(FERRIES, encoding="utf-8")
    ingest(index, [tmp_path / f"{name}.md" for name in titles])
    assert first(index, question) == publication
