"""Japanese in Latin letters as it would be written, to look people up by what they work on.

No list has 量子 in Latin letters, so that what is typed as "ryoushi" has to become kanji again: the names of fields of
research and the words that questions about people are made of are known by how they sound.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from assistant.romaji import SYLLABLES, kana_word
from corpus.people.fields import KANJI_OR_KATAKANA, known_fields
from corpus.people.names import kana_key, romaji_key
from index.people.person import reading

MOST_WORDS = 6
"""How many words in romaji a name of a field may take."""

SHORTEST_SOUND = 3
"""How many letters its sound must have: shorter ones are heard everywhere."""

WORD = re.compile(r"(?P<word>[\w'’.-]*\w)(?P<mark>[^\w\s]*)")
LATIN = re.compile(r"[A-Za-z]")

USUAL = """
日本人 研究者 研究室 研究 研究主宰者 先生 教授 准教授 博士 専門家 専門 誰 どなた どこ 何 教えて ください 紹介
相談 会いたい 会える 探して 探しています 知りたい 全員 一覧 リスト 大学 病院 所属 名前 メール 件名 連絡 登録
分野 関係 詳しい 人 方 州 中 から まで より なに いる いますか います いません いた いて する して している
しています してる した やって やっている やってる やっています です ですか でした ますか か ね よ って という
そして または だけ では には との したい たい お願いします 名 かた どの どんな
会社 企業 団体 支援 制度 事業 予算 助成 調達 設立 創業 講演 参加 影響 いつ いくら どう なぜ
"""
"""The words of questions about people, as they are written."""

PARTICLES = {
    "wa": "は",
    "niwa": "には",
    "dewa": "では",
    "towa": "とは",
    "e": "へ",
    "wo": "を",
    "o": "を",
} | dict(zip(("no", "ni", "de", "ga", "to", "mo", "ya", "ka"), "のにでがともやか", strict=True))
"""Words of one sound with others, and those whose sound is not their spelling; no name begins or ends with one."""


def written(text: str) -> str:
    """A text in romaji with known words and fields as they are written, other words in katakana, names as they are.

    >>> written("Boston de ryoushi konpyuuta wo kenkyuu shiteiru sensei wa dare desu ka?")
    'Boston で量子コンピュータを研究している先生は誰ですか?'
    """
    found = [(match["word"], match["mark"]) for match in WORD.finditer(text)]
    told, place = "", 0
    while place < len(found):
        end, form = next(known_from(found, place), (place + 1, kana(found[place][0])))
        apart = " " if told and (LATIN.match(form) or LATIN.match(told[-1])) else ""
        told += f"{apart}{form}{found[end - 1][1]}"
        place = end
    return told


def known_from(found: Sequence[tuple[str, str]], place: int) -> Iterator[tuple[int, str]]:
    """The known forms of the words from a place on, the longest first, each with where it ends; marks divide them."""
    for end in range(min(len(found), place + MOST_WORDS), place, -1):
        words = [word.lower() for word, _ in found[place:end]]
        divided = any(mark for _, mark in found[place : end - 1])
        if not divided and all(map(is_romaji_word, (word for word, _ in found[place:end]))):
            if len(words) == 1 and words[0] in PARTICLES:
                yield end, PARTICLES[words[0]]
            elif not PARTICLES.keys() & {words[0], words[-1]} and (
                form := by_sound().get(romaji_key("".join(words)))
            ):
                yield end, form


def is_romaji_word(word: str) -> bool:
    """Whether a word is made of Japanese syllables and is no abbreviation."""
    return bool(SYLLABLES.fullmatch(word.lower())) and not (word.isupper() and len(word) > 1)


def kana(word: str) -> str:
    """A word of no known sound: in katakana where it is romaji, else as it is."""
    return kana_word(word) if is_romaji_word(word) else word


@cache
def by_sound() -> Mapping[str, str]:
    """The words of questions and the Japanese names of fields, each by how it sounds; the usual words come first."""
    known: dict[str, str] = {}
    for form in USUAL.split():
        known.setdefault(kana_key(reading(form)), form)
    for form in known_fields().japanese:
        if KANJI_OR_KATAKANA.search(form) and not LATIN.search(form):
            heard = kana_key(reading(form))
            if len(heard) >= SHORTEST_SOUND:
                known.setdefault(heard, form)
    return known
