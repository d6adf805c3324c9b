"""A local server that speaks the wire protocol of OpenAI's chat completions, with scripted replies."""

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

SOURCE = re.compile(r'<source n="(\d+)"[^>]*>(.*?)</source>', re.DOTALL)


@dataclass(frozen=True)
class Prompt:
    """What the model was sent."""

    system: str
    data: str

    @property
    def sources(self) -> dict[int, str]:
        """The numbered sources as they were before escaping."""
        return {int(number): unescape(text) for number, text in SOURCE.findall(self.data)}

    def number_of(self, words: str) -> int:
        """The number of the source that has some words."""
        return next(number for number, text in self.sources.items() if words in text)


@dataclass(frozen=True)
class Reply:
    """What the model says, and how it misbehaves.

    `first` and `between` are seconds before the first piece and between pieces; after `stop_after` pieces the server
    closes the line, or falls silent for `silent` seconds; `status` other than 200 refuses; `broken` sends what is no
    JSON; `ending` is the reason of finishing, None for a stream that just ends.
    """

    text: str = ""
    status: int = 200
    first: float = 0.0
    between: float = 0.0
    stop_after: int | None = None
    silent: float = 0.0
    broken: bool = False
    ending: str | None = "stop"

    @property
    def pieces(self) -> list[str]:
        """The text in pieces about as long as tokens; marks are cut in two."""
        return re.findall(r"\s*[A-Za-z]+|\s*\[|[^\sA-Za-z\[]{1,3}|\s+", self.text)


Script = Callable[[Prompt], Reply]


@dataclass
class ModelServer:
    """A running server; `said` holds when each piece was sent."""

    address: str
    script: Script
    prompts: list[Prompt] = field(default_factory=list)
    said: list[tuple[float, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The chat model for the settings."""
        return f"openai:scripted@{self.address}"


def made(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    """The handler of a server's requests."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.path == "/v1/chat/completions", self.path
            assert self.headers["Authorization"] == "Bearer unused"
            said = {message["role"]: message["content"] for message in body["messages"]}
            prompt = Prompt(said["system"], said["user"])
            server.prompts.append(prompt)
            reply = server.script(prompt)
            if reply.status != 200:
                self.refuse(reply.status)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.speak(reply)

        def refuse(self, status: int) -> None:
            error = json.dumps({"error": {"message": "no", "type": "scripted", "code": None}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(error)))
            self.end_headers()
            self.wfile.write(error)

        def speak(self, reply: Reply) -> None:
            time.sleep(reply.first)
            for count, piece in enumerate(reply.pieces):
                if count == reply.stop_after:
                    time.sleep(reply.silent)
                    self.close_connection = True
                    return
                time.sleep(reply.between if count else 0)
                self.event("{broken" if reply.broken else chunk({"role": "assistant", "content": piece}))
                server.said.append((time.perf_counter(), piece))
            if reply.ending:
                self.event(chunk({}, reply.ending))
            self.event("[DONE]")
            self.wfile.write(b"0\r\n\r\n")

        def event(self, data: str) -> None:
            line = f"data: {data}\n\n".encode()
            self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
            self.wfile.flush()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def handle(self) -> None:
            try:
                super().handle()
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

    return Handler


def chunk(delta: dict[str, str], finish: str | None = None) -> str:
    """A chunk as OpenAI sends it."""
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}
    return json.dumps({**head, "choices": [choice]}, ensure_ascii=False)


@contextmanager
def scripted_model(script: Script) -> Iterator[ModelServer]:
    """A server with a script, until the block ends."""
    server = ModelServer("", script)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), made(server))
    listening.daemon_threads = True
    server.address = f"http://127.0.0.1:{listening.server_address[1]}/v1"
    thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()


def replies(*texts: str | Reply) -> Script:
    """A script that gives replies in turn, the last one again and again."""
    waiting: Sequence[Reply] = [text if isinstance(text, Reply) else Reply(text) for text in texts]
    turn = iter([*waiting[:-1]])
    return lambda prompt: next(turn, waiting[-1])
