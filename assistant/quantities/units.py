"""Units of numbers in Japanese and English under one name: ISO 4217 currencies, '%', ranks, people, durations."""

import re
from collections.abc import Mapping
from fractions import Fraction

MONEY = frozenset({"JPY", "USD", "EUR", "GBP", "CNY", "KRW", "CAD", "AUD", "CHF", "INR"})
DURATIONS = frozenset({"years", "months", "weeks", "days", "hours", "minutes", "seconds"})
COUNTS = frozenset({"people", "organisations", "count"})

JAPANESE_NAMES = {
    "USD": "米ドル ドル",
    "JPY": "円",
    "EUR": "ユーロ",
    "GBP": "ポンド",
    "CNY": "人民元",
    "KRW": "ウォン",
    "CAD": "加ドル カナダドル",
    "AUD": "豪ドル",
    "CHF": "スイスフラン",
    "INR": "ルピー",
    "%": "% パーセント 割",
    "points": "%ポイント ポイント",
    "times": "倍",
    "rank": "位 番目 世紀 周年 回目 年目 号 年生 期目",
    "years": "周年 か年 カ年 ヵ年 年間 年",
    "months": "か月 カ月 ヶ月 ヵ月 ケ月",
    "weeks": "週間 週",
    "days": "日間",
    "hours": "時間",
    "minutes": "分間 分",
    "seconds": "秒",
    "people": "名 人 者",
    "organisations": "社 機関 校 大学 団体 組織 法人 企業",
    "count": "件 回 か国 カ国 ヶ国 ヵ国 か所 カ所 ヶ所 ヵ所 箇所 つ 個 本 種類 分野 項目 都市 拠点 公館 州 県 台 点 "
    "冊 部 頁 ページ 口 床 棟 室 席 技術 テーマ 事例 期 代 枚 組 品目 領域 要素 段階 問 館 市 町 施設",
}
ENGLISH_NAMES = {
    "USD": "dollar usd",
    "JPY": "yen jpy",
    "EUR": "euro eur",
    "GBP": "pound",
    "CNY": "yuan",
    "KRW": "won",
    "%": "percent",
    "points": "point",
    "times": "times fold x",
    "rank": "st nd rd th",
    "years": "year",
    "months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour",
    "minutes": "minute",
    "seconds": "second",
    "people": "people person participant attendee guest student researcher visitor member employee worker engineer "
    "lawmaker legislator scientist investigator pi entrepreneur founder doctor physician job",
    "organisations": "company firm startup start-up institution organisation organization university college school "
    "corporation enterprise business hospital group",
    "count": "times point people person participant attendee guest student researcher visitor member employee worker "
    "engineer lawmaker legislator scientist investigator pi entrepreneur founder doctor physician job company firm "
    "startup start-up institution organisation organization university college school corporation enterprise business "
    "hospital group",
}
"""English nouns count people or organisations, or simply things: 1,000 companies may be 1,000社 or 1,000件."""


def by_name(names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The units of each name."""
    found: dict[str, tuple[str, ...]] = {}
    for unit, words in names.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), unit)
    return found


JAPANESE_UNITS = by_name(JAPANESE_NAMES)
ENGLISH_UNITS = by_name(ENGLISH_NAMES)

SYMBOLS = {"US$": "USD", "$": "USD", "¥": "JPY", "€": "EUR", "£": "GBP", "C$": "CAD", "A$": "AUD"}
SYMBOL_BEFORE = re.compile(r"(US\$|C\$|A\$|\$|¥|€|£|\b(?:JPY|USD|EUR|GBP|CNY|KRW|CAD|AUD|CHF|INR))\s?$")
RANK_BEFORE = re.compile(
    r"(?:第|No\.?\s?|#|\brank(?:s|ed|ing)?\s(?:at\s|as\s)?(?:number\s)?)$", re.IGNORECASE
)
JAPANESE_UNIT = re.compile(rf"\s?({'|'.join(sorted(map(re.escape, JAPANESE_UNITS), key=len, reverse=True))})")
NOT_A_UNIT = re.compile(
    r"人(?:当|あたり|材|工|間|気|類|脈|物)|社(?:会|員|長|内|外)|名(?:目|刺|称|古|誉|前)|本(?:社|部|文|学|国|年|事業)|部(?:門|品|局|署)|"
    r"点(?:検|火)|分(?:野|析|の|類|布|配|子)|年(?:代|金|次|末|度)|回(?:答|復|収)|件(?:数|名)|台(?:湾|北)|市(?:場|民)|口(?:座)|"
    r"校(?:長)|技術(?:者)|位(?:置)|代(?:表)|期(?:間|待)|室(?:長)|館(?:長)"
)
ENGLISH_PERCENT = re.compile(r"\s?(%|per\s?cent)(?:age)?\s?(points?)?", re.IGNORECASE)
ENGLISH_SUFFIX = re.compile(r"(st|nd|rd|th|x)\b", re.IGNORECASE)
ENGLISH_CURRENCY = re.compile(
    r"[\s-](?:US\s|U\.S\.\s)?(dollars?|yen|euros?|pounds?|yuan|won|USD|JPY|EUR)\b", re.IGNORECASE
)
ENGLISH_WORDS = re.compile(
    r"(?:-|\s)(?:or more |or so |or fewer )?((?:[A-Za-z][A-Za-z'’-]*)(?:\s[A-Za-z][A-Za-z'’-]*){0,3})"
)
DECLARED = re.compile(
    r"(?<![\d.])(?<!\d\s)(百万|十億|百|千|万|億|兆)?(円|米ドル|ドル|ユーロ|%|パーセント)|\b(yen|dollars)\b"
)
DECLARED_SCALES = {"百": 2, "千": 3, "万": 4, "百万": 6, "億": 8, "十億": 9, "兆": 12}


def unit_before(text: str) -> tuple[str, ...]:
    """The units that stand at the end of the text before a number."""
    if symbol := SYMBOL_BEFORE.search(text):
        return (SYMBOLS.get(symbol[1], symbol[1]),)
    return ("rank",) if RANK_BEFORE.search(text) else ()


def unit_after(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """The units that stand at a position, after a number, and where they end; none where nothing is known."""
    if (match := JAPANESE_UNIT.match(text, position)) and not NOT_A_UNIT.match(text, match.start(1)):
        return JAPANESE_UNITS[match[1]], match.end()
    if match := ENGLISH_PERCENT.match(text, position):
        return (("points",) if match[2] else ("%",)), match.end()
    if match := ENGLISH_SUFFIX.match(text, position):
        return ENGLISH_UNITS[match[1].lower()], match.end()
    if match := ENGLISH_CURRENCY.match(text, position):
        return ENGLISH_UNITS[match[1].lower().removesuffix("s")], match.end()
    if match := ENGLISH_WORDS.match(text, position):
        return noun_unit(match[1]), position
    return (), position


def noun_unit(words: str) -> tuple[str, ...]:
    """The unit that the first known noun among the words after an English number gives it."""
    for word in re.split(r"\s|(?<=year)-|(?<=month)-|(?<=week)-|(?<=day)-", words.lower()):
        singular = re.sub(r"ies$", "y", word)
        for form in (word, singular, singular.removesuffix("s")):
            if form in ENGLISH_UNITS and len(form) > 2:
                return ENGLISH_UNITS[form]
        if word in {
            "of",
            "in",
            "to",
            "from",
            "and",
            "for",
            "by",
            "at",
            "on",
            "with",
            "out",
            "a",
            "an",
            "per",
            "the",
            "over",
        }:
            break
    return ()


def declared_units(text: str) -> frozenset[tuple[str, int]]:
    """Units that a text names apart from a number, as a table's heading does: (unit, power of ten of its scale).

    >>> sorted(declared_units("予算(億円) 26,840"))
    [('JPY', 8)]
    """
    return frozenset(
        (JAPANESE_UNITS[match[2]][0], DECLARED_SCALES.get(match[1] or "", 0))
        if match[2]
        else (ENGLISH_UNITS[match[3].removesuffix("s")][0], 0)
        for match in DECLARED.finditer(text)
    )


def agree(claimed: str, found: str) -> bool:
    """Whether a number claimed in one unit may rest on one found in another.

    A number without unit in the source (a table's cell) supports counts, ranks and durations, not money or percentages.
    """
    if claimed == found:
        return True
    if found == "":
        return claimed not in MONEY and claimed not in {"%", "points"}
    if claimed == "":
        return found not in MONEY and found not in {"%", "points"}
    return "count" in (claimed, found) and {claimed, found} <= COUNTS


def factor(unit: str, text: str) -> Fraction:
    """By how much a unit's own name multiplies: 割 counts tenths."""
    return Fraction(10) if unit == "%" and text.lstrip().startswith("割") else Fraction(1)
