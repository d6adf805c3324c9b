"""A real server on loopback over what the project ships and one small paper, and a real browser."""

import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from api.app import create_app
from api.pages.texts import texts
from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from assistant.settings import Settings
from eval.gold import Item
from eval.run import evaluate
from eval.triage import store_feedback
from index.ingest import ingest
from tests.homes import copy_home
from tests.hosting import serving
from tests.paper import Paper

WIDE = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}
LANGUAGES = ("ja", "en")
TOKEN = "a-token-for-tests-only"

PAPER = "harbour-notes"
QUOTE = "港の実験室では灯台用の蓄電池を四十二基そろえた。"
TITLES = {"ja": "港湾実験室だより", "en": "Harbour Laboratory Notes"}


@dataclass(frozen=True)
class Site:
    """A running server and the assistant behind it."""

    url: str
    assistant: Assistant

    def keep(self, **values: Any) -> Answer:
        """Store an answer, so that a page can show it."""
        answer = Answer.model_validate(
            {
                "answer_id": f"kept{time.monotonic_ns():x}",
                "conversation_id": f"talk{time.monotonic_ns():x}",
                "question": "What is kept?",
                "language": "en",
                "status": "answered",
                "answer": "This is kept.",
                "citations": [],
                "follow_ups": [],
                "hits": [],
                "engine": "extractive",
                "as_of": "2026-03-01",
                "notes": [],
                "timings_ms": {},
            }
            | values
        )
        self.assistant.conversations.keep(answer)
        return answer

    def keep_cited(self, **values: Any) -> Answer:
        """Store an answer whose second citation is the paper's page 2, the others digest statements."""
        from_digest = self.assistant.ask("Who publishes the J-NEXUS Quarterly?", keep=False).citations[0]
        with self.assistant.index.engine.connect() as connection:
            version = current_version(connection, PAPER)
        from_paper = Citation(
            number=2,
            document_id=PAPER,
            version=version,
            title=TITLES["ja"],
            publisher="港湾実験室",
            published="2026-01-15",
            page=2,
            page_label="2",
            section="蓄電池",
            source="publication",
            quote=QUOTE,
            quote_language="ja",
            verified=True,
            url="https://harbour.example/notes",
            page_image=None,
        )
        first = from_digest.model_copy(update={"number": 1})
        return self.keep(
            answer="The first claim. [1]\n- The laboratory has forty-two batteries. [2]\n- Both. [1][2]",
            citations=[first, from_paper],
            **values,
        )


def current_version(connection: Any, name: str) -> str | None:
    """The version of a publication that answers come from."""
    from corpus.library import current_version

    return current_version(connection, name)


@pytest.fixture(scope="session")
def site(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server over a home of its own."""
    folder = tmp_path_factory.mktemp("pages")
    copy_home(shipped_home, folder / "home")
    assistant = Assistant.open(Settings(home=folder / "home", today=date(2026, 3, 1), _env_file=None))
    ingest(assistant.index, [write_paper(folder / "paper")])
    with serving(create_app(assistant)) as url:
        yield Site(url, assistant)


@pytest.fixture(scope="session")
def staff_site(shipped_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with a staff token, over a home to change, with two runs of an evaluation."""
    folder = tmp_path_factory.mktemp("staff")
    copy_home(shipped_home, folder / "home")
    questions = [gold(language) for language in LANGUAGES]
    (folder / "gold.jsonl").write_text("\n".join(item.to_line() for item in questions), encoding="utf-8")
    chosen = {"home": folder / "home", "gold": folder / "gold.jsonl", "staff_token": TOKEN}
    settings = Settings(**chosen, today=date(2026, 3, 1), _env_file=None)
    assistant = Assistant.open(settings)
    ingest(assistant.index, [write_paper(folder / "paper")])
    for digests in ("on", "off"):
        answering = Assistant(assistant.index, settings.model_copy(update={"digests": digests}))
        evaluate(answering, questions, "dev")
    with serving(create_app(assistant)) as url:
        yield Site(url, assistant)


def gold(language: str) -> Item:
    """A question that a digest alone answers here."""
    return Item.model_validate(
        {
            "id": f"publisher-{language}",
            "pair_id": "publisher",
            "split": "dev",
            "lang": language,
            "persona": "staff",
            "kind": "organisation",
            "question": "Who publishes the J-NEXUS Quarterly?",
            "must": [["Consulate-General", "総領事館"]],
            "must_cite": [{"document_id": "jnexus-quarterly-01", "page": 1, "anchor": "総領事館"}],
            "expect": "answered",
            "reviewed_by": None,
            "reviewed_on": None,
        }
    )


def write_paper(folder: Path) -> Path:
    """A folder with a paper of three pages and its manifest."""
    folder.mkdir()
    paper = Paper(folder / f"{PAPER}.pdf")
    paper.page(("港湾実験室だより", 20), "この冊子は試験のために書かれたもので、港の実験室の一年を伝える。")
    paper.page(("蓄電池", 18), "冬の海で使うための備えを進めている。", QUOTE, "点検は毎月行う。")
    paper.page(("見学", 18), "見学は春と秋に受け付けている。")
    paper.save()
    entry = {
        "id": PAPER,
        "file": f"{PAPER}.pdf",
        "title_ja": TITLES["ja"],
        "title_en": TITLES["en"],
        "publisher": "港湾実験室",
        "publisher_en": "Harbour Laboratory",
        "kind": "report",
        "language": "ja",
        "published": "2026-01-15",
        "source_url": "https://harbour.example/notes",
        "printed_page_offset": 0,
    }
    (folder / "manifest.json").write_text(json.dumps([entry]), encoding="utf-8")
    return folder


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site in a browser of its own; complaints of the browser fail the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(path: str, phone: bool = False, complain: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else WIDE, has_touch=phone, is_mobile=phone, **options
        )
        contexts.append(context)
        context.set_default_timeout(30_000)
        page = context.new_page()
        if complain:
            page.on("pageerror", lambda fault: complaints.append(str(fault)))
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.goto(path if "://" in path else site.url + path)
        if options.get("java_script_enabled", True):
            page.locator("html[data-script]").wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from the npm registry."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so axe-core cannot be fetched")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "axe-core@4"]
    outcome = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if outcome.returncode:
        pytest.skip(f"npm could not fetch axe-core: {outcome.stderr.strip()[:200]}")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def verdict(site: Site, reason: str | None = None) -> str:
    """A bad verdict on an answer from the paper; gives the answer's id."""
    kept = site.keep_cited()
    store_feedback(site.assistant.index.engine, kept.answer_id, "bad", reason)
    return kept.answer_id


def sign_in(page: Page, language: str, token: str = TOKEN) -> None:
    """Give the staff token to the page that asks for it."""
    page.get_by_label(texts(language).staff.token).fill(token)
    page.keyboard.press("Enter")


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until a part of the page has the focus."""
    wanted.wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("part => part === document.activeElement"):
            return
    pytest.fail("Tab does not lead there")


def ask(page: Page, question: str) -> str:
    """Type a question, press Enter and wait for its answer; gives the answer's id."""
    turns = page.locator("article[data-answer]")
    before = turns.count()
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")
    turns.nth(before).wait_for()
    return turns.nth(before).get_attribute("data-answer") or ""
