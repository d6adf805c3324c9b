"""What axe-core and a ruler find on a page that is loaded once and seen wide, narrow, light, dark and printed."""

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page

from tests.pages.conftest import PHONE, WIDE

LOOKS: dict[str, tuple[tuple[dict[str, int], Literal["light", "dark"]], ...]] = {
    "ja": ((WIDE, "light"), (PHONE, "dark")),
    "en": ((WIDE, "dark"), (PHONE, "light")),
}
"""Width and colour scheme for each language: of language, width and scheme every two are seen together."""

PRESSED = "button, input, textarea, select, summary, nav a, a.square, li > a, h2 > a, dd a"
TOO_SMALL = """(pressed) => [...document.querySelectorAll(pressed)]
    .filter((part) => part.checkVisibility({visibilityProperty: true}) && !part.closest("dialog")
      && !["hidden", "checkbox", "radio"].includes(part.type))
    .map((part) => [part.outerHTML.slice(0, 80), part.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
    .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""


def faults(page: Page, axe: str, language: str) -> Iterator[str]:
    """What is wrong with a page: serious and critical findings in each look of a language, and on a phone what is too
    small to press or hangs over."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    for size, scheme in LOOKS[language]:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)
        look = f"{page.url} {size['width']} {scheme}"
        yield from (f"{look}: {finding}" for finding in findings(page))
        if size is PHONE:
            yield from (f"{look}: small {part}" for part in page.evaluate(TOO_SMALL, PRESSED))
            if (width := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
                yield f"{look}: {width} wide"


def faults_on_paper(page: Page, axe: str) -> Iterator[str]:
    """The serious and critical findings on a page as it is printed."""
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate(axe)
    yield from (f"{page.url} on paper: {finding}" for finding in findings(page))
    page.emulate_media(media="screen")


def findings(page: Page) -> Iterator[str]:
    """What axe-core finds that is serious or critical."""
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations)"
    )
    for item in found:
        if item["impact"] in {"serious", "critical"}:
            for node in item["nodes"]:
                yield f"{item['id']} {node['target']} {node['failureSummary']}"
