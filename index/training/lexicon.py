"""Builds `index/lexicon/lexicon.db`.

English words and phrases of up to three words with weighted Japanese translations.

A weight says how sure a translation is, as probabilistic structured queries need it (Darwish & Oard,
"Probabilistic structured query methods", SIGIR 2003): the dictionary's commonness tags, the order of senses
and glosses and what brackets narrow give a prior; for words that the sentence pairs know, their alignment
corrects it. Weights of one word sum to 1.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from index.lexicon.english import FUNCTION_WORDS, key
from index.training.alignment import Alignment
from index.training.jmdict import Entry, Name, Sense, is_katakana

BRACKETS = re.compile(r"\([^)]*\)")
MAX_WORDS = 3
MAX_TERMS = 8
MAX_PHRASE_TERMS = 3
MAX_REVERSE = 1
SMALLEST_SHARE = 0.05
LEAST_LONG = 0.12
Table = dict[str, dict[str, float]]


def gloss_key(gloss: str) -> str:
    """The key of a gloss without its brackets, or "" when it has more than three words or none."""
    words = key(BRACKETS.sub(" ", gloss))
    if not 0 < len(words) <= MAX_WORDS or all(word in FUNCTION_WORDS for word in words):
        return ""
    return " ".join(words)


def gloss_keys(gloss: str) -> list[tuple[str, float]]:
    """Keys of a gloss with how exactly each stands for it.

    A bracket narrows the meaning, or holds an abbreviation.
    """
    main = gloss_key(gloss)
    found = [(main, 0.7 if BRACKETS.search(gloss) else 1.0)] if main else []
    for bracket in BRACKETS.findall(gloss):
        if re.fullmatch(r"\([A-Z][A-Za-z&-]{1,7}\)", bracket):
            found.append((gloss_key(bracket[1:-1]), 0.7))
    return [(text, share) for text, share in found if text]


def spellings(entry: Entry, sense: Sense) -> list[tuple[str, float]]:
    """The spellings worth searching for, with how likely each is in print."""
    technical = bool(sense.fields) or is_katakana(entry.forms[0].text)
    ground = 0.25 if technical else 0.1
    found = [(entry.forms[0].text, ground + entry.forms[0].common)]
    found += [(form.text, ground + form.common) for form in entry.forms[1:] if form.common]
    return [
        (text, score)
        for text, score in found
        if text and (len(text) > 1 or score > 0.6 or "一" <= text <= "鿿")
    ]


def dictionary_table(entries: Iterable[Entry], names: Iterable[Name]) -> Table:
    """Scores of every English key and Japanese term that an entry or a name joins.

    Three-word keys only of likely terms.
    """
    table: Table = defaultdict(dict)
    for entry in entries:
        for order, sense in enumerate(entry.senses):
            for place, gloss in enumerate(sense.glosses):
                for text, exact in gloss_keys(gloss):
                    for term, likely in spellings(entry, sense):
                        score = likely * exact / ((1 + 0.6 * order) * (1 + 0.25 * place))
                        table[text][term] = max(table[text].get(term, 0.0), score)
    for text in [
        text
        for text, terms in table.items()
        if text.count(" ") == MAX_WORDS - 1 and max(terms.values()) < LEAST_LONG
    ]:
        del table[text]
    for name in names:
        if " " in name.latin and not name.kinds & {"organization", "company", "product"}:
            continue
        kind = 0.5 if name.kinds & {"place", "organization", "company"} else 0.3
        for text, exact in gloss_keys(name.latin):
            if exact == 1.0 or name.kinds & {"organization", "company"}:
                table[text].setdefault(name.text, kind * exact)
    return table


def with_alignment(table: Table, alignment: Alignment, trust: float = 0.6) -> Table:
    """Mixes the alignment's probabilities into the scores of single words, by how often the word was seen."""
    mixed: Table = {}
    for text, terms in table.items():
        total = sum(terms.values())
        shares = {term: score / total for term, score in terms.items()}
        learned = alignment.probability.get(text, {})
        share = trust * alignment.seen[text] / (alignment.seen[text] + 10) if learned else 0.0
        known = {term: learned.get(term, 0.0) for term in shares}
        if alignment.seen[text] >= 5:
            parts = "\t".join(shares)
            known |= {
                term: chance
                for term, chance in learned.items()
                if chance >= 0.12 and len(term) > 1 and term not in parts
            }
        ground = sum(known.values())
        if not ground:
            mixed[text] = shares
            continue
        mixed[text] = {
            term: (1 - share) * shares.get(term, 0.0) + share * known.get(term, 0.0) / ground
            for term in {**shares, **known}
        }
    return mixed


def strongest(terms: dict[str, float], limit: int = MAX_TERMS) -> list[tuple[str, float]]:
    """The best terms, those far below the best left out, with weights that sum to 1."""
    best = sorted(terms.items(), key=lambda item: (-item[1], len(item[0]), item[0]))[:limit]
    kept = [(term, score) for term, score in best if score >= SMALLEST_SHARE * best[0][1]]
    total = sum(score for _, score in kept)
    return [(term, score / total) for term, score in kept]


def pack(terms: list[tuple[str, float]]) -> str:
    """Terms and hundredths, tab-separated: 総領事館<tab>81<tab>領事館<tab>19; a single term stands alone."""
    if len(terms) == 1:
        return terms[0][0]
    return "\t".join(f"{term}\t{max(1, math.floor(weight * 100 + 0.5))}" for term, weight in terms)


def current_terms(entries: Iterable[Entry], names: Iterable[Name]) -> set[str]:
    """Japanese terms that are common.

    Loanwords or organisations: those worth a look-up from the Japanese side.
    """
    found = {name.text for name in names if name.kinds & {"organization", "company"}}
    return found | {
        form.text for entry in entries for form in entry.forms if form.common or is_katakana(form.text)
    }


def write(table: Table, path: Path, current: set[str]) -> dict[str, int]:
    """Writes both directions to a new file, the Japanese side for `current` terms only.

    Returns counts for the log.
    """
    reverse: Table = defaultdict(dict)
    forward: dict[str, list[tuple[str, float]]] = {}
    for text in sorted(table):
        forward[text] = strongest(table[text], MAX_PHRASE_TERMS if " " in text else MAX_TERMS)
        for term, weight in forward[text]:
            if term in current:
                reverse[term][text] = weight
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("create table english (word text primary key, terms text not null) without rowid")
        connection.execute("create table japanese (term text primary key, words text not null) without rowid")
        connection.executemany(
            "insert into english values (?, ?)", ((text, pack(terms)) for text, terms in forward.items())
        )
        connection.executemany(
            "insert into japanese values (?, ?)",
            ((term, pack(strongest(reverse[term], MAX_REVERSE))) for term in sorted(reverse)),
        )
    connection.execute("vacuum")
    connection.close()
    return {"english": len(forward), "japanese": len(reverse), "bytes": path.stat().st_size}
