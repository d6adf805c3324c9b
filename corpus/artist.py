"""Page pictures drawn by a process of its own, which a hostile file may end without harm, and kept on disk."""

import hashlib
import json
import logging
import os
import resource
import select
import subprocess
import sys
from pathlib import Path
from threading import Lock

PATIENCE = 15.0
"""How long one picture may take, in seconds."""

MEMORY = 2 * 1024**3


class Undrawable(Exception):  # noqa: N818 - states a condition
    """A page that cannot be drawn; the message says why."""


class Artist:
    """Draws pages one after another in a process of its own, started when first needed.

    Args:
        cache: the folder where pictures are kept.
    """

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = Lock()

    def draw(self, path: Path, number: int, quote: str | None = None, edition: str = "") -> bytes:
        """A page of a PDF as PNG, with a quote highlighted.

        Args:
            path: the file.
            number: the page, from 1.
            quote: the words to highlight.
            edition: tells files apart that lie at the same path one after another.

        Raises:
            Undrawable: when the page does not exist or cannot be drawn within the limits.
        """
        request = json.dumps([str(path), number, quote], ensure_ascii=False)
        kept = self.cache / f"{hashlib.sha256(f'{request}{edition}'.encode()).hexdigest()[:32]}.png"
        if kept.exists():
            return kept.read_bytes()
        with self.lock:
            picture = self.ask(request)
        self.cache.mkdir(parents=True, exist_ok=True)
        partial = kept.with_suffix(f".{os.getpid()}")
        partial.write_bytes(picture)
        partial.replace(kept)
        return picture

    def ask(self, request: str) -> bytes:
        """Have the drawing process answer one request."""
        process = self.running()
        if process.stdin is None or process.stdout is None:
            raise Undrawable("the drawing process has no pipes")
        try:
            process.stdin.write(request.encode() + b"\n")
            process.stdin.flush()
            head = self.read(process, 9)
            body = self.read(process, int.from_bytes(head[1:], "big"))
        except (OSError, TimeoutError) as fault:
            process.kill()
            self.process = None
            raise Undrawable("the page cannot be drawn within the limits on time and memory") from fault
        if head[:1] != b"P":
            raise Undrawable(body.decode())
        return body

    def read(self, process: subprocess.Popen[bytes], count: int) -> bytes:
        """Read from the drawing process, with patience."""
        data = b""
        if process.stdout is None:
            raise OSError("no pipe")
        while len(data) < count:
            if not select.select([process.stdout], [], [], PATIENCE)[0]:
                raise TimeoutError
            part = os.read(process.stdout.fileno(), count - len(data))
            if not part:
                raise OSError("the drawing process ended")
            data += part
        return data

    def running(self) -> subprocess.Popen[bytes]:
        """The drawing process, started anew when it has ended."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "corpus.artist"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
            )
        return self.process

    def close(self) -> None:
        """End the drawing process."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


def main() -> None:
    """The drawing process: a request a line, an answer of one letter, eight bytes of length, and the content."""
    from corpus.page_image import draw_page

    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin.buffer:
        path, number, quote = json.loads(line)
        try:
            kind, content = b"P", draw_page(Path(path), number, quote)
        except (IndexError, ValueError, OSError, MemoryError) as fault:
            kind, content = b"E", str(fault).encode()
        sys.stdout.buffer.write(kind + len(content).to_bytes(8, "big") + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
