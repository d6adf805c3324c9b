"""Who states a figure, as digests name it in English, for a reader of either language."""

import tomllib
from functools import cache
from importlib.resources import files

from api.pages.other_language import marked
from assistant.answer import Language


@cache
def source_names() -> dict[str, dict[str, str]]:
    """The tables of `source_names_ja.toml`: whole names, and endings that tell who passed a figure on."""
    text = files("api.pages").joinpath("source_names_ja.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def japanese_name(source: str) -> str | None:
    """A source's name in Japanese; None where nothing tells it.

    >>> japanese_name("BEA, compiled by JETRO")
    '米国商務省経済分析局（BEA）［ジェトロ集計］'
    """
    names, endings = source_names()["names"], source_names()["endings"]
    if source in names:
        return names[source]
    for ending, japanese in endings.items():
        name = names.get(source.removesuffix(ending))
        if name and source.endswith(ending):
            return f"{name}［{japanese}］"
    return None


def source_named(source: str, language: Language) -> str:
    """A source's name for a page in a language; words of the other language are marked as such."""
    name = japanese_name(source) if language == "ja" else None
    return name or marked(source, language)
