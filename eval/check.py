"""Whether gold can be relied on: pairs complete, facts that make sense, anchors found on their pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from assistant.quantities import Measure, PartialDate, find_quantities
from assistant.support import supported
from corpus.folding import folded_text
from eval.gold import Item
from eval.matching import form, states
from eval.pages import StoredPages

MOST_FACTS = 6


@dataclass(frozen=True)
class Problem:
    """Something about a gold question: an 'error' has to be mended, a 'warning' looked at."""

    item_id: str
    severity: Literal["error", "warning"]
    message: str


def check(items: Sequence[Item], pages: StoredPages) -> list[Problem]:
    """All problems of gold questions, against themselves and the ingested publications."""
    found = list(check_ids(items))
    for item in items:
        found.extend(check_expectation(item))
        found.extend(check_facts(item))
        found.extend(check_places(item, pages))
    by_pair: dict[str, list[Item]] = {}
    for item in items:
        by_pair.setdefault(item.pair_id, []).append(item)
    for pair in by_pair.values():
        found.extend(check_pair(pair))
    return found


def check_ids(items: Sequence[Item]) -> Iterator[Problem]:
    """Every question has its own id and wording."""
    for name, count in Counter(item.id for item in items).items():
        if count > 1:
            yield Problem(name, "error", f"{count} questions have this id; give each its own")
    for key, count in Counter((item.lang, folded_text(item.question), item.turns) for item in items).items():
        if count > 1:
            same = [item.id for item in items if (item.lang, folded_text(item.question), item.turns) == key]
            yield Problem(same[-1], "warning", f"the same question as {same[0]}; drop one or ask differently")


def check_expectation(item: Item) -> Iterator[Problem]:
    """What is expected agrees with the facts and places."""
    if item.answerable and not item.must:
        yield Problem(item.id, "error", f"expects '{item.expect}' but names no facts; add `must`")
    if item.answerable and not item.must_cite:
        yield Problem(item.id, "error", f"expects '{item.expect}' but names no place; add `must_cite`")
    if not item.answerable and (item.must or item.must_cite):
        yield Problem(item.id, "error", f"expects '{item.expect}' but names facts or places; take them out")
    if item.kind in {"unanswerable", "out_of_scope"} and item.answerable:
        yield Problem(item.id, "error", f"is {item.kind} but expects '{item.expect}'; change one of them")
    if (item.reviewed_by is None) != (item.reviewed_on is None):
        yield Problem(item.id, "error", "has only one of `reviewed_by` and `reviewed_on`; give both")
    if item.reviewed_by is None:
        yield Problem(item.id, "warning", "is not reviewed yet")


def check_facts(item: Item) -> Iterator[Problem]:
    """Facts have alternatives that can be told apart from what must not be said."""
    if len(item.must) > MOST_FACTS:
        yield Problem(
            item.id, "warning", f"asks for {len(item.must)} facts; {MOST_FACTS} are the most that make sense"
        )
    for number, group in enumerate(item.must, start=1):
        if not group or any(not form(alternative).text for alternative in group):
            yield Problem(
                item.id, "error", f"fact {number} has an empty alternative; write it out or drop it"
            )
        for alternative in group:
            for forbidden in item.must_not:
                if form(forbidden).text and states(alternative, forbidden):
                    yield Problem(
                        item.id, "error", f"'{forbidden}' must not be said but is in '{alternative}'"
                    )


def check_places(item: Item, pages: StoredPages) -> Iterator[Problem]:
    """Anchors are found on their pages; at least one alternative of a fact stands on one of them."""
    texts: list[str] = []
    for place in item.must_cite:
        held = pages.of(place.document_id)
        if not held:
            yield Problem(
                item.id, "warning", f"{place.document_id} is not ingested; its anchors were not looked up"
            )
            return
        where = pages.where(place.document_id, None, place.anchor)
        texts.extend(held[number] for number in where)
        if not where:
            message = f"'{place.anchor}' is nowhere in {place.document_id}; correct the anchor"
            yield Problem(item.id, "error", message)
        elif place.page is not None and place.page not in where and len(held) > 1:
            message = (
                f"'{place.anchor}' is on page {where[0]} of {place.document_id}, not {place.page}; correct it"
            )
            yield Problem(item.id, "error", message)
    if texts and item.lang == "ja":
        for number, group in enumerate(item.must, start=1):
            if not any(stands(alternative, texts) for alternative in group):
                message = f"no alternative of fact {number} ({' / '.join(group)}) stands on the pages named; look again"
                yield Problem(item.id, "warning", message)


def stands(alternative: str, texts: Sequence[str]) -> bool:
    """Whether an alternative stands in one of the texts, as it is or as the same amount or date."""
    wanted = form(alternative).text
    if any(wanted in form(text).text for text in texts):
        return True
    return bool(find_quantities(alternative)) and supported(alternative, texts)


def check_pair(pair: Sequence[Item]) -> Iterator[Problem]:
    """A need is asked once in each language, and both ask for the same."""
    if sorted(item.lang for item in pair) != ["en", "ja"]:
        languages = ", ".join(item.lang for item in pair)
        message = (
            f"the pair {pair[0].pair_id} is asked in {languages}; it takes one question in each language"
        )
        yield Problem(pair[0].id, "error", message)
        return
    first, second = pair
    for name in ("split", "kind", "persona", "expect", "today"):
        if getattr(first, name) != getattr(second, name):
            yield Problem(second.id, "error", f"differs from {first.id} in `{name}`; make them the same")
    if len(first.must) != len(second.must):
        yield Problem(
            second.id, "warning", f"asks for {len(second.must)} facts, {first.id} for {len(first.must)}"
        )
    for number, (one, two) in enumerate(zip_longest(first.must, second.must, fillvalue=()), start=1):
        values = readings(one), readings(two)
        if all(values) and not values[0] & values[1]:
            message = (
                f"fact {number} has other numbers than in {first.id}: {' / '.join(two)} and {' / '.join(one)}"
            )
            yield Problem(second.id, "warning", message)


def readings(group: Sequence[str]) -> set[object]:
    """The values of the numbers and the dates in the alternatives of a fact."""
    return {
        reading if isinstance(reading, PartialDate) else reading.value
        for alternative in group
        for quantity in find_quantities(alternative)
        for reading in quantity.readings
        if isinstance(reading, PartialDate | Measure)
    }
