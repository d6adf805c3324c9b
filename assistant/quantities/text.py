"""Text in one form for reading numbers and names: one width, one kind of dash, no breaks inside Japanese."""

import re
import unicodedata
from functools import lru_cache

LIST_MARKS = re.compile(r"[①-⑳㉑-㉟㊱-㊿❶-➓]")
SUPERSCRIPTS = re.compile(r"[⁰¹²³⁴-⁹]")
VULGAR = {"½": ".5", "¼": ".25", "¾": ".75"}
CJK = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
SPACE_WITHIN = re.compile(
    rf"(?<={CJK})\s+(?={CJK})|(?<=[\d０-９])\s*\n\s*(?=[年月日億万兆円%％名社人位件校])"
)
YEAR_IN_A_COLUMN = re.compile(r"(?<!\d)(?:[12]\s\d|[１２]\s[０-９])(?:\s[\d０-９]){2}(?=\s?年)")
DASHES = str.maketrans(dict.fromkeys("‐‑–—―−〜～", "-") | {"’": "'", "‘": "'", "“": '"', "”": '"', "，": ","})


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Text in one form for reading: NFKC, one kind of dash, no breaks inside Japanese.

    >>> plain("予算（億\\n円）　２６，８４０")
    '予算(億円)26,840'
    """
    for sign, value in VULGAR.items():
        if sign in text:
            text = re.sub(rf"(?<=\d){sign}", value, text).replace(sign, f"0{value}")
    text = YEAR_IN_A_COLUMN.sub(lambda match: "".join(match[0].split()), text)
    text = SUPERSCRIPTS.sub("", LIST_MARKS.sub(r" \g<0> ", text)).translate(DASHES)
    return unicodedata.normalize("NFKC", SPACE_WITHIN.sub("", text))
