import json
import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from api.pages.texts import texts
from tests.pages.conftest import LANGUAGES, Site, ask

Visit = Callable[..., Page]
QUESTIONS = {
    "ja": "マサチューセッツ州の名目GDPは全米何位ですか？",
    "en": "What costs does EXPERT-J cover for invited researchers?",
}


@pytest.mark.parametrize(
    ("header", "language"),
    [("ja,en;q=0.5", "ja"), ("en-GB,en", "en"), ("fr, ja-JP;q=0.4, en;q=0.3", "ja"), ("", "en")],
)
def test_the_bare_address_leads_to_the_browsers_language(site: Site, header: str, language: str) -> None:
    answer = httpx.get(site.url + "/", headers={"Accept-Language": header})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/{language}")
    assert answer.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_typed_question_is_answered_with_marks(
    visit: Visit, site: Site, language: str, phone: bool
) -> None:
    page = visit(f"/{language}", phone=phone)
    answer = httpx.get(f"{site.url}/v1/answers/{ask(page, QUESTIONS[language])}").json()
    assert answer["language"] == language
    turn = page.locator("article.turn")
    expect(turn.locator("h2")).to_have_text(re.compile(QUESTIONS[language][:8]))
    first = re.sub(r"\s*\[\d+\]", "", answer["answer"].splitlines()[0])
    expect(turn.locator(".answer .claim").first).to_have_text(first)
    marks = {mark.text_content() for mark in turn.locator(".answer button.mark").all()}
    assert marks == {str(citation["number"]) for citation in answer["citations"]}
    assert turn.locator("h2").evaluate("heading => heading === document.activeElement")
    expect(page.get_by_role("status")).to_have_text(texts(language).ask.ready)
    expect(page.locator(".welcome")).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_pressing_an_example_asks_it(visit: Visit, language: str) -> None:
    page = visit(f"/{language}")
    example = texts(language).examples.researchers_questions[1]
    page.get_by_role("button", name=example).click()
    page.locator("article[data-answer]").wait_for()
    expect(page.locator("article .claim").first).to_contain_text("EXPERT-J")


def test_enter_that_ends_a_japanese_conversion_does_not_ask(visit: Visit) -> None:
    page = visit("/ja")
    box = page.locator("#question")
    box.fill("研究")
    composing = "{key: 'Enter', isComposing: true, bubbles: true, cancelable: true}"
    box.evaluate(f"box => box.dispatchEvent(new KeyboardEvent('keydown', {composing}))")
    box.press("Shift+Enter")
    assert page.locator("article").count() == 0
    expect(box).to_have_value("研究\n")


def test_a_follow_up_goes_on_with_the_conversation(visit: Visit, site: Site) -> None:
    page = visit("/en")
    first = httpx.get(f"{site.url}/v1/answers/{ask(page, QUESTIONS['en'])}").json()
    with page.expect_request("**/v1/ask") as second:
        ask(page, "And how much in total?")
    assert second.value.post_data_json["conversation_id"] == first["conversation_id"]
    assert page.locator("article[data-answer]").count() == 2


def test_follow_up_chips_are_asked_when_pressed(visit: Visit, site: Site) -> None:
    kept = site.keep_cited(follow_ups=["What costs does EXPERT-J cover?"])
    page = visit(f"/en/answers/{kept.answer_id}")
    page.get_by_role("button", name="What costs does EXPERT-J cover?").click()
    expect(page.locator("article[data-answer]")).to_have_count(2)


def test_an_answer_can_be_had_in_the_other_language(visit: Visit) -> None:
    page = visit("/en")
    ask(page, QUESTIONS["en"])
    page.get_by_role("button", name="Answer in Japanese").click()
    expect(page.locator("article[data-answer]")).to_have_count(2)
    assert page.locator("article .answer").nth(1).get_attribute("lang") == "ja"


def test_a_streamed_answer_is_shown_as_it_comes_and_then_whole(visit: Visit, site: Site) -> None:
    kept = site.keep_cited()
    events = [
        ("status", {"stage": "retrieving"}),
        ("token", {"text": "The first "}),
        ("token", {"text": "claim."}),
        ("done", kept.model_dump(mode="json")),
    ]
    stream = ": alive\r\n\r\n" + "".join(
        f"event: {name}\r\ndata: {json.dumps(data)}\r\n\r\n" for name, data in events
    )
    accepted = []

    def answer(route: Route) -> None:
        accepted.append(route.request.headers["accept"])
        route.fulfill(body=stream, headers={"Content-Type": "text/event-stream; charset=utf-8"})

    page = visit("/en")
    page.evaluate(
        """() => { window.seen = []; new MutationObserver(() => {
             const stream = document.querySelector(".stream");
             if (stream) window.seen.push(stream.textContent);
           }).observe(document.body, {subtree: true, childList: true}) }"""
    )
    page.route("**/v1/ask", answer)
    ask(page, "What is kept?")
    assert accepted[0].startswith("text/event-stream")
    assert "The first claim." in page.evaluate("window.seen")
    expect(page.locator(".answer button.mark")).to_have_count(4)


def test_a_stream_that_ends_in_an_error_says_so(visit: Visit) -> None:
    page = visit("/en")
    body = 'event: error\ndata: {"error": {"code": "internal", "message": "m", "hint": "h"}}\n\n'
    page.route("**/v1/ask", lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    page.locator("#question").fill("What is kept?")
    page.locator("#question").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(texts("en").errors.server)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_events_are_whole_however_their_bytes_arrive(visit: Visit, end: str) -> None:
    lines = [
        ": alive",
        "",
        "event: token",
        'data: {"text":',
        'data: "港の実験室"}',
        "",
        "event: done",
        "data: 1",
        "",
        "",
    ]
    page = visit("/en")
    found = page.evaluate(
        """async (text) => {
             const { events } = await import("/static/js/answering.js");
             const bytes = [...new TextEncoder().encode(text)].map((byte) => new Uint8Array([byte]));
             const found = [];
             for await (const event of events(new ReadableStream({
               pull(stream) { bytes.length ? stream.enqueue(bytes.shift()) : stream.close(); },
             }))) found.push(event);
             return found;
           }""",
        end.join(lines),
    )
    assert found == [{"name": "token", "data": {"text": "港の実験室"}}, {"name": "done", "data": 1}]


def test_a_stream_that_breaks_off_says_so(visit: Visit) -> None:
    page = visit("/en")
    body = 'event: token\ndata: {"text": "The first"}\n\n'
    page.route("**/v1/ask", lambda route: route.fulfill(body=body, content_type="text/event-stream"))
    page.locator("#question").fill("What is kept?")
    page.locator("#question").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(texts("en").errors.server)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_server_out_of_reach_is_said_and_the_question_can_be_asked_again(
    visit: Visit, language: str
) -> None:
    page = visit(f"/{language}", complain=False)
    page.route("**/v1/ask", lambda route: route.abort())
    page.locator("#question").fill(QUESTIONS[language])
    page.locator("#question").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(texts(language).errors.network)
    page.unroute("**/v1/ask")
    page.get_by_role("button", name=texts(language).errors.retry).click()
    page.locator("article[data-answer]").wait_for()
    expect(page.locator("article")).to_have_count(1)


def test_a_question_under_way_can_be_stopped(visit: Visit) -> None:
    page = visit("/en", complain=False)
    page.route("**/v1/ask", lambda route: None)
    page.locator("#question").fill("Will this end?")
    page.locator("#question").press("Enter")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("article")).to_have_count(0)
    expect(page.locator("#question")).to_have_value("Will this end?")
    expect(page.locator(".welcome")).to_be_visible()


@pytest.mark.parametrize("status", ["partial", "not_in_sources", "out_of_scope", "needs_clarification"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_answer_does_not_give_is_said_above_it(site: Site, language: str, status: str) -> None:
    kept = site.keep(status=status)
    body = unescape(httpx.get(f"{site.url}/{language}/answers/{kept.answer_id}").text)
    wording = vars(texts(language).status)
    assert wording[status] in body
    assert wording[f"{status}_more"] in body
    assert body.index(wording[status]) < body.index("This is kept.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_script_a_question_is_answered_and_its_source_opens(visit: Visit, language: str) -> None:
    page = visit(f"/{language}", java_script_enabled=False)
    page.locator("#question").fill(QUESTIONS[language])
    page.locator(".composer button").click()
    assert re.search(rf"/{language}/answers/\w+$", page.url)
    page.locator(".answer button.mark").first.click()
    assert "source=1" in page.url
    expect(page.locator(".source h3")).to_have_text(texts(language).source.heading.format(number=1))
    page.locator(".source [data-close]").click()
    expect(page.locator(".source")).to_have_count(0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_that_cannot_be_taken_is_refused_on_the_page(site: Site, language: str) -> None:
    answer = httpx.post(f"{site.url}/{language}", data={"question": "x" * 5000})
    assert answer.status_code == 422
    assert texts(language).ask.refused in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_is_answered_in_its_language_from_what_is_shipped(site: Site, language: str) -> None:
    examples = vars(texts(language).examples)
    for question in [
        item for name, value in examples.items() if name.endswith("_questions") for item in value
    ]:
        answer = site.assistant.ask(question, keep=False)
        assert (question, answer.status, answer.language) == (question, "answered", language)
