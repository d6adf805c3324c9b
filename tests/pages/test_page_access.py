from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import LANGUAGES, PAPER, Site

Visit = Callable[..., Page]
PATHS = [
    "",
    "answer",
    "library",
    f"library/{PAPER}",
    f"library/{PAPER}/2",
    "library/pi-list-sample",
    "events",
    "events?view=month&month=2026-05",
    "events/q-p16-12",
    "figures",
    "researchers",
    "nowhere",
]
PRESSED = "button, input, textarea, summary, nav a, a.square, li > a, h2 > a, dd a"


def addresses(site: Site, language: str, paths: list[str]) -> list[str]:
    kept = site.keep_cited(status="partial", notes=["A note."], follow_ups=["What next?"])
    known = {"answer": f"answers/{kept.answer_id}?source=2"}
    return [f"{site.url}/{language}/{known.get(path, path)}".rstrip("/") for path in paths]


@pytest.mark.parametrize(
    ("language", "options"),
    [("ja", {"color_scheme": "light"}), ("en", {"color_scheme": "dark", "phone": True})],
    ids=["ja-wide-light", "en-phone-dark"],
)
def test_axe_finds_nothing_serious_on_any_page(
    visit: Visit, site: Site, axe: str, language: str, options: dict[str, object]
) -> None:
    page = visit(f"/{language}", complain=False, **options)
    serious = []
    for address in addresses(site, language, PATHS):
        page.goto(address)
        page.locator("html[data-script]").wait_for()
        if address.endswith(language):
            page.locator("[data-history]").click()
        page.evaluate(axe)
        serious += [
            (address, item["id"], node["target"], node["failureSummary"])
            for item in page.evaluate("axe.run()")["violations"]
            if item["impact"] in {"serious", "critical"}
            for node in item["nodes"]
        ]
    assert serious == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_pressed_on_a_phone_is_large_enough_and_nothing_hangs_over(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(f"/{language}", phone=True)
    for address in addresses(site, language, PATHS[:-1]):
        page.goto(address)
        page.locator("html[data-script]").wait_for()
        small = page.evaluate(
            """(pressed) => [...document.querySelectorAll(pressed)]
                 .filter((part) => part.checkVisibility({visibilityProperty: true}) && !part.closest("dialog"))
                 .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
                 .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
                 .map(([html, box]) => `${html} ${box.width}x${box.height}`)""",
            PRESSED,
        )
        assert (address, small) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_changing_the_language_stays_on_the_page(visit: Visit, site: Site) -> None:
    page = visit("/ja")
    for address in addresses(site, "ja", PATHS[:-1]):
        page.goto(address)
        page.get_by_role("link", name="English").click()
        page.wait_for_url(address.replace("/ja", "/en", 1))
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_focus_is_visible(visit: Visit) -> None:
    page = visit("/ja")
    for _ in range(3):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


def test_nothing_moves_where_motion_is_unwanted(visit: Visit) -> None:
    page = visit("/en", reduced_motion="reduce")
    page.route("**/v1/ask", lambda route: None)
    page.locator("#question").fill("What is kept?")
    page.locator("#question").press("Enter")
    working = "getComputedStyle(document.querySelector('.working'), '::before').animationName"
    assert page.evaluate(working) == "none"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_paper_an_answer_stands_with_its_references_and_nothing_to_press(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(addresses(site, language, ["answer"])[0])
    page.emulate_media(media="print")
    expect(page.locator("ol.print-only li")).to_have_count(2)
    expect(page.locator("ol.print-only")).to_be_visible()
    expect(page.locator("p.print-only")).to_have_text(page.url.split("?")[0])
    for gone in (".site-header", ".composer", ".actions", ".source", ".follow-ups"):
        expect(page.locator(gone)).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 360, 390, 800])
def test_a_narrow_header_has_two_rows_of_which_the_pages_stay(
    visit: Visit, language: str, width: int
) -> None:
    page = visit(f"/{language}/events")
    page.set_viewport_size({"width": width, "height": 800})
    header, navigation = page.locator(".site-header"), page.locator(".site-nav")
    assert 80 < (header.bounding_box() or {})["height"] < 110
    page.evaluate("scrollTo({top: 2000, behavior: 'instant'})")
    expect(navigation).to_be_in_viewport(ratio=1)
    expect(page.locator(".site-tools")).not_to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
