"""Verdicts: anybody gives them on an answer, staff alone read them."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.examples import FEEDBACK
from api.routes.feedback import Kept
from tests.api.conftest import hosting

TOKEN = "a-token-for-tests-only"
STAFF = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(own_home: Path) -> Iterator[httpx.Client]:
    with hosting(own_home, staff_token=TOKEN) as opened:
        yield opened


def asked(client: httpx.Client, conversation: str | None = None) -> str:
    body = {"question": "How should I choose an accelerator in Boston?", "conversation_id": conversation}
    return client.post("/v1/ask", json=body).json()["answer_id"]


def read(client: httpx.Client, **query: str) -> list[dict[str, str]]:
    return client.get("/v1/feedback", params=query, headers=STAFF).json()["feedback"]


def test_a_verdict_is_kept_with_its_answer_for_staff_to_read(client: httpx.Client) -> None:
    answer_id = asked(client)
    given = {"answer_id": answer_id, "verdict": "bad", "reason": " The year is wrong. "}
    response = client.post("/v1/feedback", json=given)
    assert response.status_code == 201
    assert response.json()["reason"] == "The year is wrong."
    (found,) = read(client)
    assert (found["answer_id"], found["verdict"], found["state"]) == (answer_id, "bad", "open")
    assert found["answer"]["answer_id"] == answer_id
    assert read(client, state="dismissed") == []
    assert len(read(client, state="all")) == 1


def test_a_second_verdict_takes_the_place_of_the_first(client: httpx.Client) -> None:
    answer_id = asked(client)
    for verdict in ("bad", "good"):
        client.post("/v1/feedback", json={"answer_id": answer_id, "verdict": verdict})
    assert [one["verdict"] for one in read(client)] == ["good"]


def test_a_verdict_on_nothing_and_one_that_is_none_are_refused(client: httpx.Client) -> None:
    missing = client.post("/v1/feedback", json={"answer_id": "nowhere", "verdict": "good"})
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "no_such_answer")
    answer_id = asked(client)
    for wrong in ({"verdict": "splendid"}, {"verdict": "bad", "reason": "x" * 1001}):
        response = client.post("/v1/feedback", json={"answer_id": answer_id, **wrong})
        assert response.status_code == 422, wrong
    assert read(client) == []


def test_one_address_gives_only_so_many_verdicts(client: httpx.Client) -> None:
    answer_id = asked(client)
    given = {"answer_id": answer_id, "verdict": "good"}
    responses = [client.post("/v1/feedback", json=given) for _ in range(25)]
    refused = responses[-1]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"]["message"] == "too many verdicts from this address"


def test_deleting_a_conversation_takes_its_verdicts_away(client: httpx.Client) -> None:
    answer_id = asked(client, "a-talk")
    client.post("/v1/feedback", json={"answer_id": answer_id, "verdict": "bad"})
    assert client.delete("/v1/conversations/a-talk").status_code == 204
    assert read(client, state="all") == []


def test_only_staff_read_verdicts(client: httpx.Client) -> None:
    assert client.get("/v1/feedback").status_code == 401
    wrong = client.get("/v1/feedback", headers={"Authorization": "Bearer guess"})
    assert wrong.status_code == 401
    assert wrong.headers["www-authenticate"] == "Bearer"
    assert wrong.json()["error"]["message"] == "the staff token is wrong"


def test_guessing_the_token_is_slowed_down(client: httpx.Client) -> None:
    statuses = [
        client.get("/v1/feedback", headers={"Authorization": f"Bearer guess-{number}"}).status_code
        for number in range(12)
    ]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_without_a_token_staff_routes_refuse_and_say_why(own_home: Path) -> None:
    with hosting(own_home) as client:
        refused = client.get("/v1/feedback", headers=STAFF)
    assert refused.status_code == 403
    assert "no staff token" in refused.json()["error"]["message"]
    assert "JNEXUS_STAFF_TOKEN" in refused.json()["error"]["hint"]


def test_the_example_of_a_verdict_is_what_the_route_could_answer() -> None:
    assert Kept.model_validate(FEEDBACK).model_dump() == FEEDBACK
