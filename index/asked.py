"""How like a question is to those that statements are known to answer, and to those that all leave open.

People ask in other words than statements use. Questions are like questions: which statement may answer a new one is
told by the questions known to each (`index/expanded.py`), and whether any does by the nearest known questions that are
answered and the nearest that are left open (`index/questions.py`; the comparison of a question with the questions of
frequent answers is that of Burke and others 1997, FAQ Finder), in its own language, so that nothing need be translated.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from corpus.asked import LANGUAGES, Asked
from index.asking import point_of
from index.aspects import shipped_aspects
from index.decisive import NOTHING, Standing, shipped_decisive_words
from index.expanded import ExpandedStatements
from index.lexical import Scores
from index.question_vectors import QuestionEmbedder
from index.questions import Questions, told_apart
from index.verifier import Pair, shipped_verifier

NEAR = 100
"""In the questions of how many statements, those most likely to answer, the nearest answered ones are looked for."""

OF_OTHER_YEARS = 0.8
"""How likely a statement is to answer a question on a year, of those known to it all being on others, beside what it
would be."""

FEW_NEAREST = 3
"""The mean of how many nearest known questions tells how near a statement's questions are to one."""

UNKNOWN = -10.0
"""The logarithm of the odds that something answers of which no questions are known."""

FEW = 10
"""How many of the statements likeliest to answer are told of."""

MOST_KEPT = 64
"""How many comparisons are kept: a question is compared to find statements, to tell whether it is answered, and to tell
what the answer begins with."""

NOWHERE: Mapping[str, int] = {}


@dataclass(frozen=True)
class Likeness:
    """How like (0 to 1) a question is to the nearest known ones that are `answered`, and that are `left_open`; and to
    the nearest of those that ask for a thing of its kind."""

    answered: float
    left_open: float
    answered_of_kind: float
    left_open_of_kind: float

    @property
    def more_answered(self) -> float:
        """How much more like it is to known ones that are answered than to those left open."""
        return self.answered - self.left_open

    @property
    def of_kind_more_answered(self) -> float:
        """The same among those of its kind."""
        return self.answered_of_kind - self.left_open_of_kind


@dataclass(frozen=True)
class Known:
    """What is known in one language: the statements, and the questions that each answers and leaves open."""

    expanded: ExpandedStatements
    answered: Questions
    left_open: Questions


@dataclass(frozen=True)
class Beside:
    """A question beside some statements: their passages and places, the pieces of the question in order and its vector,
    and how much each piece counts in each statement, one row for each of these."""

    passages: Sequence[str]
    among: NDArray[np.intp]
    pieces: NDArray[np.intp]
    vector: NDArray[np.float32]
    counts: Scores


class AskedQuestions:
    """The questions that the statements of a library answer, and those that they leave open.

    Args:
        first: for each statement, by its passage's id, the plainest question that it answers by language.
        known: what is known in each language, the statements in the order of `first`.
        embedder: what it was compiled with.
        positions: the place of each passage in the index by its id.
    """

    def __init__(
        self,
        first: Mapping[str, Mapping[str, str]],
        known: Mapping[str, Known],
        embedder: QuestionEmbedder,
        positions: Mapping[str, int],
    ) -> None:
        self.first = first
        self.known = known
        self.embedder = embedder
        self.count = len(positions)
        self.places = np.array([positions.get(passage, -1) for passage in first], dtype=np.intp)
        self.likely = lru_cache(maxsize=MOST_KEPT)(self.compared)
        self.read_beside = lru_cache(maxsize=MOST_KEPT)(self.read_together)

    @classmethod
    def build(
        cls,
        statements: Mapping[str, Mapping[str, str]],
        asked: Mapping[str, Asked],
        embedder: QuestionEmbedder,
        positions: Mapping[str, int] = NOWHERE,
    ) -> "AskedQuestions":
        """Compile statements with the questions on them.

        Args:
            statements: what each states by language, by the id of its passage.
            asked: the questions on each, by the id of its passage.
            embedder: embeds both.
            positions: the place of each passage in the index by its id.
        """
        none = Asked({}, {})
        questions = [asked.get(passage, none) for passage in statements]
        known = {}
        for language in LANGUAGES:
            answered = [of.answered.get(language, ()) for of in questions]
            left_open = [of.left_open.get(language, ()) for of in questions]
            stated = [texts[language] for texts in statements.values()]
            known[language] = Known(
                ExpandedStatements.build(stated, answered, embedder),
                Questions.build(answered, embedder),
                Questions.build(left_open, embedder),
            )
        first = {
            passage: {language: texts[0] for language, texts in of.answered.items() if texts}
            for passage, of in zip(statements, questions, strict=True)
        }
        return cls(first, known, embedder, positions)

    def compared(self, text: str, language: str) -> Scores:
        """For each statement how likely, 0 to 1, it is to answer a question in a language."""
        if language not in self.known or not text.strip():
            return np.zeros(len(self.first), dtype=np.float32)
        known = self.known[language]
        scores = known.expanded.scores(text, self.embedder)
        scores[known.answered.of_other_years(text)] *= np.float32(OF_OTHER_YEARS)
        return scores

    def scores(self, text: str, language: str) -> Scores:
        """How likely, 0 to 1, each passage of the index is to answer a question; 0 for all but known statements."""
        scores = np.zeros(self.count, dtype=np.float32)
        held = self.places >= 0
        scores[self.places[held]] = self.likely(text, language)[held]
        return scores

    def likeness(self, text: str, language: str) -> Likeness:
        """How like a question in a language is to those known. One that gives no year is not like one left open on a
        year: that is left open for its year."""
        known = self.known.get(language)
        if known is None or not text.strip():
            return Likeness(0.0, 0.0, 0.0, 0.0)
        near = np.argsort(-self.likely(text, language), kind="stable")[:NEAR]
        answered, answered_of_kind = known.answered.likeness(text, self.embedder, near)
        left_open, left_open_of_kind = known.left_open.likeness(text, self.embedder, dated=False)
        return Likeness(answered, left_open, answered_of_kind, left_open_of_kind)

    def more_asked(self, text: str, language: str, passages: Collection[str]) -> float:
        """How much more like a question is, in what asks in it, to the few nearest questions that some statements
        answer than to the few that they leave open, but for what all of these questions share: `told_apart`.

        Args:
            text: the question.
            language: its language.
            passages: the passages of the statements, by id; those that are not known are left out.
        """
        beside = self.beside(point_of(text), language, passages)
        if beside is None:
            return 0.0
        known = self.known[language]
        return told_apart(
            beside.pieces,
            beside.vector,
            known.answered.of(beside.among),
            known.left_open.of(beside.among),
        )

    def standing(
        self, text: str, language: str, passages: Collection[str], parts: Sequence[str] = ()
    ) -> Standing:
        """How much of each of a question's pieces some statements hold; those that are not known are left out.

        Args:
            text: the question.
            language: its language.
            passages: the passages of the statements, by id.
            parts: the several things that it asks for, if it does.
        """
        beside = self.beside(text, language, passages)
        if beside is None:
            return NOTHING
        likely = [self.likely(part, language)[beside.among] for part in parts]
        return Standing(
            {passage: row for row, passage in enumerate(beside.passages)},
            beside.counts,
            shipped_decisive_words().weights(beside.pieces, self.known[language].expanded.rarities),
            np.array(likely, dtype=np.float32).reshape(len(parts), len(beside.among)),
        )

    def borne_out(self, text: str, language: str, passages: Collection[str]) -> float:
        """The logarithm of the odds that a question is answered by that one of some statements which bears its words
        out best, by what it says and the questions known to it; `UNKNOWN` where none is known."""
        beside = self.beside(text, language, passages)
        if beside is None:
            return UNKNOWN
        odds = shipped_decisive_words().odds(beside.pieces, beside.counts, *self.cosines(beside, language))
        return float(odds.max())

    def verified(self, text: str, language: str, stated: Mapping[str, str]) -> Mapping[str, float]:
        """The logarithm of the odds that each of some statements answers a question, by reading each beside it.

        Args:
            text: the question.
            language: its language.
            stated: what the statements say in it, by the id of their passage; those that are not known are left out.
        """
        return self.read_beside(text, language, tuple(stated.items()))

    def read_together(
        self, text: str, language: str, statements: Sequence[tuple[str, str]]
    ) -> Mapping[str, float]:
        """What `verified` tells, of statements as pairs of passage and text."""
        stated = dict(statements)
        beside = self.beside(text, language, stated)
        if beside is None:
            return {}
        asked, *said = self.embedder.static.pieces_of_each(
            [text, *(stated[passage] for passage in beside.passages)]
        )
        standing = beside.counts[:, np.searchsorted(beside.pieces, asked)]
        cosines = zip(*self.cosines(beside, language), strict=True)
        pairs = [Pair(asked, *rest) for rest in zip(said, standing, cosines, strict=True)]
        return dict(zip(beside.passages, shipped_verifier().odds(pairs).tolist(), strict=True))

    def nearness(self, text: str, language: str, passages: Collection[str]) -> Mapping[str, float]:
        """How like, by cosine, what asks in a question is to the few nearest questions that each of some statements
        answers; those that are not known are left out."""
        beside = self.beside(point_of(text), language, passages)
        if beside is None:
            return {}
        _, nearest = self.cosines(beside, language)
        return dict(zip(beside.passages, nearest.tolist(), strict=True))

    def asked_beyond(self, text: str, language: str, stated: Mapping[str, str]) -> float:
        """How much more a question asks what some statements are known to answer than what they leave open, by what it
        has beyond their own words: `Aspects.more_answered`; 0 where none is known.

        Args:
            text: the question.
            language: its language.
            stated: what the statements say in it, by the id of their passage; those that are not known are left out.
        """
        beside = self.beside(point_of(text), language, stated)
        if beside is None:
            return 0.0
        known = self.known[language]
        said = self.embedder.static.pieces_of_each([stated[passage] for passage in beside.passages])
        answered, left_open = (
            [questions.of(beside.among[place : place + 1], text) for place in range(len(said))]
            for questions in (known.answered, known.left_open)
        )
        return shipped_aspects().more_answered(beside.pieces, said, answered, left_open)

    def beside(self, text: str, language: str, passages: Collection[str]) -> Beside | None:
        """A question beside those of some statements that are known; None where there are none, or nothing is asked."""
        known = self.known.get(language)
        chosen = [passage for passage in dict.fromkeys(passages) if passage in self.order]
        pieces, vector = self.embedder.read(text)
        if known is None or not chosen or not pieces:
            return None
        among = np.array([self.order[passage] for passage in chosen], dtype=np.intp)
        counts = known.expanded.standing(pieces, among)
        return Beside(chosen, among, np.array(pieces, dtype=np.intp), vector, counts)

    def cosines(self, beside: Beside, language: str) -> tuple[Scores, Scores]:
        """For each statement the cosine of a question with it and the questions known to it, and with the nearest."""
        known = self.known[language]
        meaning: Scores = np.clip(known.expanded.vectors[beside.among] @ beside.vector, 0, 1)
        return meaning, known.answered.nearness(beside.vector, beside.among, FEW_NEAREST)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The place of each statement among the known ones, by its passage's id."""
        return {passage: place for place, passage in enumerate(self.first)}

    def likeliest(self, text: str, language: str) -> Scores:
        """How likely, 0 to 1, the few likeliest statements are to answer a question, falling; 0 without any."""
        likely = np.sort(self.likely(text, language))[::-1][:FEW]
        return np.pad(likely, (0, FEW - len(likely)))
