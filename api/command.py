"""The command line, `jnexus`. Imports are made where they are needed, so that a small command starts fast."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.assistant import Assistant
    from index.ingest import Report

app = typer.Typer(
    name="jnexus",
    help="Cited answers in Japanese and English from the publications around J-NEXUS.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON, the body of the matching HTTP route.")]


def fail(message: str) -> NoReturn:
    """End with one sentence on standard error."""
    typer.echo(f"jnexus: {message}", err=True)
    raise typer.Exit(1)


def opened() -> "Assistant":
    """The assistant, brought up to date, with a progress bar where that takes time."""
    from api.context import open_assistant
    from api.progress import progress_bar
    from corpus.home import Busy

    try:
        with progress_bar() as progress:
            return open_assistant(progress)
    except (ValueError, Busy, OSError) as fault:
        fail(str(fault))


def show_json(value: Any) -> None:
    """Print JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to search for files.")],
    password: Annotated[
        list[str] | None, typer.Option(help="FILE=PASSWORD of an encrypted file; may be given again.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Take publications into the library; unchanged files are skipped."""
    from api.progress import progress_bar
    from corpus.document import Refused
    from corpus.home import Busy
    from corpus.readers import Limits
    from index.ingest import ingest as take_in

    assistant = opened()
    chosen = assistant.settings
    limits = Limits(
        seconds=chosen.read_seconds,
        memory=chosen.read_memory_mb * 1024**2,
        pages=chosen.max_pages,
        file_size=chosen.max_file_mb * 1024**2,
    )
    passwords = dict(item.split("=", 1) for item in password or () if "=" in item)
    try:
        with progress_bar() as progress:
            report = take_in(
                assistant.index, paths, limits, passwords, progress, digests=chosen.digests == "on"
            )
    except (Refused, FileNotFoundError, Busy, OSError) as fault:
        fail(str(fault))
    if as_json:
        show_json(vars(report))
    else:
        print_report(report)
    if report.refused:
        raise typer.Exit(1)


def print_report(report: "Report") -> None:
    """What an ingest did, for people."""
    for name in report.added:
        typer.echo(f"added      {name}")
        for warning in report.warnings.get(name, ()):
            typer.echo(f"           warning: {warning}")
    if report.unchanged:
        typer.echo(f"unchanged  {len(report.unchanged)}")
    for path, reason in report.refused.items():
        typer.echo(f"refused    {path}: {reason}", err=True)


@app.command()
def documents(as_json: Json = False) -> None:
    """List what the library holds."""
    from assistant.documents import documents as held

    with opened().index.engine.connect() as connection:
        found = held(connection)
    if as_json:
        show_json({"documents": [item.model_dump() for item in found]})
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("id", "published", "pages", "passages", "statements", "versions", "title")
    for item in found:
        counts = (item.pages, item.passages, item.statements, item.versions)
        title = item.titles["en"] + (" (fictitious)" if item.fictitious else "")
        table.add_row(item.id, item.published or "", *map(str, counts), title)
        for warning in item.warnings:
            table.add_row("", "", "", "", "", "", f"warning: {warning}")
    Console().print(table)


@app.command()
def remove(
    document_id: Annotated[str, typer.Argument(help="The publication's id.")], as_json: Json = False
) -> None:
    """Take a publication out of the library; its shipped digest stays."""
    from corpus.home import Busy
    from index.ingest import remove as take_out

    assistant = opened()
    try:
        removed = take_out(assistant.index, document_id)
    except Busy as fault:
        fail(str(fault))
    if not removed:
        fail(f"the library holds no '{document_id}'; `jnexus documents` lists the ids")
    if as_json:
        show_json({"removed": document_id})
    else:
        typer.echo(f"removed    {document_id}")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question, in Japanese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Show ranked passages."""
    from assistant.assistant import QuestionError

    try:
        hits = opened().search(query, k)
    except QuestionError as fault:
        fail(str(fault))
    if as_json:
        show_json({"hits": [hit.model_dump() for hit in hits]})
        return
    for rank, hit in enumerate(hits, start=1):
        page = f" p.{hit.page}" if hit.page else ""
        typer.echo(f"{rank:2}. {hit.score:.3f}  {hit.document_id}{page} [{hit.source}] {hit.section or ''}")
        typer.echo(f"      {hit.text[:160].replace(chr(10), ' ')}")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in Japanese or English.")],
    language: Annotated[
        str | None, typer.Option(help="ja or en; by default the question's language.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question with citations."""
    from assistant.assistant import QuestionError

    if language not in {None, "ja", "en"}:
        raise typer.BadParameter("give ja or en", param_hint="--language")
    try:
        answer = opened().ask(question, language)
    except QuestionError as fault:
        fail(str(fault))
    if as_json:
        show_json(answer.model_dump())
    else:
        print_answer(answer)


def print_answer(answer: "Answer") -> None:
    """An answer with its citations, for people."""
    typer.echo(answer.answer)
    for citation in answer.citations:
        label = citation.page_label or citation.page
        where = f", p. {label}" if label else f", {citation.section}" if citation.section else ""
        checked = "verified" if citation.verified else citation.source
        typer.echo(f"\n[{citation.number}] {citation.title}{where} ({checked})")
        typer.echo(f"    {citation.quote}")
    for note in answer.notes:
        typer.echo(f"\n{note}")


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen at; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many server processes.")] = 1,
) -> None:
    """Start the web page and the HTTP server."""
    from api.server import start

    opened()
    start(host, port, workers)


def main() -> None:
    """Run the command line."""
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()


if __name__ == "__main__":
    main()
