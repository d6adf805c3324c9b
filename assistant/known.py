"""What is known of questions like one: that a statement answers them, or that all statements leave them open.

Near the edge of what the library tells, rules by kinds of answer and by names do not know enough: whether the fee or
the phone number of a programme is told stands in no word of the question. Beside the questions that each statement
answers there are questions near to it that nothing answers; a question is taken to be like the nearest of them (the
nearest neighbour rule, Cover and Hart 1967). The bounds were chosen on the gold's dev split and the practice questions.
"""

from collections.abc import Iterator
from typing import Literal

from assistant.asking import asks, clauses_of, wants_in
from assistant.question import Question
from assistant.relevance import essential_names
from index.asked import AskedQuestions

MORE_ANSWERED = 0.09
"""How much nearer a question has to be to one that is answered to overrule that names or kinds of answer lack."""

PART_ANSWERED = 0.06
"""How much nearer one of several things asked for has to be to a question that is answered to be told."""

MORE_OPEN = 0.06
"""How much nearer a question has to be to one that is left open to be declined."""

LEAST_LIKE = 0.4
"""How near it has to be to a known question at all."""


def known_of(question: Question, asked: AskedQuestions) -> Literal["answered", "open"] | None:
    """Whether a question is like those that are answered or like those that are left open; None where it is unsure.

    A question for several things, one of which is answered, is not left open.

    Args:
        question: as understood.
        asked: the questions known.
    """
    language = question.search_language
    like = asked.nearest(question.search_text, language)
    near = max(like.answered, like.left_open) >= LEAST_LIKE
    if near and like.answered > like.left_open + MORE_ANSWERED:
        return "answered"
    parts = (asked.nearest(part, language) for part in parts_of(question))
    told = any(part.answered > part.left_open + PART_ANSWERED for part in parts)
    if near and like.left_open >= like.answered + MORE_OPEN:
        return None if told else "open"
    return "answered" if told else None


def parts_of(question: Question) -> Iterator[str]:
    """The things that a question asks for, where they are several, each with the names that it is about."""
    clauses = [clause for clause in clauses_of(question.core) if wants_in(clause) or asks(clause)]
    if len(clauses) > 1:
        named = " ".join(name.text for name in essential_names(question.core))
        for clause in clauses:
            yield clause if essential_names(clause) else f"{named} {clause}"
