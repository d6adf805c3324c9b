import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.database import rows, run
from corpus.document import Page, Refused
from corpus.evidence import anchor
from corpus.library import current_version, get_pages, publications, stored_file, versions
from corpus.readers import Limits
from index import digests as shipped_digests
from index import shipped
from index.ingest import Report, ingest, remove
from index.passage_index import PassageIndex, open_index
from index.passage_table import passages_of_records
from index.retriever import Filter, Retriever
from index.shipped import bring_up_to_date
from tests.paper import Paper, write_markdown

GUIDE = [
    ("招聘の手引き", "航空券は招聘元が負担する。宿泊費は実費とする。"),
    ("連絡先", "総領事館の科学技術班まで。"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def found(index: PassageIndex, question: str, where: Filter | None = None) -> list[str]:
    return [hit.passage.publication_id for hit in Retriever(index).search(question, 5, where)]


def everything(index: PassageIndex) -> dict[str, list[tuple[object, ...]]]:
    """All that the database holds, but for times and the count of changes."""
    tables = ("publication", "page", "passage", "researcher", "pending_vector")
    with index.engine.connect() as connection:
        held = {table: [tuple(row) for row in rows(connection, f"select * from {table}")] for table in tables}
        held["version"] = [tuple(row)[:-1] for row in rows(connection, "select * from version")]
    return {table: sorted(values, key=str) for table, values in held.items()}


def test_files_of_every_kind_are_taken_in_and_found(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    Paper(folder / "notice.pdf").page("量子センサーの研究会をボストンで開催する。").save()
    (folder / "news.html").write_text("<h1>速報</h1><p>創薬の拠点が開設された。</p>", encoding="utf-8")
    (folder / "fund.csv").write_text(
        "基金,金額\n経済安全保障基金,2500億円\n宇宙戦略基金,2260億円\n", encoding="utf-8"
    )
    report = ingest(index, [folder])
    assert sorted(report.added) == ["fund", "guide", "news", "notice"]
    assert report.refused == {}
    assert found(index, "宿泊費は誰が払いますか")[0] == "guide"
    assert found(index, "量子センサー")[0] == "notice"
    assert found(index, "drug discovery hub")[0] == "news"
    assert found(index, "宇宙戦略基金")[0] == "fund"
    assert found(index, "量子センサー", Filter(publication_id="guide")) == ["guide"]


def test_a_second_run_changes_nothing(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    before, state = everything(index), index.snapshot()
    report = ingest(index, [folder])
    assert report == Report(unchanged=["guide"])
    assert everything(index) == before
    assert index.snapshot() is state


def test_new_content_makes_a_new_version_and_replaces_the_old(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    write_markdown(folder / "guide.md", [("招聘の手引き", "日当も支給する。")])
    assert ingest(index, [folder]).added == ["guide"]
    (hit,) = Retriever(index).search("宿泊費と日当", 5)
    assert hit.passage.text("ja") == "日当も支給する。"
    with index.engine.connect() as connection:
        held = versions(connection, "guide")
        assert [version.number for version in held] == [1, 2]
        assert current_version(connection, "guide") == held[1].version
        old_pages = get_pages(connection, "guide", held[0].version)
    assert "宿泊費" in old_pages[0].text
    assert all(stored_file(index.home, version).is_file() for version in held)
    assert "日当" in stored_file(index.home, held[1]).read_text(encoding="utf-8")


def test_going_back_to_old_content_makes_it_current_again(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    first = everything(index)["passage"]
    write_markdown(folder / "guide.md", [("別", "別の内容。")])
    ingest(index, [folder])
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    assert everything(index)["passage"] == first
    assert found(index, "宿泊費") == ["guide"]
    with index.engine.connect() as connection:
        assert len(versions(connection, "guide")) == 2


def test_what_a_killed_ingest_left_behind_is_cleared_by_the_next_run(
    index: PassageIndex, folder: Path
) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    index.vectors.upsert(["left-over"], index.embedder.embed_documents(["置き去り"]))
    with index.engine.begin() as connection:
        connection.exec_driver_sql("insert into pending_vector values ('left-over')")
    assert ingest(index, [folder]).unchanged == ["guide"]
    assert everything(index)["pending_vector"] == []
    assert index.vectors.missing(["left-over"]) == ["left-over"]


def test_two_files_with_one_id_are_refused_and_nothing_is_taken_in(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    (folder / "more").mkdir()
    write_markdown(folder / "more" / "guide.txt", GUIDE)
    with pytest.raises(Refused, match=r"guide\.md and .*guide\.txt have the same id 'guide'; rename one"):
        ingest(index, [folder])
    assert everything(index)["publication"] == []


def test_one_file_named_twice_is_taken_in_once(index: PassageIndex, folder: Path) -> None:
    path = write_markdown(folder / "guide.md", GUIDE)
    assert ingest(index, [folder, path, path]).added == ["guide"]


def test_a_refused_file_does_not_stop_the_others(index: PassageIndex, folder: Path) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "empty.csv").write_bytes(b"")
    write_markdown(folder / "guide.md", GUIDE)
    report = ingest(index, [folder])
    assert report.added == ["guide"]
    assert {Path(path).name for path in report.refused} == {"broken.pdf", "empty.csv"}
    assert found(index, "宿泊費") == ["guide"]


def test_a_refused_new_version_leaves_the_old_one_in_place(index: PassageIndex, folder: Path) -> None:
    path = Paper(folder / "notice.pdf").page("量子センサーの研究会を開催する。").save()
    ingest(index, [path])
    path.write_bytes(b"%PDF-1.7 broken")
    assert list(ingest(index, [path]).refused) == [str(path)]
    assert found(index, "量子センサー") == ["notice"]


def test_a_removed_publication_is_gone_with_its_files(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    write_markdown(folder / "other.md", [("案内", "研究会の案内。")])
    ingest(index, [folder])
    assert remove(index, "guide")
    assert found(index, "宿泊費の負担", Filter(publication_id="guide")) == []
    assert not (index.home.library / "guide").exists()
    with index.engine.connect() as connection:
        assert list(publications(connection)) == ["other"]
    assert found(index, "研究会") == ["other"]
    assert not remove(index, "guide")


def test_the_last_publication_can_be_removed(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])
    assert remove(index, "guide")
    assert found(index, "宿泊費") == []
    assert ingest(index, [folder]).added == ["guide"]
    assert found(index, "宿泊費") == ["guide"]


def test_a_manifest_adds_to_the_files_it_names_and_excludes_none(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "a.md", GUIDE)
    write_markdown(folder / "b.md", [("案内", "研究会の案内。")])
    entries = [{"id": "guide-2026", "file": "a.md", "title_en": "Invitation guide", "published": "2026-02"}]
    (folder / "manifest.json").write_text(json.dumps(entries), encoding="utf-8")
    assert sorted(ingest(index, [folder]).added) == ["b", "guide-2026"]
    with index.engine.connect() as connection:
        assert publications(connection)["guide-2026"][0].title_en == "Invitation guide"


def test_a_broken_manifest_is_refused_before_anything_is_read(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "a.md", GUIDE)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refused, match="is not a manifest"):
        ingest(index, [folder])


def test_notes_on_a_folder_are_not_taken_in(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "README.md", GUIDE)
    write_markdown(folder / ".draft.md", GUIDE)
    (folder / "photo.jpg").write_bytes(b"x")
    assert ingest(index, [folder]) == Report()


def test_a_path_that_does_not_exist_is_said_so(index: PassageIndex, folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match="does not exist; give a file or a folder"):
        ingest(index, [folder / "absent.pdf"])


def test_what_is_no_ordinary_file_is_refused_unread(index: PassageIndex) -> None:
    report = ingest(index, [Path("/dev/zero")])
    assert report.refused == {"/dev/zero": "it is not an ordinary file; save what it holds in one"}


def test_a_file_that_costs_too_much_is_refused_with_its_limit(index: PassageIndex, folder: Path) -> None:
    path = write_markdown(folder / "guide.md", GUIDE)
    report = ingest(index, [path], Limits(file_size=10))
    assert "larger than 0 MB" in report.refused[str(path)]


def test_progress_is_told_by_stage_and_reaches_its_end(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "a.md", GUIDE)
    write_markdown(folder / "b.md", [("案内", "研究会の案内。")])
    told: list[tuple[str, int, int]] = []
    ingest(index, [folder], progress=lambda *told_now: told.append(told_now))
    last = {stage: (done, total) for stage, done, total in told}
    assert last.keys() == {"files", "vectors", "terms"}
    assert all(done == total for done, total in last.values())


PEOPLE = "Name,氏名,所属機関,研究分野\nSato Hanako,佐藤 花子,架空大学,量子センサー\nTanaka Yu,田中 優,見本大学,創薬\n"


def test_a_researcher_list_becomes_records_each_found_in_both_languages(
    index: PassageIndex, folder: Path
) -> None:
    (folder / "people.csv").write_text(PEOPLE, encoding="utf-8")
    ingest(index, [folder])
    (japanese, *_), (english, *_) = (
        Retriever(index).search(q, 3) for q in ("量子センサーの研究者", "Sato Hanako")
    )
    assert japanese.passage.id == english.passage.id
    assert japanese.passage.source == "list"
    with index.engine.connect() as connection:
        assert len(rows(connection, "select * from researcher")) == 2


def test_a_forgotten_researcher_stays_out_of_later_ingests(index: PassageIndex, folder: Path) -> None:
    path = folder / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    ingest(index, [folder])
    (hit, *_) = Retriever(index).search("Sato Hanako", 1)
    assert hit.passage.record is not None
    with index.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into forgotten values (?, '2026-11-21')", (hit.passage.record["record_id"],)
        )
    path.write_text(PEOPLE + "Suzuki Ken,鈴木 健,架空大学,核融合\n", encoding="utf-8")
    ingest(index, [folder])
    names = [passage.text("en") for passage in index.read_all()]
    assert len(names) == 2
    assert not any("Sato" in name for name in names)


def test_the_library_is_indexed_anew_with_another_model(index: PassageIndex, folder: Path) -> None:
    write_markdown(folder / "guide.md", GUIDE)
    ingest(index, [folder])

    class Other:
        fingerprint = "other"
        embed_documents = index.embedder.embed_documents
        embed_query = index.embedder.embed_query

    changed = PassageIndex(index.home, index.engine, Other(), type(index.vectors)(index.home.chroma, "other"))
    assert not changed.sound()
    changed.apply([])
    assert changed.sound()
    held = [entry.id for entry in changed.snapshot().lexical.entries]
    assert changed.vectors.missing(held) == []


@pytest.mark.parametrize("lost", ["chroma", "lexical"])
def test_what_is_derived_is_made_again_when_it_is_lost(
    home: Path, folder: Path, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "digests_behind", lambda connection: [])
    write_markdown(folder / "guide.md", GUIDE)
    first = open_index(home)
    ingest(first, [folder])
    before = everything(first)
    first.vectors.reopen()
    (home / lost).rename(home / f"{lost}-lost")
    second = open_index(home)
    assert not second.sound()
    assert bring_up_to_date(second)
    assert second.sound()
    assert found(second, "宿泊費")[0] == "guide"
    assert second.vectors.missing([row[0] for row in before["passage"]]) == []


def test_a_fresh_home_holds_what_the_project_ships_and_a_second_look_does_nothing(
    index: PassageIndex,
) -> None:
    assert bring_up_to_date(index)
    with index.engine.connect() as connection:
        held = publications(connection)
    assert {name for name, (_, version) in held.items() if version} == {"pi-list-sample"}
    assert held["pi-list-sample"][0].fictitious
    before = everything(index)
    assert not bring_up_to_date(index)
    assert everything(index) == before


def test_a_digest_is_led_to_its_publication_and_back(
    index: PassageIndex, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sentence = "総領事館には約239社の日系企業が登録している。"
    digests = folder.parent / "digests"
    digests.mkdir()
    path = Paper(folder / "jetro-midwest-ecosystem-2.pdf").page("前の頁。").page(sentence).save()
    evidence = anchor(sentence, Page(2, "2", sentence))
    assert evidence is not None
    (digests / "jetro-midwest-ecosystem-2.yaml").write_text(
        json.dumps(
            {
                "publication": "jetro-midwest-ecosystem-2",
                "statements": [
                    {
                        "id": "j-1",
                        "label": "2",
                        "section": {"ja": "概観", "en": "Overview"},
                        "text": {"ja": "登録企業は239社。", "en": "239 companies are registered."},
                        "kind": "figure",
                        "evidence": [
                            {
                                "label": "2",
                                "from": evidence.start,
                                "to": evidence.end,
                                "sha256": evidence.sha256,
                            }
                        ],
                    }
                ],
            },
            ensure_ascii=False,
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(shipped_digests, "digest_files", lambda: sorted(digests.iterdir()))
    shipped_digests.shipped_hashes.cache_clear()
    try:
        bring_up_to_date(index)
        only = Filter(source="digest")
        (before, *_) = Retriever(index).search("registered companies", 1, only)
        ingest(index, [path])
        (led, *_) = Retriever(index).search("registered companies", 1, only)
        remove(index, "jetro-midwest-ecosystem-2")
        (back, *_) = Retriever(index).search("registered companies", 1, only)
    finally:
        shipped_digests.shipped_hashes.cache_clear()
    assert [hit.passage.pages for hit in (before, led, back)] == [(), (2,), ()]
    assert len({hit.passage.id for hit in (before, led, back)}) == 1
    assert led.passage.record is not None
    assert led.passage.record["spans"][0]["quote"] == sentence
    assert replace(before.passage, record=None) == replace(back.passage, record=None)


def test_the_real_publications_are_all_taken_in(index: PassageIndex, shared: Path) -> None:
    report = ingest(index, [shared / "corpus"])
    assert (len(report.added), report.refused) == (5, {})
    with index.engine.connect() as connection:
        counts = {
            row.publication_id: row.pages
            for row in rows(connection, "select publication_id, pages from version")
        }
    manifest = json.loads((shared / "corpus" / "manifest.json").read_text(encoding="utf-8"))
    assert counts == {entry["id"]: entry["pages"] for entry in manifest}
    assert sum(counts.values()) == 143
    again = ingest(index, [shared / "corpus"])
    assert (again.added, len(again.unchanged)) == ([], 5)


def test_a_library_of_an_earlier_shape_finds_statements_and_rows_by_their_ids(tmp_path: Path) -> None:
    index = open_index(tmp_path / "home")
    bring_up_to_date(index)
    before = everything(index)
    with index.engine.begin() as connection:
        run(connection, "drop index passage_of_record")
        run(connection, "alter table passage drop column record_id")
        run(connection, "delete from migration where folder = 'index' and number = 2")
    later = open_index(tmp_path / "home")
    assert bring_up_to_date(later)
    assert everything(later) == before
    with later.engine.connect() as connection:
        held = rows(connection, "select record_id from passage where source = 'list' limit 1")
        row, statement = held[0].record_id, "q-p13-23"
        found = passages_of_records(connection, [row, statement, "nowhere"])
    assert found[statement].source == "digest"
    assert found[row].source == "list"
    assert found.keys() == {row, statement}
