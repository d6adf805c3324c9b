"""What a question asks: its language and the text to search for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.romaji import is_romaji, to_kana
from assistant.scope import is_outside, without_instructions
from index.language import language_of

SHORT_FOLLOW_UP = 25
"""A question of no more characters is read together with the one before it."""


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `language` is that of the answer; `search_text` and `search_language` are what is searched with; `romaji` tells
    that it was Japanese in Latin letters. `asked` is the question without what orders the assistant about; `outside`
    tells that nothing is left of it, or that it is about matters that the library is not for.
    """

    text: str
    asked: str
    language: str
    search_text: str
    search_language: str
    romaji: bool = False
    about_people: bool = False
    outside: bool = False


PEOPLE = re.compile(
    r"研究者|研究主宰|研究室|ラボ|先生|教授|博士|さん|氏名|日本人PI|\bPI\b|PIs|誰|だれ|どなた|人(?:は|を|が)?(?:い|教|探|知)|専門家"
    r"|researcher|professor|investigator|scientist|\bPIs?\b|\blabs?\b|laborator|who\b|whose|anyone|people|\bDr\b|expert|faculty",
    re.IGNORECASE,
)
"""What a question that may be about people on a list speaks of."""


def understand(text: str, language: str | None = None, earlier: Sequence[str] = ()) -> Question:
    """Understand a question.

    Args:
        text: the question.
        language: the language wanted for the answer; by default the question's.
        earlier: the conversation's earlier questions, oldest first.
    """
    asked = without_instructions(text)
    romaji = language_of(asked) == "en" and is_romaji(asked)
    own = "ja" if romaji else language_of(asked or text)
    search = f"{to_kana(asked)} {asked}" if romaji else asked
    if earlier and needs_context(asked):
        search = f"{without_instructions(earlier[-1])} {search}"
    return Question(
        text=text,
        asked=asked,
        language=language or own,
        search_text=search,
        search_language=own,
        romaji=romaji,
        about_people=bool(PEOPLE.search(search)),
        outside=not asked or is_outside(asked),
    )


def needs_context(text: str) -> bool:
    """Whether a question leans on the one before it."""
    leaning = (
        "そのほか",
        "それ",
        "その",
        "他に",
        "ほかに",
        "では",
        "じゃあ",
        "and ",
        "what about",
        "how about",
        "it",
        "they",
    )
    return len(text) <= SHORT_FOLLOW_UP or text.lower().startswith(leaning)
