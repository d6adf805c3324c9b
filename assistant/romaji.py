"""Japanese written in Latin letters: recognised, and turned to kana for searching."""

import re

import jaconv

SYLLABLES = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwfjv]|ky|gy|sh|j|ch|ny|hy|by|py|my|ry|ts|sy|ty|zy)?(?:[aiueo]|[āīūēō])|n'?|"
    r"(?P<double>[kstpgdbzjc])(?=(?P=double)|ch))+$"
)
MARKERS = frozenset(
    """wa no ga wo ni de ka desu masu desuka masuka mo kara made yo ne nani nan doko dare itsu dou donna ikutsu
    ikura kudasai oshiete arimasu arimasuka shitai suru shiteiru tte toka tai imasu imasuka hito naze dono""".split()
)


def is_romaji(text: str) -> bool:
    """Whether a text without Japanese script is Japanese all the same.

    >>> is_romaji("bosuton no akusera wa doko desu ka")
    True
    >>> is_romaji("Who are the accelerators in Boston?")
    False
    """
    words = re.findall(r"[a-zāīūēō']+", text.lower())
    if len(words) < 3:
        return False
    syllabic = sum(bool(SYLLABLES.fullmatch(word)) for word in words)
    marked = sum(word in MARKERS for word in words)
    return syllabic >= 0.7 * len(words) and marked >= max(1, len(words) // 5)


def to_kana(text: str) -> str:
    """Each romaji word in katakana, long vowels as ー, words that are no romaji as they are.

    >>> to_kana("bosuton no akusera")
    'ボストン ノ アクセラ'
    """
    return " ".join(kana_word(word) for word in text.split())


def kana_word(word: str) -> str:
    """One word in katakana where it is romaji."""
    bare = word.lower().strip(",.?!")
    if not SYLLABLES.fullmatch(bare):
        return word
    plain = re.sub(r"([aiueo])\1|ō|ū", lambda m: {"ō": "o-", "ū": "u-"}.get(m[0], m[0][0] + "-"), bare)
    kana = jaconv.alphabet2kata(plain.replace("ou", "o-"))
    return str(kana).replace("-", "ー")
