"""Numbers written in words: kanji numerals and English number words."""

import re
from fractions import Fraction

KANJI_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
KANJI_TENS = {"十": 10, "百": 100, "千": 1000}
COUNTED = (
    r"(?:億|兆|万|割|倍|位|番目|名|人(?!物|材|間|気)|社(?!会|員|長|外|内)|校|件|回|つ|か国|カ国|ヶ国|か年|カ年|ヵ年|か所|カ所|分野|項目|"
    r"都市|拠点|機関|年間?|か月|カ月|週間?|本柱|種類|団体|期|点|日間|分の)"
)
KANJI_NUMBER = re.compile(rf"(?<![数何幾十百千(\d.])[一二三四五六七八九十百千〇]+(?={COUNTED})")

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {word: value for value, word in enumerate(UNITS)} | {
    word: 10 * value for value, word in enumerate(TENS, start=2)
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), start=2
    )
}
LARGE = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
WORD_NUMBER = re.compile(
    rf"\b(?=[aefnostz])(?:(?:a|{'|'.join(WORDS)})[ -](?:(?:{'|'.join(WORDS)})[ -])?(?:hundred|thousand|million|billion)"
    rf"|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(UNITS[1:10])}))?|{'|'.join(UNITS[2:])})\b",
    re.IGNORECASE,
)
WORD_ORDINAL = re.compile(rf"\b(?=[efnst])(?:{'|'.join(ORDINALS)})\b(?! part(?:y|ies))", re.IGNORECASE)
FRACTIONS = {
    "half": Fraction(1, 2),
    "one third": Fraction(1, 3),
    "a third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "one quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
    "半数": Fraction(1, 2),
    "半分": Fraction(1, 2),
}
WORD_FRACTION = re.compile(
    r"(?=[aefhnost半\d])(?:\b(?:(?<!and a )half|(?:one|a|two)[ -]thirds?|(?:one|a|three)[ -]quarters?)\b|半数|半分|"
    rf"\b(?P<tenths>{'|'.join(UNITS[1:10])}) (?:in|out of) ten\b|"
    r"(?P<below>\d++)分の(?P<above>\d+))",
    re.IGNORECASE,
)


def kanji_value(numeral: str) -> int:
    """The value of a kanji numeral below ten thousand, by places or by digits.

    >>> kanji_value("千五百"), kanji_value("二〇二五")
    (1500, 2025)
    """
    if not any(char in KANJI_TENS for char in numeral):
        return int("".join(str(KANJI_DIGITS[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in KANJI_TENS:
            total += (digit or 1) * KANJI_TENS[char]
            digit = 0
        else:
            digit = KANJI_DIGITS[char]
    return total + digit


def word_value(words: str) -> int:
    """The value of English number words.

    >>> word_value("twenty-five"), word_value("two hundred"), word_value("a thousand")
    (25, 200, 1000)
    """
    total = 0
    for word in re.split(r"[ -]", words.lower()):
        if word in LARGE:
            total = max(total, 1) * LARGE[word]
        else:
            total += WORDS.get(word, 0)
    return total


def fraction_value(match: re.Match[str]) -> Fraction | None:
    """The value of a match of WORD_FRACTION."""
    if match["below"]:
        return Fraction(int(match["above"]), int(match["below"])) if int(match["below"]) else None
    if match["tenths"]:
        return Fraction(WORDS[match["tenths"].lower()], 10)
    words = match[0].lower().replace("-", " ")
    return FRACTIONS.get(words) or FRACTIONS.get(words.removesuffix("s"))
