"""Drafts of digests: the digest's form, with evidence quoted from the page in place of anchors.

Stamping turns each quote into an anchor, so that nobody writes a hash and no words of the page are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from corpus.document import Page
from corpus.evidence import anchor

ORDER = (
    "id",
    "label",
    "section",
    "text",
    "kind",
    "topics",
    "evidence",
    "value",
    "event",
    "conflicts_with",
    "note",
)
"""The parts of a statement in the order in which digests hold them."""

ALWAYS = ("label", "topics")
LINE = 110


class NotReady(ValueError):  # noqa: N818 - states a condition
    """A draft that cannot be stamped yet; `reasons` says for each statement what to do."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(f"the draft is not ready: {'; '.join(reasons)}")
        self.reasons = tuple(reasons)


class PlainDumper(yaml.SafeDumper):
    """Writes YAML without references from one place to another."""

    def ignore_aliases(self, data: object) -> bool:
        """Repeat what stands twice."""
        return True


def read_draft(path: Path) -> dict[str, Any]:
    """A draft, or a digest, as plain data.

    Raises:
        ValueError: when the file is no draft.
    """
    try:
        content = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as fault:
        raise ValueError(
            f"{path} is no YAML ({' '.join(str(fault).split())}); mend the place it names"
        ) from fault
    if not isinstance(content, dict) or not {"publication", "statements"} <= set(content):
        raise ValueError(f"{path} is no draft of a digest; `jnexus digest draft FILE` writes one to fill in")
    return content


def write_yaml(content: Mapping[str, Any]) -> str:
    """A draft or digest as YAML."""
    return yaml.dump(dict(content), Dumper=PlainDumper, allow_unicode=True, sort_keys=False, width=LINE)


def stamp(draft: Mapping[str, Any], pages: Sequence[Page]) -> dict[str, Any]:
    """The digest that a draft becomes: quotes turned into anchors, physical pages into labels.

    Args:
        draft: as `read_draft` gives it; anchors that it holds already are kept.
        pages: of the publication, with their labels.

    Raises:
        NotReady: when a statement lacks its text in a language, or a quote does not stand on its page.
    """
    by_number = {page.number: page for page in pages}
    reasons: list[str] = []
    statements = []
    for entry in draft["statements"]:
        try:
            statements.append(stamped(entry, by_number))
        except NotReady as fault:
            reasons.extend(fault.reasons)
    if reasons:
        raise NotReady(reasons)
    digest: dict[str, Any] = {"publication": draft["publication"], "statements": statements}
    if draft.get("left_out"):
        digest["left_out"] = [labelled(entry, by_number) for entry in draft["left_out"]]
    return digest


def stamped(entry: Mapping[str, Any], pages: Mapping[int, Page]) -> dict[str, Any]:
    """A statement with anchors in place of quotes."""
    reasons = list(wanting(entry, pages))
    if reasons:
        raise NotReady(reasons)
    statement = labelled(entry, pages)
    statement["text"] = {language: on_one_line(text, language) for language, text in entry["text"].items()}
    statement["topics"] = [str(topic) for topic in entry.get("topics") or ()]
    statement["evidence"] = [anchored(item, pages) for item in entry["evidence"]]
    return {part: statement.get(part) for part in ORDER if part in ALWAYS or statement.get(part)}


def wanting(entry: Mapping[str, Any], pages: Mapping[int, Page]) -> Iterator[str]:
    """What a statement still lacks."""
    name = entry.get("id", "a statement without id")
    for part in ("text", "section"):
        told = entry.get(part) or {}
        lacking = [language for language in ("ja", "en") if not str(told.get(language) or "").strip()]
        if lacking:
            yield f"{name} has no {part} in {' and '.join(lacking)}: write it, or take the statement out"
    if not entry.get("evidence"):
        yield f"{name} has no evidence: quote the words of the page that it rests on"
    for item in entry.get("evidence") or ():
        if "sha256" in item:
            continue
        page = pages.get(item.get("page"))
        if page is None:
            yield f"{name} quotes page {item.get('page')}: the publication has pages 1 to {len(pages)}"
        elif anchor(str(item.get("quote", "")), page) is None:
            yield f"{name} quotes '{item.get('quote')}', which does not stand on page {page.number}: copy it again"


def labelled(entry: Mapping[str, Any], pages: Mapping[int, Page]) -> dict[str, Any]:
    """An entry whose physical page is told by its label, as digests do."""
    told = dict(entry)
    number = told.pop("page", None)
    if number is not None:
        told["label"] = pages[number].label if number in pages else str(number)
    return told


def anchored(item: Mapping[str, Any], pages: Mapping[int, Page]) -> dict[str, Any]:
    """A piece of evidence as an anchor."""
    if "sha256" in item:
        return dict(item)
    found = anchor(str(item["quote"]), pages[item["page"]])
    if found is None:
        raise NotReady([f"'{item['quote']}' does not stand on page {item['page']}: copy it again"])
    plain = asdict(found)
    return {"label": plain["label"], "from": plain["start"], "to": plain["end"], "sha256": plain["sha256"]}


def on_one_line(text: str, language: str) -> str:
    """A sentence on one line: Japanese without breaks, English with single spaces."""
    if language == "ja":
        return "".join(line.strip() for line in text.splitlines())
    return " ".join(text.split())
