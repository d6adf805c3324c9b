"""The language of a page: in its address, and at `/` the one that the browser asks for."""

import re

from starlette.convertors import Convertor, register_url_convertor

from assistant.answer import Language

LANGUAGES: tuple[Language, ...] = ("ja", "en")
CHOICE = re.compile(r"\s*([A-Za-z*]+)[^;,]*(?:;\s*q=([0-9.]+))?")


class LanguageConvertor(Convertor[str]):
    """The first part of a page's address, as `{language:language}`."""

    regex = "|".join(LANGUAGES)

    def convert(self, value: str) -> str:
        """The language."""
        return value

    def to_string(self, value: str) -> str:
        """The part of the address."""
        return value


register_url_convertor("language", LanguageConvertor())


def preferred(accept_language: str | None) -> Language:
    """The page language that suits an Accept-Language header best; English where it names neither.

    >>> preferred("fr, ja;q=0.8, en;q=0.7")
    'ja'
    """
    best: Language = "en"
    best_weight = 0.0
    for choice in (accept_language or "").split(","):
        match = CHOICE.match(choice)
        weight = quality(match[2]) if match else 0.0
        for language in LANGUAGES:
            if match and match[1].lower() == language and weight > best_weight:
                best, best_weight = language, weight
    return best


def quality(written: str | None) -> float:
    """The weight of a choice: 1 where none is written, 0 where it is no number."""
    try:
        return float(written) if written else 1.0
    except ValueError:
        return 0.0


def other(language: Language) -> Language:
    """The language to switch to."""
    return "en" if language == "ja" else "ja"
