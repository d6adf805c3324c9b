"""Which of the two languages a text is in."""

import re

JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9f]")
LATIN = re.compile(r"[A-Za-z]+")


def language_of(text: str) -> str:
    """'ja' where Japanese script carries the text, else 'en'.

    Names in the other script do not decide: a Latin word counts as much as two Japanese characters.

    >>> language_of("MGHの日本人会は何人いますか")
    'ja'
    >>> language_of("What does 新技術立国 mean?")
    'en'
    """
    japanese = len(JAPANESE.findall(text))
    return "ja" if japanese > 2 * len(LATIN.findall(text)) or (japanese and not LATIN.search(text)) else "en"
