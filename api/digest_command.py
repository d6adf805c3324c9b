"""`jnexus digest`: draft a digest of a new publication, stamp it, check it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.output import WORK_FAILED, Json, complain, fail, show_json

if TYPE_CHECKING:
    from assistant.digests.originals import Original
    from corpus.asked import Asked
    from corpus.digest import Digest

digest_app = typer.Typer(
    name="digest",
    help="Write and check digests, the bilingual notes on publications.",
    no_args_is_help=True,
    add_completion=False,
)
DRAFT_ENDING = ".digest.yaml"
DRAFT_ENDINGS = (".yaml", ".yml")


@digest_app.command("draft")
def draft_digest(
    file: Annotated[Path, typer.Argument(help="The file of a new publication.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write; by default beside the file, as FILE.digest.yaml.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Lay out the sections and figures of a publication for a digest; a chat model, if one is set, fills them in."""
    from assistant.digests.draft import draft_of
    from assistant.digests.originals import original_at
    from assistant.digests.proposals import fill_in
    from assistant.generation.model import ChatModel
    from assistant.settings import settings
    from corpus.digest_draft import write_yaml

    target = out or file.with_name(f"{file.stem}{DRAFT_ENDING}")
    if target.exists():
        fail(f"{target} is there already; move it, or name another file with --out")
    chosen = settings()
    model = chosen.chat_model and ChatModel(chosen.chat_model, chosen.chat_seconds, chosen.chat_options)
    original = original_at(file)
    draft = draft_of(original, beside=target.parent)
    drafting = fill_in(draft, original.publication.title("ja"), model) if model else None
    target.write_text(write_yaml(draft), encoding="utf-8")
    count, filled = len(draft["statements"]), drafting.filled if drafting else 0
    if as_json:
        show_json(
            {"draft": str(target), "publication": draft["publication"], "statements": count, "filled": filled}
        )
    else:
        typer.echo(f"draft      {target}, {count} statements, {filled} of them filled in")
    if drafting and drafting.failed:
        complain(f"the chat model left {drafting.failed} requests unanswered; fill in what is empty yourself")


@digest_app.command("check")
def check_digests(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|DRAFT]...", help="Ids of shipped digests, or drafts; all digests by default."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Tell what a digest lacks: figures and sections not carried, statements that do not hold; exit 1 on a lack."""
    from api.digest_terminal import print_report
    from assistant.digests.check import check
    from corpus.copying import known_names
    from corpus.digest import digest_files, load_digest

    shipped = {file.name.removesuffix(".yaml"): load_digest(file) for file in digest_files()}
    reports = []
    for digest, asked, original in wanted(targets or list(shipped), shipped):
        names = tuple(known_names([*shipped.values(), digest]))
        reports.append(check(digest, original.document, original.publication, names, asked))
        if not as_json:
            print_report(reports[-1])
    if as_json:
        show_json({"digests": [report.to_json() for report in reports]})
    if not all(report.passes for report in reports):
        raise typer.Exit(WORK_FAILED)


def wanted(
    targets: list[str], shipped: "dict[str, Digest]"
) -> "Iterator[tuple[Digest, dict[str, Asked], Original]]":
    """The digests asked for, with their questions and publications: drafts beside their files, shipped ones from the
    library."""
    from assistant.digests.originals import original_in
    from assistant.settings import settings
    from corpus.asked import asked_file, load_asked
    from corpus.digest import digest_folder
    from index.passage_index import open_index

    for target in targets:
        if target.endswith(DRAFT_ENDINGS):
            yield ready(Path(target))
        elif target not in shipped:
            fail(
                f"there is no digest of '{target}'; give one of {', '.join(shipped)}, or the file of a draft"
            )
        else:
            index = open_index(settings().home)
            with index.engine.connect() as connection:
                original = original_in(connection, index.home, target)
            if original is None:
                fail(f"the library holds no file of '{target}'; ingest the publication first")
            asked = load_asked(asked_file(digest_folder() / f"{target}.yaml"))
            yield shipped[target], asked, original


def ready(path: Path) -> "tuple[Digest, dict[str, Asked], Original]":
    """The digest that a draft becomes, the questions that it answers, and the publication that it quotes."""
    from corpus.digest import digest_from

    content, asked, original = stamped(path)
    return digest_from(content), asked, original


def stamped(path: Path) -> "tuple[dict[str, object], dict[str, Asked], Original]":
    """A draft with anchors in place of quotes, the questions that it answers, and the publication that it quotes."""
    from assistant.digests.originals import original_at
    from corpus.asked import asked_in
    from corpus.digest_draft import NotReady, read_draft, stamp

    try:
        draft = read_draft(path)
        original = original_at(path.parent / draft.get("file", ""))
        return stamp(draft, original.pages), asked_in(draft), original
    except NotReady as fault:
        for reason in fault.reasons[:-1]:
            complain(reason)
        fail(fault.reasons[-1])
    except ValueError as fault:
        fail(str(fault))


@digest_app.command("stamp")
def stamp_draft(
    draft: Annotated[Path, typer.Argument(help="A draft whose statements are filled in.")],
    out: Annotated[
        Path | None, typer.Option(help="Where to write; by default where the project keeps its digests.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Turn the quotes of a draft into anchors and write the digest, and beside it the questions it answers."""
    from corpus.asked import asked_file, write_asked
    from corpus.digest import digest_folder
    from corpus.digest_draft import write_yaml

    content, asked, _ = stamped(draft)
    target = out or digest_folder() / f"{content['publication']}.yaml"
    target.write_text(write_yaml(content), encoding="utf-8")
    if asked:
        write_asked(asked_file(target), asked)
    count = len(content["statements"])  # type: ignore[arg-type]
    if as_json:
        show_json({"digest": str(target), "publication": content["publication"], "statements": count})
    else:
        typer.echo(f"digest     {target}, {count} statements")
