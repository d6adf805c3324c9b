"""Every text of the pages, one file for each language."""

import tomllib
from functools import cache
from importlib.resources import files
from types import SimpleNamespace
from typing import Any

from assistant.answer import Language


def read_texts(language: Language) -> dict[str, Any]:
    """The tables of `ja.toml` or `en.toml`."""
    return tomllib.loads(files("api.pages").joinpath(f"{language}.toml").read_text(encoding="utf-8"))


@cache
def texts(language: Language) -> SimpleNamespace:
    """The texts of a language, by name: `texts("en").ask.button`."""
    return SimpleNamespace(**{name: SimpleNamespace(**table) for name, table in read_texts(language).items()})
