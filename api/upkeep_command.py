"""Commands that keep a home: `jnexus fetch`, `jnexus backup`, `jnexus restore`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.output import WORK_FAILED, Json, complain, fail, show_json

if TYPE_CHECKING:
    from corpus.home import Home


def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Publications; by default all whose address is known.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Download official files from the addresses that are known of them, and take them in."""
    import tempfile

    from api.command import opened, take_in
    from api.terminal import print_report
    from corpus.catalogue import Publication, sources
    from corpus.fetching import FetchError
    from corpus.fetching import fetch as download

    known = sources()
    wanted = ids or [name for name, publication in known.items() if publication.file_url]
    assistant = opened()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name in dict.fromkeys(wanted):
            publication = known.get(name, Publication(name))
            try:
                paths.append(download(publication, Path(folder), assistant.settings.max_file_mb * 1024**2))
            except FetchError as fault:
                faults.append(str(fault))
        report = take_in(assistant, paths)
        report.refused = {Path(path).name: reason for path, reason in report.refused.items()}
    if as_json:
        show_json({**vars(report), "not_fetched": faults})
    else:
        print_report(report)
    refusals = [f"{path} was refused: {reason}" for path, reason in report.refused.items()]
    for message in [*faults, *refusals]:
        complain(message)
    if faults or refusals:
        raise typer.Exit(WORK_FAILED)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, such as jnexus.tar.gz.")],
    as_json: Json = False,
) -> None:
    """Write the library, answers and runs of the home into one file; servers go on meanwhile."""
    from corpus.backup import BackupError
    from corpus.backup import backup as write

    try:
        write(own_home("back it up with pg_dump"), file)
    except BackupError as fault:
        fail(str(fault))
    tell(file, "backup", as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `jnexus backup` wrote.")], as_json: Json = False
) -> None:
    """Bring a home back from a backup, into an empty folder, and build its indexes."""
    from api.command import opened
    from corpus.backup import BackupError
    from corpus.backup import restore as read

    try:
        read(own_home("restore it with pg_restore"), file)
    except BackupError as fault:
        fail(str(fault))
    opened()
    tell(file, "restored", as_json)


def own_home(other_way: str) -> "Home":
    """The home of the settings, where its database is a file of it."""
    from assistant.settings import settings
    from corpus.home import Home

    if settings().database_url:
        fail(f"the library's database is not a file of the home; {other_way}, and copy library/ and runs/")
    return Home(settings().home)


def tell(file: Path, done: str, as_json: bool) -> None:
    """Say that a backup was written or read."""
    if as_json:
        show_json({done: str(file)})
    else:
        typer.echo(f"{done:10} {file}")
