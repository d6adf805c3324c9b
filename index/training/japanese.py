"""Japanese words by SudachiPy (Takaoka et al. 2018).

Surfaces for the tokenizer, normalised content words for alignment.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from sudachipy import Dictionary, SplitMode, Tokenizer

CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞", "代名詞"})
EMPTY = frozenset(
    {
        "為る",
        "居る",
        "有る",
        "成る",
        "事",
        "物",
        "此れ",
        "其れ",
        "御",
        "さん",
        "様",
        "れる",
        "られる",
        "仕舞う",
        "下さる",
        "呉れる",
        "貰う",
        "の",
    }
)


@cache
def sudachi() -> Tokenizer:
    """The tokenizer, opened once."""
    return Dictionary(dict="core").create()


def surfaces(text: str) -> list[str]:
    """The short units (mode A) of a text as written, in NFKC and lower case."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return [
        found for morpheme in sudachi().tokenize(folded, SplitMode.A) if (found := morpheme.surface()).strip()
    ]


def content(text: str) -> list[str]:
    """The normalised content words of a text, without auxiliaries, particles and empty nouns."""
    folded = unicodedata.normalize("NFKC", text).lower()
    found = []
    for morpheme in sudachi().tokenize(folded, SplitMode.A):
        word = morpheme.normalized_form()
        if morpheme.part_of_speech()[0] in CONTENT and word not in EMPTY and word.strip():
            found.append(word)
    return found
