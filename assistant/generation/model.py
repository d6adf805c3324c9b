"""A LangChain chat model that never keeps the reader waiting beyond its time."""

import re
import time
from collections.abc import Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SPEECHES_AT_ONCE = 32
GRACE = 5.0
"""How much longer than the reader a connection waits, in seconds."""

FINISHED = ("finish_reason", "stop_reason", "done_reason")
"""Where providers tell that and why a model has finished."""

BY_ITSELF = frozenset({"stop", "end_turn", "stop_sequence", "STOP"})
NAME = re.compile(
    r"(?P<provider>\w+):(?P<model>[^@\s]+(?:@(?!\w+://)[^@\s]+)*)(?:@(?P<address>https?://\S+))?"
)

Reason = Literal["slow", "busy", "failed", "cut"]


class ChatModelError(ValueError):
    """A chat model that cannot be used as set; the message says what to do."""


class ModelFailed(Exception):  # noqa: N818 - states what happened
    """A model that gave no answer, or half of one: too slow, too busy, failed, or cut off."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


class Speech:
    """What a model says, read by a thread of its own."""

    def __init__(
        self, model: "BaseChatModel", prompt: tuple[str, str], seconds: float, pool: ThreadPoolExecutor
    ):
        self.model, self.prompt = model, prompt
        self.pieces: SimpleQueue[str | None] = SimpleQueue()
        self.given_up = Event()
        self.ending: str | None = None
        self.deadline = time.monotonic() + seconds
        self.reading = pool.submit(self.read)

    def read(self) -> None:
        """Take in what the model says until it ends or nobody listens."""
        system, data = self.prompt
        try:
            for chunk in self.model.stream([("system", system), ("user", data)]):
                if self.given_up.is_set():
                    return
                for key in FINISHED:
                    self.ending = chunk.response_metadata.get(key) or self.ending
                if chunk.text:
                    self.pieces.put(str(chunk.text))
        finally:
            self.pieces.put(None)

    def listen(self) -> Generator[str, None, None]:
        """The pieces of the speech, each as soon as it is said.

        Raises:
            ModelFailed: when the model takes longer than it may, fails, or stops before it has finished.
        """
        try:
            while (piece := self.next_piece()) is not None:
                yield piece
        finally:
            self.given_up.set()
        if fault := self.reading.exception():
            busy = getattr(fault, "status_code", None) in (429, 503, 529)
            raise ModelFailed("busy" if busy else "failed") from fault
        if self.ending not in BY_ITSELF:
            raise ModelFailed("cut")

    def next_piece(self) -> str | None:
        """The next piece; None at the end."""
        try:
            return self.pieces.get(timeout=max(0.0, self.deadline - time.monotonic()))
        except Empty:
            raise ModelFailed("slow") from None


class ChatModel:
    """A chat model by name, such as `anthropic:claude-sonnet-5` or `openai:qwen3@http://127.0.0.1:8080/v1`.

    Args:
        name: provider, model and, for OpenAI-compatible servers, the address.
        seconds: the longest that one answer may take.
        options: what else the LangChain class of the provider takes, such as a temperature.

    Raises:
        ChatModelError: when the name or the options cannot be used, or the provider's package is missing.
    """

    def __init__(self, name: str, seconds: float, options: Mapping[str, Any] | None = None) -> None:
        parts = NAME.fullmatch(name.strip())
        if not parts:
            raise ChatModelError(
                f"JNEXUS_CHAT_MODEL cannot be '{name}'; write provider:model, such as ollama:qwen3, "
                "or openai:model@http://host:port/v1 for an OpenAI-compatible server"
            )
        self.name = f"{parts['provider']}:{parts['model']}"
        self.seconds = seconds
        self.model = open_model(parts["provider"], parts["model"], parts["address"], seconds, options or {})
        self.pool = ThreadPoolExecutor(SPEECHES_AT_ONCE, thread_name_prefix="model")

    def speak(self, prompt: tuple[str, str], seconds: float | None = None) -> Speech:
        """Start the model on instructions and data; it works while the caller does other things."""
        return Speech(self.model, prompt, seconds or self.seconds, self.pool)

    def say(self, prompt: tuple[str, str], seconds: float) -> str:
        """All that the model says.

        Raises:
            ModelFailed: as `Speech.listen` does.
        """
        return "".join(self.speak(prompt, seconds).listen())


def open_model(
    provider: str, model: str, address: str | None, seconds: float, options: Mapping[str, Any]
) -> "BaseChatModel":
    """The LangChain model; a server that needs no key gets none of the operator's."""
    chosen: dict[str, Any] = {"timeout": seconds + GRACE, "max_retries": 0, **options}
    if address:
        chosen = {"base_url": address, "api_key": "unused", **chosen}
    if provider == "ollama":
        key = chosen.pop("api_key", None)
        headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        chosen.pop("max_retries")
        chosen = {"client_kwargs": {"timeout": chosen.pop("timeout"), **headers}, **chosen}
    try:
        from langchain.chat_models import init_chat_model

        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **chosen)
    except ImportError as fault:
        raise ChatModelError(
            f"the Python package for '{provider}' is missing; pip install 'jnexus-assistant[chat]' "
            f"or the provider's package, langchain-{provider}"
        ) from fault
    except Exception as fault:
        reason = str(fault).splitlines()[0].rstrip(".")
        raise ChatModelError(
            f"the chat model '{provider}:{model}' cannot be used ({reason}); mend JNEXUS_CHAT_MODEL or "
            "JNEXUS_CHAT_OPTIONS, or set what the provider asks for"
        ) from fault
    return opened
