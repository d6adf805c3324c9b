"""Official files downloaded from the addresses that `sources.toml` names."""

from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import httpx

from corpus.catalogue import Publication
from corpus.readers import READABLE

SECONDS = 60.0
"""How long a server may keep silent."""

ENDINGS: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


class FetchError(ValueError):
    """A file that cannot be downloaded; the message says what to do."""


def fetch(publication: Publication, folder: Path, max_bytes: int) -> Path:
    """Download a publication's official file, named by its id.

    Args:
        publication: with the address of its file.
        folder: where the file is put.
        max_bytes: the largest file taken.

    Raises:
        FetchError: when no address is known, nobody answers there, or what comes is no readable file.
    """
    address = publication.file_url
    if not address:
        raise FetchError(
            f"no address of the file of '{publication.id}' is known; download it and run `jnexus ingest FILE`"
        )
    try:
        with httpx.stream(
            "GET", address, follow_redirects=True, timeout=SECONDS, headers={"User-Agent": agent()}
        ) as response:
            return received(response, publication, folder, max_bytes)
    except httpx.TransportError as fault:
        raise FetchError(
            f"{urlsplit(address).hostname} cannot be reached for '{publication.id}' ({type(fault).__name__}); "
            f"connect this machine, or download {address} elsewhere and run `jnexus ingest FILE`"
        ) from fault


def received(response: httpx.Response, publication: Publication, folder: Path, max_bytes: int) -> Path:
    """The file that a server sends, whole or not at all."""
    if response.status_code != 200:
        raise FetchError(
            f"{response.url} answered {response.status_code} for '{publication.id}'; look for the file at the "
            "publisher's and run `jnexus ingest FILE`"
        )
    path = folder / f"{publication.id}{ending(response)}"
    partial = path.with_name(f"{path.name}.partial")
    taken = 0
    with partial.open("wb") as file:
        for part in response.iter_bytes():
            taken += len(part)
            if taken > max_bytes:
                partial.unlink()
                raise FetchError(
                    f"{response.url} is larger than {max_bytes // 1024**2} MB; raise JNEXUS_MAX_FILE_MB to take it"
                )
            file.write(part)
    partial.replace(path)
    return path


def ending(response: httpx.Response) -> str:
    """The ending of a file by its declared type, else by its address."""
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    found = ENDINGS.get(declared) or PurePosixPath(response.url.path).suffix.lower()
    if found not in READABLE:
        raise FetchError(
            f"{response.url} is of a kind that cannot be read ({declared or 'undeclared'}); look for a PDF, "
            "a table or a web page at the publisher's"
        )
    return found


def agent() -> str:
    """What the program calls itself to servers."""
    try:
        return f"jnexus-assistant/{version('jnexus-assistant')}"
    except PackageNotFoundError:
        return "jnexus-assistant"
