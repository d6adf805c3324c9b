"""The settings that the operator notes give, against local servers that speak each provider's protocol."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.generation.model import ChatModel, ModelFailed
from assistant.settings import Settings
from tests.generation.model_server import SOURCE
from tests.publications import CIDER

QUESTION = "How many litres of cider does the orchard press each autumn?"
LOCAL = {"temperature": 0, "num_ctx": 16384}


def answer_to(data: str) -> str:
    """A sentence on cider with the mark of the source that it stands in."""
    number = next(number for number, text in SOURCE.findall(data) if CIDER in text)
    return f"The orchard presses nine thousand litres of cider each autumn [{number}]."


def as_ollama(body: dict[str, Any], ending: str) -> Iterator[str]:
    """Ollama's stream: a line of JSON for each piece."""
    head = {"model": body["model"], "created_at": "2026-03-01T00:00:00Z"}
    for piece in answer_to(body["messages"][-1]["content"]).split(" "):
        message = {"role": "assistant", "content": f"{piece} "}
        yield json.dumps({**head, "message": message, "done": False}) + "\n"
    message = {"role": "assistant", "content": ""}
    yield json.dumps({**head, "message": message, "done": True, "done_reason": ending}) + "\n"


def as_anthropic(body: dict[str, Any], ending: str) -> Iterator[str]:
    """Anthropic's stream: typed server-sent events."""

    def event(kind: str, **data: Any) -> str:
        return f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n"

    asked = body["messages"][-1]["content"]
    text = asked if isinstance(asked, str) else asked[0]["text"]
    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "m1", "type": "message", "role": "assistant", "model": body["model"], "content": []}
    yield event(
        "message_start", message={**message, "stop_reason": None, "stop_sequence": None, "usage": usage}
    )
    yield event("content_block_start", index=0, content_block={"type": "text", "text": ""})
    for piece in answer_to(text).split(" "):
        yield event("content_block_delta", index=0, delta={"type": "text_delta", "text": f"{piece} "})
    yield event("content_block_stop", index=0)
    yield event("message_delta", delta={"stop_reason": ending, "stop_sequence": None}, usage=usage)
    yield event("message_stop")


@contextmanager
def provider(name: str, ending: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A server of a provider's protocol: its address, and the bodies that it was sent."""
    spoken = {"ollama": as_ollama, "anthropic": as_anthropic}[name]
    sent: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sent.append(body | {"path": self.path, "headers": str(self.headers)})
            self.send_response(200)
            self.send_header(
                "Content-Type", "text/event-stream" if name == "anthropic" else "application/x-ndjson"
            )
            self.end_headers()
            for line in spoken(body, ending):
                self.wfile.write(line.encode())

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", sent
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("name", "path", "ending", "options"),
    [("ollama", "/api/chat", "stop", LOCAL), ("anthropic", "/v1/messages", "end_turn", {})],
)
def test_a_model_of_another_provider_answers_under_the_same_checks(
    generation_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    path: str,
    ending: str,
    options: dict[str, Any],
) -> None:
    pytest.importorskip(f"langchain_{name}")
    monkeypatch.setenv(f"{name.upper()}_API_KEY", "the-operators-own")
    with provider(name, ending) as (address, sent):
        chosen = {
            "home": generation_home,
            "chat_model": f"{name}:scripted@{address}",
            "chat_options": options,
        }
        answer = Assistant.open(Settings(_env_file=None, **chosen)).ask(QUESTION)
    assert answer.answer == "The orchard presses nine thousand litres of cider each autumn. [1]"
    assert (answer.status, answer.engine) == ("answered", f"{name}:scripted")
    (body,) = sent
    assert body["path"] == path
    assert "the-operators-own" not in body["headers"]
    if name == "ollama":
        assert {key: body["options"][key] for key in LOCAL} == LOCAL


@pytest.mark.parametrize(("name", "ending"), [("ollama", "length"), ("anthropic", "max_tokens")])
def test_an_answer_that_the_provider_cut_short_is_known_to_be_cut(name: str, ending: str) -> None:
    pytest.importorskip(f"langchain_{name}")
    source = f'<source n="1">{CIDER}</source>'
    with provider(name, ending) as (address, _), pytest.raises(ModelFailed) as failed:
        ChatModel(f"{name}:scripted@{address}", 5).say(("Answer.", source), 5)
    assert failed.value.reason == "cut"
