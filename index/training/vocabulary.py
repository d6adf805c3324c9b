"""The model's tokenizer: a Unigram model (Kudo 2018) whose pieces are whole words of both languages.

The pieces are not learned from scratch: Japanese short units as SudachiPy cuts the training text and the
dictionary's headwords, English words of the glosses and sentences, and letters and frequent word parts for
the rest, each with the logarithm of its share. The best path through a sentence is then close to a
dictionary's segmentation, with no dictionary at run time.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.training import japanese
from index.training.jmdict import Entry, Name, is_katakana
from index.training.pairs import Pair

LATIN = re.compile(r"[a-z]+")
CHUNKS = r"[a-z]+|[0-9]|[^\sa-z0-9]+"
UNKNOWN = "<unk>"


def fold(text: str) -> str:
    """Text as the tokenizer normalises it."""
    return unicodedata.normalize("NFKC", text).lower()


def count_japanese(
    entries: Sequence[Entry], names: Sequence[Name], sentences: Sequence[Pair]
) -> Counter[str]:
    """Short units by how often they stand in sentences and, weighted by commonness, in headwords."""
    counts: Counter[str] = Counter()
    for text, _ in sentences:
        counts.update(unit for unit in japanese.surfaces(text) if not LATIN.fullmatch(unit))
    for entry in entries:
        for form in entry.forms[:2]:
            share = 1 + round(8 * form.common)
            for unit in japanese.surfaces(form.text):
                counts[unit] += share
            if is_katakana(form.text) and len(form.text) <= 12:
                counts[fold(form.text)] += share
    for name in names:
        if name.kinds & {"place", "organization", "company"}:
            counts.update(japanese.surfaces(name.text))
    return Counter({unit: count for unit, count in counts.items() if not re.search(r"[a-z0-9\s]", unit)})


def count_english(entries: Sequence[Entry], names: Sequence[Name], sentences: Sequence[Pair]) -> Counter[str]:
    """English words by how often they stand in sentences and glosses."""
    counts: Counter[str] = Counter()
    for _, text in sentences:
        counts.update(LATIN.findall(fold(text)))
    for entry in entries:
        share = 1 + round(2 * entry.common)
        for sense in entry.senses:
            for gloss in sense.glosses:
                for word in LATIN.findall(fold(gloss)):
                    counts[word] += share
    for name in names:
        counts.update(LATIN.findall(fold(name.latin)))
    return counts


def word_parts(words: Counter[str], size: int) -> Counter[str]:
    """The most frequent beginnings.

    Ends and middles of words, 2 to 6 letters, for words the vocabulary lacks.
    """
    parts: Counter[str] = Counter()
    for word in words:
        for width in range(2, 7):
            for start in range(len(word) - width + 1):
                edge = start == 0 or start + width == len(word)
                parts[word[start : start + width]] += 2 if edge else 1
    scored = Counter({part: count * len(part) for part, count in parts.items()})
    return Counter({part: parts[part] for part, _ in scored.most_common(size)})


def build(
    japanese_units: Counter[str],
    english_words: Counter[str],
    japanese_size: int,
    english_size: int,
    parts: int,
) -> Tokenizer:
    """A tokenizer of the commonest units, words and parts and of every single letter seen."""
    pieces: dict[str, float] = {}
    total = sum(japanese_units.values()) + sum(english_words.values())
    letters = Counter(letter for unit, count in japanese_units.items() for letter in unit)
    for letter, count in letters.items():
        pieces[letter] = 0.05 * min(count, 20)
    for part, _ in word_parts(english_words, parts).items():
        pieces[part] = 0.02
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789":
        pieces[letter] = 0.001
    for unit, count in most_common(japanese_units, japanese_size) + most_common(english_words, english_size):
        pieces[unit] = max(pieces.get(unit, 0.0), count)
    scored = sorted(
        ((piece, math.log(count / total)) for piece, count in pieces.items()),
        key=lambda item: (-item[1], item[0]),
    )
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0), *scored], unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(CHUNKS), behavior="removed", invert=True)
    return tokenizer


def most_common(counts: Counter[str], size: int) -> list[tuple[str, int]]:
    """The commonest items; equal counts in the order of the alphabet."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:size]


def encode(tokenizer: Tokenizer, texts: Iterable[str]) -> list[list[int]]:
    """Token numbers of each text, unknown letters left out."""
    return [
        [number for number in found.ids if number]
        for found in tokenizer.encode_batch(list(texts), add_special_tokens=False)
    ]
