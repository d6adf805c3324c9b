"""People by name: the whole in either order and script, its parts, and spellings that are nearly right."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from corpus.people.names import kana_key, kanji_key, romaji_key, without_titles
from index.people.person import Person, reading

WHOLE, PARTS, SAME_READING = 1.0, 0.9, 0.7
NEARLY = 0.78
"""How alike two spellings must be, by the share of their letters in common, for one to stand for the other."""

NEARLY_KANJI = 0.7
CANDIDATES = 50
KANJI = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
KANA_ONLY = re.compile(r"[\u3041-\u30ff\s・]+")
LATIN_ONLY = re.compile(r"[A-Za-z\u00c0-\u024f\u0300-\u036f.,'’\-\s]+")
LONGEST_NAME = 30


class NameSearch:
    """An index of names. Positions count the people that it was made from."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.whole: dict[str, list[int]] = defaultdict(list)
        self.parts: dict[str, list[int]] = defaultdict(list)
        self.pairs: dict[str, list[str]] = defaultdict(list)
        for position, person in enumerate(people):
            keys = person.names
            for key in keys.romaji | keys.kanji:
                self.whole[key].append(position)
            for key in {*keys.parts, *keys.kanji_parts}:
                self.parts[key].append(position)
        for key in self.whole:
            for pair in pairs_of(key):
                self.pairs[pair].append(key)

    def exact(self, text: str) -> dict[int, float]:
        """The people whose name, or a part of it, a text is, in any spelling that is right."""
        name = without_titles(text)
        if not name or len(name) > LONGEST_NAME:
            return {}
        found = {position: WHOLE for key in keys_of_query(name) for position in self.whole.get(key, ())}
        words = re.split(r"[\s・,，]+", name)
        if found and len(words) > 1:
            return found
        matching = [
            {position for key in keys_of_query(word) for position in self.parts.get(key, ())}
            for word in words
            if word
        ]
        together = set.intersection(*matching) if matching else set()
        return {**found, **{position: PARTS for position in sorted(together) if position not in found}}

    def nearly(self, text: str) -> dict[int, float]:
        """The people whose name is read like a text, or differs from it by a slip or two."""
        name = without_titles(text)
        if not name or len(name) > LONGEST_NAME:
            return {}
        if KANJI.search(name):
            return self.nearly_kanji(name)
        if not (LATIN_ONLY.fullmatch(name) or KANA_ONLY.fullmatch(name)):
            return {}
        return self.alike(romaji_key(name) if LATIN_ONLY.fullmatch(name) else kana_key(name), NEARLY)

    def nearly_kanji(self, name: str) -> dict[int, float]:
        """People whose kanji differ in one place, those first that are read as the text is."""
        key, read = kanji_key(name), kana_key(reading(name))
        by_reading = dict.fromkeys(self.whole.get(read, ()), SAME_READING)
        found = {} if len(key) < 3 else self.alike(key, NEARLY_KANJI)
        for position in found:
            person = self.people[position].names
            slips = set(key).difference(*person.kanji)
            heard = [kana_key(reading(char)) for char in slips]
            found[position] += 0.1 * any(sound and sound in name for sound in heard for name in person.romaji)
        return {**found, **by_reading} if by_reading else found

    def alike(self, key: str, least: float) -> dict[int, float]:
        """The people with a whole name like a key."""
        shared = Counter(other for pair in pairs_of(key) for other in self.pairs.get(pair, ()))
        found: dict[int, float] = {}
        for other, _ in shared.most_common(CANDIDATES):
            score = likeness(key, other)
            if score >= least:
                for position in self.whole[other]:
                    found[position] = max(found.get(position, 0.0), score * SAME_READING)
        return found

    def mentioned(self, text: str) -> dict[int, str]:
        """The people whom a question names, each with the words that name them."""
        found: dict[int, str] = {}
        for words in name_candidates(text):
            for position in self.exact(words):
                found.setdefault(position, words)
            if found:
                return found
        return found


def keys_of_query(name: str) -> Iterator[str]:
    """The keys that a name may stand under, by its script."""
    if LATIN_ONLY.fullmatch(name):
        yield romaji_key(name.replace(",", " "))
    elif KANA_ONLY.fullmatch(name):
        yield kana_key(name)
    else:
        yield kanji_key(name)


def pairs_of(key: str) -> Iterable[str]:
    """The pairs of neighbouring characters, the ends marked."""
    return {first + second for first, second in pairwise(f"^{key}$")}


def likeness(first: str, second: str) -> float:
    """The share of letters that two keys have in common, in order."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


IDEOGRAPH = r"[\u3400-\u9fff\U00020000-\U0003ffff々\U000e0100-\U000e01ef]"
CAPITALISED = r"[A-ZĀ-Ž][\w'’.\-]*"
NAME_FORMS: Mapping[str, str] = {
    "before an address": rf"({IDEOGRAPH}{{1,10}}|[\u3041-\u30ff]{{2,10}})[」』]?(?:さん|先生|教授|氏|博士)",
    "quoted": r"[「『\"“]([^」』\"”]{2,20})[」』\"”]",
    "words with capitals": rf"\b({CAPITALISED}\s+{CAPITALISED}(?:\s+{CAPITALISED})?)",
    "after an address": rf"\b(?:Prof(?:essor)?|Dr|Mr|Ms|called|named)\.?\s+({CAPITALISED})",
    "kanji": rf"({IDEOGRAPH}{{1,4}}[\s\u3000]?{IDEOGRAPH}{{1,4}})",
    "before san": rf"\b({CAPITALISED})[-\s](?:san|sensei)\b",
}
"""How questions name people."""

POSSESSIVE = re.compile(r"['’]s$")


def name_candidates(text: str) -> Iterator[str]:
    """What in a question may be a name."""
    for form in NAME_FORMS.values():
        for match in re.finditer(form, text):
            name = POSSESSIVE.sub("", match[1])
            yield name
            if len(words := name.split()) > 2:
                yield " ".join(words[1:])
