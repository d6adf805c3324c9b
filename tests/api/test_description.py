"""How the server describes itself: OpenAPI, /docs, /robots.txt, health, and the written references."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api.examples import ANSWER, DOCUMENT, HIT, PAGE
from api.reference.__main__ import pages
from api.routes.documents import PageText
from assistant.answer import Answer, Hit
from assistant.documents import Document

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def openapi(client: httpx.Client) -> dict[str, Any]:
    return client.get("/openapi.json").json()


def operations(openapi: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@pytest.mark.parametrize(
    ("model", "example"), [(Answer, ANSWER), (Hit, HIT), (Document, DOCUMENT), (PageText, PAGE)]
)
def test_an_example_is_what_the_route_could_answer(model: type[BaseModel], example: dict[str, Any]) -> None:
    assert model.model_validate(example).model_dump() == example


def test_every_route_under_v1_has_an_example_of_its_answer(openapi: dict[str, Any]) -> None:
    for name, operation in operations(openapi):
        content = operation["responses"].get("200", {}).get("content", {})
        if "/v1/" in name and "application/json" in content:
            assert content["application/json"].get("example"), name


def test_an_example_has_the_keys_that_are_null(openapi: dict[str, Any]) -> None:
    answered = openapi["paths"]["/v1/ask"]["post"]["responses"]["200"]["content"]["application/json"]
    assert answered["example"] == ANSWER


def test_every_route_and_parameter_says_what_it_is(openapi: dict[str, Any]) -> None:
    for name, operation in operations(openapi):
        assert operation["description"], name
        for parameter in operation.get("parameters", ()):
            assert parameter.get("description"), f"{name} {parameter['name']}"


def test_a_question_has_examples_in_both_languages(openapi: dict[str, Any]) -> None:
    examples = openapi["components"]["schemas"]["AskRequest"]["properties"]["question"]["examples"]
    assert any(re.search("[ぁ-ん]", example) for example in examples)
    assert any(example.isascii() for example in examples)


def test_every_error_is_described_in_the_one_form(openapi: dict[str, Any]) -> None:
    for name, operation in operations(openapi):
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}, f"{name} {status}"


def test_the_page_of_routes_names_each_and_asks_nobody_else_for_anything(
    client: httpx.Client, openapi: dict[str, Any]
) -> None:
    page = client.get("/docs").text
    for path in openapi["paths"]:
        assert path in page
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", page)
    for address in re.findall(r"(?:src|href)=\"(/[^\"#]*)\"", page):
        assert client.get(address, follow_redirects=True).status_code == 200, address


def test_every_answer_forbids_scripts_and_frames_of_others(client: httpx.Client) -> None:
    for path in ("/docs", "/openapi.json", "/v1/documents", "/v1/nowhere", "/robots.txt"):
        policy = client.get(path).headers.get("content-security-policy", f"none at {path}")
        assert "default-src 'none'" in policy
        assert "unsafe-inline" not in policy
        assert client.get(path).headers["x-content-type-options"] == "nosniff"


def test_search_engines_are_kept_from_the_api_and_from_answers(client: httpx.Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["content-type"].startswith("text/plain")
    assert {"Disallow: /v1/", "Disallow: /ja/answers/", "Disallow: /en/answers/"} <= set(
        response.text.splitlines()
    )


def test_health_tells_that_the_server_lives_and_can_answer(client: httpx.Client) -> None:
    assert client.get("/health/live").json()["status"] == "ok"
    ready = client.get("/health/ready").json()
    assert ready["status"] == "ok"
    assert ready["passages"] > 500
    assert ready["generation"] >= 1


@pytest.mark.parametrize("name", ["operators/settings.md", "users/commands.md", "users/http.md"])
def test_a_written_reference_has_not_drifted_from_the_program(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `python -m api.reference`"


def test_every_link_between_documents_leads_to_a_file() -> None:
    root = DOCS.parent
    for page in [*root.glob("*.md"), *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(root)} links to {target}"
