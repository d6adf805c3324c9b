"""The shipped digests as pages to look at: the PDFs that `digest_printing` makes, and where each statement stands."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from corpus.digest import digest_folder
from corpus.library import file_hash


@dataclass(frozen=True)
class PrintedDigest:
    """A digest printed to PDF: `digest` is the hash of what it was made of, `places` the page of each statement."""

    digest: str
    pages: int
    places: Mapping[str, int]

    def to_json(self) -> str:
        """What is kept beside the PDF."""
        return json.dumps(asdict(self), indent=0)


def printed_folder() -> Path:
    """Where the project keeps the PDFs of its digests, each with a JSON file beside it."""
    return Path(str(files("corpus").joinpath("digests", "printed")))


def printed_file(publication_id: str) -> Path:
    """The PDF of a publication's digest."""
    return printed_folder() / f"{publication_id}.pdf"


@lru_cache(maxsize=32)
def printed_digest(publication_id: str) -> PrintedDigest | None:
    """The printed digest of a publication; None where there is none, or it was made of an older digest."""
    told, digest = (
        printed_file(publication_id).with_suffix(".json"),
        digest_folder() / f"{publication_id}.yaml",
    )
    if not told.is_file() or not digest.is_file():
        return None
    printed = PrintedDigest(**json.loads(told.read_text(encoding="utf-8")))
    return printed if printed.digest == file_hash(digest) else None
