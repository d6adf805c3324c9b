"""From the lines of pages to sections and paragraphs: furniture dropped, headings found, lines joined."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.document import Paragraph, Piece, Section
from corpus.readers.line import Line

HEADING_RATIO = 1.12
"""How much larger than the body's type a line must be set to count as a heading."""

SAME_LEVEL = 0.06
"""Headings whose ratios to the body differ by less are of one level."""

BOOKMARK = 100.0
LONGEST_HEADING = 90
MARGIN = 0.09
"""The share of a page's height at its head and foot in which running headers and footers stand."""

STARTS_ITEM = re.compile(
    r"^[●■◼◆□◇○•・➢➣▪▶►⇒→✓※⚫★☆〇*]|^[(（]?注\s*\d*[)）:：、]|^[①-⑳]|^[(（]?\d{1,2}[)）.．、]\s*\D"
    r"|^\d{1,2}月(\d{1,2}日)?[（(：:\s]|^\d{1,3}\s+\S|^[^\s、。：:]{2,8}[：:]"
)
"""What begins an item of its own: bullets, notes, numbers, dates of a programme, "field: value" lines."""

FIELD = re.compile(r"^([^\s、。：:]{2,8})[：:]")
FIELDS_OF_A_RECORD = 3
"""How many "field: value" lines make a record of a template."""

NEIGHBOURS = 4
"""How many lines before and after a line show how wide its column is."""

NUMBER_LINE = re.compile(r"^[-–—]?\s*(\d{1,4})(?:\s*/\s*\d{1,4})?\s*[-–—]?$")
SENTENCE_END = ("。", ".", "！", "？", "!", "?", "」", ")", "）", ":", "：")
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


@dataclass(frozen=True)
class Bookmark:
    """A top-level entry of a PDF's outline: where it points, `top` in points from the foot of the page."""

    title: str
    page: int
    top: float


@dataclass(frozen=True)
class PageLines:
    """The lines of page `number`, with the page's size in points."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]

    @property
    def slide(self) -> bool:
        """Whether the page is wider than high."""
        return self.width > self.height


def printed_labels(pages: list[PageLines]) -> dict[int, str]:
    """The page numbers printed at heads and feet, where they run in step with the pages."""
    found: dict[int, set[int]] = {}
    for page in pages:
        for line in page.lines:
            match = NUMBER_LINE.match(line.text)
            if match and in_margin(line, page):
                found.setdefault(page.number, set()).add(int(match[1]))
    steps = Counter(page - number for page, numbers in found.items() for number in numbers)
    if not steps:
        return {}
    step, count = steps.most_common(1)[0]
    if count < max(2, len(pages) // 2):
        return {}
    return {page: str(page - step) for page, numbers in found.items() if page - step in numbers}


def in_margin(line: Line, page: PageLines) -> bool:
    """Whether a line stands at the head or foot of its page."""
    return line.top > page.height * (1 - MARGIN) or line.top < page.height * MARGIN


def without_furniture(pages: list[PageLines]) -> list[PageLines]:
    """The pages without page numbers and without lines that repeat at heads and feet."""

    def shape(line: Line) -> str:
        return re.sub(r"\d+", "#", line.text)

    repeats = Counter(
        text for page in pages for text in {shape(line) for line in page.lines if in_margin(line, page)}
    )
    enough = max(3, len(pages) * 0.4)

    def furniture(line: Line, page: PageLines) -> bool:
        return in_margin(line, page) and (
            bool(NUMBER_LINE.match(line.text)) or repeats[shape(line)] >= enough
        )

    cleaned = []
    for page in pages:
        kept = tuple(line for line in page.lines if not furniture(line, page))
        cleaned.append(PageLines(page.number, page.width, page.height, kept or page.lines))
    return cleaned


def body_size(pages: Iterable[PageLines]) -> float:
    """The type size that most characters are set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def join(first: str, second: str) -> str:
    """Two lines of one paragraph: no space between Japanese, one between Latin words, hyphenation undone.

    >>> join("ライフサイ", "エンス")
    'ライフサイエンス'
    >>> join("life", "science")
    'life science'
    """
    if not first or not second:
        return first + second
    if first.endswith("-") and len(first) > 1 and first[-2].isalpha() and second[0].islower():
        return first[:-1] + second
    if JAPANESE.match(first[-1]) or JAPANESE.match(second[0]):
        return first + second
    return f"{first} {second}"


def runs_on(previous: Line, line: Line, column_right: float) -> bool:
    """Whether a line goes on with the paragraph of the line before it.

    `column_right` is how far lines set like the previous one reach: a line that stops short of it ended there.
    """
    if single_characters(previous, line):
        return True
    open_bracket = previous.text.count("（") > previous.text.count("）")
    if abs(previous.size - line.size) > 0.6 or (STARTS_ITEM.match(line.text) and not open_bracket):
        return False
    drop = previous.top - line.top
    if drop > line.size * 2.3 or drop < -line.size:
        return False
    indented = line.left > previous.left + line.size * 0.6
    if indented and not STARTS_ITEM.match(previous.text):
        return False
    return previous.right >= column_right - previous.size * 2.5


def single_characters(previous: Line, line: Line) -> bool:
    """Whether both lines are digits or letters set one below the other."""
    return len(line.text) <= 2 and len(previous.text) <= 2


def column_rights(lines: tuple[Line, ...]) -> list[float]:
    """For each line, how far the lines around it reach that stand in its column."""
    return [
        max(
            other.right
            for other in lines[max(0, index - NEIGHBOURS) : index + NEIGHBOURS + 1]
            if abs(other.left - line.left) <= line.size * 1.5 and abs(other.size - line.size) <= 0.6
        )
        for index, line in enumerate(lines)
    ]


@dataclass
class Outliner:
    """Collects paragraphs under the headings in force; `path` holds (type size over body size, heading)."""

    sections: list[Section]
    path: list[tuple[float, str]]
    paragraphs: list[list[Piece]]
    fields: list[str]

    def heading(self, ratio: float, text: str) -> None:
        """Begin a section under the headings that are set larger."""
        self.close()
        self.path = [(r, t) for r, t in self.path if r > ratio + SAME_LEVEL]
        self.path.append((ratio, text))

    def field(self, name: str) -> None:
        """Note a "field: value" line; where the first field comes again, a new record has begun."""
        if (
            self.paragraphs
            and self.fields
            and name == self.fields[0]
            and len(self.fields) >= FIELDS_OF_A_RECORD
        ):
            self.close()
            self.path = [(r, t) for r, t in self.path if r >= BOOKMARK]
        self.fields.append(name)

    def close(self) -> None:
        """End the section at hand."""
        if self.paragraphs:
            path = tidy_path(tuple(text for _, text in self.path))
            done = tuple(Paragraph(tuple(pieces)) for pieces in self.paragraphs)
            self.sections.append(Section(path, done))
        self.paragraphs = []
        self.fields = []


def find_sections(pages: list[PageLines], bookmarks: list[Bookmark]) -> list[Section]:
    """Sections of the pages.

    Headings are lines set larger than the body. On slides (pages wider than high) each page begins anew.
    Bookmarks are the outermost headings, each in force from its place to the next one's.
    """
    size = body_size(pages)
    state = Outliner([], [], [], [])
    waiting = sorted(bookmarks, key=lambda mark: (mark.page, -mark.top))
    for page in pages:
        if page.slide:
            state.close()
            state.path = [entry for entry in state.path if entry[0] >= BOOKMARK]
        due = [mark for mark in waiting if mark.page <= page.number]
        waiting = waiting[len(due) :]
        read_page(page, size, state, due)
    state.close()
    return state.sections


def read_page(page: PageLines, size: float, state: Outliner, bookmarks: list[Bookmark]) -> None:
    """Add the lines of one page, whose body has type of `size` points, to the sections."""
    previous: Line | None = None
    previous_right = 0.0
    heading_before: Line | None = None
    columns = column_rights(page.lines)
    sizes = [size] * len(columns) if page.slide else local_sizes(page.lines, size)
    following = (*page.lines[1:], None)[: len(columns)]
    for line, right, body, after in zip(page.lines, columns, sizes, following, strict=True):
        while bookmarks and (bookmarks[0].page < page.number or line.top <= bookmarks[0].top):
            state.heading(BOOKMARK, bookmarks.pop(0).title)
            previous = None
        if is_heading(line, body) or heads_record(line, after):
            if heading_before and heading_before.size == line.size and not state.paragraphs:
                earlier = state.path.pop()[1]
                state.path.append((line.size / size, join(earlier, line.text)))
            else:
                state.heading(line.size / size, line.text)
            heading_before, previous = line, None
            continue
        if field := FIELD.match(line.text):
            state.field(field[1])
        if previous:
            goes_on = runs_on(previous, line, previous_right)
        else:
            goes_on = not heading_before and continues_over_page(state.paragraphs, line)
        if goes_on and state.paragraphs:
            stacked = previous is not None and single_characters(previous, line)
            append(state.paragraphs[-1], page.number, line.text, "" if stacked else None)
        elif any(character.isalnum() for character in line.text):
            state.paragraphs.append([Piece(page.number, line.text)])
        else:
            continue
        heading_before, previous, previous_right = None, line, right
    for mark in bookmarks:
        state.heading(BOOKMARK, mark.title)


def continues_over_page(paragraphs: list[list[Piece]], line: Line) -> bool:
    """Whether the first line of a page goes on with a sentence that the page before broke off."""
    if not paragraphs or STARTS_ITEM.match(line.text):
        return False
    last = paragraphs[-1][-1].text
    return len(last) > 30 and not last.endswith(SENTENCE_END)


def append(pieces: list[Piece], page: int | None, text: str, separator: str | None = None) -> None:
    """Add a line to a paragraph, in a new piece when it stands on another page."""
    last = pieces[-1]
    joined = join(last.text, text) if separator is None else last.text + separator + text
    if last.page == page:
        pieces[-1] = Piece(page, joined)
    else:
        pieces.append(Piece(page, joined[len(last.text) :] if joined.startswith(last.text) else text))


def is_heading(line: Line, size: float) -> bool:
    """Whether a line is set as a heading of a text whose body has type of `size` points."""
    return (
        line.size >= size * HEADING_RATIO
        and 1 < len(line.text) <= LONGEST_HEADING
        and not line.text.endswith("。")
        and not line.text.replace(",", "").replace(".", "").isdigit()
    )


def heads_record(line: Line, following: Line | None) -> bool:
    """Whether a line stands out right above the first "field: value" line of a record."""
    return (
        following is not None
        and bool(FIELD.match(following.text))
        and not FIELD.match(line.text)
        and (line.bold and not following.bold)
        and line.size > following.size
        and len(line.text) <= LONGEST_HEADING
    )


def local_sizes(lines: tuple[Line, ...], size: float) -> list[float]:
    """For each line, the type size of the text that it would head.

    That is the body's `size`, or that of the lines below where the line stands out from the one before it too
    (several entries of a page may be set in different sizes).
    """
    sizes = []
    for index, line in enumerate(lines):
        below = sorted(other.size for other in lines[index + 1 : index + 6])
        stands_out = index == 0 or lines[index - 1].size < line.size - 0.3
        local = below[len(below) // 2] if len(below) >= 3 and stands_out else size
        sizes.append(min(size, max(local, size * 0.85)))
    return sizes


def tidy_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """A heading path without bullets and without a heading said twice in a row."""
    kept: list[str] = []
    for heading in path:
        text = re.sub(r"^[□■●◆◼○]\s*", "", heading).strip()
        if text and (not kept or re.sub(r"\s", "", kept[-1]) != re.sub(r"\s", "", text)):
            kept.append(text)
    return tuple(kept)
