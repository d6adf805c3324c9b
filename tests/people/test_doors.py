import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser

from api.allowance import Allowance
from api.app import create_app
from api.command import run
from api.routes.researchers import allowance
from assistant.assistant import Assistant
from assistant.settings import Settings, settings
from tests.hosting import serving


@pytest.fixture(scope="session")
def assistant(people_home: Path) -> Assistant:
    return Assistant.open(Settings(home=people_home, today=date(2026, 3, 1), _env_file=None))


@pytest.fixture
def client(assistant: Assistant) -> Iterator[TestClient]:
    allowance.buckets.clear()
    yield TestClient(create_app(assistant))
    allowance.buckets.clear()


def test_the_route_gives_people_with_total_and_facets(client: TestClient) -> None:
    body = client.get("/v1/researchers", params={"q": "量子", "state": "Connecticut"}).json()
    (person,) = body["researchers"]
    assert person["name"]["en"] == "FUJITA Kashi"
    assert (person["list_id"], person["row"], person["fictitious"]) == ("pi-list-sample", 57, True)
    assert "量子誤り訂正" in person["matched"]
    assert body["total"] == 1
    assert body["facets"]["state"] == [
        {"value": "CT", "label": {"en": "Connecticut", "ja": "コネチカット州"}, "count": 1}
    ]


def test_pages_of_results_do_not_overlap(client: TestClient) -> None:
    parts = [client.get("/v1/researchers", params={"limit": 20, "offset": 20 * at}).json() for at in range(3)]
    ids = [person["record_id"] for part in parts for person in part["researchers"]]
    assert len(ids) == len(set(ids)) == 60


def test_a_client_that_asks_too_often_is_told_to_wait(client: TestClient) -> None:
    answers = [client.get("/v1/researchers.csv") for _ in range(10)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert answers[-1].json()["error"]["code"] == "too_many_requests"


def test_an_allowance_fills_up_again_and_is_each_clients_own() -> None:
    narrow = Allowance(size=2, per_second=1000)
    assert narrow.take("a", 2) == 0
    assert Allowance(size=1, per_second=0.001).take("a", 2) > 0
    assert narrow.take("b", 2) == 0


def test_robots_are_kept_off_searches_and_the_interface(client: TestClient) -> None:
    rules = client.get("/robots.txt").text
    assert "Disallow: /v1/" in rules
    assert "Disallow: /ja/researchers?" in rules
    assert client.get("/v1/researchers").headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_table_holds_the_selection_and_no_formula(client: TestClient) -> None:
    text = client.get("/v1/researchers.csv", params={"q": "quantum"}).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["row"] for row in rows} == {"10", "29", "57"}
    assert all(row["fictitious"] == "True" for row in rows)
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())


def test_vcards_hold_name_organisation_and_where_they_are_from(client: TestClient) -> None:
    card = client.get("/v1/researchers.vcf", params={"q": "Sakurai Noriaki"}).text
    unfolded = card.replace("\r\n ", "")
    assert unfolded.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n")
    assert "N:SAKURAI;Noriaki;;;" in unfolded
    assert "FICTITIOUS SAMPLE" in unfolded
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))


@pytest.mark.parametrize(
    ("question", "row_words", "rule"),
    [
        ("ボストンで量子センサーを研究している日本人PIは？", "山﨑 擬一", "【PI リスト】"),
        ("Who works on soft robotics at Harvard?", "HIROSE Reiichi", "【PI リスト】"),
        (
            "Who's the Japanese PI making medical materials out of silk, and what is their position?",
            "YAMAZAKI Gisuke",
            "in the subject line",
        ),
        (
            "Who at MIT builds tiny spacecraft such as CubeSats? We'd like to meet a Japanese investigator there.",
            "HAMADA Mihono",
            "in the subject line",
        ),
    ],
)
def test_a_question_about_people_is_answered_with_cited_rows_and_the_contact_rule(
    assistant: Assistant, question: str, row_words: str, rule: str
) -> None:
    answer = assistant.ask(question, keep=False)
    assert answer.status == "answered"
    assert row_words in answer.answer
    assert "https://example.org/" in answer.answer
    assert rule in answer.answer
    lists = [citation for citation in answer.citations if citation.source == "list"]
    assert [citation.record_id is not None and citation.fictitious for citation in lists] == [True]
    assert {citation.statement_id for citation in answer.citations if citation.source == "digest"} >= {
        "q-p15-03"
    }


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("考えるだけで機械を動かす技術を研究している方をご紹介いただけませんか。", "渡邊 仮代"),
        ("Who could you introduce us to on controlling devices by thought alone?", "WATANABE Kayo"),
        ("Anyone in Connecticut we should meet about worn-out knee joints?", "MATSUMOTO Kagiko"),
        ("バーハーバー　日本人研究者　専門", "澤田 試織"),
        ("What does Dr. Kobayashi at BIDMC specialise in?", "KOBAYASHI Damii"),
        ("MIT de kakuyuugou wo yatte iru nihonjin no sensei wa donata desu ka?", "吉田 雛人"),
        ("ryoushi konpyuuta no ayamari teisei wo kenkyuu shiteiru PI wa dare desu ka?", "藤田 仮史"),
        ("harvard ni iru nihonjin no kenkyuusha wo oshiete kudasai", "廣瀬 例一"),
        (
            "Who is the Japanese PI working on tokamaks at MIT? Is there anything special to put in the subject line?",
            "YOSHIDA Hinato",
        ),
        ("All Japanese PIs at Dartmouth, counting both the college and the medical center?", "ITOH Sorako"),
        ("海に浮かべる風車の係留具を作っています。話の合う日本人研究者と、その所属は？", "藤田 仮範"),
    ],
)
def test_people_are_found_as_readers_ask_for_them(assistant: Assistant, question: str, name: str) -> None:
    answer = assistant.ask(question, keep=False)
    assert answer.status == "answered"
    assert answer.citations[0].source == "list"
    assert name in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Does Karin Suzuki's lab have any postdoc openings right now?",
        "When did Karin Suzuki move to Harvard?",
        "How many people are in Reiichi Hirose's lab?",
        "MITの髙橋例太教授はおいくつですか。",
        "廣瀬例一先生の研究室には今何人所属していますか？",
        "廣瀬例一先生はどんな賞を取りましたか",
    ],
)
def test_what_no_list_states_is_declined_for_anybody_named(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, keep=False)
    assert (answer.status, answer.citations) == ("not_in_sources", [])


@pytest.mark.parametrize(
    "question",
    [
        "小林先生（Massachusetts Eye and Ear）の職位は教授ですか？",
        "What academic rank does KOBAYASHI D. at Mass Eye and Ear hold?",
        "UConnの斉藤模花先生のホームページのアドレスを教えてください",
        "What is the web page of SAITOU Moeka at UConn?",
    ],
)
def test_what_a_list_leaves_blank_is_said_to_be_blank(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, keep=False)
    assert (answer.status, answer.citations) == ("not_in_sources", [])
    assert "空欄" in answer.answer or "blank" in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("斉藤模花先生の職位は？", "Assistant Professor"),
        ("What is the web page of TAKAHASHI Reita at MIT?", "http"),
    ],
)
def test_a_column_that_the_list_fills_is_told(assistant: Assistant, question: str, told: str) -> None:
    answer = assistant.ask(question, keep=False)
    assert answer.status == "answered"
    assert told in answer.answer


def test_the_rows_that_an_answer_cites_come_first_among_its_hits(assistant: Assistant) -> None:
    answer = assistant.ask("Which Japanese PIs at Yale are on the list?", keep=False)
    rows = [citation.quote for citation in answer.citations if citation.record_id]
    assert rows
    assert all(hit.source == "list" for hit in answer.hits[: len(rows)])
    assert all(hit.text in quote for hit, quote in zip(answer.hits, rows, strict=False))


def test_all_people_of_a_state_are_listed(assistant: Assistant) -> None:
    answer = assistant.ask("メイン州にいるリスト掲載の研究者を全員お願いします", keep=False)
    assert sum(citation.source == "list" for citation in answer.citations) == 4
    assert "4名" in answer.answer


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("PIs in New Hampshire", 4),
        ("Please list everyone on the PI list based at UNH.", 2),
        ("ニューハンプシャー大学(UNH)に在籍するPIを全員挙げてください。", 2),
        ("I'm planning a trip to Vermont. Which Japanese principal investigators could I meet there?", 2),
        ("Tell me about the Japanese professors at Dartmouth", 2),
    ],
)
def test_a_place_alone_lists_everybody_who_is_there(assistant: Assistant, question: str, count: int) -> None:
    answer = assistant.ask(question, keep=False)
    assert answer.status == "answered"
    assert sum(citation.source == "list" for citation in answer.citations) == count


def test_what_else_is_asked_of_people_in_a_place_does_not_list_them_all(assistant: Assistant) -> None:
    answer = assistant.ask("Which PIs at MIT speak Italian?", keep=False)
    assert (answer.status, answer.citations) == ("not_in_sources", [])


def test_what_somebody_in_a_place_asks_of_the_list_is_told_and_not_who_is_there(assistant: Assistant) -> None:
    gain = "What would I gain from being on the consulate's list?"
    answer = assistant.ask(f"I run a lab as a Japanese professor in Rhode Island. {gain}", keep=False)
    assert answer.answer.startswith("PIs registered on the list can expect three benefits")


def test_what_nobody_on_a_list_answers_is_answered_where_a_statement_does(assistant: Assistant) -> None:
    boast = "在外公館が公開している日本人研究者リスト、全部合わせて「延べ2,300名」を突破しましたよね。"
    answer = assistant.ask(f"{boast}登録者の総数を一文で書いて。", keep=False)
    assert answer.status == "answered"
    assert "230名" in answer.answer
    assert "2,300" not in answer.answer


def test_nobody_in_the_place_asked_for_is_said_and_others_are_shown(assistant: Assistant) -> None:
    answer = assistant.ask("Who works on CAR-T around New Haven?", keep=False)
    assert answer.status == "partial"
    assert "NAKAMURA Sanae" in answer.answer


def test_what_no_list_states_of_a_person_is_not_made_up(assistant: Assistant) -> None:
    answer = assistant.ask("PIリストの櫻井範花さんは何歳ですか？", keep=False)
    assert (answer.status, answer.citations) == ("not_in_sources", [])


def test_no_match_says_so_and_names_nobody(assistant: Assistant) -> None:
    answer = assistant.ask("恐竜の化石を研究している日本人PIはいますか？", keep=False)
    assert (answer.status, answer.citations) == ("not_in_sources", [])
    assert "該当する方がいません" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "How do I contact a researcher on the PI list?",
        "How do I get on the PI list?",
        "Can I join the list of researchers?",
        "What is the ultimate aim of the PI list?",
        "PIリストの取り組みは何を出発点にしていますか？",
        "PIリストに登録するにはどうすればいいですか？",
        "理系の女性を後押しする非営利団体で、MITの先生が立ち上げたところの団体名は？",
        "ハーバードとMITの研究室から出たQuEraって、いくら調達したんですか？",
        "haabaado no kenkyuushitsu kara umareta ryoushi no kaisha wa ikura choutatsu shimashita ka?",
        "日本人研究主宰者の名簿に私の名前がないのですが、載せてもらえる条件と手順は？",
        "How much grant money does Hinato Yoshida's fusion group get per year?",
        "What are the bench fees for a start-up in gene therapy?",
        "Who is ahead in nuclear fusion at present, Japan or China?",
        "グラントの更新が止まって研究室をたたむかもしれません。MGHのほかのラボはどうしのごうとしていますか？",
        "My Japanese passport runs out soon. What documents does the Boston consulate want, and what does it cost?",
    ],
)
def test_questions_about_the_list_itself_and_about_others_are_left_to_the_publications(
    assistant: Assistant, question: str
) -> None:
    assert not any(citation.source == "list" for citation in assistant.ask(question, keep=False).citations)


def test_the_command_line_finds_people(
    people_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JNEXUS_HOME", str(people_home))
    settings.cache_clear()
    assert run(["researchers", "核融合", "-k", "1"]) == 0
    assert "吉田 雛人" in capsys.readouterr().out
    assert run(["forget", "nobody:1"]) == 1
    assert "no list holds the record 'nobody:1'" in capsys.readouterr().err
    settings.cache_clear()


@pytest.mark.parametrize(
    ("language", "query", "name"),
    [("ja", "渡辺 試乃", "渡辺 試乃"), ("en", "ocean circulation", "OHTA Kanata")],
)
def test_the_page_finds_people_while_one_types(
    assistant: Assistant, browser: Browser, language: str, query: str, name: str
) -> None:
    allowance.buckets.clear()
    with serving(create_app(assistant)) as url:
        page = browser.new_page()
        page.goto(f"{url}/{language}/researchers")
        assert page.locator(".notice-fictitious").is_visible()
        page.locator("#people-query").press_sequentially(query)
        page.locator(".person").nth(1).wait_for(state="detached")
        assert name in (page.locator(".person h3").first.text_content() or "")
        page.close()


def test_the_page_works_without_a_script(assistant: Assistant, browser: Browser) -> None:
    allowance.buckets.clear()
    with serving(create_app(assistant)) as url:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{url}/en/researchers")
        page.locator("#people-query").fill("fusion")
        page.locator("[data-people-search] button").click()
        assert "YOSHIDA Hinato" in (page.locator(".person h3").first.text_content() or "")
        context.close()


@pytest.mark.parametrize(
    ("language", "state", "field"),
    [("en", "Massachusetts", "Medicine"), ("ja", "マサチューセッツ州", "医学")],
)
def test_the_page_counts_people_by_state_until_something_is_asked(
    assistant: Assistant, browser: Browser, language: str, state: str, field: str
) -> None:
    allowance.buckets.clear()
    with serving(create_app(assistant)) as url:
        page = browser.new_page()
        page.goto(f"{url}/{language}/researchers")
        rows = page.locator(".people-states tbody tr")
        counts = [int(text) for text in rows.locator("td:nth-child(2)").all_text_contents()]
        assert (sum(counts), counts) == (60, sorted(counts, reverse=True))
        first = rows.first.inner_text()
        assert state in first
        assert field.casefold() in first.casefold()
        rows.first.locator("th a").click()
        page.locator(".people-states").wait_for(state="detached")
        assert f"{counts[0]}" in (page.locator("#people-count").text_content() or "")
        page.close()
