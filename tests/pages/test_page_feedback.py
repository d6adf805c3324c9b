from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.app import create_app
from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, Site, serving

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def taker(site: Site) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server that takes feedback, and what it took."""
    taken: list[dict[str, Any]] = []
    app = create_app(site.assistant)

    def take(verdict: dict[str, Any]) -> dict[str, str]:
        taken.append(verdict)
        return {}

    app.router.routes[:] = [
        route for route in app.router.routes if getattr(route, "path", "") != "/v1/feedback"
    ]
    app.add_api_route("/v1/feedback", take, methods=["POST"])
    with serving(app) as url:
        yield url, taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_that_an_answer_was_useful(
    visit: Visit, site: Site, taker: tuple[str, list[dict[str, Any]]], language: str
) -> None:
    url, taken = taker
    wording = texts(language).feedback
    kept = site.keep()
    page = visit(f"{url}/{language}/answers/{kept.answer_id}")
    page.get_by_role("button", name=wording.good, exact=True).click()
    expect(page.get_by_role("status")).to_have_text(wording.thanks)
    assert taken[-1] == {"answer_id": kept.answer_id, "verdict": "good"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_says_what_was_wrong(
    visit: Visit, site: Site, taker: tuple[str, list[dict[str, Any]]], language: str
) -> None:
    url, taken = taker
    wording = texts(language).feedback
    kept = site.keep()
    page = visit(f"{url}/{language}/answers/{kept.answer_id}", phone=True)
    page.get_by_role("button", name=wording.bad, exact=True).click()
    page.get_by_label(wording.reason).fill("The year is wrong.")
    page.get_by_role("button", name=wording.send).click()
    expect(page.locator("[data-thanks]")).to_be_visible()
    expected = {"answer_id": kept.answer_id, "verdict": "bad", "reason": "The year is wrong."}
    assert taken[-1] == expected


def test_feedback_is_asked_for_only_where_the_server_takes_it(site: Site) -> None:
    kept = site.keep()
    asked = "data-feedback=" in httpx.get(f"{site.url}/en/answers/{kept.answer_id}").text
    paths = httpx.get(f"{site.url}/openapi.json").json()["paths"]
    assert asked == ("/v1/feedback" in paths)


def test_feedback_that_does_not_arrive_is_said(
    visit: Visit, site: Site, taker: tuple[str, list[dict[str, Any]]]
) -> None:
    page = visit(f"{taker[0]}/en/answers/{site.keep().answer_id}", complain=False)
    page.route("**/v1/feedback", lambda route: route.abort())
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("status")).to_have_text(texts("en").feedback.failed)
