"""Publications that a question sets side by side: each that it names is among the first hits where it has any."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from corpus.catalogue import Publication
from corpus.glossary import Glossary, shipped_glossary
from index.lexical import LexicalIndex, Scores
from index.reranking import reordered

if TYPE_CHECKING:
    from index.retriever import Hit

FIRST = 5
"""Among how many hits each publication named is to be."""

LEAST = 0.3
"""What its best passage scores at least beside the best of all; less is no match."""

NAMED = 0.2
"""What the names of publications set side by side count beside what is asked of them."""

SHORTEST = 3
"""How many letters a name has at least."""

SHORTEST_PART = 5
"""How many letters a title or a part of one has at least; shorter ones are topics or kinds of documents."""

LIST = "list"
"""The kind of publication whose rows are people; questions about people are answered in another way."""

ASIDE = re.compile(r"（[^）]*）|\([^)]*\)|【[^】]*】")
BRACKETS = re.compile(r"[（）()]")
PARTS = re.compile(r"[「」『』\s]+")
ENGLISH_PARTS = re.compile(r"[“”\":;]+")
LATIN = re.compile(r"[a-z0-9]")
FIRST_WORD = re.compile("[ァ-ヴー]{4,}(?=[ぁ-ん])")
DOCUMENTS = ("報告書", "レポート", "資料")
"""What a publication is called after the first word of its title."""


Group = frozenset[str]
"""The ids of the publications that one name stands for: all that a publisher has, or a single one."""


class Names:
    """What publications are called in either language: by publisher and title, also as the glossary has them.

    Args:
        publications: the publications of the library.
        glossary: the glossary; by default the shipped one.
    """

    def __init__(self, publications: Iterable[Publication] = (), glossary: Glossary | None = None) -> None:
        named = [publication for publication in publications if publication.kind != LIST]
        found: dict[str, set[str]] = defaultdict(set)
        for publication in named:
            for name in also_called([*publishers(publication), *titles(publication)], glossary):
                found[name].add(publication.id)
        for publication in named:
            for publisher in publishers(publication):
                for name in [name for name in found if name in key_of(publisher)]:
                    found[name].add(publication.id)
        merged: dict[str, set[str]] = defaultdict(set)
        for name, ids in found.items():
            merged[unspaced(name)] |= ids
        self.groups: Mapping[str, Group] = {name: frozenset(ids) for name, ids in merged.items()}
        longest_first = sorted(found, key=lambda name: (-len(name), name))
        alternatives = "|".join(map(pattern_of, longest_first))
        self.pattern = re.compile(alternatives, re.IGNORECASE) if longest_first else None

    def side_by_side(self, question: str) -> list[Group]:
        """The groups of publications that a question names, where it names more than one; else none.

        >>> names = Names([Publication("a", publisher="外務省"), Publication("b", publisher="経済産業省")])
        >>> [sorted(group) for group in names.side_by_side("METIと外務省の資料を比べて")]
        [['b'], ['a']]
        """
        if self.pattern is None:
            return []
        found = (unspaced(key_of(match[0])) for match in self.pattern.finditer(normal(question)))
        groups = list(dict.fromkeys(self.groups[name] for name in found))
        return groups if len(groups) > 1 else []

    def topic(self, question: str) -> str:
        """A question without the names of publications: what is asked of them."""
        return self.pattern.sub(" ", normal(question)) if self.pattern else question


def publishers(publication: Publication) -> Iterable[str]:
    """The names of a publisher, whole and in their parts."""
    for name in filter(None, (publication.publisher, publication.publisher_en)):
        yield name
        yield from BRACKETS.split(name)


def titles(publication: Publication) -> Iterable[str]:
    """The titles in both languages without what stands in brackets, whole and in their longer parts, and in short.

    >>> list(titles(Publication("a", title_ja="グラスルーツからの関係強化")))[1:3]
    ['グラスルーツ報告書', 'グラスルーツの報告書']
    """
    for title, parts in ((publication.title_ja, PARTS), (publication.title_en, ENGLISH_PARTS)):
        bare = ASIDE.sub(" ", title or "").strip()
        for name in filter(is_telling, dict.fromkeys((bare, *parts.split(bare)))):
            yield name
            if first := FIRST_WORD.match(name):
                yield from (f"{first[0]}{of}{document}" for document in DOCUMENTS for of in ("", "の"))


def is_telling(part: str) -> bool:
    """Whether a part of a title is more than a word that any text may hold.

    >>> [part for part in ("支援", "J-NEXUS Quarterly", "Funding", "新技術立国") if is_telling(part)]
    ['J-NEXUS Quarterly', '新技術立国']
    """
    return len(part) >= SHORTEST_PART and (not part.isascii() or " " in part.strip())


def also_called(names: Iterable[str], glossary: Glossary | None = None) -> set[str]:
    """The keys of names and of what else the glossary calls them."""
    known = [name for name in names if name.strip()]
    terms = [term for name in known for term in (glossary or shipped_glossary()).lookup(name)]
    keys = map(key_of, [*known, *(name for term in terms for name in (*term.ja, *term.en))])
    return {key for key in keys if len(key) >= SHORTEST and not key.isdigit()}


def normal(text: str) -> str:
    """A text as names are looked for in it."""
    return unicodedata.normalize("NFKC", text)


def key_of(name: str) -> str:
    """A name with nothing that may be written otherwise."""
    return " ".join(normal(name).lower().split())


def unspaced(name: str) -> str:
    """A name without white space, which people leave out of Japanese names."""
    return "".join(name.split())


def pattern_of(name: str) -> str:
    """The pattern of a name: a Latin one stands by itself, white space may be left out or doubled."""
    written = r"\s*".join(map(re.escape, name.split()))
    before = r"(?<![a-z0-9])" if LATIN.match(name[0]) else ""
    after = r"(?![a-z0-9])" if LATIN.match(name[-1]) else ""
    return f"{before}{written}{after}"


def best_of_each(groups: Iterable[Group], scores: Scores, lexical: LexicalIndex) -> dict[Group, int]:
    """The groups that have a match at all, each with the place of its best passage."""
    found: dict[Group, int] = {}
    for group in groups:
        numbers = [lexical.publication_ids[name] for name in group if name in lexical.publication_ids]
        of_group = np.where(np.isin(lexical.numbers, numbers), scores, -1)
        best = int(of_group.argmax())
        if of_group[best] > LEAST * scores.max():
            found[group] = best
    return found


def with_each(groups: Iterable[Group], hits: list["Hit"], first: int = FIRST) -> list["Hit"]:
    """Hits with the best one of each group among the first, in place of the last that no group needs."""
    needed = {
        next((place for place, hit in enumerate(hits) if hit.passage.publication_id in group), 0)
        for group in groups
    }
    others = (place for place in range(len(hits)) if place not in needed)
    chosen = sorted([*sorted(needed), *others][:first])
    return reordered(hits, [*chosen, *(place for place in range(len(hits)) if place not in chosen)])
