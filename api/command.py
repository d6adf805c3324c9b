"""The command line, `jnexus`. Imports are made where they are needed, so that a small command starts fast."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from api.digest_command import digest_app
from api.eval_command import eval_app
from api.output import WORK_FAILED, Json, complain, fail, show_json
from api.upkeep_command import backup, fetch, restore

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.ingest import Report

DAY = "%Y-%m-%d"

app = typer.Typer(
    name="jnexus",
    help="Cited answers in Japanese and English from the publications around J-NEXUS.",
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(eval_app)
for upkeep in (fetch, backup, restore):
    app.command()(upkeep)
app.add_typer(digest_app)


def opened() -> "Assistant":
    """The assistant, brought up to date, with a progress bar where that takes time."""
    from api.context import open_assistant
    from api.failures import known
    from api.progress import progress_bar

    try:
        with progress_bar() as progress:
            return open_assistant(progress)
    except known():
        raise
    except ValueError as fault:
        fail(str(fault))


@app.command()
def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders to search for files.")],
    password: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE=PASSWORD", help="An encrypted file's password; may be given again."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take publications into the library; unchanged files are skipped."""
    from api.terminal import print_report

    passwords = dict(pair(item) for item in password or ())
    report = take_in(opened(), paths, passwords)
    if as_json:
        show_json(vars(report))
    else:
        print_report(report)
    for path, reason in report.refused.items():
        complain(f"{path} was refused: {reason}")
    if report.refused:
        raise typer.Exit(WORK_FAILED)


def take_in(
    assistant: "Assistant", paths: Sequence[Path], passwords: Mapping[str, str] | None = None
) -> "Report":
    """Ingest files within the limits of the settings, with a progress bar."""
    from api.context import reading_limits
    from api.progress import progress_bar
    from index.ingest import ingest as run_ingest

    chosen = assistant.settings
    limits = reading_limits(chosen)
    with progress_bar() as progress:
        return run_ingest(assistant.index, paths, limits, passwords, progress, digests=chosen.digests == "on")


def pair(text: str) -> tuple[str, str]:
    """A file's name and its password."""
    name, separator, password = text.partition("=")
    if not separator:
        raise typer.BadParameter("give FILE=PASSWORD, such as report.pdf=secret", param_hint="--password")
    return Path(name).name, password


@app.command()
def documents(as_json: Json = False) -> None:
    """List what the library holds."""
    from api.terminal import print_documents
    from assistant.documents import documents as held

    with opened().index.engine.connect() as connection:
        found = held(connection)
    if as_json:
        show_json({"documents": [item.model_dump() for item in found]})
    else:
        print_documents(found)


@app.command()
def remove(
    document_id: Annotated[str, typer.Argument(help="The publication's id.")], as_json: Json = False
) -> None:
    """Take a publication out of the library; its shipped digest stays."""
    from index.ingest import remove as take_out

    if not take_out(opened().index, document_id):
        fail(f"the library holds no '{document_id}'; `jnexus documents` lists the ids")
    if as_json:
        show_json({"removed": document_id})
    else:
        typer.echo(f"removed    {document_id}")


@app.command()
def forget(
    record_id: Annotated[
        str, typer.Argument(help="The record's id, as `jnexus researchers --json` shows it.")
    ],
    as_json: Json = False,
) -> None:
    """Take a researcher out of every index, and keep them out of later ingests."""
    from index.people.changes import forget as take_out

    if not take_out(opened().index, record_id):
        fail(f"no list holds the record '{record_id}'; `jnexus researchers NAME --json` shows the ids")
    if as_json:
        show_json({"forgotten": record_id})
    else:
        typer.echo(
            f"forgotten  {record_id}; the list's stored file still holds the row, so replace it as well"
        )


@app.command()
def researchers(
    topic: Annotated[str, typer.Argument(help="A topic, name or institution; everybody by default.")] = "",
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many people.")] = 20,
    as_json: Json = False,
) -> None:
    """Find researchers on the lists."""
    from api.terminal import print_researchers
    from assistant.researchers import find_researchers
    from index.language import language_of
    from index.people import Wanted

    language = language_of(topic) if topic else "en"
    found = find_researchers(opened().index, Wanted(topic), k, 0, language)
    if as_json:
        show_json(found.model_dump())
    else:
        print_researchers(found, language)


@app.command()
def events(
    words: Annotated[str, typer.Argument(help="Words that the events carry; all events by default.")] = "",
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=[DAY], help="The first day; leaves out events that end before."),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option("--to", formats=[DAY], help="The last day; leaves out events that begin after."),
    ] = None,
    as_json: Json = False,
) -> None:
    """List events that the publications tell of, by date."""
    from api.terminal import print_events
    from assistant.events import Events, list_events
    from index.language import language_of

    assistant = opened()
    assistant.check_digests()
    with assistant.index.engine.connect() as connection:
        found = list_events(
            connection,
            assistant.settings.current_date(),
            start.date() if start else None,
            end.date() if end else None,
            words,
        )
    if as_json:
        show_json(Events(events=found, total=len(found)).model_dump())
    else:
        print_events(found, language_of(words) if words else "en")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question, in Japanese or English.")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 10,
    as_json: Json = False,
) -> None:
    """Show the passages that fit best."""
    from api.terminal import print_hits

    hits = opened().search(query, k)
    if as_json:
        show_json({"hits": [hit.model_dump() for hit in hits]})
    else:
        print_hits(hits)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="A question in Japanese or English.")],
    language: Annotated[
        Literal["ja", "en"] | None,
        typer.Option(metavar="ja|en", help="The answer's language; by default the question's."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question with citations."""
    from api.terminal import print_answer

    answer = opened().ask(question, language)
    if as_json:
        show_json(answer.model_dump())
    else:
        print_answer(answer)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many server processes.")] = 1,
) -> None:
    """Start the web page and the HTTP server."""
    from api.server import start

    assistant = opened()
    assistant.open_model()
    start(assistant, host, port, workers)


@app.command()
def mcp(
    transport: Annotated[
        Literal["stdio", "http"],
        typer.Option(metavar="stdio|http", help="Standard input and output, or Streamable HTTP at /mcp."),
    ] = "stdio",
    host: Annotated[str, typer.Option(help="The address to listen at, with http.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port, with http.")] = 8001,
) -> None:
    """Offer the library to other programs' models, by the Model Context Protocol."""
    from api.mcp import serve as offer

    offer(opened(), transport, host, port)


def run(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        The exit status: 0, 1 for work that failed, 2 for wrong usage.
    """
    from api.failures import explain, known

    try:
        return int(app(list(arguments) or ["--help"], prog_name="jnexus", standalone_mode=False) or 0)
    except typer.TyperException as fault:
        complain(f"{fault.format_message().rstrip('.')}; `jnexus --help` tells what can be given")
        return fault.exit_code
    except known() as fault:
        complain(explain(fault))
        return WORK_FAILED


def main() -> None:
    """Run the command line."""
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        status = WORK_FAILED
    sys.exit(status)


if __name__ == "__main__":
    main()
