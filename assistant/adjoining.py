"""Further sentences of a page that stand one after another, quoted as one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.claims import Claim

LONGEST_QUOTE = 200
"""How many characters a quote of several sentences has at most."""

BETWEEN_LINES = {"ja": "\u3000", "en": " "}
"""What stands for a line break within a quote."""


def adjoined(claims: Sequence[Claim]) -> list[tuple[Claim, Sequence[Claim]]]:
    """What to quote, each as one claim with the claims that it is made of.

    The best claim, the first one, stands by itself. Of the others, sentences are put together that follow each other
    in a passage on one page, where the best of them stood.
    """
    further = sorted(claims[1:], key=passage_id)
    runs = [run for _, found in groupby(further, passage_id) for run in runs_of(list(found))]
    runs.sort(key=lambda run: min(map(claims.index, run)))
    return [(whole(run), run) for run in ([claims[0]], *runs)] if claims else []


def passage_id(claim: Claim) -> str:
    """The id of the passage that a claim is from."""
    return claim.passage.id


def runs_of(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """The claims of one passage as runs that follow each other, in its order."""
    text = claims[0].passage.text(claims[0].language)
    run: list[Claim] = []
    for claim in sorted(claims, key=lambda item: text.find(item.text)):
        if run and not follows(text, run, claim):
            yield run
            run = []
        run.append(claim)
    yield run


def follows(text: str, run: Sequence[Claim], claim: Claim) -> bool:
    """Whether a sentence of a text follows a run of others, and may be quoted with them."""
    start, end = text.find(run[0].text), text.find(run[-1].text) + len(run[-1].text)
    begin = text.find(claim.text)
    return (
        claim.passage.source == "publication"
        and len(claim.passage.pages) == 1
        and -1 < end <= begin
        and not text[end:begin].strip()
        and begin + len(claim.text) - start <= LONGEST_QUOTE
    )


def whole(run: Sequence[Claim]) -> Claim:
    """A run as one claim."""
    if len(run) == 1:
        return run[0]
    text = run[0].passage.text(run[0].language)
    quoted = text[text.find(run[0].text) : text.find(run[-1].text) + len(run[-1].text)]
    lines = (line.strip() for line in quoted.splitlines())
    between = BETWEEN_LINES.get(run[0].language, " ")
    return replace(run[0], text=between.join(filter(None, lines)), weight=max(claim.weight for claim in run))
