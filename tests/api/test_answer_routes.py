"""Questions, answers and search over HTTP, as the contract has them."""

import re

import httpx
import pytest

from tests.publications import BATTERIES, BEES, CIDER, NOTES, REPORT

ANSWER = set(
    "answer_id conversation_id question language status answer citations follow_ups hits engine as_of notes "
    "timings_ms".split()
)
CITATION = set(
    "number document_id version title publisher published page page_label section source statement_id record_id "
    "quote quote_language verified url page_image fictitious".split()
)
HIT = set("passage_id document_id title page pages section text language source score".split())


def ask(client: httpx.Client, question: str, **more: str) -> dict:
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return response.json()


def test_an_answer_has_every_key_of_the_contract_and_no_other(client: httpx.Client) -> None:
    answer = ask(client, "港の実験室は蓄電池を何基そろえましたか？")
    assert set(answer) == ANSWER
    assert {frozenset(citation) for citation in answer["citations"]} == {frozenset(CITATION)}
    assert {frozenset(hit) for hit in answer["hits"]} == {frozenset(HIT)}


def test_a_japanese_question_is_answered_with_a_verified_quote_on_its_page(client: httpx.Client) -> None:
    answer = ask(client, "港の実験室は蓄電池を何基そろえましたか？")
    assert (answer["language"], answer["status"]) == ("ja", "answered")
    cited = next(item for item in answer["citations"] if item["quote"] == BATTERIES)
    assert (cited["document_id"], cited["page"], cited["page_label"]) == (NOTES, 2, "1")
    assert (cited["title"], cited["publisher"]) == ("港湾実験室だより", "港湾実験室")
    assert (cited["published"], cited["url"]) == ("2026-01-15", "https://harbour.example/notes")
    assert cited["verified"] is True
    assert (cited["source"], cited["quote_language"], cited["fictitious"]) == ("publication", "ja", False)


def test_an_english_question_is_answered_in_english(client: httpx.Client) -> None:
    answer = ask(client, "How many litres of cider does the orchard press each autumn?")
    assert (answer["language"], answer["status"]) == ("en", "answered")
    assert CIDER in [item["quote"] for item in answer["citations"]]


def test_a_document_without_pages_is_cited_by_section_and_never_by_a_guessed_page(
    client: httpx.Client,
) -> None:
    cited = ask(client, "How many beehives stand between the pear trees?")["citations"][0]
    assert cited["quote"] == BEES
    assert cited["page"] is None
    assert cited["page_image"] is None
    assert cited["section"].endswith("Bees")
    assert cited["verified"] is True


def test_marks_and_citations_are_the_same_numbers(client: httpx.Client) -> None:
    answer = ask(client, "How should I choose an accelerator in Boston?")
    marks = {int(number) for number in re.findall(r"\[(\d+)\]", answer["answer"])}
    assert marks == {item["number"] for item in answer["citations"]}
    assert marks == set(range(1, len(marks) + 1))


def test_the_language_asked_for_is_the_answers(client: httpx.Client) -> None:
    question = "How should I choose an accelerator in Boston?"
    assert ask(client, question, language="ja")["language"] == "ja"
    assert re.search("[ぁ-ん]", ask(client, question, language="ja")["answer"])


def test_an_answer_is_found_again_by_its_id(client: httpx.Client) -> None:
    answer = ask(client, "How many beehives stand between the pear trees?")
    assert client.get(f"/v1/answers/{answer['answer_id']}").json() == answer


def test_a_follow_up_stays_in_its_conversation_and_is_read_with_what_came_before(
    client: httpx.Client,
) -> None:
    first = ask(client, "How many litres of cider does the orchard press each autumn?")
    second = ask(client, "and the beehives?", conversation_id=first["conversation_id"])
    assert second["conversation_id"] == first["conversation_id"]
    assert second["answer_id"] != first["answer_id"]
    assert REPORT in {item["document_id"] for item in second["citations"]}


def test_nothing_that_supports_an_answer_is_said_so_without_a_citation(client: httpx.Client) -> None:
    answer = ask(client, "How tall is the Eiffel Tower?")
    assert answer["status"] in {"not_in_sources", "out_of_scope"}
    assert answer["citations"] == []
    assert "J-NEXUS Quarterly" in answer["answer"], "it says what the library covers"


def test_search_gives_as_many_hits_as_asked_for_best_first(client: httpx.Client) -> None:
    hits = client.get("/v1/search", params={"q": "accelerator", "k": 7}).json()["hits"]
    assert len(hits) == 7
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("document", NOTES, "document_id"),
        ("source", "digest", "source"),
        ("source", "list", "source"),
        ("language", "en", "language"),
    ],
)
def test_search_keeps_to_what_it_is_told(client: httpx.Client, name: str, value: str, key: str) -> None:
    hits = client.get("/v1/search", params={"q": "蓄電池 battery", name: value, "k": 20}).json()["hits"]
    assert {hit[key] for hit in hits} == {value}


def test_a_hit_on_a_page_names_the_page(client: httpx.Client) -> None:
    hit = client.get("/v1/search", params={"q": "灯台の見学", "document": NOTES}).json()["hits"][0]
    assert (hit["page"], hit["pages"]) == (3, [3])
