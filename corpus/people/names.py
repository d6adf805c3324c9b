"""Japanese names for comparing: variants of kanji, of romanisation and of order folded.

>>> kanji_key("髙橋 例太") == kanji_key("高橋例太"), romaji_key("Ōno") == romaji_key("Ohno")
(True, True)
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import jaconv

from corpus.folding import folded_text

VARIANTS = {
    ord(variant): usual
    for usual, variants in (
        pair.split(":")
        for pair in (
            "高:髙 崎:﨑碕嵜 吉:𠮷 辺:邊邉 斎:齋齊斉 浜:濵濱 広:廣 沢:澤 桜:櫻 藤:籐 島:嶋嶌 国:國 "
            "富:冨 真:眞 恵:惠 栄:榮 滝:瀧 徳:德 槙:槇 条:條 寿:壽 実:實 万:萬 与:與 礼:禮 渋:澁 "
            "村:邨 昇:曻 竜:龍 円:圓 関:關 県:縣 亀:龜 黒:黑 桧:檜 弥:彌 塩:鹽 船:舩 蔵:藏 豊:豐 "
            "将:將 静:靜 鉄:鐵 伝:傳 当:當 館:舘 芦:蘆 梅:楳 隆:隆 翠:翆 瑠:琉 宝:寶 児:兒 応:應 "
            "桑:桒 曽:曾 薮:藪 祐:佑 彦:彥 清:淸 緑:綠 温:溫 巻:卷 祢:禰 涼:凉 稲:稻 倉:倉 蛍:螢 "
            "穂:穗 経:經 顕:顯 駒:駒"
        ).split()
    )
    for variant in variants
    if variant != usual
}
"""Old, rare and print variants of kanji in names, each with the usual form."""

TITLES = re.compile(
    r"(?:\b(?:prof(?:essor)?|dr|mr|ms|mrs|ph\.?d|m\.?d)\b\.?)|(?<=[a-zā-ž])[- ](?:san|sensei|sama)\b"
    r"|(?:さん|様|氏|先生|教授|准教授|助教|博士|ラボ|研究室)+$",
    re.IGNORECASE,
)

SYLLABLES = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwfj]|ky|gy|sh|ch|ny|hy|by|py|my|ry|ts)?[aiueo]|nn?(?![aiueoy])|nn(?=[aiueo])|[kstp](?=[kstp]))+"
)
"""Japanese syllables in Latin letters."""

KUNREI = (
    ("sya", "sha"),
    ("syu", "shu"),
    ("syo", "sho"),
    ("tya", "cha"),
    ("tyu", "chu"),
    ("tyo", "cho"),
    ("zya", "ja"),
    ("zyu", "ju"),
    ("zyo", "jo"),
    ("si", "shi"),
    ("ti", "chi"),
    ("tu", "tsu"),
    ("hu", "fu"),
    ("zi", "ji"),
    ("di", "ji"),
    ("du", "zu"),
)
LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"), ("aa", "a"), ("ei", "ei"))


@dataclass(frozen=True)
class NameKeys:
    """The forms of a person's name for comparing: the whole in both orders, and its parts."""

    romaji: frozenset[str]
    kanji: frozenset[str]
    parts: tuple[str, ...]
    kanji_parts: tuple[str, ...]


def without_titles(text: str) -> str:
    """A name without forms of address.

    >>> without_titles("Prof. Kayo Watanabe"), without_titles("太田先生"), without_titles("Ito-san")
    ('Kayo Watanabe', '太田', 'Ito')
    """
    return TITLES.sub(" ", unicodedata.normalize("NFKC", text)).strip(" ,、。?？.")


def kanji_key(text: str) -> str:
    """A name in Japanese script with variants folded and without spaces and brackets."""
    folded = folded_text(text.translate(VARIANTS)).translate(VARIANTS)
    return re.sub(r"[(（].*?[)）]|[・.,．]", "", folded)


@lru_cache(maxsize=65536)
def romaji_key(text: str) -> str:
    """A name in Latin letters with romanisations folded: long vowels, Kunrei and Hepburn, m and n, spaces.

    >>> {romaji_key(name) for name in ("Jun'ichi", "JUN-ICHI", "Junichi")}
    {'junichi'}
    """
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[^a-z ]", "", plain.replace("’", "").replace("-", ""))
    plain = re.sub(r"oh(?![aiueoy])", "o", plain).replace(" ", "")
    for written, usual in KUNREI:
        plain = re.sub(rf"(?<![scdt]){written}" if len(written) == 2 else written, usual, plain)
    plain = re.sub(r"m(?=[mbp])", "n", plain)
    for written, usual in LONG:
        plain = plain.replace(written, usual)
    return re.sub(r"([bcdfghjklmpqrstvwxyz])\1+", r"\1", plain)


def kana_key(text: str) -> str:
    """A name in kana as the key of its Latin spelling.

    >>> kana_key("たかはし れいこ") == romaji_key("TAKAHASHI Reiko")
    True
    """
    return romaji_key(str(jaconv.kata2alphabet(jaconv.hira2kata(folded_text(text)))))


def name_parts(name: str) -> list[str]:
    """The parts of a name in Latin letters, family name first where the spelling shows which it is.

    >>> name_parts("Mihon-Sample, Lee"), name_parts("Kari A. SUZUKI"), name_parts("ENDO Ken'ichi")
    (['Mihon-Sample', 'Lee'], ['SUZUKI', 'Kari', 'A.'], ['ENDO', "Ken'ichi"])
    """
    if "," in name:
        family, _, given = name.partition(",")
        return [family.strip(), *given.split()]
    words = name.split()
    capital = [word for word in words if len(word) > 2 and word.isupper()]
    return (
        [*capital, *(word for word in words if word not in capital)] if len(capital) < len(words) else words
    )


def keys_of(name_en: str | None, name_ja: str | None, name_kana: str | None) -> NameKeys:
    """The keys of a person as a list names them."""
    parts = [romaji_key(part) for part in name_parts(name_en or "")]
    initials = [part for part in parts if len(part) == 1]
    whole = [part for part in parts if len(part) > 1]
    orders = {"".join(order) for order in ([*whole, *initials], [*whole[1:], *initials, *whole[:1]], whole)}
    orders |= {"".join([*whole[1:], *whole[:1]])}
    if name_kana:
        orders.add(kana_key(name_kana))
    kanji = re.split(r"\s+", re.sub(r"[(（].*?[)）]", "", name_ja or "").strip())
    return NameKeys(
        frozenset(filter(None, orders)),
        frozenset(filter(None, [kanji_key(name_ja or "")])),
        tuple(whole),
        tuple(kanji_key(part) for part in kanji if part),
    )


def guessed_kana(name_en: str | None) -> str | None:
    """How a name in Latin letters is probably read, in katakana; None where it is not all Japanese syllables."""
    parts = [plain_letters(part) for part in name_parts(name_en or "")]
    if not parts or not all(SYLLABLES.fullmatch(part) for part in parts):
        return None
    return " ".join(str(jaconv.alphabet2kata(part)) for part in parts)


def plain_letters(part: str) -> str:
    """A part of a name in plain small letters, n before a vowel of its own doubled, as kana conversion takes it."""
    marked = re.sub(r"n['’-](?=[aiueoy])", "nn", unicodedata.normalize("NFKC", part).casefold())
    plain = "".join(char for char in unicodedata.normalize("NFD", marked) if not unicodedata.combining(char))
    return re.sub(r"oh(?![aiueoy])", "o", plain.replace("-", ""))
