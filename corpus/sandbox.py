"""Reading in a process of its own, with limits on time and memory.

A file of a kilobyte can ask for gigabytes or never end; the process that reads it is expendable.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

from corpus.document import Document, Refused
from corpus.readers import Limits, read

PASSWORD_VARIABLE = "JNEXUS_READER_PASSWORD"
GRACE = 5
"""How many seconds longer than its limit a reader may compute, should nobody be left to stop it."""


def read_apart(path: Path, limits: Limits, password: str | None = None) -> Document:
    """Read a file in a process of its own.

    Raises:
        Refused: when the reader refuses the file, or when reading it costs more than `limits` or ends the process.
    """
    command = [sys.executable, "-m", "corpus.sandbox", str(path), json.dumps(vars(limits))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    if password:
        environment[PASSWORD_VARIABLE] = password
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=limits.seconds, env=environment, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise Refused(
            f"reading it took longer than {limits.seconds:.0f} s; save it anew or split it"
        ) from late
    if done.returncode != 0:
        raise Refused(
            f"reading it needed more than {limits.memory // 1024**2} MB of memory or broke the reader; "
            "save it anew or split it"
        )
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Document.from_dict(answer)


def main() -> None:
    """The reading process: writes the document, or the refusal, as JSON to standard output."""
    path, limits = Path(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limits.seconds) + GRACE, int(limits.seconds) + 2 * GRACE))
    try:
        answer = read(path, limits, os.environ.get(PASSWORD_VARIABLE)).to_dict()
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
