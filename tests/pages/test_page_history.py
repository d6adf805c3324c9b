from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, Site, ask

Visit = Callable[..., Page]


@pytest.mark.parametrize(("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"])
def test_a_conversation_is_kept_in_the_browser_until_it_is_deleted(
    visit: Visit, site: Site, language: str, phone: bool
) -> None:
    wording = texts(language)
    page = visit(f"/{language}", phone=phone)
    kept = ask(page, "EXPERT-J")
    assert "#conversation=" in page.url
    page.reload()
    expect(page.locator("article h2")).to_have_text("EXPERT-\N{WORD JOINER}J")
    page.goto(page.url.split("#")[0] + "/library")
    page.get_by_role("button", name=wording.site.history).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("link", name="EXPERT-J").click()
    page.locator("article[data-answer]").wait_for()
    page.get_by_role("button", name=wording.site.history).click()
    with page.expect_response("**/v1/conversations/*"):
        dialog.get_by_role("button", name=wording.history.delete_named.format(title="EXPERT-J")).click()
    expect(dialog).to_contain_text(wording.history.empty)
    assert httpx.get(f"{site.url}/v1/answers/{kept}").status_code == 404
    assert page.evaluate("localStorage.getItem('jnexus.conversations')") == "[]"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name=wording.site.history)).to_be_focused()


def test_all_conversations_are_deleted_at_once_and_a_server_out_of_reach_is_said(visit: Visit) -> None:
    page = visit("/en", complain=False)
    ask(page, "EXPERT-J")
    page.get_by_role("link", name="Ask", exact=True).click()
    page.wait_for_url("**/en")
    page.locator("html[data-script]").wait_for()
    ask(page, "J-StarX")
    page.get_by_role("button", name="History").click()
    expect(page.locator("[data-history-list] li")).to_have_count(2)
    page.route("**/v1/conversations/*", lambda route: route.abort())
    page.get_by_role("button", name="Delete all").click()
    expect(page.locator("[data-history-list] li")).to_have_count(0)
    expect(page.locator("#announcement")).to_have_text(texts("en").history.failed)


def test_back_leads_from_a_conversation_to_the_first_page_and_forward_again(visit: Visit) -> None:
    page = visit("/en")
    ask(page, "EXPERT-J")
    page.go_back()
    expect(page.locator(".welcome")).to_be_visible()
    expect(page.locator("article")).to_have_count(0)
    page.go_forward()
    expect(page.locator("article[data-answer]")).to_have_count(1)


def test_changing_the_language_keeps_the_conversation(visit: Visit) -> None:
    page = visit("/en")
    ask(page, "EXPERT-J")
    page.get_by_role("link", name="日本語").click()
    page.wait_for_url("**/ja#conversation=*")
    page.locator("article[data-answer]").wait_for()
    expect(page.locator("html")).to_have_attribute("lang", "ja")


def test_an_answer_past_its_time_is_said_and_can_be_asked_again(visit: Visit) -> None:
    page = visit("/en", complain=False)
    page.evaluate(
        """localStorage.setItem("jnexus.conversations", JSON.stringify([
             {id: "old", title: "EXPERT-J", turns: [{answer: "gone", question: "EXPERT-J"}]}]))"""
    )
    page.goto(page.url + "#conversation=old")
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text(texts("en").answer.expired)
    page.get_by_role("button", name="Ask again").click()
    page.locator("article[data-answer]").wait_for()
    expect(page.locator("article")).to_have_count(1)


def test_spoilt_storage_is_taken_for_none(visit: Visit) -> None:
    page = visit("/en")
    page.evaluate("""localStorage.setItem("jnexus.conversations", "{")""")
    page.reload()
    ask(page, "EXPERT-J")
    page.get_by_role("button", name="History").click()
    expect(page.locator("[data-history-list] li")).to_have_count(1)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["answers/none", "answers/none/card", "answers/none/sources/1"])
def test_an_answer_that_is_not_there_is_a_page_that_says_so(site: Site, language: str, path: str) -> None:
    answer = httpx.get(f"{site.url}/{language}/{path}")
    assert answer.status_code == 404
    assert texts(language).missing.title in answer.text


def test_answers_are_kept_out_of_search_engines(site: Site) -> None:
    kept = site.keep()
    assert (
        '<meta name="robots" content="noindex">' in httpx.get(f"{site.url}/ja/answers/{kept.answer_id}").text
    )
