"""Why a file was refused and what to mind about it, in the reader's language."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from assistant.answer import Language


@cache
def reasons() -> Sequence[tuple[re.Pattern[str], str]]:
    """What readers and jobs say, as patterns, each with the same in Japanese."""
    data = tomllib.loads(files("api.pages").joinpath("reasons_ja.toml").read_text(encoding="utf-8"))
    return [(re.compile(entry["english"], re.DOTALL), entry["japanese"]) for entry in data["reason"]]


def in_language(reason: str, language: Language) -> str | Markup:
    """A reason in a language; marked as English where there is no Japanese for it.

    >>> in_language("no text on page 3, 4", "ja")
    '文字のないページ：3, 4'
    """
    if language == "en":
        return reason
    for english, japanese in reasons():
        if match := english.fullmatch(reason):
            return japanese.format(match[0], *match.groups())
    return Markup('<span lang="en">{}</span>').format(reason)
