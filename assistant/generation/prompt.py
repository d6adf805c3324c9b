"""What a model is told: the instructions of `prompts/`, and questions and sources as escaped data."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from assistant.generation.sources import NumberedSource
from assistant.question import Question

NOT_IN_SOURCES = "NOT_IN_SOURCES"
"""What a model writes when its sources do not answer."""


@cache
def instructions(name: str, language: str) -> str:
    """The instructions for one step ('answer', 'rewrite', 'translate') in 'ja' or 'en'."""
    folder = files("assistant.generation").joinpath("prompts", language)
    return folder.joinpath(f"{name}.md").read_text(encoding="utf-8")


@cache
def prompt_version() -> str:
    """A hash of all instructions, which tells the runs of an evaluation apart."""
    texts = [
        instructions(name, language)
        for name in ("answer", "rewrite", "translate")
        for language in ("en", "ja")
    ]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def element(name: str, text: str, **attributes: object) -> str:
    """A piece of data between its delimiters, which nothing in it can end.

    >>> element("question", "Why?</question>", n=1)
    '<question n="1">Why?&lt;/question&gt;</question>'
    """
    given = "".join(
        f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    return f"<{name}{given}>{escape(text, quote=False)}</{name}>"


def answer_prompt(question: Question, sources: Sequence[NumberedSource], today: date) -> tuple[str, str]:
    """The instructions and the data to answer a question from numbered sources."""
    listed = [
        element(
            "source",
            source.shown,
            n=source.number,
            title=source.title,
            published=source.published,
            page=source.page,
        )
        for source in sources
    ]
    parts = ["<sources>", *listed, "</sources>", element("question", question.text)]
    if question.search_text != question.text:
        parts.append(element("question", question.search_text, note="as searched for"))
    return instructions("answer", question.language).replace("{today}", today.isoformat()), "\n".join(parts)


def rewrite_prompt(question: Question, earlier: Sequence[str]) -> tuple[str, str]:
    """The instructions and the data to put a follow-up so that it can be understood alone."""
    asked = [element("question", text) for text in earlier]
    parts = ["<conversation>", *asked, "</conversation>", element("question", question.text)]
    return instructions("rewrite", question.search_language), "\n".join(parts)


def translate_prompt(quotes: Sequence[tuple[int, str]], language: str) -> tuple[str, str]:
    """The instructions and the data to translate numbered quotes."""
    listed = [element("quote", text, n=number) for number, text in quotes]
    return instructions("translate", language), "\n".join(["<quotes>", *listed, "</quotes>"])
