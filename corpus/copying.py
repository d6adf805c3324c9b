"""Copies: runs of words that a text shares with a publication and that are longer than facts need.

A run of more than 25 Japanese characters, or of more than 12 English words, counts as copied; names and titles
in it are not counted. Spacing, width, case and punctuation make no difference.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.catalogue import sources
from corpus.digest import Digest
from corpus.folding import Folded, fold, folded_text
from corpus.glossary import shipped_glossary

JAPANESE_ALLOWED = 25
WORDS_ALLOWED = 12

JAPANESE = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u9fff]")
WORD = re.compile(r"[a-z][a-z0-9]*(?:['’][a-z]+)?")
ADDRESS = re.compile(r"https?://\S+|www\.\S+")
SHORTEST_NAME = 4
KINDS_OF_NAMES = frozenset(
    {"organisation", "place", "person", "title", "event", "programme", "policy", "mission"}
)
"""The kinds of glossary terms that are names and titles."""


@dataclass(frozen=True)
class Copy:
    """A copied run as it stands in a text; `line` counts the text's lines from 1."""

    line: int
    text: str


class Originals:
    """The publications that must not be copied.

    >>> Originals(["吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"]).copies("名前はまだ無い。")
    []

    Args:
        texts: their texts, page by page or whole.
        names: names and titles, which may be said as they are.
    """

    def __init__(self, texts: Iterable[str], names: Iterable[str] = ()) -> None:
        self.stretches: set[str] = set()
        self.phrases: set[str] = set()
        for text in texts:
            letters = letters_of(text)
            self.stretches.update(windows(letters, JAPANESE_ALLOWED + 1))
            words = [match[0] for match in english_words(text)]
            self.phrases.update(windows(words, WORDS_ALLOWED + 1))
        folded = {letters_of(name) for name in names}
        self.names = {name for name in folded if len(name) >= SHORTEST_NAME}
        self.longest_name = max(map(len, self.names), default=0)

    def copies(self, text: str) -> list[Copy]:
        """The copied runs of a text, in order."""
        return sorted([*self.japanese(text), *self.english(text)], key=lambda copy: copy.line)

    def japanese(self, text: str) -> Iterator[Copy]:
        """The runs of letters and digits that hold too many Japanese characters outside names."""
        letters = letters_of(text)
        found = runs(letters, JAPANESE_ALLOWED + 1, self.stretches)
        copied = [(start, end) for start, end in found if self.weight(letters[start:end]) > JAPANESE_ALLOWED]
        if not copied:
            return
        folded: Folded = fold(text)
        places = [index for index, char in enumerate(folded.text) if char.isalnum()]
        for start, end in copied:
            first, last = folded.span(places[start], places[end - 1] + 1)
            yield Copy(text.count("\n", 0, first) + 1, text[first:last])

    def weight(self, run: str) -> int:
        """How many Japanese characters a run holds outside names."""
        return len(JAPANESE.findall(self.without_names(run)))

    def without_names(self, run: str) -> str:
        """The letters of a run that belong to no name, the longest names taken first from left to right."""
        kept = []
        position = 0
        while position < len(run):
            longest = min(self.longest_name, len(run) - position)
            lengths = range(longest, SHORTEST_NAME - 1, -1)
            name = next((size for size in lengths if run[position : position + size] in self.names), 0)
            if not name:
                kept.append(run[position])
            position += name or 1
        return "".join(kept)

    def english(self, text: str) -> Iterator[Copy]:
        """The runs of too many words outside names."""
        matches = english_words(text)
        words = [match[0] for match in matches]
        for start, end in runs(words, WORDS_ALLOWED + 1, self.phrases):
            letters = "".join(words[start:end])
            outside_names = len(self.without_names(letters)) / len(letters) * (end - start)
            if outside_names > WORDS_ALLOWED:
                first, last = matches[start].start(), matches[end - 1].end()
                yield Copy(text.count("\n", 0, first) + 1, text[first:last])


def letters_of(text: str) -> str:
    """The letters and digits of a text, folded."""
    return "".join(filter(str.isalnum, folded_text(text)))


def english_words(text: str) -> list[re.Match[str]]:
    """The words of a text in lower case; addresses and numbers are none."""
    return list(WORD.finditer(ADDRESS.sub(lambda match: " " * len(match[0]), text.lower())))


def windows(sequence: Sequence[str], size: int) -> Iterator[str]:
    """All stretches of the given size of a text, or of a list of words."""
    for start in range(len(sequence) - size + 1):
        stretch = sequence[start : start + size]
        yield stretch if isinstance(stretch, str) else " ".join(stretch)


def runs(sequence: Sequence[str], size: int, known: Container[str]) -> Iterator[tuple[int, int]]:
    """The longest stretches (start, end) all of whose windows of the given size are known."""
    start: int | None = None
    for index, window in enumerate(windows(sequence, size)):
        if window in known:
            start = index if start is None else start
        elif start is not None:
            yield start, index + size - 1
            start = None
    if start is not None:
        yield start, len(sequence)


def known_names(digests: Iterable[Digest]) -> Iterator[str]:
    """The names and titles that may be said as they are: of the glossary, the catalogue and digests' headings."""
    for term in shipped_glossary().terms:
        if term.kind in KINDS_OF_NAMES:
            yield from (*term.ja, *term.en)
    for publication in sources().values():
        titles = (publication.title_ja, publication.title_en, publication.publisher, publication.publisher_en)
        yield from filter(None, titles)
    for digest in digests:
        for statement in digest.statements:
            titles_of_event = (statement.event or {}).get("title") or {}
            for heading in (*statement.section.values(), *filter(None, titles_of_event.values())):
                yield from (heading, *re.split(r"\s*[／/>]\s*", heading))
