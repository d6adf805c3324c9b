from collections.abc import Callable

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from api.pages.texts import texts
from assistant.answer import Answer, Citation, Language
from tests.pages.conftest import LANGUAGES, Site

Visit = Callable[..., Page]
BOTH = pytest.mark.parametrize(
    ("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"]
)


def keep_citing(site: Site, language: Language, *statement_ids: str) -> Answer:
    """Store an answer that cites these statements of the J-NEXUS Quarterly's digest."""
    citations = [
        Citation(
            number=number,
            document_id="jnexus-quarterly-01",
            version=None,
            title="J-NEXUS Quarterly, Inaugural Issue",
            publisher=None,
            published="2026-02",
            page=None,
            page_label=None,
            section=None,
            source="digest",
            statement_id=name,
            quote="A statement.",
            quote_language=language,
            verified=False,
            url=None,
            page_image=None,
        )
        for number, name in enumerate(statement_ids, 1)
    ]
    claims = " ".join(f"A claim. [{citation.number}]" for citation in citations)
    return site.keep(answer=claims, citations=citations, language=language)


@BOTH
def test_cited_figures_that_differ_stand_in_a_table_with_their_marks(
    visit: Visit, site: Site, language: Language, phone: bool
) -> None:
    kept = keep_citing(site, language, "q-p08-13", "q-p09-14", "q-p08-01")
    page = visit(f"/{language}/answers/{kept.answer_id}", phone=phone)
    table = page.locator(".differing table")
    expect(table.locator("caption")).to_have_text(texts(language).figures.differs)
    numbers = table.locator("td.number").all_inner_texts()
    assert numbers == (["194社", "242社"] if language == "ja" else ["194 companies", "242 companies"])
    expect(table).to_contain_text("総領事館調査" if language == "ja" else "consulate survey")
    table.locator("button.mark").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".source")).to_have_attribute("data-number", "2")


@BOTH
def test_a_cited_event_can_be_added_to_a_calendar(
    visit: Visit, site: Site, language: Language, phone: bool
) -> None:
    kept = keep_citing(site, language, "q-p08-01", "q-p16-12")
    page = visit(f"/{language}/answers/{kept.answer_id}?source=2", phone=phone)
    for place in (".answer-events", ".source-event"):
        link = page.locator(f"{place} .add")
        expect(link).to_contain_text(texts(language).events.add)
        address = link.get_attribute("href") or ""
        (entry,) = Calendar.from_ical(httpx.get(site.url + address).content).events
        assert entry.start.isoformat() == "2026-05-27"
        assert entry.summary == (
            "イェールイノベーションサミット" if language == "ja" else "Yale Innovation Summit"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_without_such_statements_shows_neither(
    visit: Visit, site: Site, language: Language
) -> None:
    kept = keep_citing(site, language, "q-p08-13", "q-p08-01")
    page = visit(f"/{language}/answers/{kept.answer_id}")
    expect(page.locator(".references")).to_be_visible()
    expect(page.locator(".differing, .answer-events")).to_have_count(0)
