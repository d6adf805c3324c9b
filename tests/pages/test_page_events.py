import re
from collections.abc import Callable

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from api.pages.dates import written_span
from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, Site

Visit = Callable[..., Page]
BOTH = pytest.mark.parametrize(
    ("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"]
)


@BOTH
def test_what_is_to_come_stands_before_what_is_past_by_month(
    visit: Visit, language: str, phone: bool
) -> None:
    wording = texts(language).events
    page = visit(f"/{language}/events", phone=phone)
    headings = [heading.strip() for heading in page.locator("h2").all_inner_texts()]
    assert [
        heading.startswith(name)
        for heading, name in zip(headings, (wording.to_come, wording.past), strict=False)
    ]
    days = [time.get_attribute("datetime") or "" for time in page.locator("time").all()]
    to_come, past = [day for day in days if day >= "2026-03-01"], [day for day in days if day < "2026-03-01"]
    assert days == to_come + past
    assert to_come == sorted(to_come)
    months = [day[:7] for day in past]
    assert months == sorted(months, reverse=True)
    assert len(past) > 90


@BOTH
def test_an_event_says_what_is_uncertain_of_its_date(visit: Visit, language: str, phone: bool) -> None:
    wording = texts(language).events
    page = visit(f"/{language}/events", phone=phone)
    expect(page.locator("#q-p16-05 .event-when")).to_contain_text(wording.month_only)
    expect(page.locator("#q-p16-12 .event-when")).to_contain_text(wording.year_inferred)
    expect(page.locator("#g-p04-01 .event-when")).not_to_contain_text(wording.year_inferred)


@pytest.mark.parametrize(
    ("language", "words", "mission", "found"),
    [
        ("en", "", "Consulate-General of Japan in Detroit", 3),
        ("ja", "量子", "Consulate-General of Japan in Boston", 1),
    ],
)
def test_events_are_filtered_by_words_and_mission_without_a_script(
    visit: Visit, language: str, words: str, mission: str, found: int
) -> None:
    page = visit(f"/{language}/events", java_script_enabled=False)
    page.get_by_label(texts(language).events.label).fill(words)
    page.locator("#event-mission").select_option(mission)
    page.get_by_role("button", name=texts(language).events.search).click()
    expect(page.locator("li.event")).to_have_count(found)
    feed = page.locator(".feed a").get_attribute("href") or ""
    entries = Calendar.from_ical(httpx.get(feed.replace("webcal:", "http:")).content).events
    assert len(entries) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_leads_back_to_all(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/events?q=zzzz")
    page.get_by_role("link", name=texts(language).events.show_all).click()
    expect(page.locator("li.event").nth(100)).to_be_visible()


@BOTH
def test_a_calendar_of_the_next_month_with_events_leads_to_other_months(
    visit: Visit, language: str, phone: bool
) -> None:
    page = visit(f"/{language}/events", phone=phone)
    page.get_by_role("link", name=texts(language).events.calendar, exact=True).click()
    expect(page.locator("#month-title")).to_contain_text(re.compile(r"2026年3月|March 2026"))
    expect(page.locator("td[aria-current=date]")).to_have_text("1")
    page.locator('a[rel="next"]').click()
    page.locator('a[rel="next"]').click()
    expect(page.locator("#month-title")).to_contain_text(re.compile(r"2026年5月|May 2026"))
    page.locator("td a.day", has_text=re.compile(r"^5$")).click()
    expect(page.locator("li.event:target")).to_be_in_viewport()
    page.locator("#month-choice").select_option("2024-12")
    page.get_by_role("button", name=texts(language).events.go).click()
    expect(page.locator("#month-title")).to_contain_text(re.compile(r"2024年12月|December 2024"))


def test_what_has_no_day_or_lasts_long_stands_above_the_days(visit: Visit) -> None:
    page = visit("/en/events?view=month&month=2026-04")
    above = page.locator(".throughout a").all_inner_texts()
    assert "MIT Beyond the Cradle" in above
    on_days = set(page.locator(".days li a").all_inner_texts())
    assert on_days == {"MIT/Harvard TechNatSec", "MA Space Week"}


@BOTH
def test_an_event_leads_to_its_source_and_to_a_calendar_by_keyboard(
    visit: Visit, language: str, phone: bool
) -> None:
    wording = texts(language).events
    page = visit(f"/{language}/events", phone=phone)
    page.locator("#q-p16-12 h3 a").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile("Yale|イェール"))
    expect(page.locator(".facts")).to_contain_text(wording.note)
    with page.expect_download() as saved:
        page.locator(".add").focus()
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename == "q-p16-12.ics"
    page.locator(".event-source").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/library/jnexus-quarterly-01#q-p16-12")
    expect(page.locator("li:target")).to_be_in_viewport()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_event_that_is_not_there_is_said_to_be_missing(site: Site, language: str) -> None:
    answer = httpx.get(f"{site.url}/{language}/events/none")
    assert answer.status_code == 404
    assert texts(language).missing.event in answer.text


@pytest.mark.parametrize(
    ("first", "last", "english", "japanese"),
    [
        ("2026-02-26", "2026-02-26", "Thu 26 February 2026", "2026年2月26日（木）"),
        ("2026-05-27", "2026-05-28", "Wed 27 – Thu 28 May 2026", "2026年5月27日（水）～28日（木）"),
        (
            "2024-10-23",
            "2024-11-22",
            "Wed 23 October – Fri 22 November 2024",
            "2024年10月23日（水）～11月22日（金）",
        ),
        (
            "2024-12-05",
            "2025-01-13",
            "Thu 5 December 2024 – Mon 13 January 2025",
            "2024年12月5日（木）～2025年1月13日（月）",
        ),
        ("2026-04", "2026-04", "April 2026", "2026年4月"),
        ("2024-11", "2025-03", "November 2024 – March 2025", "2024年11月～2025年3月"),
    ],
)
def test_spans_name_what_their_ends_share_once(first: str, last: str, english: str, japanese: str) -> None:
    assert (written_span(first, last, "en"), written_span(first, last, "ja")) == (english, japanese)
