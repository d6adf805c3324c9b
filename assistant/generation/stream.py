"""A model's words as whole sentences with their marks. Nothing leaves before its sentence is finished.

So a half mark such as `[1` is never seen; a mark belongs to the sentence before it, wherever the full stop stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_SENTENCE = 1500
"""No sentence is longer; a model that writes one without end is cut off there."""

MARK = re.compile(
    r"\s*[\[［【](?:\s*(?:source|sources|資料|出典)\s*)?\s*(\d{1,3}(?:\s*[-–,、，;；]\s*\d{1,3})*)\s*[\]］】]",
    re.IGNORECASE,
)
MARKED = re.compile(rf"(?:{MARK.pattern})$", re.IGNORECASE)
HALF_MARK = re.compile(r"[\[［【][^\]］】\n]{0,40}")
RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
LONGEST_RANGE = 8
CLOSERS = '」』）)"”’'
END = re.compile(rf"[。！？!?][{CLOSERS}]*|\.[{CLOSERS}]*(?=\s|[\[［【]|$)")
ABBREVIATION = re.compile(
    r"(?:^|[\s(（“\"])(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|Gov|Sen|Rep|vs|approx|ca|cf|e\.g|i\.e|etc|No|Nos|Vol|Fig|pp?|"
    r"Inc|Ltd|Co|Corp|Univ|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:[A-Z]\.)+[A-Z]|Ph\.D)$"
)
BULLET = re.compile(r"^\s*(?:[-*•・]\s+|[-*•・](?=[^\s\d])|\d{1,2}[.)．）]\s+)")


@dataclass(frozen=True)
class Sentence:
    """A finished sentence without its marks.

    `numbers` are those of its marks, `line` counts the lines that the model has written, `point` tells that the
    sentence begins a list point.
    """

    text: str
    numbers: tuple[int, ...]
    line: int
    point: bool


def read_sentences(pieces: Iterable[str]) -> Iterator[Sentence]:
    """The sentences in the pieces of a text, each as soon as it is known to be finished.

    >>> [(s.text, s.numbers) for s in read_sentences(["GDP grew [", "1]. It ", "fell [2]."])]
    [('GDP grew.', (1,)), ('It fell.', (2,))]
    """
    waiting, line, first = "", 0, True
    for piece in pieces:
        waiting += piece
        while (end := boundary(waiting) or too_long(waiting)) is not None:
            written, waiting = waiting[:end], waiting[end:]
            ends_line = written.endswith("\n")
            if sentence := read_sentence(written, line, first):
                yield sentence
                first = False
            if ends_line:
                line, first = line + 1, True
    if sentence := read_sentence(waiting, line, first):
        yield sentence


def too_long(text: str) -> int | None:
    """Where a sentence is cut that has no end in sight."""
    return LONGEST_SENTENCE if len(text) > LONGEST_SENTENCE else None


def boundary(text: str) -> int | None:
    """Where the first sentence of a text ends, if that is sure whatever follows."""
    newline = text.find("\n")
    for match in END.finditer(text):
        if 0 <= newline < match.start():
            break
        end = match.end()
        while mark := MARK.match(text, end):
            end = mark.end()
        rest = text[end:].lstrip(" \t\u3000")
        if goes_on(text[: match.start()], match[0], rest):
            continue
        if HALF_MARK.fullmatch(rest) or not (rest or MARKED.search(text[: match.start()])):
            return None
        return end
    return newline + 1 if newline >= 0 else None


def goes_on(before: str, stop: str, rest: str) -> bool:
    """Whether a full stop does not end its sentence: after an abbreviation or a list number, or within a quote."""
    if any(
        before.count(opening) > (before + stop).count(closing) for opening, closing in ("「」", "『』", "“”")
    ):
        return True
    if stop[-1] in "」』" and rest[:1] in tuple("とがはをにのでもや、"):
        return True
    if stop[0] in ".!?":
        numbered = stop[0] == "." and before.strip().isdigit()
        return rest[:1].islower() or numbered or bool(stop[0] == "." and ABBREVIATION.search(before))
    return False


def read_sentence(written: str, line: int, first: bool) -> Sentence | None:
    """A sentence from what was written; None where there is nothing but marks and white space."""
    marks = list(MARK.finditer(written))
    within = [mark for mark in marks if written[: mark.start()].strip()] or marks
    numbers = tuple(dict.fromkeys(number for mark in within for number in numbers_of(mark[1])))
    text = visible(MARK.sub("", written)).strip()
    point = first and bool(BULLET.match(text))
    text = BULLET.sub("", text) if point else text
    if not any(char.isalnum() for char in text):
        return None
    return Sentence(" ".join(text.split()), numbers, line, point)


def numbers_of(inside: str) -> Iterator[int]:
    """The numbers of a mark such as `1`, `1, 3` or `2-4`."""
    for part in re.split(r"[,、，;；]", unicodedata.normalize("NFKC", inside)):
        if between := RANGE.search(part):
            first, last = int(between[1]), int(between[2])
            yield from range(first, min(last, first + LONGEST_RANGE) + 1)
        elif part.strip().isdigit():
            yield int(part)


def visible(text: str) -> str:
    """Text without characters that do not show or that turn the direction of writing, and without Markdown emphasis."""
    shown = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf") or char in "\n\t")
    return re.sub(r"\*\*|__(?=\w)|(?<=\w)__|`+|^#+\s*", "", shown)
