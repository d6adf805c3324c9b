"""Where digests are off, what comes from them alone is hidden at every door."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from api.app import create_app
from api.mcp import make_server
from api.pages.texts import texts
from assistant.answer import Language
from assistant.assistant import Assistant
from tests.api.test_mcp import TOOLS, finished
from tests.hosting import serving
from tests.pages.conftest import LANGUAGES, Site
from tests.pages.test_page_answer_records import keep_citing


@pytest.fixture(scope="module")
def without(site: Site) -> Assistant:
    """The assistant of the site, with its digests off."""
    settings = site.assistant.settings.model_copy(update={"digests": "off"})
    return Assistant(site.assistant.index, settings)


@pytest.fixture(scope="module")
def client(without: Assistant) -> Iterator[httpx.Client]:
    """A client of a server over it."""
    with serving(create_app(without)) as url, httpx.Client(base_url=url) as opened:
        yield opened


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["events", "events/q-p16-12", "figures"])
def test_a_page_says_that_digests_are_off_and_nothing_leads_there(
    client: httpx.Client, language: str, path: str
) -> None:
    response = client.get(f"/{language}/{path}")
    assert response.status_code == 404
    assert texts(language).missing.digests in response.text
    assert f'href="/{language}/{path}"' not in response.text
    assert f'href="/{language}/library"' in response.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_kept_from_when_digests_were_on_leads_nowhere_broken(
    client: httpx.Client, site: Site, language: Language
) -> None:
    kept = keep_citing(site, language, "q-p16-12", "q-p08-13", "q-p09-14", "q-p08-01")
    pages = [
        client.get(f"/{language}/answers/{kept.answer_id}", params={"source": number} if number else {})
        for number in range(5)
    ]
    links = {link for page in pages for link in re.findall(r'(?:href|src)="(/[^"#]*)', unescape(page.text))}
    assert any("/digest/" in link for link in links)
    assert not any(link.endswith(".ics") for link in links)
    assert {link: client.get(link).status_code for link in links if client.get(link).status_code != 200} == {}


@pytest.mark.parametrize("path", ["", ".ics", "/q-p16-12.ics"])
def test_a_route_says_so_too(client: httpx.Client, path: str) -> None:
    response = client.get(f"/v1/events{path}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "digests_off"


def test_programs_are_offered_no_tool_for_events(without: Assistant) -> None:
    tools = finished(make_server(without).list_tools())
    assert {tool.name for tool in tools} == TOOLS - {"list_events"}
