"""What is known of publications besides their text: from a `manifest.json`, from `sources.toml`, from the file."""

import json
import re
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.document import Document, Refused


@dataclass(frozen=True)
class Publication:
    """A bulletin issue, report, slide deck or list.

    `published` is an ISO date or month; `printed_page_offset` is how many pages come before the page printed 1;
    `url` its official address, where one is known; `file_url` the address of the file that `jnexus fetch` downloads;
    `fictitious` marks sample data.
    """

    id: str
    title_ja: str | None = None
    title_en: str | None = None
    publisher: str | None = None
    publisher_en: str | None = None
    kind: str | None = None
    language: str | None = None
    published: str | None = None
    url: str | None = None
    file_url: str | None = None
    printed_page_offset: int | None = None
    region: str | None = None
    fictitious: bool = False

    def title(self, language: str) -> str:
        """The title in a language, else in the other, else the id."""
        first, second = (self.title_ja, self.title_en) if language == "ja" else (self.title_en, self.title_ja)
        return first or second or self.id

    def publisher_name(self, language: str) -> str | None:
        """The publisher in a language, else in the other."""
        if language == "ja":
            return self.publisher or self.publisher_en
        return self.publisher_en or self.publisher

    def to_json(self) -> str:
        """Plain JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, data: str) -> "Publication":
        """The publication that `to_json` wrote; fields of other versions of the program are left out."""
        return cls(**known(json.loads(data)))


def known(entry: dict[str, Any]) -> dict[str, Any]:
    """The fields of an entry that a publication has."""
    names = {field.name for field in fields(Publication)}
    return {name: value for name, value in entry.items() if name in names}


def complete(first: Publication, second: Publication) -> Publication:
    """The first publication with what it does not say taken from the second."""
    missing = {
        field.name: getattr(second, field.name)
        for field in fields(Publication)
        if getattr(first, field.name) is None or getattr(first, field.name) is False
    }
    return replace(first, **missing)


@cache
def sources() -> dict[str, Publication]:
    """The publications of `sources.toml`, by id."""
    data = tomllib.loads(files("corpus").joinpath("sources.toml").read_text(encoding="utf-8"))
    return {entry["id"]: Publication(**known(entry)) for entry in data["publication"]}


def read_manifest(folder: Path) -> dict[str, Publication]:
    """The entries of a folder's `manifest.json` by file name; none where there is no manifest.

    Raises:
        Refused: when the manifest is not a list of objects with a `file`, or an id cannot name a folder.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        return {}
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
        if not isinstance(entries, list):
            raise TypeError(type(entries))
        found = {entry["file"]: from_manifest(entry) for entry in entries}
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Refused(
            f'{path} is not a manifest: it must be a JSON list of objects, each with at least "file"; mend it'
        ) from fault
    for publication in found.values():
        if not re.fullmatch(r"[^./\\\s][^/\\]*", publication.id):
            raise Refused(f"'{publication.id}' in {path} cannot be an id; use letters, digits and hyphens")
    return found


def from_manifest(entry: dict[str, Any]) -> Publication:
    """The publication that an entry of a manifest describes; its id is by default the file's stem."""
    own = {"id": entry.get("id") or Path(entry["file"]).stem, "url": entry.get("source_url")}
    return Publication(**known({**entry, **own}))


def describe(path: Path, entry: Publication | None, document: Document) -> Publication:
    """The publication in a file: its manifest entry, completed by `sources.toml` and by the file itself."""
    found = entry or Publication(id=path.stem)
    if found.id in sources():
        found = complete(found, sources()[found.id])
    title = document.title or path.stem
    japanese = any("\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" for char in title)
    own = Publication(
        id=found.id,
        title_ja=title if japanese and not found.title_en else None,
        title_en=title if not japanese and not found.title_ja else None,
        publisher=document.author,
        kind="list" if document.tables and not document.pages[1:] else "document",
    )
    return complete(found, own)
