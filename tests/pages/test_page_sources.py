import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, PAPER, QUOTE, TITLES, Site, ask

Visit = Callable[..., Page]
PLACES = {"ja": "2ページ", "en": "p. 2"}


def box(part: Locator) -> Any:
    found = part.bounding_box()
    assert found
    return found


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mark_opens_its_source_beside_the_answer_and_below_it_on_a_phone(
    visit: Visit, site: Site, language: str, phone: bool
) -> None:
    page = visit(f"/{language}/answers/{site.keep_cited().answer_id}", phone=phone)
    mark = page.locator(".answer button.mark", has_text="2").first
    mark.click()
    source = page.locator(".source")
    expect(source.locator("h3")).to_have_text(texts(language).source.heading.format(number=2))
    expect(source).to_contain_text(TITLES[language])
    expect(source).to_contain_text(PLACES[language])
    expect(source).to_contain_text(texts(language).source.verified)
    expect(source.locator("blockquote mark")).to_have_text(QUOTE)
    expect(source.locator("a.official")).to_have_attribute("href", "https://harbour.example/notes")
    expect(mark).to_have_attribute("aria-expanded", "true")
    assert page.locator(".answer .lit").count() == 2
    answer, panel = page.evaluate(
        "[...document.querySelectorAll('.answer, .source')].map((part) => part.getBoundingClientRect().toJSON())"
    )
    if phone:
        assert panel["y"] >= answer["y"] + answer["height"]
        assert panel["x"] + panel["width"] <= 390
    else:
        assert panel["x"] >= answer["x"] + answer["width"]
    page.keyboard.press("Escape")
    expect(source).to_have_count(0)
    expect(mark).to_be_focused()
    expect(mark).to_have_attribute("aria-expanded", "false")
    assert page.locator(".answer .lit").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_from_question_to_source_can_be_done_by_keyboard(visit: Visit, language: str) -> None:
    page = visit(f"/{language}")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#question").focus()
    page.keyboard.type("EXPERT-J")
    page.keyboard.press("Enter")
    page.locator("article[data-answer]").wait_for()
    page.keyboard.press("Tab")
    mark = page.locator(".answer button.mark").first
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".source h3")).to_be_focused()
    seen = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
    for reached in ("data-close", "data-copy", "data-share", "data-print", "summary", 'id="question"'):
        assert any(reached in element for element in seen), reached
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    page.keyboard.press(" ")
    expect(page.locator(".source")).to_have_count(1)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_the_page_picture_shows_the_marked_quote_turns_and_zooms(
    visit: Visit, site: Site, phone: bool
) -> None:
    page = visit(f"/ja/answers/{site.keep_cited().answer_id}", phone=phone)
    page.locator(".answer button.mark", has_text="2").first.click()
    picture = page.locator(".source .sheet img")
    expect(picture).to_have_attribute("data-scale", re.compile("."))
    expect(picture).to_have_attribute(
        "alt", texts("ja").picture.alt_marked.format(place="2ページ", title=TITLES["ja"])
    )
    assert picture.evaluate("image => image.naturalWidth") == 1100
    if phone:
        assert float(picture.get_attribute("data-scale") or 0) > 1.3, "the marked line is zoomed in on"
    before = box(picture)["width"]
    page.locator('[data-zoom="in"]').click()
    assert box(picture)["width"] > before
    page.locator('[data-zoom="fit"]').click()
    assert box(picture)["width"] <= box(page.locator(".sheet"))["width"]
    page.locator('.source [rel="next"]').click()
    expect(page.locator(".toolbar-place")).to_contain_text("3ページ")
    expect(page.locator(".source")).to_contain_text(texts("ja").source.other_page)
    assert page.locator('.source [data-control="next"]').get_attribute("aria-disabled") == "true"
    page.locator('.source [data-control="back"]').click()
    expect(page.locator(".toolbar-place")).to_contain_text("2ページ")


def test_the_marked_picture_differs_from_the_bare_one_by_the_markers_colour(site: Site) -> None:
    kept = site.keep_cited()
    body = httpx.get(f"{site.url}/ja/answers/{kept.answer_id}/sources/2").text
    assert f"/v1/documents/{PAPER}/pages/2.png?answer={kept.answer_id}&amp;citation=2" in body
    address = f"{site.url}/v1/documents/{PAPER}/pages/2.png"
    marked = httpx.get(address, params={"answer": kept.answer_id, "citation": 2})
    bare = httpx.get(address)
    assert marked.headers["Content-Type"] == "image/png"
    assert marked.content != bare.content


def test_previous_and_next_lead_through_the_sources(visit: Visit, site: Site) -> None:
    page = visit(f"/en/answers/{site.keep_cited().answer_id}?source=1")
    source = page.locator(".source")
    expect(source.locator("h3")).to_have_text("Source 1")
    source.get_by_role("link", name="Next source").click()
    expect(source.locator("h3")).to_have_text("Source 2")
    assert source.get_by_role("link", name="Next source").get_attribute("aria-disabled") == "true"
    source.get_by_role("link", name="Previous source").click()
    expect(source.locator("h3")).to_have_text("Source 1")
    source.get_by_role("link", name="Close the source").click()
    expect(page.locator(".answer button.mark").first).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_source_says_that_it_is_unofficial_and_shows_its_statement(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(f"/{language}/answers/{site.keep_cited().answer_id}?source=1")
    source = page.locator(".source")
    expect(source).to_contain_text(texts(language).source.digest)
    expect(source).to_contain_text(texts(language).source.digest_more)
    picture = source.locator("img")
    expect(picture).to_have_attribute("src", re.compile(r"/jnexus-quarterly-01/digest/\d+\.png\?answer="))
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    number = re.search(r"/digest/(\d+)", picture.get_attribute("src") or "")
    assert number
    expect(source.locator(".toolbar-place")).to_contain_text(
        texts(language).source.digest_page.format(number=number[1])
    )
    source.locator('[data-control="next"]').first.click()
    expect(source.locator(".toolbar-place")).to_contain_text(
        texts(language).source.digest_page.format(number=int(number[1]) + 1)
    )
    expect(source.locator(".apa")).to_contain_text(texts(language).reference.digest)


@pytest.mark.parametrize("language", LANGUAGES)
def test_invented_people_are_marked_as_such_wherever_they_show(
    visit: Visit, site: Site, language: str
) -> None:
    label = texts(language).source.fictitious
    page = visit(f"/{language}")
    expect(page.locator(".holdings li", has=page.locator('a[href*="pi-list-sample"]'))).to_contain_text(label)
    answer = httpx.get(
        f"{site.url}/v1/answers/{ask(page, texts(language).examples.researchers_questions[2])}"
    ).json()
    invented = [citation["number"] for citation in answer["citations"] if citation["fictitious"]]
    assert invented[0] == 1
    for number in invented:
        mark = page.locator(f'button.mark[value="{number}"]')
        expect(page.locator(".answer :is(p, li)", has=mark)).to_contain_text(label)
    expect(page.locator(".references")).to_contain_text(label)
    page.locator(".answer button.mark").first.click()
    expect(page.locator(".source .quote")).to_contain_text(label)
    page.locator(".passages summary").click()
    entry = page.locator(".passages li", has_text="TAKAHASHI Reita").first
    expect(entry).to_contain_text(label)
    page.goto(page.url.split("#")[0] + "/library/pi-list-sample")
    expect(page.locator(".notice-fictitious")).to_contain_text(texts(language).library.fictitious_more)


def test_citations_are_copied_in_every_form(visit: Visit, site: Site) -> None:
    page = visit(
        f"/en/answers/{site.keep_cited().answer_id}?source=2",
        permissions=["clipboard-read", "clipboard-write"],
    )
    copied = {}
    for name in ("Japanese", "English", "BibTeX", "RIS"):
        page.locator(".cite").get_by_role("button", name=name).click()
        expect(page.get_by_role("status")).to_have_text("Copied")
        copied[name] = page.evaluate("navigator.clipboard.readText()")
    assert copied["Japanese"].startswith("港湾実験室（2026年1月15日）『港湾実験室だより』2ページ。")
    assert copied["English"].startswith(
        "Harbour Laboratory. (2026, January 15). Harbour Laboratory Notes (p. 2)."
    )
    assert copied["BibTeX"].startswith("@misc{harbour-notes-2,")
    assert copied["RIS"].startswith("TY  - RPRT")


def test_the_answer_is_copied_with_its_sources_and_its_link_leads_another_reader_to_it(
    visit: Visit, site: Site
) -> None:
    kept = site.keep_cited()
    page = visit(f"/ja/answers/{kept.answer_id}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("[data-copy]").first.click()
    expect(page.get_by_role("status")).to_have_text(texts("ja").answer.copied)
    text = page.evaluate("navigator.clipboard.readText()")
    assert "The laboratory has forty-two batteries. [2]" in text
    assert "[2] Harbour Laboratory." in text
    page.locator("[data-share]").click()
    expect(page.get_by_role("status")).to_have_text(texts("ja").answer.shared)
    link = page.evaluate("navigator.clipboard.readText()")
    other = visit(link.removeprefix(site.url))
    expect(other.locator("article h2")).to_have_text("What is kept?")
    other.locator("#question").fill("EXPERT-J")
    with other.expect_request("**/v1/ask") as asked:
        other.locator("#question").press("Enter")
    assert asked.value.post_data_json["conversation_id"] is None, "another reader begins a new conversation"
    other.locator("article[data-answer]").nth(1).wait_for()


def test_a_source_that_cannot_be_fetched_is_said(visit: Visit, site: Site) -> None:
    page = visit(f"/en/answers/{site.keep_cited().answer_id}", complain=False)
    page.route("**/sources/*", lambda route: route.abort())
    page.locator(".answer button.mark").first.click()
    expect(page.get_by_role("status")).to_have_text(texts("en").errors.source)


def test_a_picture_that_cannot_be_drawn_is_said(visit: Visit, site: Site) -> None:
    page = visit(f"/en/answers/{site.keep_cited().answer_id}", complain=False)
    page.route("**/*.png?*", lambda route: route.abort())
    page.locator(".answer button.mark", has_text="2").first.click()
    expect(page.locator(".source .sheet")).to_contain_text(texts("en").picture.failed)
