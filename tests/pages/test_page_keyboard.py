"""What readers and staff do on the pages, done by keyboard alone: nothing here is clicked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.pages.texts import texts
from eval.triage import list_feedback
from tests.pages.conftest import LANGUAGES, PAPER, QUOTE, TOKEN, Site, tab_to

Visit = Callable[..., Page]


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Tab to a part of the page and press a key on it."""
    tab_to(page, page.locator(selector).first)
    page.keyboard.press(key)


def write(page: Page, selector: str, text: str) -> None:
    """Tab to a field and write into it."""
    tab_to(page, page.locator(selector).first)
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_turned_zoomed_and_cited_by_keyboard(visit: Visit, site: Site, language: str) -> None:
    kept = site.keep_cited()
    page = visit(f"/{language}/answers/{kept.answer_id}", permissions=["clipboard-read", "clipboard-write"])
    press(page, '.answer button.mark[value="2"]')
    expect(page.locator(".source blockquote")).to_have_text(QUOTE)
    picture = page.locator(".sheet img")
    expect(picture).to_have_attribute("data-scale", re.compile(r"\d"))
    press(page, '[data-zoom="fit"]')
    press(page, '[data-zoom="in"]')
    expect(picture).to_have_attribute("data-scale", "1.5")
    page.keyboard.press("Escape")
    expect(page.locator('.answer button.mark[value="2"]').first).to_be_focused()
    page.keyboard.press("Enter")
    press(page, '.source [data-control="next"]')
    expect(page.locator('[data-control="previous"][href]')).to_be_visible()
    press(page, '[data-control="back"]')
    press(page, ".cite button")
    expect(page.get_by_role("status")).to_have_text(texts(language).answer.copied)
    press(page, "[data-share]")
    expect(page.get_by_role("status")).to_have_text(texts(language).answer.shared)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_judged_followed_up_and_forgotten_by_keyboard(
    visit: Visit, site: Site, language: str
) -> None:
    kept = site.keep_cited(follow_ups=["EXPERT-J"])
    page = visit(f"/{language}/answers/{kept.answer_id}")
    press(page, '.feedback button[value="bad"]', "Space")
    write(page, ".feedback textarea", "The year is wrong.")
    press(page, "[data-reason] button")
    expect(page.locator("[data-thanks]")).to_be_visible()
    (found,) = [one for one in list_feedback(site.assistant.index.engine) if one.answer_id == kept.answer_id]
    assert (found.verdict, found.reason) == ("bad", "The year is wrong.")
    press(page, ".follow-ups button")
    expect(page.locator("article[data-answer]")).to_have_count(2)
    page.keyboard.press("Control+Home")
    press(page, "[data-history]")
    press(page, "[data-history-list] button")
    expect(page.locator("[data-history-empty]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-history]")).to_be_focused()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_library_is_searched_and_read_by_keyboard(visit: Visit, language: str) -> None:
    page = visit(f"/{language}")
    press(page, '.site-nav a[href$="/library"]')
    press(page, f'main a[href$="/{PAPER}"]')
    write(page, "#query", "蓄電池")
    page.keyboard.press("Enter")
    press(page, ".found a")
    page.wait_for_url(f"**/{PAPER}/2")
    page.locator("html[data-script]").wait_for()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**/{PAPER}/3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_events_figures_and_people_are_found_by_keyboard(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/events")
    write(page, "#event-query", "Yale" if language == "en" else "イェール")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?q=*")
    press(page, '.views a[href*="view=month"]')
    page.wait_for_url("**view=month")
    press(page, "a.day")
    expect(page.locator(".event:target")).to_be_in_viewport()
    press(page, ".event h3 a")
    page.wait_for_url("**/events/*")
    press(page, '.site-nav a[href$="/figures"]')
    tab_to(page, page.locator("#figure-topic"))
    page.keyboard.press("End")
    press(page, ".filters button")
    page.wait_for_url(re.compile(r"topic=\w"))
    press(page, '.site-nav a[href$="/researchers"]')
    write(page, "#people-query", "quantum")
    page.keyboard.press("Enter")
    page.wait_for_url("**/researchers?q=quantum")
    press(page, ".people-facets a")
    page.wait_for_url(re.compile("(field|institution|state)="))
    press(page, ".switch")
    expect(page.locator("html")).not_to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_come_read_a_report_and_go_by_keyboard(visit: Visit, staff_site: Site, language: str) -> None:
    page = visit(f"{staff_site.url}/{language}/staff")
    write(page, "#token", TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/publications")
    press(page, '.staff-bar a[href$="/runs"]')
    page.wait_for_url("**/runs")
    press(page, 'tbody a[href$="/report"]')
    page.wait_for_url("**/report")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#ui-en")).to_be_checked()
    page.go_back()
    press(page, ".staff-bar button")
    page.wait_for_url(f"**/{language}/staff")
