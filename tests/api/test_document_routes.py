"""Publications over HTTP: what is held, page text, page pictures, files, versions."""

from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image, ImageChops

from tests.api.conftest import Jnexus, hosting
from tests.publications import BATTERIES, NOTES, NOTES_TITLES, REPORT, write_notes, write_publications

DOCUMENT = set(
    "id titles publisher kind published language version versions pages passages statements url warnings".split()
)
MARKER = (255, 224, 102)


def picture(client: httpx.Client, path: str, **query: str | int) -> Image.Image:
    response = client.get(path, params=query or None)
    assert response.headers["content-type"] == "image/png", response.text
    return Image.open(BytesIO(response.content)).convert("RGB")


def marked_box(page: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what has the marker's colour."""
    away = ImageChops.difference(page, Image.new("RGB", page.size, MARKER))
    near = [band.point(lambda distance: 255 if distance < 12 else 0) for band in away.split()]
    return ImageChops.multiply(ImageChops.multiply(*near[:2]), near[2]).getbbox()


def test_documents_have_every_key_of_the_contract(client: httpx.Client) -> None:
    documents = client.get("/v1/documents").json()["documents"]
    assert all(set(document) >= DOCUMENT for document in documents)
    notes = next(document for document in documents if document["id"] == NOTES)
    assert (notes["titles"], notes["published"], notes["kind"]) == (NOTES_TITLES, "2026-01-15", "report")
    assert (notes["pages"], notes["versions"], notes["statements"]) == (3, 1, 0)
    assert notes["passages"] > 0


def test_a_publication_that_only_a_digest_speaks_of_has_statements_and_no_version(
    client: httpx.Client,
) -> None:
    quarterly = client.get("/v1/documents/jnexus-quarterly-01").json()
    assert (quarterly["version"], quarterly["pages"], quarterly["passages"]) == (None, 0, 0)
    assert quarterly["statements"] >= 100


def test_the_sample_list_is_said_to_be_fictitious(client: httpx.Client) -> None:
    assert client.get("/v1/documents/pi-list-sample").json()["fictitious"] is True


def test_the_text_of_a_page_carries_its_number_and_its_printed_label(client: httpx.Client) -> None:
    page = client.get(f"/v1/documents/{NOTES}/pages/2").json()
    assert set(page) == {"document_id", "version", "page", "page_label", "text"}
    assert (page["page"], page["page_label"]) == (2, "1")
    assert BATTERIES in page["text"]


def test_a_japanese_quote_is_highlighted_on_its_page(client: httpx.Client) -> None:
    path = f"/v1/documents/{NOTES}/pages/2.png"
    assert marked_box(picture(client, path)) is None
    page = picture(client, path, quote=BATTERIES)
    box = marked_box(page)
    assert box, "the picture with the quote is the picture without"
    assert box[3] - box[1] < page.height / 20, "one line is marked, not the page"
    assert box[2] - box[0] > page.width / 4, "the whole quote is marked"


def test_a_quote_in_other_spacing_and_width_is_highlighted_at_the_same_place(client: httpx.Client) -> None:
    path = f"/v1/documents/{NOTES}/pages/2.png"
    as_printed = marked_box(picture(client, path, quote=BATTERIES))
    assert marked_box(picture(client, path, quote=" ".join(BATTERIES))) == as_printed


def test_a_quote_that_is_not_on_the_page_marks_nothing(client: httpx.Client) -> None:
    assert marked_box(picture(client, f"/v1/documents/{NOTES}/pages/2.png", quote="月の裏側の氷")) is None


def test_the_picture_that_a_citation_names_shows_its_quote_highlighted(client: httpx.Client) -> None:
    answer = client.post("/v1/ask", json={"question": "港の実験室は蓄電池を何基そろえましたか？"}).json()
    cited = next(item for item in answer["citations"] if item["quote"] == BATTERIES)
    by_quote = picture(client, f"/v1/documents/{NOTES}/pages/2.png", quote=BATTERIES)
    assert marked_box(picture(client, cited["page_image"])) == marked_box(by_quote) is not None


def test_a_statement_on_a_publication_that_is_not_held_is_highlighted_in_the_printed_digest(
    client: httpx.Client,
) -> None:
    question = "How large was the nominal GDP of Massachusetts in 2024?"
    answer = client.post("/v1/ask", json={"question": question}).json()
    cited = next(item for item in answer["citations"] if item["source"] == "digest")
    assert (cited["page"], cited["verified"]) == (None, False)
    assert cited["page_image"].startswith(f"/v1/documents/{cited['document_id']}/digest/")
    assert marked_box(picture(client, cited["page_image"]))
    bare = cited["page_image"].partition("?")[0]
    assert marked_box(picture(client, bare)) is None


def test_a_page_that_the_printed_digest_does_not_have_is_an_error(client: httpx.Client) -> None:
    assert client.get("/v1/documents/jnexus-quarterly-01/digest/999.png").status_code == 404
    response = client.get(f"/v1/documents/{NOTES}/digest/1.png")
    assert (response.status_code, response.json()["error"]["code"]) == (404, "no_digest")


def test_the_file_comes_back_as_it_was_ingested(client: httpx.Client, tmp_path: Path) -> None:
    response = client.get(f"/v1/documents/{NOTES}/file")
    assert response.content == write_notes(tmp_path).read_bytes()
    assert f'filename="{NOTES}.pdf"' in response.headers["content-disposition"]


def test_a_document_without_pages_has_no_picture_and_says_what_to_do(client: httpx.Client) -> None:
    response = client.get(f"/v1/documents/{REPORT}/pages/1.png")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "no_pages"


@pytest.mark.parametrize("number", [0, 4, -1])
def test_a_page_that_is_not_there_is_an_error_and_not_another_page(client: httpx.Client, number: int) -> None:
    for ending in ("", ".png"):
        response = client.get(f"/v1/documents/{NOTES}/pages/{number}{ending}")
        assert response.status_code == 404, response.text
        assert "3" in response.json()["error"]["hint"] + response.json()["error"]["message"]


def test_an_earlier_version_stays_readable_after_a_new_one_answers(
    own_home: Path, jnexus: Jnexus, tmp_path: Path
) -> None:
    folder = write_publications(tmp_path / "publications")
    write_notes(folder, "港の実験室では灯台用の蓄電池を五十基にふやした。")
    assert jnexus("ingest", folder).status == 0
    with hosting(own_home) as client:
        now = client.get(f"/v1/documents/{NOTES}").json()
        assert now["versions"] == 2
        assert "五十基" in client.get(f"/v1/documents/{NOTES}/pages/2").json()["text"]
        first = versions_of(own_home)[0]
        assert first != now["version"]
        before = client.get(f"/v1/documents/{NOTES}", params={"version": first}).json()
        assert (before["version"], before["passages"]) == (first, 0), "only the current version is searched"
        text = client.get(f"/v1/documents/{NOTES}/pages/2", params={"version": first}).json()["text"]
        assert BATTERIES in text
        path = f"/v1/documents/{NOTES}/pages/2.png"
        assert marked_box(picture(client, path, version=first, quote=BATTERIES))


def test_a_publication_set_back_to_its_former_content_shows_that_content(
    own_home: Path, jnexus: Jnexus, tmp_path: Path
) -> None:
    folder = write_publications(tmp_path / "publications")
    write_notes(folder, "港の実験室では灯台用の蓄電池を五十基にふやした。")
    jnexus("ingest", folder)
    write_notes(folder)
    jnexus("ingest", folder)
    with hosting(own_home) as client:
        assert BATTERIES in client.get(f"/v1/documents/{NOTES}/pages/2").json()["text"]


def versions_of(home: Path) -> list[str]:
    """The versions of the notes, oldest first."""
    return sorted(
        (folder.name for folder in (home / "library" / NOTES).iterdir()),
        key=lambda name: (home / "library" / NOTES / name).stat().st_ctime_ns,
    )
