"""What a question asks: its language and the text to search for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.in_full import in_full
from assistant.romaji import is_romaji, to_kana
from assistant.scope import is_outside, without_instructions
from index.asking import asked_in
from index.follow_up import leans
from index.language import language_of
from index.people.asking import asks_about_people
from index.spelling import Spelling


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `language` is that of the answer; `own_text` and `search_language` are what is searched with, beside `earlier`, the
    question before it; `search_text` holds both where the question leans on that one; `romaji` tells that it was
    Japanese in Latin letters. `asked` is the question without what orders the assistant about, `core` its sentences
    that ask; `outside` tells that nothing is left of it, or that it is about matters that the library is not for.
    """

    text: str
    asked: str
    language: str
    search_text: str
    search_language: str
    romaji: bool = False
    about_people: bool = False
    outside: bool = False
    core: str = ""
    own_text: str = ""
    earlier: str = ""

    def spelled(self, spelling: Spelling) -> "Question":
        """The same question with its misspelt names put right."""
        return replace(self, asked=spelling.corrected(self.asked), core=spelling.corrected(self.core))


def understand(text: str, language: str | None = None, earlier: Sequence[str] = ()) -> Question:
    """Understand a question.

    Args:
        text: the question.
        language: the language wanted for the answer; by default the question's.
        earlier: the conversation's earlier questions, oldest first.
    """
    asked = in_full(without_instructions(text), language_of(text))
    romaji = language_of(asked) == "en" and is_romaji(asked)
    own = "ja" if romaji else language_of(asked or text)
    own_text = f"{to_kana(asked)} {asked}" if romaji else asked
    before = in_full(without_instructions(earlier[-1]), own) if earlier else ""
    search = f"{before} {own_text}" if before and leans(asked) else own_text
    return Question(
        text=text,
        asked=asked,
        language=language or own,
        search_text=search,
        search_language=own,
        romaji=romaji,
        about_people=asks_about_people(search),
        outside=not asked or is_outside(asked),
        core=asked_in(asked),
        own_text=own_text,
        earlier=before,
    )
