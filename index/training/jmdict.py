"""Reads JMdict and JMnedict (EDRDG, CC BY-SA) from the SQLite file of the `jamdict-data` package.

`pip install jamdict-data` brings the file; `locate()` finds it, or takes the path that the caller names.
Breen, "JMdict: a Japanese-multilingual dictionary" (COLING 2004 workshop) describes the tags.
"""

from __future__ import annotations

import importlib.util
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

UNWANTED = frozenset(
    {
        "archaism",
        "obscure term",
        "obsolete term",
        "vulgar expression or word",
        "derogatory",
        "slang",
        "Internet slang",
        "manga slang",
        "sensitive",
        "rare",
        "jocular, humorous term",
        "children's language",
        "dated term",
        "poetical term",
        "female term or language",
        "male term or language",
    }
)
BAD_FORMS = frozenset(
    {
        "word containing out-dated kanji",
        "word containing irregular kanji usage",
        "word containing irregular kana usage",
        "out-dated or obsolete kana usage",
        "irregular okurigana usage",
    }
)
KANA_ALONE = "word usually written using kana alone"


@dataclass(frozen=True)
class Form:
    """One spelling of an entry and how common it is.

    From 0 (no tag) to 1 (among the commonest words of the news).
    """

    text: str
    common: float


@dataclass(frozen=True)
class Sense:
    """One meaning of an entry with its tags."""

    glosses: tuple[str, ...]
    tags: frozenset[str]
    fields: frozenset[str]
    parts: tuple[str, ...]
    kana_alone: bool


@dataclass(frozen=True)
class Entry:
    """A dictionary entry. `forms` are the spellings to expect in print, best first; `readings` its kana."""

    sequence: int
    forms: tuple[Form, ...]
    readings: tuple[Form, ...]
    senses: tuple[Sense, ...]

    @property
    def common(self) -> float:
        """How common the commonest spelling is."""
        return max(form.common for form in self.forms)


def locate(path: Path | None = None) -> Path:
    """The dictionary file: the named one, else that of the installed `jamdict-data` package."""
    if path is not None:
        return path
    spec = importlib.util.find_spec("jamdict_data")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("JMdict is not here: pip install jamdict-data, or pass --jmdict FILE")
    return Path(spec.origin).parent / "jamdict.db"


def is_katakana(text: str) -> bool:
    """True for text in katakana only, with the middle dot and the long mark."""
    return all("ァ" <= letter <= "ヿ" or letter in "・ー" for letter in text)


def commonness(tags: list[str]) -> float:
    """How common a spelling is by its priority tags: nf01…nf48 rank the news in steps of 500 words."""
    score = 0.0
    for tag in tags:
        if tag.startswith("nf"):
            score = max(score, 1.0 - 0.01 * int(tag[2:]))
        elif tag.endswith("1"):
            score = max(score, 0.75)
        else:
            score = max(score, 0.5)
    return score


def entries(path: Path) -> Iterator[Entry]:
    """All entries in the order of their numbers, without unwanted senses and spellings; text is in NFKC."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        kanji = read_forms(connection, "Kanji", "KJP", "KJI")
        kana = read_forms(connection, "Kana", "KNP", "KNI")
        senses = read_senses(connection)
        for (sequence,) in connection.execute("select idseq from Entry order by idseq"):
            if not senses[sequence] or not (kanji[sequence] or kana[sequence]):
                continue
            readings = tuple(kana[sequence])
            written_in_kana = not kanji[sequence] or senses[sequence][0].kana_alone
            forms = readings if written_in_kana and readings else tuple(kanji[sequence])
            if written_in_kana and kanji[sequence]:
                forms += tuple(form for form in kanji[sequence] if form.common)
            yield Entry(sequence, ordered(forms), readings, tuple(senses[sequence]))
    finally:
        connection.close()


def ordered(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """Without doubles; common spellings first, else in the dictionary's order."""
    unique: dict[str, Form] = {}
    for form in forms:
        unique.setdefault(form.text, form)
    return tuple(sorted(unique.values(), key=lambda form: -form.common))


def read_forms(connection: sqlite3.Connection, table: str, priority: str, info: str) -> dict[int, list[Form]]:
    """The acceptable spellings of every entry in the dictionary's order."""
    tags: dict[int, list[str]] = defaultdict(list)
    for kid, text in connection.execute(f"select kid, text from {priority}"):
        tags[kid].append(text)
    bad = {kid for kid, text in connection.execute(f"select kid, text from {info}") if text in BAD_FORMS}
    found: dict[int, list[Form]] = defaultdict(list)
    for kid, sequence, text in connection.execute(f"select ID, idseq, text from {table} order by ID"):
        if kid not in bad:
            found[sequence].append(Form(unicodedata.normalize("NFKC", text), commonness(tags[kid])))
    return found


def read_senses(connection: sqlite3.Connection) -> dict[int, list[Sense]]:
    """The wanted senses of every entry in the dictionary's order."""
    columns: dict[str, dict[int, list[str]]] = {}
    for table in ("SenseGloss", "misc", "field", "pos"):
        columns[table] = defaultdict(list)
        for sid, text in connection.execute(f"select sid, text from {table}"):
            columns[table][sid].append(text)
    found: dict[int, list[Sense]] = defaultdict(list)
    for sid, sequence in connection.execute("select ID, idseq from Sense order by ID"):
        tags = frozenset(columns["misc"][sid])
        if tags & UNWANTED or not columns["SenseGloss"][sid]:
            continue
        found[sequence].append(
            Sense(
                tuple(columns["SenseGloss"][sid]),
                tags,
                frozenset(columns["field"][sid]),
                tuple(columns["pos"][sid]),
                KANA_ALONE in tags,
            )
        )
    return found


NAME_KINDS = frozenset(
    {"place", "organization", "company", "product", "work", "station", "person", "surname"}
)


@dataclass(frozen=True)
class Name:
    """A proper name: its Japanese spelling.

    Its kinds (place, surname, …) and its spelling in Latin letters.
    """

    text: str
    kinds: frozenset[str]
    latin: str


def names(path: Path) -> Iterator[Name]:
    """Names in katakana (foreign) or of organisations and companies.

    Japanese personal and small place names are too many.
    """
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    query = """
        select coalesce(k.text, r.text), group_concat(distinct t.text), g.text
        from NETranslation n
        join NETransGloss g on g.tid = n.ID
        join NETransType t on t.tid = n.ID
        join NEKana r on r.idseq = n.idseq
        left join NEKanji k on k.idseq = n.idseq
        group by n.ID, g.text order by n.ID, g.text
    """
    try:
        for text, kinds, latin in connection.execute(query):
            found = frozenset(kinds.split(",")) & NAME_KINDS
            spelling = unicodedata.normalize("NFKC", text)
            if found and (is_katakana(spelling) or found & {"organization", "company"}):
                yield Name(spelling, found, latin)
    finally:
        connection.close()
