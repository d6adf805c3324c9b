"""The text of an answer taken apart for a page: blocks of claims, and in them words, marks and addresses."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

PIECE = re.compile(
    r"(?P<marks>(?:\s*\[\d+\])+)|(?P<link>https?://[^\s<>\"'（）「」『』、。，]+[^\s<>\"'（）「」『』、。，.,;:!?)])"
)
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Piece:
    """Words, an address to follow, or the numbers of marks that stand together."""

    kind: Literal["words", "link", "marks"]
    text: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Block:
    """A paragraph of one claim, or a list of them."""

    kind: Literal["paragraph", "list"]
    claims: list[list[Piece]] = field(default_factory=list)


def blocks(answer: str, known: Collection[int]) -> list[Block]:
    """The blocks of an answer; `known` are the numbers that have a citation, other brackets are words."""
    found: list[Block] = []
    for line in filter(None, map(str.strip, answer.splitlines())):
        if line.startswith("- "):
            if not found or found[-1].kind != "list":
                found.append(Block("list"))
            found[-1].claims.append(list(pieces(line[2:], known)))
        else:
            found.append(Block("paragraph", [list(pieces(line, known))]))
    return found


def pieces(line: str, known: Collection[int]) -> Iterator[Piece]:
    """The pieces of a line, in order; together they hold all its words."""
    end = 0
    for match in PIECE.finditer(line):
        numbers = tuple(int(number) for number in NUMBER.findall(match["marks"] or ""))
        if match["marks"] and not set(numbers) <= set(known):
            continue
        if match.start() > end:
            yield Piece("words", line[end : match.start()])
        yield Piece("marks", match[0], numbers) if match["marks"] else Piece("link", match[0])
        end = match.end()
    if end < len(line):
        yield Piece("words", line[end:])
