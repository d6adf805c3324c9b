"""Screenshots for `docs/images`, over what the project ships and nothing else.

`python -m tests.pages.screenshots` takes all, `python -m tests.pages.screenshots NAME...` some.
"""

import io
import re
import sys
import tempfile
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from api.app import create_app
from api.pages.texts import texts
from assistant.assistant import Assistant
from assistant.settings import Settings
from eval.triage import store_feedback
from index.shipped import bring_up_to_date
from tests.browsing import CHROMIUM, FLAGS
from tests.pages.conftest import PHONE, WIDE, ask, serving

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 128
TOKEN = "a-token-for-pictures"
TODAY = date(2026, 3, 1)


def with_source(language: str, group: str, number: int) -> Callable[[Page], None]:
    """Ask an example question and open its first source."""

    def act(page: Page) -> None:
        ask(page, getattr(texts(language).examples, f"{group}_questions")[number])
        page.locator(".answer button.mark").first.click()
        page.locator(".source").wait_for()
        for picture in page.locator(".sheet img").all():
            expect(picture).to_have_attribute("data-scale", re.compile(r"\d"))

    return act


def answered(language: str, group: str, number: int) -> Callable[[Page], None]:
    """Ask an example question."""

    def act(page: Page) -> None:
        ask(page, getattr(texts(language).examples, f"{group}_questions")[number])

    return act


def as_it_is(_: Page) -> None:
    """Show a page as it opens."""


def as_staff(language: str, place: str) -> Callable[[Page], None]:
    """Sign in and go to a staff page, or to the first verdict that waits."""

    def act(page: Page) -> None:
        page.get_by_label(texts(language).staff.token).fill(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/publications")
        page.goto(page.url.replace("publications", place))
        if place == "feedback":
            page.locator(".verdicts a").first.click()
        page.locator("html[data-script]").wait_for()

    return act


def give_verdict(assistant: Assistant) -> None:
    """Have a reader find an answer wanting."""
    answer = assistant.ask(texts("ja").examples.staff_questions[0])
    reason = "順位とあわせて、金額も示してほしい。"
    store_feedback(assistant.index.engine, answer.answer_id, "bad", reason)


SHOTS: list[tuple[str, str, bool, str, Callable[[Page], None]]] = [
    ("home-ja", "/ja", False, "light", as_it_is),
    ("home-en", "/en", False, "light", as_it_is),
    ("ask-ja", "/ja", False, "light", with_source("ja", "staff", 0)),
    ("ask-en", "/en", False, "light", with_source("en", "researchers", 1)),
    ("ask-en-dark", "/en", False, "dark", with_source("en", "startups", 0)),
    ("sample-ja", "/ja", False, "light", with_source("ja", "researchers", 2)),
    ("phone-ja", "/ja", True, "light", answered("ja", "startups", 0)),
    ("phone-en", "/en", True, "light", as_it_is),
    ("phone-ja-source", "/ja", True, "dark", with_source("ja", "staff", 0)),
    ("library-ja", "/ja/library", False, "light", as_it_is),
    ("library-en", "/en/library", False, "light", as_it_is),
    ("events-ja", "/ja/events", False, "light", as_it_is),
    ("events-en-dark", "/en/events?view=month&month=2026-05", False, "dark", as_it_is),
    ("figures-ja", "/ja/figures?document=jnexus-quarterly-01", False, "light", as_it_is),
    ("figures-en", "/en/figures#differs-2", False, "light", as_it_is),
    ("phone-en-figures", "/en/figures#years-2", True, "light", as_it_is),
    ("phone-ja-events", "/ja/events#past-2026", True, "dark", as_it_is),
    ("staff-ja", "/ja/staff", False, "light", as_staff("ja", "publications")),
    ("staff-en-runs", "/en/staff", False, "light", as_staff("en", "runs")),
    ("phone-ja-staff-review", "/ja/staff", True, "light", as_staff("ja", "feedback")),
    ("publication-en", "/en/library/jnexus-quarterly-01?q=accelerator", False, "light", as_it_is),
]


def take(browser: Browser, url: str, names: Collection[str]) -> None:
    """Take the screenshots of a site that are named, or every one."""
    for name, path, phone, scheme, act in SHOTS:
        if names and name not in names:
            continue
        page = browser.new_page(
            viewport=PHONE if phone else WIDE,
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=2 if phone else 1.5,
            is_mobile=phone,
            has_touch=phone,
            reduced_motion="reduce",
        )
        page.goto(url + path)
        page.locator("html[data-script]").wait_for()
        act(page)
        page.wait_for_timeout(300)
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)
        page.close()


def main() -> None:
    """Serve a fresh home and take its screenshots."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(home=Path(folder), today=TODAY, staff_token=TOKEN, _env_file=None)
        assistant = Assistant.open(settings)
        bring_up_to_date(assistant.index)
        give_verdict(assistant)
        with serving(create_app(assistant)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, url, sys.argv[1:])
            browser.close()


if __name__ == "__main__":
    main()
