"""Scores, comparisons and feedback as people read them in a terminal."""

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.compare import Comparison
from eval.gate import Breach
from eval.metrics import METRICS
from eval.statistics import Estimate
from eval.store import Run
from eval.triage import Feedback

if TYPE_CHECKING:
    from eval.judge import Opinion


def print_scores(run: Run) -> None:
    """A run's scores with intervals, by language."""

    def cell(found: Estimate | None) -> str:
        if found is None:
            return "-"
        digits = 3 if metric.unit == "share" else 0
        return f"{found.value:.{digits}f} [dim]{found.low:.{digits}f}-{found.high:.{digits}f}[/]"

    table = Table(title=f"{run.id}: {run.description.questions} questions in {run.description.seconds} s")
    for heading in ("metric", "all", "ja", "en", "n", "ja - en"):
        table.add_column(heading, justify="left" if heading == "metric" else "right")
    groups = run.scores.groups
    for metric in METRICS:
        name = metric.name
        if name in groups["all"]:
            scores = [groups.get(group, {}).get(name) for group in ("all", "ja", "en")]
            gap = run.scores.gaps.get("all", {}).get(name)
            difference = f"{gap.value:+.3f} [dim]{gap.low:+.3f} {gap.high:+.3f}[/]" if gap else "-"
            table.add_row(name, *map(cell, scores), str(groups["all"][name].count), difference)
    screen = Console()
    Console(width=max(screen.width, 118)).print(table)


def print_opinion(opinion: "Opinion") -> None:
    """What a judge thinks of a run, with its noise."""
    shares = opinion.right
    typer.echo(
        f"{opinion.model} on {opinion.run_id}: {len(opinion.judgements)} questions, {len(shares)} times"
    )
    typer.echo(f"right      {', '.join(f'{share:.3f}' for share in shares)}")
    typer.echo(f"unsteady   {opinion.unsteady:.3f} of the questions were not judged alike each time")
    typer.echo(f"agreement  {opinion.agreement:.3f} with the metric 'correct'")
    if opinion.unusable:
        typer.echo(f"unusable   {opinion.unusable} verdicts: the model failed or did not keep to the form")


def print_comparison(found: Comparison) -> None:
    """Differences of two runs, and the questions that turned."""
    table = Table(
        title=f"{found.first} -> {found.second}: {found.questions} questions, {found.left_out} left out"
    )
    for heading in ("metric", "group", "before", "after", "difference", "interval", "p"):
        table.add_column(heading, justify="left" if heading in ("metric", "group") else "right")
    for one in found.changes:
        change = one.difference
        table.add_row(
            one.metric,
            one.group,
            f"{one.first:.3f}",
            f"{one.second:.3f}",
            f"{change.value:+.3f}",
            f"{change.low:+.3f} {change.high:+.3f}",
            f"{change.p:.3f}",
        )
    screen = Console(soft_wrap=True)
    Console(width=max(screen.width, 110)).print(table)
    for question in found.turned:
        turn = "[red]lost[/]  " if question.lost else "[green]gained[/]"
        screen.print(f"\n{turn} [bold]{escape(question.item_id)}[/] {escape(question.question)}")
        screen.print(f"  before: {escape(question.first)}")
        screen.print(f"  after:  {escape(question.second)}")


def print_gate(checked: int, broken: list[Breach]) -> None:
    """Which demands of a gate are not met, with the questions that became worse."""
    for breach in broken:
        typer.echo(f"jnexus: {breach.message}; worse: {', '.join(breach.questions) or 'none'}", err=True)
    if checked and not broken:
        typer.echo(f"gate       {checked} demands met")


def print_feedback(found: list[Feedback]) -> None:
    """Readers' verdicts, a few lines each."""
    for one in found:
        typer.echo(f"{one.verdict:4}  {one.answer_id}  {one.created_at[:10]}  {one.question}")
        if one.reason:
            typer.echo(f"      {one.reason}")
    if not found:
        typer.echo("no feedback is waiting")
