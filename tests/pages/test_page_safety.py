import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.pages.conftest import LANGUAGES, PAPER, Site

Visit = Callable[..., Page]
HOSTILE = '<img src="/x" onerror="window.harmed = 1"><script>window.harmed = 1</script>'


def pages_of(site: Site) -> list[str]:
    kept = site.keep_cited()
    return [
        f"/{language}{path}"
        for language in LANGUAGES
        for path in (
            "",
            f"/answers/{kept.answer_id}?source=2",
            "/library",
            f"/library/{PAPER}",
            f"/library/{PAPER}/2",
        )
    ]


def test_no_page_holds_a_script_or_a_style_of_its_own(site: Site) -> None:
    for path in pages_of(site):
        answer = httpx.get(site.url + path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for script in re.findall(r"<script\b[^>]*>", answer.text):
            assert 'src="/static/' in script
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", answer.text), path


def test_no_page_asks_anyone_but_the_server(visit: Visit, site: Site) -> None:
    page = visit("/ja")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in pages_of(site):
        page.goto(site.url + path)
    assert len(asked) > 50
    assert [url for url in asked if not url.startswith(site.url)] == []


def test_what_sources_and_askers_write_is_shown_as_text_and_never_run(visit: Visit, site: Site) -> None:
    cited = site.keep_cited()
    citations = [
        citation.model_copy(update={"quote": HOSTILE, "section": HOSTILE, "title": HOSTILE})
        for citation in cited.citations
    ]
    kept = site.keep(
        question=HOSTILE,
        answer=f"{HOSTILE} [1][2]\n- {HOSTILE} [2]",
        notes=[HOSTILE],
        follow_ups=[HOSTILE],
        citations=citations,
    )
    page = visit(f"/en/answers/{kept.answer_id}")
    expect(page.locator("article h2")).to_have_text(HOSTILE)
    expect(page.locator(".answer .claim").first).to_have_text(HOSTILE)
    page.locator(".answer button.mark").first.click()
    expect(page.locator(".source blockquote")).to_contain_text(HOSTILE)
    page.locator("#question").fill(HOSTILE)
    page.locator("#question").press("Enter")
    page.locator("article[data-answer]").nth(1).wait_for()
    page.get_by_role("button", name="History").click()
    expect(page.locator("[data-history-list] a")).to_have_text(HOSTILE)
    assert page.evaluate("window.harmed") is None
    assert page.locator('img[src="/x"]').count() == 0


def test_only_web_addresses_in_an_answer_become_links(visit: Visit, site: Site) -> None:
    kept = site.keep(answer="See https://consulate.example/list. Not javascript:alert(1) nor [7].")
    page = visit(f"/en/answers/{kept.answer_id}")
    links = page.locator(".answer a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://consulate.example/list")
    expect(page.locator(".answer")).to_contain_text("Not javascript:alert(1) nor [7].")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_first_painted_with_little_transferred(
    browser: Browser, site: Site, language: str
) -> None:
    kept = site.keep_cited()
    page = browser.new_page()
    received: list[tuple[int | None, int]] = []

    def note(request: Request) -> None:
        sizes, response = request.sizes(), request.response()
        received.append(
            (response.status if response else None, sizes["responseBodySize"] + sizes["responseHeadersSize"])
        )

    page.on("requestfinished", note)
    page.goto(f"{site.url}/{language}/answers/{kept.answer_id}")
    page.locator("html[data-script]").wait_for()
    page.close()
    assert len(received) > 10
    assert {status for status, _ in received} == {200}, "nothing came from an earlier visit"
    assert 20_000 < sum(size for _, size in received) < 150_000


def test_static_files_are_asked_for_anew_after_an_upgrade(site: Site) -> None:
    assert httpx.get(site.url + "/static/js/page.js").headers["Cache-Control"] == "no-cache"
