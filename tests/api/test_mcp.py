"""The tools, by the official client, over standard input and output and over HTTP."""

import asyncio
import socket
import subprocess
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from tests.api.conftest import command, environment
from tests.publications import BATTERIES, CIDER, NOTES, REPORT

TOOLS = {"search_documents", "get_page", "find_researchers", "list_events", "ask"}


def finished(talk: Coroutine[Any, Any, Any]) -> Any:
    """What a talk comes to, in a thread of its own: the browser of other tests has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()


def over_stdio(home: Path, use: Callable[[Client], Awaitable[Any]]) -> Any:
    """What a client finds that starts the server itself."""
    program, *arguments = command("mcp")
    parameters = StdioServerParameters(
        command=program, args=arguments, env=environment(home), cwd=str(home.parent)
    )

    async def talk() -> Any:
        async with Client(parameters) as client:
            return await use(client)

    return finished(talk())


def test_a_client_finds_the_five_tools_and_uses_them(own_home: Path) -> None:
    async def use(client: Client) -> dict[str, Any]:
        called = {
            "search_documents": {"query": "cider", "count": 3},
            "get_page": {"document_id": NOTES, "page": 2},
            "find_researchers": {"topic": "immunology", "count": 2},
            "list_events": {"start": "2026-03-01", "end": "2026-03-31"},
            "ask": {"question": "How many litres of cider does the orchard press each autumn?"},
        }
        listed = {tool.name for tool in (await client.list_tools()).tools}
        results = {name: await client.call_tool(name, given) for name, given in called.items()}
        missing = await client.call_tool("get_page", {"document_id": "none", "page": 1})
        return {"listed": listed, "missing": missing, **results}

    found = over_stdio(own_home, use)
    assert found["listed"] == TOOLS
    assert found["search_documents"].structured_content["result"][0]["document_id"] == REPORT
    assert BATTERIES in found["get_page"].structured_content["text"]
    assert found["get_page"].structured_content["page_label"] == "1"
    people = found["find_researchers"].structured_content["result"]
    assert people
    assert all(person["fictitious"] for person in people)
    events = found["list_events"].structured_content["result"]
    assert events
    assert all(event["end"] >= "2026-03-01" and event["start"] <= "2026-03-31" for event in events)
    answer = found["ask"].structured_content
    assert CIDER in answer["answer"]
    assert answer["citations"][0]["verified"]
    assert found["missing"].is_error
    assert "the library holds no page 1 of 'none'" in found["missing"].content[0].text


def test_a_client_asks_over_http(own_home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        command("mcp", "--transport", "http", "--port", str(port)),
        env=environment(own_home),
        cwd=own_home.parent,
        stderr=subprocess.DEVNULL,
    )

    async def talk() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            return await client.call_tool("ask", {"question": "港の実験室は蓄電池を何基そろえましたか？"})

    try:
        wait_for(port)
        assert BATTERIES in finished(talk()).structured_content["answer"]
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    """Wait until something listens at a port."""
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server did not start to listen")
