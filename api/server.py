"""Uvicorn with the app, in one process or several."""

import socket

import typer
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.context import open_assistant


def make_app() -> FastAPI:
    """The app over the assistant that settings name; what each server process starts with."""
    return create_app(open_assistant())


def start(host: str, port: int, workers: int) -> None:
    """Serve until told to stop.

    Raises:
        typer.Exit: with one sentence, when the port is taken.
    """
    try:
        with socket.create_server((host, port)) as probe:
            port = probe.getsockname()[1]
    except OSError as fault:
        typer.echo(
            f"jnexus: {host}:{port} cannot be listened at ({fault.strerror}); give another --port", err=True
        )
        raise typer.Exit(1) from fault
    typer.echo(f"J-NEXUS Assistant: http://{host}:{port}/")
    uvicorn.run(
        "api.server:make_app", factory=True, host=host, port=port, workers=workers, log_level="warning"
    )
