"""What `jnexus digest check` says in a terminal."""

from collections import Counter

import typer

from assistant.digests.check import LEAST_COVERAGE, DigestReport


def print_report(report: DigestReport) -> None:
    """A digest's coverage, and each thing that it lacks on a line of its own."""
    share = f"{report.carried} of {report.figures} figures carried ({report.coverage:.1%})"
    typer.echo(f"{report.publication_id}: {report.statements} statements, {share}")
    kinds = Counter(problem.kind for problem in report.problems)
    held = ", ".join(f"{kind} {kinds.get(kind, 0)}" for kind in ("language", "evidence", "support", "copy"))
    typer.echo(f"  problems    {held}")
    if report.unasked:
        typer.echo(f"  questions   {len(report.unasked)} statements without questions in both languages")
    typer.echo(f"  left out    {len(report.left_out)} figures with a reason")
    if report.coverage < LEAST_COVERAGE:
        typer.echo(f"  coverage    is below {LEAST_COVERAGE:.0%}; write statements on the figures below")
    for figure in report.uncovered:
        typer.echo(f"  figure      page {figure.page}: {figure.text} | {figure.setting}")
    for path in report.sections:
        typer.echo(f"  section     without a statement: {' > '.join(path)}")
    for problem in report.problems:
        typer.echo(f"  {problem.kind:11} {problem.statement_id}: {problem.message}")
