"""What commands say: JSON on standard output, complaints on standard error."""

import json
from typing import Annotated, Any, NoReturn

import typer

WORK_FAILED = 1
"""The exit status of work that failed; wrong usage is 2."""

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def complain(message: str) -> None:
    """One sentence on standard error."""
    typer.echo(f"jnexus: {message}", err=True)


def fail(message: str) -> NoReturn:
    """End with one sentence on standard error."""
    complain(message)
    raise typer.Exit(WORK_FAILED)


def show_json(value: Any) -> None:
    """Print JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
