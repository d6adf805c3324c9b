"""Uvicorn with the app, in one process or several."""

import socket
from contextlib import suppress

import typer
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.context import open_assistant
from api.metrics import share_between_workers
from assistant.assistant import Assistant

APP = "api.server:make_app"


class AnnouncingServer(uvicorn.Server):
    """A server that prints its address once it answers there."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self.address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell where."""
        await super().startup(sockets)
        if self.started:
            announce(self.address)


def announce(address: str) -> None:
    """Print where the page is."""
    typer.echo(f"J-NEXUS Assistant: {address}")


def make_app() -> FastAPI:
    """The app over the assistant that settings name; what each of several server processes starts with."""
    return create_app(open_assistant())


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        typer.Exit: with one sentence, when the address cannot be taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as fault:
        typer.echo(
            f"jnexus: {host}:{port} cannot be listened at ({fault.strerror}); give another --host or --port",
            err=True,
        )
        raise typer.Exit(1) from fault


def start(assistant: Assistant, host: str, port: int, workers: int) -> None:
    """Serve until told to stop.

    Args:
        assistant: what answers; of several processes each opens its own.
        host: a name or address of this machine.
        port: the port; 0 takes a free one.
        workers: how many processes.

    Raises:
        typer.Exit: when the server cannot start; what hindered it stands on standard error.
    """
    listening = listen(host, port)
    taken = listening.getsockname()[1]
    address = f"http://{f'[{host}]' if ':' in host else host}:{taken}/"
    if workers > 1:
        share_between_workers()
        listening.close()
        announce(address)
        uvicorn.run(APP, factory=True, host=host, port=taken, workers=workers, log_level="warning")
        return
    server = AnnouncingServer(uvicorn.Config(create_app(assistant), log_level="warning"), address)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        raise typer.Exit(1)
