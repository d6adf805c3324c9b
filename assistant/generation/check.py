"""A model's sentence held against the sources that it cites. What fails is not shown."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.generation.polarity import overstates
from assistant.generation.prompt import instructions
from assistant.generation.sources import Grounds
from assistant.generation.stream import Sentence
from assistant.links import has_markup, without_foreign_links
from assistant.orders import gives_orders
from assistant.quotes import Quote
from assistant.support import details
from corpus.folding import folded_text
from index.embedding import shipped_embedder

NEAR = 0.3
"""The least cosine of a sentence to what it cites, in the shipped model.

Of 400 digest statements, 1% are farther from their own evidence in the other language; half of all others' evidence is
farther than 0.17, and every order to the assistant that was tried.
"""

CLAUSE_NEAR = 0.1
"""The least cosine of a clause of some length; lower, it speaks of something else."""

LONG_CLAUSE = {"ja": 14, "en": 30}
CLAUSE = re.compile(r"[、；;:：]|,(?!\d)| [-–—] |\b(?:and|but|while|so|because)\b|(?<=が)、")
QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|\"([^\"]+)\"")
LEFT_OUT = re.compile(r"…+|\.{3,}|［[^］]*］|\[[^\]]*\]")
QUOTES_A_SOURCE = 3
NEAREST = 4

MOST_SOURCES = 5
"""A sentence rests on no more; a model that names every source everywhere names none."""

SELF = re.compile(
    r"^(?:私|わたくし|わたし|僕|俺|当方)(?:は|が|の|に)|\bI(?:'m| am|'ve| have|'ll| will| can| cannot| do)\b"
    r"|\bas an AI\b",
    re.IGNORECASE,
)
"""A model that speaks of itself."""

REPEATED = {"ja": 12, "en": 30}
"""So many characters of the instructions in a row are no accident."""

JAPANESE = re.compile(r"[\u3041-\u30ff]")

Reason = Literal["no_source", "unsupported", "quote"]


@dataclass(frozen=True)
class Checked:
    """A sentence that its sources bear out, with the quotes that it rests on."""

    text: str
    rests_on: tuple[tuple[Grounds, tuple[Quote, ...]], ...]


@dataclass(frozen=True)
class Rejected:
    """A sentence that is not shown, and why."""

    text: str
    reason: Reason


class Checker:
    """Checks sentences against numbered sources.

    Args:
        grounds: what each source offers, by its number; a mark that leads to none is dropped.
        language: of the answer.
        hosts: whose addresses may be given.
    """

    def __init__(self, grounds: Mapping[int, Grounds], language: str, hosts: Collection[str]) -> None:
        self.grounds, self.language, self.hosts = grounds, language, hosts

    def check(self, sentence: Sentence) -> Checked | Rejected:
        """Hold a sentence against what it cites."""
        cited = [self.grounds[number] for number in sentence.numbers if number in self.grounds][:MOST_SOURCES]
        text = without_foreign_links(sentence.text, self.hosts, self.language)
        if not cited:
            return Rejected(text, "no_source")
        if has_markup(sentence.text) or SELF.search(text) or gives_orders(text) or repeats_instructions(text):
            return Rejected(text, "unsupported")
        if not all(any(grounds.hold(quoted) for grounds in cited) for quoted in quotations(text)):
            return Rejected(text, "quote")
        vector = shipped_embedder().embed_query(text)
        near = [grounds for grounds in cited if nearness(vector, grounds) >= NEAR]
        evidence = "\n".join(word for grounds in near for word in (*grounds.words, *grounds.setting))
        if not near or overstates(text, evidence) or self.strays(text, near) or not self.stands(text, near):
            return Rejected(text, "unsupported")
        return Checked(text, tuple((grounds, self.chosen(text, vector, grounds)) for grounds in near))

    def stands(self, text: str, cited: Sequence[Grounds]) -> bool:
        """Whether every number, date and name of a sentence stands in what it cites."""
        found = [details(text, grounds.words, grounds.setting) for grounds in cited]
        return all(any(detail.stands for detail in same) for same in zip(*found, strict=True))

    def strays(self, text: str, cited: Sequence[Grounds]) -> bool:
        """Whether a clause of a sentence speaks of something that its sources do not speak of."""
        clauses = [part for part in CLAUSE.split(text) if part and len(part) >= LONG_CLAUSE[self.language]]
        if len(clauses) < 2:
            return False
        vectors = shipped_embedder().embed_documents(clauses)
        return any(max(nearness(vector, grounds) for grounds in cited) < CLAUSE_NEAR for vector in vectors)

    def chosen(self, text: str, vector: NDArray[np.float32], grounds: Grounds) -> tuple[Quote, ...]:
        """The quotes of a source to cite for a sentence: the nearest, and those that bear out the rest of it."""
        quotes = grounds.quotes
        if len(quotes) <= QUOTES_A_SOURCE and grounds.texts:
            return quotes
        order = np.argsort(-(grounds.vectors[: len(quotes)] @ vector), kind="stable")[:NEAREST]
        picked: list[Quote] = []
        missing: set[str] | None = None
        for quote in (quotes[position] for position in order):
            left = unsupported(text, quote) if missing is None else missing & unsupported(text, quote)
            if missing is None or left < missing:
                picked.append(quote)
            missing = left
            if not missing or len(picked) == QUOTES_A_SOURCE:
                break
        return tuple(quote for quote in quotes if quote in picked)


def unsupported(text: str, quote: Quote) -> set[str]:
    """The numbers, dates and names of a sentence that do not stand in a quote."""
    return {detail.text for detail in details(text, (quote.text,)) if not detail.stands}


@cache
def all_instructions() -> str:
    """All instructions of all steps, folded."""
    return folded_text("".join(instructions("answer", language) for language in ("ja", "en")))


def repeats_instructions(text: str) -> bool:
    """Whether a sentence has words of the model's instructions in it."""
    folded = folded_text(text)
    run = REPEATED["ja" if JAPANESE.search(text) else "en"]
    return any(folded[at : at + run] in all_instructions() for at in range(0, len(folded) - run + 1, 3))


def nearness(vector: NDArray[np.float32], grounds: Grounds) -> float:
    """How near a text is to the nearest of a source's quotes and statements."""
    return float(np.max(grounds.vectors @ vector))


def quotations(text: str) -> Iterator[str]:
    """The words that a sentence puts between quotation marks, in stretches without omissions."""
    for match in QUOTED.finditer(text):
        inside = next(filter(None, match.groups()))
        yield from filter(None, (part.strip(" 。、.,") for part in LEFT_OUT.split(inside)))
