"""Training pairs for the embedding model.

Dictionary entries, word mixes, sentences, synonyms, the glossary and the digests' statements.

Every source is one that NOTICE names: JMdict (EDRDG, CC BY-SA), the Tanaka Corpus (Tatoeba, CC BY 2.0 FR) and the
project's own glossary and digests. The publications' texts are never trained on.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from corpus.digest import digest_files, load_digest
from corpus.glossary import shipped_glossary
from index.lexicon.english import FUNCTION_WORDS, PAST, singular, words
from index.training import japanese
from index.training.alignment import Alignment, align
from index.training.jmdict import Entry, Name, is_katakana
from index.training.lexicon import BRACKETS

Pair = tuple[str, str]


@dataclass
class Pairs:
    """Pairs by kind. The first text is Japanese in all but `synonyms`."""

    translations: list[Pair] = field(default_factory=list)
    common: list[Pair] = field(default_factory=list)
    sentences: list[Pair] = field(default_factory=list)
    synonyms: list[Pair] = field(default_factory=list)
    glossary: list[Pair] = field(default_factory=list)
    statements: list[Pair] = field(default_factory=list)


def read_sentences(path: Path) -> list[Pair]:
    """Japanese–English sentence pairs of a tab-separated file."""
    with path.open(encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return [(row[0], row[1]) for row in rows if len(row) >= 2 and row[0] and row[1]]


def glossary_pairs(left_out: str) -> list[Pair]:
    """The shipped glossary's terms, each usual name with all names of the other language.

    Args:
        left_out: the publication whose own terms are left out.
    """
    return [
        pair
        for term in shipped_glossary().terms
        if term.source != left_out
        for pair in dict.fromkeys(
            [*((term.ja[0], name) for name in term.en), *((name, term.en[0]) for name in term.ja)]
        )
    ]


def statement_pairs(left_out: str) -> list[Pair]:
    """The statements of the shipped digests, and their headings, in both languages.

    Args:
        left_out: the publication whose digest is left out.
    """
    digests = [load_digest(file) for file in digest_files()]
    statements = [
        statement
        for digest in digests
        if digest.publication_id != left_out
        for statement in digest.statements
    ]
    headings = dict.fromkeys((statement.section["ja"], statement.section["en"]) for statement in statements)
    return [*((statement.text["ja"], statement.text["en"]) for statement in statements), *headings]


def clean(gloss: str) -> str:
    """A gloss without brackets and without the "to" of infinitives."""
    return re.sub(r"^to (?=\w)", "", " ".join(BRACKETS.sub(" ", gloss).split()))


def collect(
    entries: Sequence[Entry],
    names: Sequence[Name],
    sentences: list[Pair],
    glossary: list[Pair],
    statements: list[Pair],
) -> Pairs:
    """All pairs that the sources give, in a fixed order."""
    pairs = Pairs(sentences=sentences, glossary=glossary, statements=statements)
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
