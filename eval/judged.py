"""Pages that judges found fit for questions, beside those that gold names.

Gold names the places that carry an answer as its writers found them, not every page that an answer may well cite. So
the pages that several ways of answering cited were pooled, with pages that gold names and pages ranked low put among
them, and two judges graded each for its question without knowing where it came from (pooling: Spärck Jones and van
Rijsbergen 1975; as TREC does). `eval/gold/README.md` tells how.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

BELONGS = 1
"""The least grade of a page that an answer may cite: 2 where it states something asked for, 1 where it states what a
careful answer adds."""


class Judged(BaseModel):
    """A page of a publication, graded for a need by each judge; `drawn` tells why it was put before them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pair_id: str
    document_id: str
    page: int
    grades: tuple[int, int]
    drawn: str


@cache
def judged_pages() -> tuple[Judged, ...]:
    """All that was judged."""
    lines = files("eval").joinpath("judgements", "pages.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(map(Judged.model_validate_json, lines))


@cache
def fit_pages() -> Mapping[str, frozenset[tuple[str, object]]]:
    """For each need, by its pair, the documents with the pages that both judges found fit."""
    found: dict[str, set[tuple[str, object]]] = defaultdict(set)
    for judged in judged_pages():
        if min(judged.grades) >= BELONGS:
            found[judged.pair_id].add((judged.document_id, judged.page))
    return {pair: frozenset(pages) for pair, pages in found.items()}
