from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.pages.texts import texts
from eval.triage import Feedback, list_feedback
from tests.pages.conftest import LANGUAGES, Site

Visit = Callable[..., Page]


def kept_feedback(site: Site, answer_id: str) -> Feedback:
    return next(one for one in list_feedback(site.assistant.index.engine, None) if one.answer_id == answer_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_that_an_answer_was_useful(visit: Visit, site: Site, language: str) -> None:
    wording = texts(language).feedback
    kept = site.keep()
    page = visit(f"/{language}/answers/{kept.answer_id}")
    page.get_by_role("button", name=wording.good, exact=True).click()
    expect(page.get_by_role("status")).to_have_text(wording.thanks)
    found = kept_feedback(site, kept.answer_id)
    assert (found.verdict, found.reason) == ("good", None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_what_was_wrong(visit: Visit, site: Site, language: str) -> None:
    wording = texts(language).feedback
    kept = site.keep()
    page = visit(f"/{language}/answers/{kept.answer_id}", phone=True)
    page.get_by_role("button", name=wording.bad, exact=True).click()
    page.get_by_label(wording.reason).fill("The year is wrong.")
    page.get_by_role("button", name=wording.send).click()
    expect(page.locator("[data-thanks]")).to_be_visible()
    found = kept_feedback(site, kept.answer_id)
    assert (found.verdict, found.reason) == ("bad", "The year is wrong.")


def test_feedback_that_does_not_arrive_is_said(visit: Visit, site: Site) -> None:
    page = visit(f"/en/answers/{site.keep().answer_id}", complain=False)
    page.route("**/v1/feedback", lambda route: route.abort())
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("status")).to_have_text(texts("en").feedback.failed)
