"""Quotes in the asker's language, where the question asks for a translation; each held against its quote."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer import Citation
from assistant.generation.check import NEAR
from assistant.generation.model import ChatModel
from assistant.generation.prompt import translate_prompt
from assistant.generation.stream import visible
from assistant.links import without_foreign_links
from assistant.phrases import phrase
from assistant.support import supported
from index.embedding import shipped_embedder

ASKED = re.compile(r"訳(?!で|に|が|は|も|無|な)|翻訳|translat", re.IGNORECASE)
LINE = re.compile(r"\[(\d+)\]\s*(\S.*)")


def foreign(citations: Sequence[Citation], language: str) -> list[tuple[int, str]]:
    """The numbers and words of quotes in the other language."""
    return [(item.number, item.quote) for item in citations if item.quote_language != language]


def translations(
    question: str, citations: Sequence[Citation], language: str, model: ChatModel
) -> Iterator[str]:
    """A line for each quote in the other language whose translation says what it says.

    Raises:
        ModelFailed: when the model does.
    """
    quotes = dict(foreign(citations, language)) if ASKED.search(question) else {}
    if not quotes:
        return
    for number, text in LINE.findall(
        visible(model.say(translate_prompt([*quotes.items()], language), model.seconds))
    ):
        quote = quotes.pop(int(number), None)
        if quote is None or not is_faithful(text, quote):
            continue
        safe = without_foreign_links(text.strip(), (), language)
        yield f"- {phrase('translation', language, text=safe)} [{number}]"


def is_faithful(text: str, quote: str) -> bool:
    """Whether a translation has nothing in it that the quote does not bear out."""
    first, second = shipped_embedder().embed_documents([text, quote])
    return float(first @ second) >= NEAR and supported(text, [quote])
