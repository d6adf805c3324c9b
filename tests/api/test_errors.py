"""Errors over HTTP: one form, the right status, and what to do."""

from typing import Any

import httpx
import pytest

from tests.publications import NOTES

CASES: list[tuple[str, str, dict[str, Any], int, str]] = [
    ("GET", "/v1/nowhere", {}, 404, "not_found"),
    ("PUT", "/v1/ask", {}, 405, "method_not_allowed"),
    ("POST", "/v1/ask", {"json": {"question": "  "}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {"question": "x" * 5000}}, 422, "bad_question"),
    ("POST", "/v1/ask", {"json": {}}, 422, "bad_request"),
    ("POST", "/v1/ask", {"json": ["a"]}, 422, "bad_request"),
    ("POST", "/v1/ask", {"json": {"question": "Who?", "language": "fr"}}, 422, "bad_request"),
    (
        "POST",
        "/v1/ask",
        {"content": b"{", "headers": {"content-type": "application/json"}},
        422,
        "bad_request",
    ),
    ("GET", "/v1/answers/none", {}, 404, "no_such_answer"),
    ("GET", "/v1/search", {}, 422, "bad_request"),
    ("GET", "/v1/search", {"params": {"q": ""}}, 422, "bad_question"),
    ("GET", "/v1/search", {"params": {"q": "a", "k": 0}}, 422, "bad_request"),
    ("GET", "/v1/search", {"params": {"q": "a", "source": "rumour"}}, 422, "bad_request"),
    ("GET", "/v1/documents/none", {}, 404, "no_such_document"),
    ("GET", "/v1/documents/none/pages/1", {}, 404, "no_such_document"),
    ("GET", "/v1/documents/none/pages/1.png", {}, 404, "no_such_document"),
    ("GET", "/v1/documents/none/file", {}, 404, "no_such_document"),
    ("GET", "/v1/documents/jnexus-quarterly-01/file", {}, 404, "no_such_document"),
    ("GET", f"/v1/documents/{NOTES}", {"params": {"version": "0"}}, 404, "no_such_version"),
    ("GET", f"/v1/documents/{NOTES}/pages/9", {}, 404, "no_such_page"),
    ("GET", f"/v1/documents/{NOTES}/pages/two", {}, 422, "bad_request"),
    ("GET", "/v1/documents/..%2F..%2Fjnexus.db/file", {}, 404, "not_found"),
]


@pytest.mark.parametrize(("method", "path", "request_", "status", "code"), CASES)
def test_an_error_has_the_one_form_and_says_what_to_do(
    client: httpx.Client, method: str, path: str, request_: dict[str, Any], status: int, code: str
) -> None:
    response = client.request(method, path, **request_)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json")
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "hint"}
    assert body["error"]["code"] == code
    assert len(body["error"]["message"]) > 5
    assert len(body["error"]["hint"]) > 5
    assert "Traceback" not in response.text


def test_a_question_that_is_too_long_is_told_the_limit(client: httpx.Client) -> None:
    error = client.post("/v1/ask", json={"question": "x" * 5000}).json()["error"]
    assert "1000" in error["message"]
    assert error["hint"] == "shorten it"


def test_a_field_that_is_wrong_is_named(client: httpx.Client) -> None:
    error = client.post("/v1/ask", json={"question": "Who?", "language": "fr"}).json()["error"]
    assert error["message"].startswith("language")
