from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Page, expect

from api.jobs.job import Kind
from api.jobs.store import DIED, JobStore
from api.pages.texts import texts
from api.staff.token import WRONG_TOKENS
from assistant.answer import Language
from corpus.database import run
from tests.pages.audit import faults, faults_on_paper
from tests.pages.conftest import LANGUAGES, PAPER, WIDE, Site, ask, sign_in, verdict

Visit = Callable[..., Page]
PUBLIC = [
    "",
    "library",
    f"library/{PAPER}",
    f"library/{PAPER}?q=蓄電池",
    f"library/{PAPER}/2?q=蓄電池",
    "library/pi-list-sample",
    "library/jnexus-quarterly-01",
    "events",
    "events?q=zzzz",
    "events?view=month&month=2026-05",
    "events/q-p16-12",
    "figures",
    "figures?q=194",
    "figures?q=zzzz",
    "researchers",
    "researchers?q=quantum",
    "researchers?q=zzzz",
    "nowhere",
]
STAFF = [
    "publications",
    "publications?problem=queue_full",
    f"publications/{PAPER}",
    "publications/jnexus-quarterly-01",
    "feedback",
    "feedback?state=dismissed",
    "runs",
    "runs?problem=not_comparable",
]
JOBS: list[tuple[Kind, dict[str, object], str, dict[str, object]]] = [
    (
        "ingest",
        {"files": ["mill.pdf"]},
        "files",
        {
            "added": [PAPER],
            "unchanged": [],
            "refused": {"mill.pdf": "no PDF"},
            "warnings": {PAPER: ["no text on page 2"]},
        },
    ),
    ("evaluation", {"split": "dev"}, "asking", {"run_id": "latest"}),
]
"""Kind, arguments, what it is at and what comes of it."""


def answers(site: Site, language: Language) -> list[str]:
    """Where answers of every kind stand, with a page, a digest's page and no source open beside them."""
    kept = site.keep_cited(status="partial", notes=["A note."], follow_ups=["What next?"])
    figures = site.assistant.ask(texts(language).examples.staff_questions[1])
    people = site.assistant.ask(texts(language).examples.researchers_questions[2])
    nothing = site.keep(status="not_in_sources", hits=site.assistant.ask("EXPERT-J", language).hits)
    return [
        f"answers/{kept.answer_id}?source=2",
        f"answers/{figures.answer_id}?source=1",
        f"answers/{people.answer_id}?source=1",
        f"answers/{nothing.answer_id}",
    ]


def opened(page: Page, address: str) -> Page:
    """The page at an address, wide and light, once its script runs."""
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    page.goto(address)
    page.locator("html[data-script]").wait_for()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_public_page_keeps_anyone_out(
    visit: Visit, site: Site, axe: str, language: Language
) -> None:
    page = visit(f"/{language}", complain=False, reduced_motion="reduce")
    found: list[str] = []
    for path in [*PUBLIC, *answers(site, language)]:
        opened(page, f"{site.url}/{language}/{path}".rstrip("/"))
        found += faults(page, axe, language)
        if "source=" in path:
            found += faults_on_paper(page, axe)
    page.goto(f"{site.url}/docs")
    found += faults(page, axe, language)
    assert "\n".join(found) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_the_asking_page_keeps_anyone_out_while_it_waits_fails_and_remembers(
    visit: Visit, site: Site, axe: str, language: Language
) -> None:
    page = visit(f"/{language}", complain=False, reduced_motion="reduce")
    ask(page, "EXPERT-J")
    page.route("**/v1/ask", lambda route: None)
    page.locator("#question").fill("EXPERT-J")
    page.locator("#question").press("Enter")
    page.locator("[data-stop]").wait_for()
    found = list(faults(page, axe, language))
    page.locator("[data-stop]").click()
    page.unroute("**/v1/ask")
    page.route("**/v1/ask", lambda route: route.abort())
    page.locator("#question").press("Enter")
    page.get_by_role("alert").wait_for()
    found += faults(page, axe, language)
    page.locator("[data-history]").click()
    found += faults(page, axe, language)
    assert "\n".join(found) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_on_a_staff_page_keeps_anyone_out(
    visit: Visit, staff_site: Site, axe: str, language: Language
) -> None:
    WRONG_TOKENS.buckets.clear()
    base = f"{staff_site.url}/{language}/staff"
    page = visit(base, complain=False, reduced_motion="reduce", bypass_csp=True)
    found = list(faults(page, axe, language))
    sign_in(page, language, "guess")
    page.get_by_role("alert").wait_for()
    found += faults(page, axe, language)
    sign_in(page, language)
    page.wait_for_url("**/publications")
    answer_id = verdict(staff_site, "A reason.")
    with jobs_of_every_state(staff_site), a_digest_of_the_paper(staff_site):
        for path in [*STAFF, f"feedback/{answer_id}"]:
            opened(page, f"{base}/{path}")
            found += faults(page, axe, language)
            if path == f"publications/{PAPER}":
                expect(page.locator(".strip .spoken")).to_have_count(1)
    page.locator("#reviewer-accept").fill("Sato")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    found += faults(page, axe, language)
    opened(page, f"{base}/runs").locator(".after-table button").click()
    page.locator(".turned summary").first.click()
    found += faults(page, axe, language)
    page.goto(f"{base}/runs/latest/report")
    found += faults(page, axe, language)
    assert "\n".join(found) == ""


@contextmanager
def a_digest_of_the_paper(site: Site) -> Iterator[None]:
    """Have a statement of another digest rest on the paper's second page."""
    with site.assistant.index.engine.begin() as connection:
        run(
            connection,
            "insert into passage select 'borrowed', :paper, version, source, ordinal, language, section, '[2]', texts, "
            "record, tokens, record_id from passage where source = 'digest' limit 1",
            {"paper": PAPER},
        )
    yield
    with site.assistant.index.engine.begin() as connection:
        run(connection, "delete from passage where id = 'borrowed'")


@contextmanager
def jobs_of_every_state(site: Site) -> Iterator[None]:
    """Have jobs wait, run, end well and end badly."""
    store = JobStore(site.assistant.index.home.root, site.assistant.index.engine, 30)
    with ExitStack() as running:
        for kind, arguments, stage, result in JOBS:
            job_id, lock = store.prepare()
            running.enter_context(lock)
            running.callback(store.end, job_id, "failed", DIED, None)
            store.add(job_id, kind, arguments)
            store.tell(job_id, stage, 0.4, "nearly half done")
            for state, outcome in (("done", result), ("failed", None)):
                ended, lock = store.prepare()
                with lock:
                    store.add(ended, kind, arguments)
                    store.end(ended, state, DIED, outcome)
        yield


def test_changing_the_language_stays_on_the_page(visit: Visit, site: Site) -> None:
    page = visit("/ja")
    for path in [*filter(str.isascii, PUBLIC[:-1]), answers(site, "ja")[0]]:
        address = f"{site.url}/ja/{path}".rstrip("/")
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
    page = visit(f"/{language}/{answers(site, language)[0]}")
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
