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
from eval.gold import load
from eval.run import evaluate
from eval.triage import store_feedback
from index.ingest import ingest
from index.shipped import bring_up_to_date
from tests.browsing import CHROMIUM, FLAGS
from tests.hosting import serving
from tests.pages.conftest import PAPER, PHONE, WIDE, ask, write_paper

IMAGES = Path(__file__).parents[2] / "docs" / "images"
COLOURS = 256
QUESTIONS = 40
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
            picture.evaluate("image => image.closest('.sheet').scrollIntoView({block: 'nearest'})")

    return act


def answered(language: str, group: str, number: int) -> Callable[[Page], None]:
    """Ask an example question."""

    def act(page: Page) -> None:
        ask(page, getattr(texts(language).examples, f"{group}_questions")[number])

    return act


def as_it_is(_: Page) -> None:
    """Show a page as it opens."""


def as_staff(language: str, place: str) -> Callable[[Page], None]:
    """Sign in and go to a staff page."""

    def act(page: Page) -> None:
        page.get_by_label(texts(language).staff.token).fill(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url("**/publications")
        page.goto(page.url.replace("publications", place))
        page.locator("html[data-script]").wait_for()

    return act


def comparing(language: str) -> Callable[[Page], None]:
    """Sign in, compare the two runs and show how their scores differ."""

    def act(page: Page) -> None:
        as_staff(language, "runs")(page)
        page.locator(".after-table button").click()
        page.locator("#changes-title").evaluate("heading => heading.scrollIntoView()")

    return act


def as_reviewer(language: str) -> Callable[[Page], None]:
    """Sign in and open the first verdict that waits."""

    def act(page: Page) -> None:
        as_staff(language, "feedback")(page)
        page.locator(f".verdicts a[lang={language}], .verdicts [lang={language}] a").first.click()
        page.locator("html[data-script]").wait_for()

    return act


def give_verdicts(assistant: Assistant) -> None:
    """Have readers say what they think of answers."""
    for language, question, verdict, reason in (
        ("ja", texts("ja").examples.staff_questions[0], "bad", "順位とあわせて、金額も示してほしい。"),
        (
            "en",
            texts("en").examples.startups_questions[0],
            "bad",
            "Please say which ones take foreign founders.",
        ),
        ("ja", texts("ja").examples.researchers_questions[0], "good", None),
    ):
        answer = assistant.ask(question, language)
        store_feedback(assistant.index.engine, answer.answer_id, verdict, reason)


def keep_runs(assistant: Assistant) -> None:
    """Keep two small evaluations: without digests, then with them."""
    items = [item for item in load(split="dev") if item.expect == "answered"][:QUESTIONS]
    for digests in ("off", "on"):
        answering = Assistant(assistant.index, assistant.settings.model_copy(update={"digests": digests}))
        evaluate(answering, items, "dev")


Shot = tuple[str, str, bool, str, Callable[[Page], None]]
"""Name, address, whether on a phone, colour scheme, and what is done before."""
SHOTS: list[Shot] = [
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
    ("phone-en-library", "/en/library", True, "light", as_it_is),
    ("publication-ja", "/ja/library/jnexus-quarterly-01?q=量子", False, "light", as_it_is),
    ("publication-en", "/en/library/jnexus-quarterly-01?q=accelerator", False, "light", as_it_is),
    ("events-ja", "/ja/events", False, "light", as_it_is),
    ("events-en", "/en/events", False, "light", as_it_is),
    ("events-en-dark", "/en/events?view=month&month=2026-05", False, "dark", as_it_is),
    ("phone-ja-events", "/ja/events#past-2026", True, "dark", as_it_is),
    ("calendar-ja", "/ja/events?view=month&month=2026-05", False, "light", as_it_is),
    ("event-ja", "/ja/events/q-p16-12", False, "light", as_it_is),
    ("event-en", "/en/events/q-p16-12", False, "light", as_it_is),
    ("phone-en-event", "/en/events/q-p16-12", True, "dark", as_it_is),
    ("figures-ja", "/ja/figures?document=jnexus-quarterly-01", False, "light", as_it_is),
    ("figures-en", "/en/figures#differs-2", False, "light", as_it_is),
    ("phone-en-figures", "/en/figures#years-2", True, "light", as_it_is),
    ("researchers-ja", "/ja/researchers", False, "light", as_it_is),
    ("researchers-en", "/en/researchers?q=quantum", False, "light", as_it_is),
    ("phone-ja-researchers", "/ja/researchers?q=再生医療", True, "light", as_it_is),
    ("missing-ja", "/ja/nowhere", False, "light", as_it_is),
    ("missing-en", "/en/nowhere", False, "dark", as_it_is),
    ("staff-ja-sign-in", "/ja/staff", False, "light", as_it_is),
    ("staff-en-sign-in", "/en/staff", False, "light", as_it_is),
    ("staff-ja", "/ja/staff", False, "light", as_staff("ja", "publications")),
    ("staff-en", "/en/staff", False, "light", as_staff("en", "publications")),
    ("phone-en-staff", "/en/staff", True, "light", as_staff("en", "publications#held")),
    ("staff-ja-feedback", "/ja/staff", False, "light", as_staff("ja", "feedback")),
    ("staff-en-feedback", "/en/staff", False, "light", as_staff("en", "feedback")),
    ("phone-ja-staff-review", "/ja/staff", True, "light", as_reviewer("ja")),
    ("staff-ja-runs", "/ja/staff", False, "light", as_staff("ja", "runs")),
    ("staff-en-runs", "/en/staff", False, "light", as_staff("en", "runs")),
    ("phone-en-staff-runs", "/en/staff", True, "light", as_staff("en", "runs#runs")),
    ("phone-ja-staff-runs", "/ja/staff", True, "dark", as_staff("ja", "runs#runs")),
    ("staff-ja-compare", "/ja/staff", False, "light", comparing("ja")),
    ("phone-en-staff-compare", "/en/staff", True, "dark", comparing("en")),
    ("staff-en-review", "/en/staff", False, "light", as_reviewer("en")),
]
OF_A_PAPER: list[Shot] = [
    ("viewer-ja", f"/ja/library/{PAPER}/2?q=蓄電池", False, "light", as_it_is),
    ("viewer-en", f"/en/library/{PAPER}/2?q=蓄電池", False, "light", as_it_is),
    ("phone-ja-viewer", f"/ja/library/{PAPER}/2?q=蓄電池", True, "light", as_it_is),
]
"""What only a publication whose file is there can show: here a paper written for tests."""


def take(browser: Browser, url: str, shots: Collection[Shot], names: Collection[str]) -> None:
    """Take the screenshots of a site that are named, or every one."""
    for name, path, phone, scheme, act in shots:
        if names and name not in names:
            continue
        page = browser.new_page(
            viewport=PHONE if phone else WIDE,
            color_scheme="dark" if scheme == "dark" else "light",
            device_scale_factor=1.75 if phone else 1.25,
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
        give_verdicts(assistant)
        keep_runs(assistant)
        with serving(create_app(assistant)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, url, SHOTS, sys.argv[1:])
            ingest(assistant.index, [write_paper(Path(folder) / "paper")])
            take(browser, url, OF_A_PAPER, sys.argv[1:])
            browser.close()


if __name__ == "__main__":
    main()
