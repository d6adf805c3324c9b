"""Which of the two languages a text is in."""

import re

JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
LATIN = re.compile(r"[A-Za-z]+")
ENGLISH_WORD = re.compile(r"(?<![A-Za-z])[a-z]{2,}(?![A-Za-z])")
"""A word in small letters; what is written in capitals is a name in either language."""

ENGLISH_START = re.compile(
    r"\W*(?:[Ww]h(?:at|om?|ose|ere|en|ich|y)|[Hh]ow|[Ii]s|[Aa]re|[Ww](?:as|ere)|[Dd](?:o|oes|id)|[Cc](?:an|ould)"
    r"|[Tt]ell|[Ee]xplain|[Dd]escribe)\b"
)
JAPANESE_END = re.compile(r"[\u3041-\u309f][\s?？!！.。…]*$")


def language_of(text: str) -> str:
    """'ja' where Japanese script carries the text, else 'en'.

    A text that begins as English asks, or ends in hiragana, is in that language. Otherwise names in the other script
    do not decide: words in capitals do not count, other Latin words as much as two Japanese characters.

    >>> language_of("MGHの日本人会は何人いますか")
    'ja'
    >>> language_of("J-NEXUSとは？")
    'ja'
    >>> language_of("What does 新技術立国 mean?")
    'en'
    """
    japanese = len(JAPANESE.findall(text))
    if not japanese:
        return "en"
    asks, ends = bool(ENGLISH_START.match(text)), bool(JAPANESE_END.search(text))
    if asks != ends:
        return "en" if asks else "ja"
    carried = japanese > 2 * len(LATIN.findall(text))
    return "ja" if carried or not ENGLISH_WORD.search(text) else "en"
