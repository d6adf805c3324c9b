"""The project's own bilingual notes on publications: statements, each anchored to what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from corpus.evidence import Evidence

KINDS = ("fact", "figure", "howto", "event", "contact", "definition")


@dataclass(frozen=True)
class Statement:
    """One statement in Japanese and English.

    `label` names the page as printed; `value` describes a figure (metric, number, unit, as_of, scope, source);
    `event` an event's dates, place, hosts and attendance; `note` what does not fit in the source and why.
    """

    id: str
    label: str | None
    section: Mapping[str, str]
    text: Mapping[str, str]
    kind: str
    topics: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    value: Mapping[str, Any] | None = None
    event: Mapping[str, Any] | None = None
    conflicts_with: tuple[str, ...] = ()
    note: Mapping[str, str] | None = None


@dataclass(frozen=True)
class LeftOut:
    """What no statement carries, by choice: figures of a page as printed, or a section; `reason` says why."""

    reason: Mapping[str, str]
    label: str | None = None
    figures: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True)
class Digest:
    """The statements on one publication, and what was left out; `sha256` is the hash of the file they come from."""

    publication_id: str
    statements: tuple[Statement, ...]
    sha256: str = field(default="")
    left_out: tuple[LeftOut, ...] = ()


def digest_folder() -> Path:
    """Where the project keeps its digests."""
    return Path(str(files("corpus").joinpath("digests")))


def digest_files() -> list[Path]:
    """The digests that the project ships."""
    found = (file for file in digest_folder().iterdir() if file.name.endswith(".yaml"))
    return sorted(found, key=lambda file: file.name)


def load_digest(file: Traversable) -> Digest:
    """Read a digest.

    Raises:
        ValueError: when a statement lacks a part; the message names it.
    """
    data = file.read_bytes()
    content = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return digest_from(content, sha256(data).hexdigest())


def digest_from(content: Mapping[str, Any], sha256: str = "") -> Digest:
    """A digest from its YAML form.

    Raises:
        ValueError: when a statement lacks a part; the message names it.
    """
    statements = tuple(parse_statement(entry) for entry in content["statements"])
    left_out = tuple(parse_left_out(entry) for entry in content.get("left_out", ()))
    return Digest(content["publication"], statements, sha256, left_out)


def parse_left_out(entry: Mapping[str, Any]) -> LeftOut:
    """What was left out, from its YAML form.

    Raises:
        ValueError: when it lacks a reason, or names neither figures nor a section.
    """
    figures, section, reason = entry.get("figures", ()), entry.get("section"), entry.get("reason") or {}
    if not (figures or section) or not {"ja", "en"} <= set(reason):
        raise ValueError(
            f"{dict(entry)} under left_out needs figures or a section, and a reason in ja and en"
        )
    label = None if entry.get("label") is None else str(entry["label"])
    return LeftOut(reason, label, tuple(map(str, figures)), section)


def parse_statement(entry: Mapping[str, Any]) -> Statement:
    """A statement from its YAML form."""
    try:
        return Statement(
            id=entry["id"],
            label=None if entry["label"] is None else str(entry["label"]),
            section=entry["section"],
            text={language: entry["text"][language].strip() for language in ("ja", "en")},
            kind=entry["kind"],
            topics=tuple(entry.get("topics", ())),
            evidence=tuple(
                Evidence(
                    None if item["label"] is None else str(item["label"]),
                    str(item["from"]),
                    str(item["to"]),
                    item["sha256"],
                )
                for item in entry.get("evidence", ())
            ),
            value=entry.get("value"),
            event=entry.get("event"),
            conflicts_with=tuple(entry.get("conflicts_with", ())),
            note=entry.get("note"),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        name = entry.get("id", "without id") if isinstance(entry, Mapping) else entry
        raise ValueError(f"statement {name} lacks or misstates {fault}") from fault
