"""Statements that a chat model proposes for a draft; only those that their quotes bear out are taken."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from assistant.generation.model import ChatModel, ModelFailed
from assistant.support import supported
from corpus.copying import Originals
from index.language import language_of

ENTRIES_A_PROMPT = 8


class Proposal(BaseModel):
    """What a model proposes for an entry."""

    id: str
    ja: str
    en: str
    section_ja: str = ""
    section_en: str = ""
    topics: list[str] = Field(default_factory=list)
    asked_ja: list[str] = Field(default_factory=list)
    asked_en: list[str] = Field(default_factory=list)


class Proposals(BaseModel):
    """A model's answer."""

    statements: list[Proposal]


@dataclass(frozen=True)
class Drafting:
    """How many entries a model filled in, of how many; `failed` counts the prompts that it left unanswered."""

    filled: int
    entries: int
    failed: int


def fill_in(draft: Mapping[str, Any], title: str, model: ChatModel) -> Drafting:
    """Have a model write the statements of a draft.

    What it proposes is taken where it is in both languages, copies nothing, and every number, name and date stands
    in the quote; the rest stays empty for the writer.
    """
    filled = failed = 0
    entries: Sequence[dict[str, Any]] = draft["statements"]
    for batch in batches(entries):
        try:
            said = model.say((instructions(), request(title, batch)), model.seconds)
            proposals = parse(said)
        except (ModelFailed, ValidationError):
            failed += 1
            continue
        by_id = {proposal.id: proposal for proposal in proposals}
        for entry in batch:
            proposal = by_id.get(entry["id"])
            if proposal and holds(proposal, entry, title):
                take(proposal, entry)
                filled += 1
    return Drafting(filled, len(entries), failed)


def instructions() -> str:
    """What a model is told."""
    return files("assistant.digests").joinpath("prompts", "draft.md").read_text(encoding="utf-8")


def batches(entries: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Entries of one page at a time, not too many at once."""
    for _, group in groupby(entries, key=lambda entry: entry["page"]):
        found = list(group)
        for start in range(0, len(found), ENTRIES_A_PROMPT):
            yield found[start : start + ENTRIES_A_PROMPT]


def request(title: str, batch: Sequence[Mapping[str, Any]]) -> str:
    """The data of a prompt, as JSON."""
    entries = [
        {
            "id": entry["id"],
            "heading": heading(entry),
            "quote": quote(entry),
            "figures": entry["figures"],
        }
        for entry in batch
    ]
    return json.dumps({"publication": title, "entries": entries}, ensure_ascii=False, indent=1)


def heading(entry: Mapping[str, Any]) -> str:
    """The heading of an entry, in the language that it is printed in."""
    return next(filter(None, entry["section"].values()), "")


def quote(entry: Mapping[str, Any]) -> str:
    """The words of the page that an entry rests on."""
    return "\n".join(item["quote"] for item in entry["evidence"])


def parse(said: str) -> list[Proposal]:
    """The proposals in a model's answer; what stands around the JSON is set aside.

    Raises:
        ValidationError: when the answer holds none.
    """
    return Proposals.model_validate_json(said[said.find("{") : said.rfind("}") + 1]).statements


def holds(proposal: Proposal, entry: Mapping[str, Any], title: str) -> bool:
    """Whether a proposal is in both languages, copies nothing, and says only what the quote bears out."""
    words, setting = quote(entry), [title, heading(entry)]
    return (
        language_of(proposal.ja) == "ja"
        and language_of(proposal.en) == "en"
        and all(supported(text, [words], setting) for text in (proposal.ja, proposal.en))
        and not any(Originals([words]).copies(text) for text in (proposal.ja, proposal.en))
    )


def take(proposal: Proposal, entry: dict[str, Any]) -> None:
    """Write a proposal into an entry."""
    entry["text"] = {"ja": proposal.ja.strip(), "en": proposal.en.strip()}
    entry["topics"] = proposal.topics
    for language, questions in (("ja", proposal.asked_ja), ("en", proposal.asked_en)):
        asked = [question.strip() for question in questions if language_of(question) == language]
        entry.setdefault("asked", {})[language] = asked
    for language, text in (("ja", proposal.section_ja), ("en", proposal.section_en)):
        entry["section"][language] = entry["section"][language] or text.strip()
