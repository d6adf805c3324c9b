import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from corpus.catalogue import Publication, complete, describe, read_manifest, sources
from corpus.document import Document, Page, Refused, Row, Table
from corpus.library import with_labels

DOCUMENT = Document("pdf", (Page(1, None, "本文"),), (), title="研究者交流会のご案内", author="総領事館")


def manifest(folder: Path, content: object) -> Path:
    (folder / "manifest.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8-sig")
    return folder


def test_a_manifest_describes_the_files_it_names(tmp_path: Path) -> None:
    entry = {
        "id": "notice-1",
        "file": "a.pdf",
        "title_ja": "お知らせ",
        "published": "2026-02",
        "source_url": "https://example.org/a.pdf",
        "pages": 3,
        "printed_page_offset": 2,
    }
    found = read_manifest(manifest(tmp_path, [entry, {"file": "b.csv"}]))
    assert found["a.pdf"] == Publication(
        id="notice-1",
        title_ja="お知らせ",
        published="2026-02",
        url="https://example.org/a.pdf",
        printed_page_offset=2,
    )
    assert found["b.csv"] == Publication(id="b")


def test_a_folder_without_a_manifest_has_no_entries(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}


@pytest.mark.parametrize("content", [{}, {"file": "a.pdf"}, [{"id": "a"}], ["a.pdf"], 3, [{"file": 3}]])
def test_a_broken_manifest_is_refused_with_what_it_must_be(tmp_path: Path, content: object) -> None:
    with pytest.raises(Refused, match=r"manifest\.json is not a manifest: it must be a JSON list"):
        read_manifest(manifest(tmp_path, content))


def test_a_manifest_that_is_no_json_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("[{", encoding="utf-8")
    with pytest.raises(Refused, match="is not a manifest"):
        read_manifest(tmp_path)


@pytest.mark.parametrize("name", ["../escape", "a/b", "..", "", "a\\b", ".hidden"])
def test_an_id_that_would_leave_the_library_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="cannot be an id"):
        read_manifest(manifest(tmp_path, [{"id": name or ".", "file": "a.pdf"}]))


def test_the_real_manifest_and_the_catalogue_agree(shared: Path) -> None:
    for publication in read_manifest(shared / "corpus").values():
        known = sources()[publication.id]
        assert complete(publication, known).to_json() == complete(known, publication).to_json()


def test_what_a_manifest_does_not_say_the_catalogue_and_the_file_do(tmp_path: Path) -> None:
    entry = Publication(id="jnexus-quarterly-01", title_ja="四季報（手元の写し）")
    described = describe(tmp_path / "x.pdf", entry, DOCUMENT)
    assert described.title_ja == "四季報（手元の写し）"
    assert described.title_en == "J-NEXUS Quarterly, Inaugural Issue"
    assert described.printed_page_offset == 2


def test_an_unknown_file_is_described_by_itself(tmp_path: Path) -> None:
    described = describe(tmp_path / "notice-2026.pdf", None, DOCUMENT)
    assert described == Publication(
        id="notice-2026", title_ja="研究者交流会のご案内", publisher="総領事館", kind="document"
    )
    assert described.title("en") == described.title("ja") == "研究者交流会のご案内"


def test_an_english_title_is_not_taken_for_a_japanese_one(tmp_path: Path) -> None:
    described = describe(tmp_path / "a.pdf", None, Document("pdf", (), (), title="Call for speakers"))
    assert (described.title_ja, described.title_en) == (None, "Call for speakers")


def test_a_table_by_itself_is_a_list(tmp_path: Path) -> None:
    table = Table(("氏名", "所属"), (Row(1, None, ("佐藤", "架空大学")),))
    document = Document("csv", (Page(1, None, "氏名"),), (), tables=(table,))
    assert describe(tmp_path / "people.csv", None, document).kind == "list"


def test_a_publication_survives_json_and_unknown_fields() -> None:
    publication = Publication(id="a", title_ja="題", published="2026-02", fictitious=True)
    assert Publication.from_json(publication.to_json()) == publication
    assert Publication.from_json('{"id": "a", "colour": "red"}') == Publication(id="a")


def test_the_catalogue_names_the_five_publications_in_both_languages() -> None:
    for name in (
        "jnexus-quarterly-01",
        "jetro-midwest-ecosystem-2",
        "mofa-shin-gijutsu-rikkoku",
        "meti-innovation-interim-reference",
        "mofa-grassroots-report-fy2024",
    ):
        publication = sources()[name]
        assert publication.title_ja
        assert publication.title_en
        assert publication.publisher
        assert publication.publisher_en


def test_every_address_of_the_catalogue_is_a_web_address() -> None:
    for publication in sources().values():
        for address in filter(None, (publication.url, publication.file_url)):
            parts = urlsplit(address)
            assert parts.scheme == "https", address
            assert parts.hostname, address


def test_only_the_sample_is_fictitious() -> None:
    assert [publication.id for publication in sources().values() if publication.fictitious] == [
        "pi-list-sample"
    ]


def test_pages_are_labelled_by_print_then_by_offset_then_by_the_file() -> None:
    pages = [
        Page(1, None, "表紙"),
        Page(2, "ii", "目次"),
        Page(3, None, "本文"),
        Page(4, "2", "本文", label_printed=True),
        Page(5, "v", "本文"),
    ]
    labels = [page.label for page in with_labels(pages, Publication("a", printed_page_offset=2))]
    assert labels == [None, "ii", "1", "2", "3"]
    assert [page.label for page in with_labels(pages, Publication("a"))] == [
        None,
        "ii",
        None,
        "2",
        "v",
    ]
