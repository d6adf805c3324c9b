"""How long an ingest takes, beside bare text extraction of the same files, all as processes of their own.

    python -m bench.ingest --corpus FOLDER [--runs 5]

FOLDER holds the publications' PDFs. Printed are medians and their ratios to pypdf.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PYPDF = """
import sys
from pypdf import PdfReader
print(sum(len(page.extract_text()) for path in sys.argv[1:] for page in PdfReader(path).pages))
"""
PYPDFIUM2 = """
import sys
from pypdfium2 import PdfDocument
print(sum(len(page.get_textpage().get_text_bounded()) for path in sys.argv[1:] for page in PdfDocument(path)))
"""
JNEXUS = [sys.executable, "-m", "api.command"]


def seconds(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> float:
    """How long a command takes."""
    started = time.perf_counter()
    subprocess.run(
        command, check=True, stdout=subprocess.DEVNULL, env=dict(os.environ) | dict(environment or {})
    )
    return time.perf_counter() - started


def measure(corpus: Path, runs: int, scratch: Path) -> dict[str, list[float]]:
    """The times of each way of reading, one after the other in every run."""
    files = sorted(corpus.glob("*.pdf"))
    prepared = scratch / "prepared"
    seconds([*JNEXUS, "documents"], {"JNEXUS_HOME": str(prepared)})
    times: dict[str, list[float]] = {}
    for run in range(runs):
        home, fresh = scratch / f"home-{run}", scratch / f"fresh-{run}"
        shutil.copytree(prepared, home)
        commands: dict[str, tuple[Sequence[str | Path], Path]] = {
            "pypdf, text alone": ([sys.executable, "-c", PYPDF, *files], home),
            "pypdfium2, text alone": ([sys.executable, "-c", PYPDFIUM2, *files], home),
            "jnexus ingest": ([*JNEXUS, "ingest", corpus], home),
            "jnexus ingest, again": ([*JNEXUS, "ingest", corpus], home),
            "jnexus ingest, fresh home": ([*JNEXUS, "ingest", corpus], fresh),
        }
        for name, (command, place) in commands.items():
            times.setdefault(name, []).append(seconds(command, {"JNEXUS_HOME": str(place)}))
        shutil.rmtree(home)
        shutil.rmtree(fresh)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True, help="the folder of the publications")
    parser.add_argument("--runs", type=int, default=5, help="how often each is done")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        times = measure(chosen.corpus.resolve(), chosen.runs, Path(scratch))
    base = statistics.median(times["pypdf, text alone"])
    print(
        f"{len(list(chosen.corpus.glob('*.pdf')))} files, {chosen.runs} runs, {os.cpu_count()} cores, median seconds"
    )
    print(f"{'':28}{'median':>8}{'least':>8}{'most':>8}{'to pypdf':>10}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:28}{median:8.2f}{min(taken):8.2f}{max(taken):8.2f}{median / base:10.2f}")


if __name__ == "__main__":
    main()
