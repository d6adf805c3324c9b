"""Training pairs for the embedding model.

Dictionary entries, word mixes, sentences, synonyms, and a glossary.

Every source is an open one that NOTICE names: JMdict (EDRDG, CC BY-SA), the Tanaka Corpus (Tatoeba, CC BY
2.0 FR) and the project's own glossary. Publications are never trained on.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from index.lexicon.english import FUNCTION_WORDS, PAST, singular, words
from index.training import japanese
from index.training.alignment import Alignment, align
from index.training.jmdict import Entry, Name, is_katakana
from index.training.lexicon import BRACKETS

Pair = tuple[str, str]


@dataclass
class Pairs:
    """Pairs by kind. In `translations`, `sentences` and `glossary` the first text is Japanese."""

    translations: list[Pair] = field(default_factory=list)
    common: list[Pair] = field(default_factory=list)
    sentences: list[Pair] = field(default_factory=list)
    synonyms: list[Pair] = field(default_factory=list)
    glossary: list[Pair] = field(default_factory=list)


def read_sentences(path: Path) -> list[Pair]:
    """Japanese–English sentence pairs of a tab-separated file."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [(row[0], row[1]) for row in rows if len(row) >= 2 and row[0] and row[1]]


def read_glossary(path: Path) -> list[Pair]:
    """Term pairs of a CSV file with columns `ja` and `en` (variants split by "|").

    Or of a text of "日本語 english;" items.
    """
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [(row.get("ja") or "", row.get("en") or "") for row in csv.DictReader(lines)]
        return [
            (left, right)
            for ja, en in rows
            for left in ja.split("|")
            for right in en.split("|")
            if left and right
        ]
    found = []
    for item in re.findall(
        r"([^;:.*\n]*[ぁ-ヿ一-鿿][^;:.*\n]*?) +([A-Za-z][^;*\n]*?)[;.\n]", path.read_text(encoding="utf-8")
    ):
        found += [(term.strip(), item[1].strip()) for term in item[0].split("/")]
    return found


def clean(gloss: str) -> str:
    """A gloss without brackets and without the "to" of infinitives."""
    return re.sub(r"^to (?=\w)", "", " ".join(BRACKETS.sub(" ", gloss).split()))


def collect(
    entries: Sequence[Entry], names: Sequence[Name], sentences: list[Pair], glossary: list[Pair]
) -> Pairs:
    """All pairs that the sources give, in a fixed order."""
    pairs = Pairs(sentences=sentences, glossary=glossary)
    same_gloss: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        head = entry.forms[0]
        weighty = head.common > 0 or is_katakana(head.text) or any(sense.fields for sense in entry.senses)
        for order, sense in enumerate(entry.senses[:4]):
            glosses = [text for gloss in sense.glosses[:5] if (text := clean(gloss))]
            for gloss in glosses:
                pairs.translations.append((head.text, gloss))
                if head.common and order < 2:
                    pairs.common.append((head.text, gloss))
                if weighty and len(gloss) > 2:
                    same_gloss[gloss.lower()].append(head.text)
            for form in entry.forms[1:3]:
                if form.common and glosses:
                    pairs.translations.append((form.text, glosses[0]))
            if weighty:
                pairs.synonyms.extend((glosses[0], other) for other in glosses[1:3])
    for heads in same_gloss.values():
        unique = list(dict.fromkeys(heads))[:4]
        pairs.synonyms.extend(pairwise(unique))
    for name in names:
        if name.kinds & {"place", "organization", "company"}:
            pairs.translations.append((name.text, clean(name.latin) or name.latin))
    return pairs


def mixes(pairs: Sequence[Pair], count: int, seed: int, longest: int = 8) -> list[Pair]:
    """Pseudo-sentences: a few random entries joined.

    The English in another order, to teach how words weigh in a mean.
    """
    chooser = random.Random(seed)
    found = []
    for _ in range(count):
        chosen = chooser.sample(pairs, chooser.randint(2, longest))
        shuffled = chooser.sample(chosen, len(chosen))
        found.append(("、".join(pair[0] for pair in chosen), " ".join(pair[1] for pair in shuffled)))
    return found


def content_words(text: str) -> list[str]:
    """English content words in base form, as the alignment counts them."""
    return [PAST.get(word, singular(word)) for word in words(text) if word not in FUNCTION_WORDS]


def alignment(entries: Sequence[Entry], sentences: Sequence[Pair]) -> Alignment:
    """Translation probabilities from the sentences and the dictionary's short glosses."""
    found = [(content_words(english), japanese.content(text)) for text, english in sentences]
    for entry in entries:
        head = japanese.content(entry.forms[0].text)
        for sense in entry.senses[:3] if head else ():
            for gloss in sense.glosses[:4]:
                source = content_words(BRACKETS.sub(" ", gloss))
                if 0 < len(source) <= 4:
                    found.append((source, head))
    return align(found)
