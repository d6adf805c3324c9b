"""Progress on standard error, shown only when work takes time and someone looks on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from index.passage_index import Progress

STAGES = {"files": "reading files", "vectors": "embedding passages", "terms": "indexing terms"}


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A function to report progress to; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    tasks: dict[str, TaskID] = {}
    with Bar(console=Console(stderr=True), transient=True) as bar:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(STAGES.get(stage, stage), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell
