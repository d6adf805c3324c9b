"""How like a question is to those that statements are known to answer, and to those that all leave open.

People ask in other words than statements use. Questions are like questions: a new one is compared with those kept for
each statement (document expansion by queries, Nogueira and others 2019; the comparison of a question with the
questions of frequent answers is that of Burke and others 1997, FAQ Finder), in its own language, so that nothing need
be translated. Likeness is the mean of the cosine in the static model and of the share of its pieces that the known
question has too, weighed by rarity; a known question on another year is no likeness at all.
"""

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.asked import LANGUAGES, Asked
from index.embedding import StaticEmbedder, Vectors
from index.lexical import Scores

FIRST = "first.json"
ANSWERED, LEFT_OPEN = KINDS = ("answered", "open")
PARTS = ("vectors", "starts", "owners", "questions", "bounds", "rarities", "years")

MOST_KEPT = 64
"""How many comparisons are kept: a question is compared to find statements, and to tell whether it is answered."""

NOWHERE: Mapping[str, int] = {}
NOTHING: Scores = np.zeros(0, dtype=np.float32)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MOST_YEARS = 4


@dataclass(frozen=True)
class Questions:
    """Questions in one language, those of a statement in a row.

    `vectors` holds one unit row for each; `starts` tells where each statement's questions begin and `owners` the
    statement's number. `questions` lists for each piece of the model the questions that have it, between its `bounds`;
    `rarities` weigh the pieces; `years` are those that each question gives, filled up with zeros.
    """

    vectors: Vectors
    starts: NDArray[np.intp]
    owners: NDArray[np.intp]
    questions: NDArray[np.intp]
    bounds: NDArray[np.intp]
    rarities: Scores
    years: NDArray[np.int16]

    @classmethod
    def build(cls, of_each: Sequence[Sequence[str]], embedder: StaticEmbedder) -> "Questions":
        """Compile the questions of each statement."""
        texts = [text for texts in of_each for text in texts]
        owners = np.array([number for number, texts in enumerate(of_each) if texts], dtype=np.intp)
        counts = [len(texts) for texts in of_each if texts]
        pieces = [sorted(set(found)) for found in embedder.pieces_of_each(texts)]
        having = np.repeat(np.arange(len(texts)), [len(found) for found in pieces])
        which = np.array([piece for found in pieces for piece in found], dtype=np.intp)
        frequencies = np.bincount(which, minlength=embedder.tokenizer.get_vocab_size())
        rarities = np.log(1 + (len(texts) - frequencies + 0.5) / (frequencies + 0.5)).astype(np.float32)
        return cls(
            vectors=embedder.embed_documents(texts),
            starts=np.cumsum([0, *counts[:-1]]) if counts else np.zeros(0, dtype=np.intp),
            owners=owners,
            questions=having[np.argsort(which, kind="stable")],
            bounds=np.concatenate([[0], np.cumsum(frequencies)]),
            rarities=rarities,
            years=np.array([years_of(text) for text in texts], dtype=np.int16).reshape(-1, MOST_YEARS),
        )

    def likeness(self, text: str, embedder: StaticEmbedder) -> Scores:
        """For each statement with questions, how like (0 to 1) the one that is most like a text is to it."""
        if not len(self.owners) or not text.strip():
            return NOTHING
        pieces = np.unique(np.array(embedder.pieces(text), dtype=np.intp))
        weights = self.rarities[pieces]
        having = [self.questions[self.bounds[piece] : self.bounds[piece + 1]] for piece in pieces]
        shared = np.bincount(
            np.concatenate([np.zeros(0, dtype=np.intp), *having]),
            np.repeat(weights, [len(found) for found in having]),
            len(self.vectors),
        )
        cosine = np.clip(self.vectors @ embedder.embed_query(text), 0, 1)
        like = (shared / (weights.sum() or 1.0) + cosine) / 2
        if any(given := years_of(text)):
            like[~np.isin(self.years, [0, *given]).all(axis=1)] = 0
        likeness: Scores = np.maximum.reduceat(like, self.starts).astype(np.float32)
        return likeness


def years_of(text: str) -> list[int]:
    """The years that a question gives, filled up with zeros.

    >>> years_of("GDP in 2023 and 2024?")
    [2023, 2024, 0, 0]
    """
    found = [int(year) for year in YEAR.findall(text)][:MOST_YEARS]
    return found + [0] * (MOST_YEARS - len(found))


@dataclass(frozen=True)
class Likeness:
    """How like (0 to 1) a question is to the nearest one that is known to be `answered`, and to be `left_open`."""

    answered: float
    left_open: float


class AskedQuestions:
    """The questions that the statements of a library answer, and those that they leave open.

    Args:
        first: the first question that each statement answers by its passage's id and by language, the plainest one.
        questions: all questions, compiled, by kind (answered, open) and language.
        embedder: the static model that they were compiled with.
        positions: the place of each passage in the index by its id.
    """

    def __init__(
        self,
        first: Mapping[str, Mapping[str, str]],
        questions: Mapping[tuple[str, str], Questions],
        embedder: StaticEmbedder,
        positions: Mapping[str, int],
    ) -> None:
        self.first = first
        self.questions = questions
        self.embedder = embedder
        self.count = len(positions)
        self.places = np.array([positions.get(passage, -1) for passage in first], dtype=np.intp)
        self.likeness = lru_cache(maxsize=MOST_KEPT)(self.compared)

    @classmethod
    def build(
        cls, asked: Mapping[str, Asked], embedder: StaticEmbedder, positions: Mapping[str, int] = NOWHERE
    ) -> "AskedQuestions":
        """Compile questions.

        Args:
            asked: the questions on each statement by the id of its passage.
            embedder: the static model.
            positions: the place of each passage in the index by its id.
        """
        kinds = {
            ANSWERED: [questions.answered for questions in asked.values()],
            LEFT_OPEN: [questions.left_open for questions in asked.values()],
        }
        compiled = {
            (kind, language): Questions.build(
                [questions.get(language, ()) for questions in of_each], embedder
            )
            for kind, of_each in kinds.items()
            for language in LANGUAGES
        }
        first = {
            passage: {language: texts[0] for language, texts in questions.answered.items() if texts}
            for passage, questions in asked.items()
        }
        return cls(first, compiled, embedder, positions)

    def compared(self, text: str, kind: str, language: str) -> Scores:
        """How like a question is to the known ones of a kind in its language, for each statement that has some."""
        questions = self.questions.get((kind, language))
        return questions.likeness(text, self.embedder) if questions else NOTHING

    def scores(self, text: str, language: str) -> Scores:
        """How like a question in a language is to those that each passage of the index answers; 0 for those without."""
        scores = np.zeros(self.count, dtype=np.float32)
        likeness = self.likeness(text, ANSWERED, language)
        if len(likeness):
            places = self.places[self.questions[ANSWERED, language].owners]
            scores[places[places >= 0]] = likeness[places >= 0]
        return scores

    def nearest(self, text: str, language: str) -> Likeness:
        """How like a question in a language is to the nearest known ones."""
        answered, left_open = (self.likeness(text, kind, language).max(initial=0.0) for kind in KINDS)
        return Likeness(float(answered), float(left_open))

    def save(self, folder: Path) -> None:
        """Write to a folder, whole or not at all."""
        growing = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(growing, ignore_errors=True)
        growing.mkdir(parents=True)
        (growing / FIRST).write_text(json.dumps(self.first, ensure_ascii=False), encoding="utf-8")
        for kind_and_language, questions in self.questions.items():
            (growing / "-".join(kind_and_language)).mkdir()
            for part in PARTS:
                np.save(growing / "-".join(kind_and_language) / f"{part}.npy", getattr(questions, part))
        growing.rename(folder)

    @classmethod
    def load(
        cls, folder: Path, embedder: StaticEmbedder, positions: Mapping[str, int] = NOWHERE
    ) -> "AskedQuestions":
        """Open what `save` wrote, without reading it whole into memory; nothing where it wrote nothing."""
        if not folder.is_dir():
            return cls({}, {}, embedder, positions)
        first = json.loads((folder / FIRST).read_text(encoding="utf-8"))
        questions = {
            (kind, language): Questions(
                *(np.load(folder / f"{kind}-{language}" / f"{part}.npy", mmap_mode="r") for part in PARTS)
            )
            for kind in KINDS
            for language in LANGUAGES
        }
        return cls(first, questions, embedder, positions)
