"""The staff pages: signing in, publications, readers' verdicts and evaluations, in a real browser."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.app import create_app
from api.jobs.store import DIED, JobStore
from api.pages.reasons import in_language, reasons
from api.pages.texts import texts
from api.staff.sessions import COOKIE, Sessions
from api.staff.token import WRONG_TOKENS
from assistant.assistant import Assistant
from corpus.database import run as execute
from eval.gold import Item
from eval.triage import list_feedback
from index.ingest import ingest
from tests.hosting import serving
from tests.pages.conftest import (
    LANGUAGES,
    PAPER,
    QUOTE,
    TITLES,
    TOKEN,
    Site,
    sign_in,
    tab_to,
    verdict,
)
from tests.paper import Paper

Visit = Callable[..., Page]
BULLETIN = "# The Mill Report\n\n## Sails\n\nSeventeen windmills turn above the eastern dyke.\n"


@pytest.fixture
def site(staff_site: Site) -> Site:
    """The server of the staff."""
    return staff_site


@pytest.fixture(autouse=True)
def no_wrong_tokens() -> None:
    """Start with nobody having tried wrong tokens."""
    WRONG_TOKENS.buckets.clear()


def opened(visit: Visit, language: str, path: str = "publications", **options: object) -> Page:
    """A staff page, opened by someone who signed in."""
    page = visit(f"/{language}/staff", **options)
    sign_in(page, language)
    page.wait_for_url(f"**/{language}/staff/publications")
    if path != "publications":
        page.goto(page.url.replace("publications", path))
    page.locator("html[data-script]").wait_for()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_staff_sign_in_with_the_token_and_out_again(visit: Visit, site: Site, language: str) -> None:
    wording = texts(language).staff
    page = visit(f"/{language}/staff", complain=False)
    sign_in(page, language, "guess")
    expect(page.get_by_role("alert")).to_have_text(wording.wrong)
    sign_in(page, language)
    expect(page.locator("h1")).to_have_text(wording.publications)
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == (COOKIE, True, "Strict")
    assert TOKEN not in cookie["value"]
    page.get_by_role("button", name=wording.sign_out).click()
    page.goto(f"{site.url}/{language}/staff/runs")
    expect(page.get_by_label(wording.token)).to_be_visible()


def test_guessing_the_token_is_slowed_down(visit: Visit) -> None:
    page = visit("/en/staff", complain=False)
    for _ in range(11):
        sign_in(page, "en", "guess")
        page.get_by_role("alert").wait_for()
    expect(page.get_by_role("alert")).to_contain_text("Too many wrong tokens")


def test_without_a_token_nobody_signs_in(visit: Visit, site: Site) -> None:
    settings = site.assistant.settings.model_copy(update={"staff_token": None})
    with serving(create_app(Assistant(site.assistant.index, settings))) as url:
        page = visit(f"{url}/ja/staff")
        expect(page.get_by_role("alert")).to_have_text(texts("ja").staff.off)
        assert httpx.post(f"{url}/ja/staff", data={"token": ""}).status_code == 403


def test_the_cookie_goes_over_https_alone_where_the_page_came_so(site: Site) -> None:
    plain = httpx.get(f"{site.url}/en/staff")
    behind_proxy = httpx.get(f"{site.url}/en/staff", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" not in plain.headers["set-cookie"]
    assert "Secure" in behind_proxy.headers["set-cookie"]


def test_a_session_ends_with_its_time_and_with_its_token(site: Site) -> None:
    engine = site.assistant.index.engine
    sessions = Sessions(engine, TOKEN)
    secret = sessions.open()
    assert sessions.find(secret)
    assert Sessions(engine, "another-token").find(secret) is None
    with engine.begin() as connection:
        execute(connection, "update staff_session set expires_at = '2026-01-01'")
    assert sessions.find(secret) is None


def test_a_form_of_another_site_changes_nothing(site: Site) -> None:
    secret = Sessions(site.assistant.index.engine, TOKEN).open()
    answer_id = verdict(site)
    files = {"files": ("mill.md", BULLETIN)}
    with httpx.Client(base_url=site.url, cookies={COOKIE: secret}) as client:
        for address, sent in (
            ("publications", {"files": files}),
            (f"publications/{PAPER}/remove", {"data": {"form_token": "guess"}}),
            (f"feedback/{answer_id}/dismiss", {"data": {"reviewer": "Eve"}}),
            ("runs", {"data": {"split": "dev"}}),
            ("sign-out", {}),
        ):
            response = client.post(f"/en/staff/{address}", **sent)  # type: ignore[arg-type]
            assert response.headers["location"] == "/en/staff?stale=1", address
        held = {item["id"] for item in client.get("/v1/documents").json()["documents"]}
        assert client.get("/en/staff/runs").status_code == 200
    assert PAPER in held
    assert "mill" not in held
    assert answer_id in {one.answer_id for one in list_feedback(site.assistant.index.engine)}


def test_staff_pages_are_neither_stored_nor_shown_to_others(site: Site) -> None:
    for path in ("publications", f"publications/{PAPER}", "feedback", "feedback/any", "runs", "runs/compare"):
        response = httpx.get(f"{site.url}/en/staff/{path}")
        assert (response.status_code, response.headers["location"]) == (303, "/en/staff")
    door = httpx.get(f"{site.url}/en/staff")
    assert door.headers["cache-control"] == "no-store"
    assert "noindex" in door.headers["x-robots-tag"]


@pytest.mark.parametrize(("language", "phone"), [("ja", False), ("en", True)])
def test_a_bulletin_is_added_by_its_file_and_its_warnings_are_shown(
    visit: Visit, tmp_path: Path, language: str, phone: bool
) -> None:
    wording = texts(language)
    paper = Paper(tmp_path / f"gap-{language}.pdf").page(f"The first page has words for {language}.").page()
    page = opened(visit, language, phone=phone)
    page.get_by_label(wording.staff_add.label, exact=True).set_input_files(paper.save())
    page.get_by_text(wording.staff_add.details).click()
    page.get_by_label(wording.staff_add.title_en).fill(f"The Gap ({language})")
    page.get_by_role("button", name=wording.staff_add.send).click()
    job = page.locator(".job", has_text=f"gap-{language}.pdf")
    expect(job).to_contain_text(wording.staff_jobs.done, timeout=60_000)
    expect(job).to_contain_text(in_language("no text on page 2", language))  # type: ignore[arg-type]
    if language == "en":
        expect(page.locator("#held")).to_contain_text("The Gap (en)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bulletin_is_added_by_keyboard_alone(visit: Visit, tmp_path: Path, language: str) -> None:
    wording = texts(language)
    name = f"by-keyboard-{language}"
    (tmp_path / f"{name}.md").write_text(BULLETIN, encoding="utf-8")
    page = opened(visit, language)
    page.on("filechooser", lambda chooser: chooser.set_files(tmp_path / f"{name}.md"))
    tab_to(page, page.get_by_label(wording.staff_add.label, exact=True))
    page.keyboard.press("Space")
    expect(page.locator("#files")).to_have_value(re.compile(f"{name}.md$"))
    tab_to(page, page.get_by_role("button", name=wording.staff_add.send))
    page.keyboard.press("Enter")
    job = page.locator(".job", has_text=f"{name}.md")
    expect(job).to_contain_text(wording.staff_jobs.done, timeout=60_000)
    tab_to(page, job.get_by_role("link", name=name))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/{language}/library/{name}$"))


def test_a_bulletin_is_added_by_dropping_it_on_the_page(visit: Visit) -> None:
    page = opened(visit, "en")
    dropped = page.evaluate_handle(
        """(text) => { const data = new DataTransfer();
             data.items.add(new File([text], "dropped.md")); return data; }""",
        BULLETIN,
    )
    page.dispatch_event("main", "dragover", {"dataTransfer": dropped})
    expect(page.locator("[data-drop][data-over]")).to_be_visible()
    page.dispatch_event("main", "drop", {"dataTransfer": dropped})
    page.get_by_role("button", name=texts("en").staff_add.send).click()
    job = page.locator(".job", has_text="dropped.md")
    expect(job).to_contain_text("Done.", timeout=60_000)
    expect(job.get_by_role("link", name="dropped")).to_be_visible()


def test_a_file_that_cannot_be_read_is_refused_in_the_language_of_the_page(
    visit: Visit, tmp_path: Path
) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"no pdf")
    page = opened(visit, "ja")
    page.locator("#files").set_input_files(tmp_path / "broken.pdf")
    page.get_by_role("button", name=texts("ja").staff_add.send).click()
    job = page.locator(".job", has_text="broken.pdf")
    expect(job).to_contain_text(texts("ja").staff_jobs.failed, timeout=60_000)
    expect(job).to_contain_text("PDFではありません")


def test_a_publication_is_removed_by_keyboard_once_confirmed(
    visit: Visit, site: Site, tmp_path: Path
) -> None:
    (tmp_path / "short-lived.md").write_text(BULLETIN, encoding="utf-8")
    ingest(site.assistant.index, [tmp_path / "short-lived.md"])
    page = opened(visit, "en", "publications/short-lived")
    button = page.get_by_role("button", name=texts("en").staff.remove)
    button.press("Enter")
    expect(page.locator("#sure")).to_be_focused()
    page.keyboard.press("Space")
    button.press("Enter")
    expect(page.locator(".job", has_text="Remove short-lived")).to_contain_text("Done.", timeout=60_000)
    expect(page.locator("#held a[href$='/short-lived']")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_becomes_a_gold_candidate(visit: Visit, site: Site, language: str) -> None:
    wording = texts(language).staff_feedback
    answer_id = verdict(site, "The number is missing.")
    page = opened(visit, language, "feedback", complain=False)
    expect(page.locator(".verdicts")).to_contain_text("The number is missing.")
    page.locator(f".verdicts a[href$='{answer_id}']").click()
    expect(page.locator(".cited")).to_contain_text(QUOTE)
    form = page.locator("form", has=page.locator("#facts"))
    form.get_by_label(wording.reviewer).fill("Sato")
    form.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text(wording.no_facts)
    expect(form.get_by_label(wording.reviewer)).to_have_value("Sato")
    form.get_by_label(wording.facts).fill("forty-two | 四十二")
    form.get_by_role("button").click()
    expect(page.locator(".verdicts")).to_contain_text("Sato")
    with page.expect_download() as download:
        page.get_by_role("link", name=wording.download).click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()
    item = Item.model_validate(json.loads(lines[-1]))
    assert (item.must, item.reviewed_by) == ((("forty-two", "四十二"),), "Sato")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_becomes_a_gold_candidate_by_keyboard_alone(
    visit: Visit, site: Site, language: str
) -> None:
    answer_id = verdict(site, "The number is missing.")
    page = opened(visit, language)
    tab_to(page, page.get_by_role("link", name=texts(language).staff.feedback, exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(f".verdicts a[href$='{answer_id}']"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#facts"))
    page.keyboard.type("forty-two | 四十二")
    tab_to(page, page.locator("#reviewer-accept"))
    page.keyboard.type("Tanaka")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/staff/feedback\?state=candidate$"))
    (found,) = [one for one in list_feedback(site.assistant.index.engine, None) if one.answer_id == answer_id]
    assert (found.state, found.reviewed_by) == ("candidate", "Tanaka")


def test_a_verdict_is_marked_as_reviewed_by_keyboard(visit: Visit, site: Site) -> None:
    answer_id = verdict(site, "Fine by me.")
    page = opened(visit, "ja", f"feedback/{answer_id}")
    page.locator("#reviewer-dismiss").fill("佐藤")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/staff/feedback$"))
    (found,) = [one for one in list_feedback(site.assistant.index.engine, None) if one.answer_id == answer_id]
    assert (found.state, found.reviewed_by) == ("dismissed", "佐藤")


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_are_compared_and_a_report_is_read(visit: Visit, language: str) -> None:
    wording = texts(language).staff_runs
    page = opened(visit, language, "runs")
    page.get_by_role("button", name=wording.compare).click()
    expect(page.locator("h1")).to_have_text(wording.compare)
    expect(page.locator(".turned").first).to_contain_text(wording.lost)
    page.go_back()
    page.get_by_role("link", name=f"{wording.report}:").first.click()
    expect(page.locator("h1").first).to_be_visible()
    page.locator("label[for=ui-en]").click()
    expect(page.get_by_role("heading", name="How well the answers do")).to_be_visible()
    assert page.evaluate("window.origin") == "null"


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_are_chosen_and_compared_by_keyboard_alone(visit: Visit, language: str) -> None:
    wording = texts(language).staff_runs
    page = opened(visit, language, "runs")
    before, after = page.locator("input[name=first]"), page.locator("input[name=second]")
    newest = after.first.get_attribute("value")
    tab_to(page, before.nth(1))
    page.keyboard.press("ArrowUp")
    expect(before.first).to_be_checked()
    tab_to(page, after.first)
    page.keyboard.press("ArrowDown")
    expect(after.nth(1)).to_be_checked()
    tab_to(page, page.get_by_role("button", name=wording.compare))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(wording.compare)
    assert f"first={newest}&" in page.url
    tab_to(page, page.locator(".turned summary").first)
    page.keyboard.press("Enter")
    expect(page.locator(".turned .sides").first).to_be_visible()
    expect(page.locator(".turned").first).to_contain_text(wording.gained)


def test_a_run_is_started_by_keyboard_and_followed(visit: Visit) -> None:
    page = opened(visit, "en", "runs")
    tab_to(page, page.get_by_role("button", name=texts("en").staff_runs.start))
    page.keyboard.press("Enter")
    job = page.locator(".job").first
    expect(job).to_contain_text("Evaluation: dev (for tuning)")
    expect(job.get_by_role("progressbar")).to_be_visible()
    expect(job).to_contain_text(texts("en").staff_jobs.done, timeout=60_000)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_run_is_at_is_told_until_it_ends(visit: Visit, site: Site, language: str) -> None:
    store = JobStore(site.assistant.index.home.root, site.assistant.index.engine, 30)
    job_id, lock = store.prepare()
    with lock:
        store.add(job_id, "evaluation", {"split": "dev", "digests": "on"})
        store.tell(job_id, "asking", 0.4, "asking the gold questions (2 of 5)")
        page = opened(visit, language, "runs")
        job = page.locator(".job").first
        expect(job.get_by_role("progressbar")).to_be_visible()
        expect(job).to_contain_text(texts(language).stages.asking)
        store.end(job_id, "failed", DIED, None)
        expect(job).to_contain_text(texts(language).staff_jobs.failed)


def test_the_publication_of_a_digest_shows_which_pages_it_speaks_of(visit: Visit) -> None:
    page = opened(visit, "en", f"publications/{PAPER}")
    expect(page.locator("h1")).to_have_text(TITLES["en"])
    expect(page.locator("#coverage-title ~ p").first).to_have_text(texts("en").staff.no_digest)


def test_every_reason_in_japanese_is_well_made() -> None:
    for pattern, japanese in reasons():
        groups = ["x"] * (pattern.groups + 1)
        assert japanese.format(*groups)
        assert re.search("[ぁ-んァ-ヶ一-龠]", japanese)
    assert in_language("something new", "ja") == '<span lang="en">something new</span>'
