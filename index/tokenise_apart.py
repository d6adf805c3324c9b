"""Tokens of many texts, from processes of their own, while this one embeds them.

SudachiPy and what is made of its words keep one core busy for longer than all the rest of indexing does.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from corpus.document import Refused
from index.tokenise import tokens

PROCESSES = 2
WORTH_A_PROCESS = 200
"""How many texts take longer than a process does to start."""

BETWEEN_TEXTS = "\x1e"
"""ASCII's record separator, which ends each text on its way."""


def tokens_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The tokens of each text, as `tokens` gives them.

    Raises:
        Refused: when a process ends before its time.
    """
    if len(texts) < WORTH_A_PROCESS:
        return [tokens(text) for text in texts]
    size = -(-len(texts) // PROCESSES)
    parts = [texts[start : start + size] for start in range(0, len(texts), size)]
    with ThreadPoolExecutor(PROCESSES) as waiting:
        return [words for found in waiting.map(tokens_apart, parts) for words in found]


def tokens_apart(texts: Sequence[str]) -> list[list[str]]:
    """The tokens of each text, from one process."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    sent = BETWEEN_TEXTS.join(text.replace(BETWEEN_TEXTS, " ") for text in texts)
    done = subprocess.run(
        [sys.executable, "-m", "index.tokenise_apart"],
        input=sent.encode(),
        capture_output=True,
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        raise Refused(
            f"the process that tells words apart ended with status {done.returncode}; free memory and ingest again"
        )
    return [line.split("\t") if line else [] for line in done.stdout.decode().split("\n")]


def main() -> None:
    """The process: writes the tokens of each text that it reads, a line for each, tabs between."""
    texts = sys.stdin.buffer.read().decode().split(BETWEEN_TEXTS)
    sys.stdout.buffer.write("\n".join("\t".join(tokens(text)) for text in texts).encode())


if __name__ == "__main__":
    main()
