"""Where digests are off, what comes from them alone is hidden at every door."""

from collections.abc import Iterator

import httpx
import pytest

from api.app import create_app
from api.mcp import make_server
from api.pages.texts import texts
from assistant.assistant import Assistant
from tests.api.test_mcp import TOOLS, finished
from tests.hosting import serving
from tests.pages.conftest import LANGUAGES, Site


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


@pytest.mark.parametrize("path", ["", ".ics", "/q-p16-12.ics"])
def test_a_route_says_so_too(client: httpx.Client, path: str) -> None:
    response = client.get(f"/v1/events{path}")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "digests_off"


def test_programs_are_offered_no_tool_for_events(without: Assistant) -> None:
    tools = finished(make_server(without).list_tools())
    assert {tool.name for tool in tools} == TOOLS - {"list_events"}
