"""Two things that a question compares as wholes, and what it so asks of each: what it is.

Where no statement sets them side by side, an answer tells of the one and of the other. What compares an attribute of
them ("the fees of X and Y") asks for that, and is no such question unless what is named so is itself told of.
"""

import re
from dataclasses import dataclass

from assistant.question import Question, understand
from corpus.folding import folded_text

NAMED = r"[^、。？?！!「」\n]{2,40}?"
THING = r"[^,;:?!\n]{2,60}?"

COMPARED = {
    "ja": [
        re.compile(
            rf"^({NAMED})と({NAMED})(?:の違い|との違い|を比べ|を比較|の比較|(?:は|って|とは|とでは|では)、?(?:何|なに|どこ|どう)[がは]?(?:違|ちが|異な))"
        )
    ],
    "en": [
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\bdifferences? between ({THING}) and ({THING})[?.!]*$",
            rf"\bhow (?:do|does|is|are) ({THING}) (?:differ|different|compare) (?:from|to|with) ({THING})[?.!]*$",
            rf"\bhow (?:do|are) ({THING}) and ({THING}) (?:differ|different)[?.!]*$",
            rf"^(?:please )?compare ({THING}) (?:and|with|to) ({THING})[?.!]*$",
            rf"^({THING}) (?:vs\.?|versus) ({THING})[?.!]*$",
        )
    ],
}
"""What compares two things, by language."""

ASKED_OF_EACH = {"ja": "{}とは何ですか？", "en": "What is {}?"}

ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Side:
    """One of two things compared, and the question what it is."""

    thing: str
    question: Question

    def is_named_in(self, text: str) -> bool:
        """Whether a text has the thing, as it stands in the question but for an article."""
        return folded_text(ARTICLE.sub("", self.thing)) in folded_text(text)


def sides_of(question: Question) -> list[Side]:
    """The two things that a question compares; nothing for any other question.

    >>> [side.question.text for side in sides_of(understand("How does EXPERT-J differ from J-RISE?"))]
    ['What is EXPERT-J?', 'What is J-RISE?']
    >>> [side.question.text for side in sides_of(understand("四季報と報告書の違いを教えて"))]
    ['四季報とは何ですか？', '報告書とは何ですか？']
    """
    asked = ASKED_OF_EACH[question.search_language]
    for comparing in COMPARED[question.search_language]:
        if found := comparing.search(question.core.strip()):
            things = [thing.strip() for thing in found.groups()]
            return [Side(thing, understand(asked.format(thing), question.language)) for thing in things]
    return []
