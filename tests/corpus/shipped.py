"""The digests that the project ships, each read once."""

from functools import cache

from corpus.digest import Digest, digest_files, load_digest

NAMES = [file.stem for file in digest_files()]


@cache
def shipped_digests() -> dict[str, Digest]:
    """Every digest by the name of its publication."""
    return {file.stem: load_digest(file) for file in digest_files()}
