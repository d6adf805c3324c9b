"""Institutions by any of their names, and the places that they stand in (`institutions.csv`, public knowledge)."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.folding import folded_text

STATES = {
    "MA": ("Massachusetts", "マサチューセッツ州"),
    "CT": ("Connecticut", "コネチカット州"),
    "RI": ("Rhode Island", "ロードアイランド州"),
    "NH": ("New Hampshire", "ニューハンプシャー州"),
    "VT": ("Vermont", "バーモント州"),
    "ME": ("Maine", "メイン州"),
    "NY": ("New York", "ニューヨーク州"),
    "CA": ("California", "カリフォルニア州"),
    "MD": ("Maryland", "メリーランド州"),
    "VA": ("Virginia", "バージニア州"),
    "DC": ("Washington, DC", "ワシントンDC"),
}
"""The states of lists so far, by code, in English and Japanese."""

STATE_NAMES = {
    **{folded_text(name): code for code, names in STATES.items() for name in names},
    **{folded_text(ja.removesuffix("州")): code for code, (_, ja) in STATES.items()},
    **{folded_text(f"{code}州"): code for code in STATES},
    folded_text("コネティカット州"): "CT",
    folded_text("メーン州"): "ME",
}

PLACES_JA = {
    "ボストン": "Boston",
    "ケンブリッジ": "Cambridge",
    "ウースター": "Worcester",
    "ウスター": "Worcester",
    "ニューヘイブン": "New Haven",
    "ニューヘブン": "New Haven",
    "プロビデンス": "Providence",
    "ハートフォード": "Hartford",
    "ハノーバー": "Hanover",
    "バーリントン": "Burlington",
    "ポートランド": "Portland",
    "ローウェル": "Lowell",
    "アマースト": "Amherst",
    "ダーラム": "Durham",
    "バーハーバー": "Bar Harbor",
}
"""Places as they are written in Japanese."""


@dataclass(frozen=True)
class Institution:
    """An institution: its names in English and Japanese, its city and the wider area that counts as there.

    `part_of` is the English name of the university whose school or medical centre it is, where its own name does not
    begin with that.
    """

    en: str
    ja: str
    aliases: tuple[str, ...]
    city: str
    area: str
    state: str
    part_of: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All names."""
        return (self.en, self.ja, *self.aliases)

    def belongs_to(self, other: "Institution") -> bool:
        """Whether it is another institution or, by its name, one of that one's schools."""
        beginnings = {other.en, other.en.removesuffix(" University"), *other.aliases[:1]}
        begins = any(self.en == name or self.en.startswith(f"{name} ") for name in beginnings)
        return begins or self.part_of == other.en

    def is_in(self, place: str) -> bool:
        """Whether it stands in a city or area, given in English."""
        return place in (self.city, self.area)


@cache
def known_institutions() -> tuple[Institution, ...]:
    """The institutions of `institutions.csv`."""
    text = files("corpus.people").joinpath("institutions.csv").read_text(encoding="utf-8")
    return tuple(
        Institution(
            row["en"],
            row["ja"],
            tuple(filter(None, row["aliases"].split("|"))),
            row["city"],
            row["area"],
            row["state"],
            row["part_of"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def key(name: str) -> str:
    """A name for comparing: folded, without articles, brackets and punctuation."""
    return re.sub(r"[\W_]+", "", folded_text(re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)))


@cache
def by_key() -> dict[str, Institution]:
    """Institutions by the key of each of their names."""
    return {key(name): known for known in reversed(known_institutions()) for name in known.names}


@lru_cache(maxsize=65536)
def institutions_in(cell: str) -> tuple[Institution, ...]:
    """The institutions that a cell of a list names, several parted by strokes; none that are not known."""
    found: dict[str, Institution] = {}
    for part in re.split(r"\s*[/／;；]\s*", cell):
        bare = re.sub(r"\s*[(（][^)）]*[)）]", "", part)
        known = by_key().get(key(bare)) or by_key().get(key(part))
        if known:
            found.setdefault(known.en, known)
    return tuple(found.values())


def mentioned(text: str) -> Iterator[tuple[str, Institution]]:
    """The institutions that a question names, each with the words that name it, longest first."""
    left = text
    names = sorted(
        ((name, known) for known in known_institutions() for name in known.names), key=lambda p: -len(p[0])
    )
    for name, known in names:
        match = re.search(mention_pattern(name), left)
        if match:
            left = left.replace(match[0], " ")
            yield match[0], known


@lru_cache(maxsize=4096)
def mention_pattern(name: str) -> re.Pattern[str]:
    """What a mention of a name looks like: whole words in Latin letters, short ones in capitals only."""
    if re.search(r"[\u3040-\u9fff]", name):
        return re.compile(re.escape(name))
    flags = re.IGNORECASE if len(name) > 5 else 0
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", flags)


def state_of(name: str) -> str | None:
    """The code of a state given by code or name in either language; None where it is none."""
    folded = folded_text(name)
    return folded.upper() if folded.upper() in STATES else STATE_NAMES.get(folded)


def place_in(text: str) -> tuple[str, str] | None:
    """The (words, place) of a city or area that a question names, the place in English; None where it names none."""
    cities = {known.city: known.city for known in known_institutions()}
    areas = {known.area: known.area for known in known_institutions()}
    for word, place in sorted({**cities, **areas, **PLACES_JA}.items(), key=lambda item: -len(item[0])):
        if re.search(mention_pattern(word), text):
            return word, place
    return None


def state_in(text: str) -> tuple[str, str] | None:
    """The (words, code) of a state that a question names; None where it names none."""
    for code, (en, ja) in STATES.items():
        for pattern in (rf"(?<![A-Za-z]){en}(?![A-Za-z])", ja, ja.removesuffix("州"), rf"{code}州"):
            match = re.search(pattern, text)
            if match:
                return match[0], code
    return None
