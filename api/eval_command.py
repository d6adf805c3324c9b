"""`jnexus eval`: run gold questions, compare runs, report, check gold, turn feedback into gold."""

import gc
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from eval.run import Progress

eval_app = typer.Typer(
    name="eval", help="Measure answer quality on gold questions.", no_args_is_help=True, add_completion=False
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
GoldFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--gold", help="A gold file (JSON lines); by default what JNEXUS_GOLD names, or the shipped."
    ),
]


def fail(message: str) -> NoReturn:
    """End with one sentence on standard error."""
    typer.echo(f"jnexus: {message}", err=True)
    raise typer.Exit(1)


@contextmanager
def explained() -> Iterator[None]:
    """Tell what evaluation cannot work with in one sentence."""
    from eval.errors import EvaluationError

    try:
        yield
    except EvaluationError as fault:
        fail(str(fault))


@contextmanager
def uncollected() -> Iterator[None]:
    """Do without looking for garbage while many small objects are made of which none is let go."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def opened(digests: Literal["on", "off"] | None = None) -> "Assistant":
    """The assistant, brought up to date; with or without digests where that is asked for."""
    from api.context import open_assistant
    from assistant.assistant import Assistant

    assistant = open_assistant()
    if digests is None or digests == assistant.settings.digests:
        return assistant
    return Assistant(assistant.index, assistant.settings.model_copy(update={"digests": digests}))


def show_json(value: Any) -> None:
    """Print JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress_bar(total: int) -> Iterator["Progress"]:
    """Tells how far a run is, on standard error and only where someone looks on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True)
    columns = TextColumn("asking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@eval_app.command("run")
def run_gold(
    gold: GoldFiles = None,
    split: Annotated[
        Literal["dev", "test"] | None, typer.Option(help="One split; tune on dev, run test for reports.")
    ] = None,
    digests: Annotated[
        Literal["on", "off"] | None, typer.Option(help="Whether the shipped digests answer.")
    ] = None,
    rescore: Annotated[
        str | None, typer.Option(metavar="RUN", help="Score a kept run again, without new answers.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask every gold question, keep the answers and score them."""
    from api.eval_terminal import print_scores
    from eval.gold import gold_files, load
    from eval.run import evaluate, store_of
    from eval.run import rescore as score_again

    with explained():
        assistant = opened(digests)
        if rescore:
            with uncollected():
                run = score_again(assistant, store_of(assistant).load(rescore))
        else:
            items = load(gold or gold_files(assistant.settings.gold), split)
            with progress_bar(len(items)) as progress:
                run = evaluate(assistant, items, split, progress)
    if as_json:
        show_json({"run": vars(run.description), "scores": run.scores.to_json()})
    else:
        print_scores(run)


@eval_app.command("compare")
def compare_runs(
    first: Annotated[
        str, typer.Argument(metavar="A", help="A run: its id, the beginning of it, or 'latest'.")
    ],
    second: Annotated[str, typer.Argument(metavar="B", help="The run that is compared with it.")],
    gate: Annotated[Path | None, typer.Option(help="A gate file (TOML); exit 1 when it is not met.")] = None,
    as_json: Json = False,
) -> None:
    """Compare two runs: differences with their chance, questions that turned; check a gate."""
    from dataclasses import asdict

    from api.eval_terminal import print_comparison, print_gate
    from eval.compare import compare
    from eval.gate import breaches, read_gates
    from eval.run import store_of

    with explained():
        gates = read_gates(gate) if gate else []
        store = store_of(opened())
        runs = store.load(first), store.load(second)
        found = compare(*runs)
        broken = breaches(gates, found, *runs)
    if as_json:
        breached = [
            {**one.gate.model_dump(), "message": one.message, "questions": one.questions} for one in broken
        ]
        show_json({**asdict(found), "gate": {"checked": len(gates), "breaches": breached}})
    else:
        print_comparison(found)
        print_gate(len(gates), broken)
    if broken:
        raise typer.Exit(1)


@eval_app.command("report")
def write_report(
    runs: Annotated[list[str], typer.Argument(metavar="RUN", help="A run; several for tables in Markdown.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write: .html for the report, .md for tables of all runs given."),
    ] = None,
    server: Annotated[
        str, typer.Option(help="The server that page pictures are linked at.")
    ] = "http://127.0.0.1:8000",
    as_json: Json = False,
) -> None:
    """Write the report of a run as one HTML file, or tables of runs in Markdown."""
    from eval.pages import StoredPages
    from eval.quality import appendix, tables
    from eval.report import report
    from eval.run import store_of

    with explained():
        assistant = opened()
        store = store_of(assistant)
        loaded = [store.load(name) for name in runs]
        target = out or store.folder / loaded[0].id / "report.html"
        if target.suffix == ".md":
            former = target.read_text(encoding="utf-8") if target.exists() else ""
            text = tables(loaded) + appendix(former)
        elif len(loaded) > 1:
            raise typer.BadParameter(
                "give one run for an HTML report, or --out FILE.md for tables of several"
            )
        else:
            text = report(loaded[0], StoredPages(assistant.index.engine), store.history(), server)
    target.write_text(text, encoding="utf-8")
    if as_json:
        show_json({"report": str(target), "runs": [run.id for run in loaded]})
    else:
        typer.echo(f"report     {target}")


@eval_app.command("judge")
def judge_run(
    run: Annotated[
        str, typer.Argument(metavar="RUN", help="A run: its id, the beginning of it, or 'latest'.")
    ],
    model: Annotated[
        str | None,
        typer.Option(help="The judge as provider:model; by default the chat model that the settings name."),
    ] = None,
    repeats: Annotated[
        int, typer.Option(min=1, max=20, help="How many times each answer is judged, to show the noise.")
    ] = 3,
    as_json: Json = False,
) -> None:
    """Have a chat model judge a run's answers, beside the scores and never part of them."""
    from api.eval_terminal import print_opinion
    from assistant.generation.model import ChatModel, ChatModelError
    from eval.judge import judge
    from eval.pages import StoredPages
    from eval.run import store_of

    with explained():
        assistant = opened()
        store = store_of(assistant)
        loaded = store.load(run)
        name = model or assistant.settings.chat_model
        if not name:
            fail("there is no judge; name a chat model with --model provider:model")
        try:
            judging = ChatModel(name, assistant.settings.chat_seconds, assistant.settings.chat_options)
        except ChatModelError as fault:
            fail(str(fault))
        cases = loaded.cases(StoredPages(assistant.index.engine))
        with progress_bar(len(cases) * repeats) as progress:
            opinion = judge(loaded.id, cases, judging, repeats, progress)
        store.save_opinion(loaded, opinion.to_json())
    if as_json:
        show_json(opinion.to_json())
    else:
        print_opinion(opinion)


@eval_app.command("check")
def check_gold(gold: GoldFiles = None, as_json: Json = False) -> None:
    """Check gold: anchors on their pages, facts that make sense, pairs complete; exit 1 on an error."""
    from eval.check import check
    from eval.gold import gold_files, load
    from eval.pages import StoredPages

    with explained():
        assistant = opened()
        items = load(gold or gold_files(assistant.settings.gold))
        problems = check(items, StoredPages(assistant.index.engine))
    errors = sum(problem.severity == "error" for problem in problems)
    if as_json:
        show_json(
            {"questions": len(items), "errors": errors, "problems": [vars(problem) for problem in problems]}
        )
    else:
        for problem in problems:
            typer.echo(f"{problem.severity:8} {problem.item_id:14} {problem.message}")
        dev = sum(item.split == "dev" for item in items)
        counts = f"{len(items)} questions ({dev} dev, {len(items) - dev} test), {errors} errors"
        typer.echo(f"{counts}, {len(problems) - errors} warnings")
    if errors:
        raise typer.Exit(1)


@eval_app.command("triage")
def triage(
    accept: Annotated[
        str | None, typer.Option(metavar="ANSWER_ID", help="Turn this answer into gold.")
    ] = None,
    dismiss: Annotated[str | None, typer.Option(metavar="ANSWER_ID", help="Set this verdict aside.")] = None,
    reviewer: Annotated[str, typer.Option(help="Who reviewed it.")] = "",
    must: Annotated[
        list[str] | None, typer.Option(metavar="'ONE|OTHER FORM'", help="A fact that a right answer states.")
    ] = None,
    expect: Annotated[
        str | None, typer.Option(help="The status of a right answer; by default the answer's.")
    ] = None,
    kind: Annotated[str, typer.Option(help="The kind of question.")] = "prose",
    persona: Annotated[str, typer.Option(help="Who asks it: startup, researcher or staff.")] = "staff",
    out: Annotated[Path, typer.Option(help="The gold file that the candidate is added to.")] = Path(
        "candidates.jsonl"
    ),
    as_json: Json = False,
) -> None:
    """List readers' verdicts; turn a reviewed one into a gold candidate."""
    from pydantic import ValidationError

    from api.eval_terminal import print_feedback
    from eval import triage as work

    with explained():
        assistant = opened()
        engine = assistant.index.engine
        if accept:
            facts = [fact.split("|") for fact in must or ()]
            try:
                item = work.accept(engine, accept, reviewer, facts, expect, kind, persona)  # type: ignore[arg-type]
            except ValidationError as fault:
                fail(f"{fault.errors()[0]['loc'][0]}: {fault.errors()[0]['msg']}; correct the option")
            with out.open("a", encoding="utf-8") as file:
                file.write(f"{item.to_line()}\n")
            typer.echo(
                item.to_line() if as_json else f"added      {item.id} to {out}; write its other language too"
            )
            return
        if dismiss:
            work.dismiss(engine, dismiss, reviewer)
            typer.echo(json.dumps({"dismissed": dismiss}) if as_json else f"dismissed  {dismiss}")
            return
        found = work.list_feedback(engine, retention_days=assistant.settings.retention_days)
    if as_json:
        show_json([{**vars(one), "answer": one.answer.model_dump()} for one in found])
    else:
        print_feedback(found)
