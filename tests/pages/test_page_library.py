import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, PAPER, QUOTE, TITLES, Site

Visit = Callable[..., Page]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_library_lists_publications_with_what_is_held_of_each(visit: Visit, language: str) -> None:
    wording = texts(language).library
    page = visit(f"/{language}/library")
    paper = page.locator(".publications > li", has_text=TITLES[language])
    for part in (wording.with_pages, "2026", f"{wording.pages}3", f"{wording.versions}1"):
        expect(paper).to_contain_text(part)
    expect(paper.locator("a.official")).to_have_attribute("href", "https://harbour.example/notes")
    digest = page.locator(".publications > li", has=page.locator('a[href$="jnexus-quarterly-01"]'))
    expect(digest).to_contain_text(wording.digest_only)
    expect(digest).to_contain_text(wording.statements)
    sample = page.locator(".publications > li").last
    expect(sample).to_contain_text(wording.fictitious)


def test_publications_stand_by_date_the_newest_first(visit: Visit) -> None:
    page = visit("/en/library")
    dates = [item.get_attribute("datetime") or "" for item in page.locator("time").all()]
    assert dates == sorted(dates, reverse=True)
    assert len(dates) >= 5


@pytest.mark.parametrize(("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"])
def test_pages_are_read_one_after_another(visit: Visit, language: str, phone: bool) -> None:
    page = visit(f"/{language}/library/{PAPER}", phone=phone)
    page.locator(".page-list a").nth(1).click()
    expect(page.locator("h1")).to_have_text(texts(language).place.page.format(label=2))
    expect(page.locator(".page-words")).to_contain_text(QUOTE)
    expect(page.locator(".sheet img")).to_have_js_property("naturalWidth", 1100)
    page.locator("html[data-script]").wait_for()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/{PAPER}/3")
    assert page.locator('[data-control="next"]').get_attribute("aria-disabled") == "true"
    page.get_by_role("link", name=texts(language).picture.previous).click()
    page.wait_for_url(f"**/{PAPER}/2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_inside_a_publication_finds_its_page(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/library/{PAPER}")
    page.get_by_role("searchbox").fill("蓄電池")
    page.keyboard.press("Enter")
    found = page.locator(".found li").first
    expect(found).to_contain_text("四十二基")
    found.get_by_role("link").click()
    page.wait_for_url(f"**/{PAPER}/2")


@pytest.mark.parametrize(("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"])
def test_a_search_beside_a_page_leads_to_another_and_marks_the_words(
    visit: Visit, language: str, phone: bool
) -> None:
    page = visit(f"/{language}/library/{PAPER}/1", phone=phone)
    page.get_by_role("searchbox").fill("蓄電池")
    page.keyboard.press("Enter")
    page.locator(".near a", has_text="2").first.click()
    page.wait_for_url(f"**/{PAPER}/2?q=*")
    expect(page.get_by_role("searchbox")).to_have_value("蓄電池")
    expect(page.locator(".near [aria-current]")).to_have_count(1)
    expect(page.locator(".sheet img[data-marked]")).to_have_js_property("naturalWidth", 1100)
    page.locator('a[rel="next"]').click()
    page.wait_for_url(f"**/{PAPER}/3?q=*")
    expect(page.locator(".sheet img[data-marked]")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_publication_says_how_many_pages_its_digest_speaks_of(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/library/jnexus-quarterly-01")
    row = page.locator(".facts > div", has_text=texts(language).library.covered)
    assert 10 <= int(row.locator("dd").inner_text().split()[0]) <= 16


def test_a_quote_in_the_address_is_marked_on_the_page(visit: Visit) -> None:
    page = visit(f"/ja/library/{PAPER}/2?quote={QUOTE}")
    expect(page.locator(".sheet img")).to_have_attribute("data-scale", re.compile(r"^(1\.[2-9]|[2-4])"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_digest_is_read_statement_by_statement_in_the_readers_language(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/library/jnexus-quarterly-01")
    expect(page.locator(".notice-digest")).to_contain_text(texts(language).library.digest_only_more)
    first = page.locator(".digest li").first
    japanese = any("ぁ" <= char <= "ヶ" for char in first.inner_text())
    assert japanese == (language == "ja")
    assert page.locator(".digest li").count() >= 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["library/none", f"library/{PAPER}/99", "library/none/1", "nowhere"])
def test_an_address_where_nothing_is_gets_a_page_that_says_so(site: Site, language: str, path: str) -> None:
    answer = httpx.get(f"{site.url}/{language}/{path}")
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.text
    assert texts(language).missing.title in answer.text


def test_a_slash_at_the_end_leads_to_the_page(site: Site) -> None:
    for path, target in (("/ja/", "/ja"), ("/en/library/", "/en/library")):
        assert httpx.get(site.url + path).headers["Location"] == target
