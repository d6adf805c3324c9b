"""Words of the other language on a page, marked as such, so that they are read aloud as what they are."""

import re
from collections.abc import Iterable

from markupsafe import Markup

from assistant.answer import Language

JAPANESE = re.compile(r"[ぁ-んァ-ヶー一-龠々]+")
LATIN = re.compile(r"[A-Za-z]{2}")


def marked(text: str | None, language: Language) -> Markup:
    """Text for a page in a language: what is Japanese marked on English pages, text without any on Japanese ones.

    >>> marked("Dr 堀田", "en"), marked("Harvard & MIT", "ja")
    (Markup('Dr <span lang="ja">堀田</span>'), Markup('<span lang="en">Harvard &amp; MIT</span>'))
    """
    text = text or ""
    if language == "ja":
        english = LATIN.search(text) and not JAPANESE.search(text)
        return Markup('<span lang="en">{}</span>').format(text) if english else Markup.escape(text)
    parts, end = Markup(""), 0
    for found in JAPANESE.finditer(text):
        parts += Markup('{}<span lang="ja">{}</span>').format(text[end : found.start()], found[0])
        end = found.end()
    return parts + text[end:]


def listed(parts: Iterable[str | None], language: Language) -> Markup:
    """Words after one another, with the comma of the language that they are in, for a page in a language.

    >>> listed(["教授", None, "MIT"], "ja"), listed(["Professor", "MIT"], "en")
    (Markup('教授、MIT'), Markup('Professor, MIT'))
    """
    given = [part for part in parts if part]
    comma = "、" if any(map(JAPANESE.search, given)) else ", "
    return marked(comma.join(given), language)
