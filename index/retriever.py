"""The one ranking: BM25 with translation and vectors, fused."""

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.diversity import FIRST, NAMED, best_of_each, with_each
from index.follow_up import LEANING, STANDING, leans
from index.language import language_of
from index.lexical import Concept, LexicalIndex, Scores
from index.passage import Passage
from index.passage_index import PassageIndex, Snapshot
from index.people.asking import asks_about_people
from index.places import without_repeats
from index.reranking import RERANKED, Reranker
from index.translate import LITERAL, LITERAL_IN_BOTH, Translator
from index.wording import WORDED, by_wording

AT_ONCE = 8
"""How many questions at most ask for their nearest passages at one time, each while its words are looked up."""

CANDIDATES = 100
"""Over how many of the nearest passages similarity is told apart."""

MOST_CANDIDATES = 1000
"""How many are looked at to find as many that a filter lets through."""

COVERAGE_SHARES = {"ja": 0.55, "en": 0.4}
"""How much the share of the question counts that a passage carries, by the question's language, chosen on the gold's
dev split and, for Japanese, on JSQuAD's validation part."""

SPARE = 10
"""How many passages beyond those asked for are looked up, in place of any that repeat others or are gone by now."""

ROW_ELSEWHERE = 0.6
"""What a row of a list of people counts for a question that is not about people."""

FOREIGN_PAGE = 1.5
"""What a page in the other language than the question's counts where digests speak for other publications and none
for its own: it shares hardly a word with the question, and they are told in both languages."""

ASKED_SHARE = 0.7
"""How much of a statement's score is how likely it is to answer by the questions known to it; what else is found, pages
that no digest speaks of and rows of lists, is taken to be as likely to answer as it scores."""

SURE = 1.2
"""By how much that likelihood is raised, to be on one scale with other scores: what answers has about 0.56."""

LEAST_SURE = 0.7
"""A statement is taken to be at least as likely to answer as this part of its score, whatever is known to be asked."""

TITLE_SHARE = 0.1
"""How much of what a score lacks is given where a question names the title or publisher of a publication, but for the
rows of lists, in whose titles the words stand that all questions about people share."""

DENSE_SHARES = {"ja": 0.15, "en": 0.2}
"""How much the vectors count in the fused score, chosen likewise."""


@dataclass(frozen=True)
class Hit:
    """A passage found, with its fused score and the scores that it was fused from."""

    passage: Passage
    score: float
    parts: Mapping[str, float]


@dataclass(frozen=True)
class Filter:
    """What is searched: sources and a publication left out; one publication, one language, one source."""

    without: Collection[str] = ()
    without_publication: str | None = None
    publication_id: str | None = None
    language: str | None = None
    source: str | None = None


class Retriever:
    """Ranks the passages of a library for a question in Japanese or English.

    Args:
        index: the library's index.
        reranker: what reorders the best passages; by default nothing.
    """

    def __init__(self, index: PassageIndex, reranker: Reranker | None = None) -> None:
        self.index = index
        self.reranker = reranker
        self.beside = ThreadPoolExecutor(AT_ONCE, "vectors")

    def search(
        self,
        question: str,
        count: int = 10,
        where: Filter | None = None,
        earlier: str = "",
        snapshot: Snapshot | None = None,
    ) -> list[Hit]:
        """The best passages for a question.

        Args:
            question: in Japanese or English.
            count: how many passages at most.
            where: what to search in.
            earlier: the question before it in the conversation, whose words count less.
            snapshot: the state of the library to search; by default as it is now.
        """
        snapshot = snapshot or self.index.snapshot()
        entries = snapshot.lexical.entries
        if not entries or not question.strip():
            return []
        passing = allowed(snapshot, where or Filter())
        sides = snapshot.names.side_by_side(question)
        asked = [(snapshot.names.topic(question), 1.0), (question, NAMED)] if sides else [(question, 1.0)]
        if earlier:
            asked.append((earlier, LEANING if leans(question) else STANDING))
        asked = [(snapshot.translator.spelling.corrected(text), weight) for text, weight in asked]
        asking_vectors = self.beside.submit(self.dense_scores, asked, snapshot, passing)
        concepts, concepts_in_both = (
            weighted_concepts(asked, snapshot.translator, literal) for literal in (LITERAL, LITERAL_IN_BOTH)
        )
        lexical, coverage = lexical_scores(concepts, concepts_in_both, snapshot.lexical)
        dense = asking_vectors.result()
        top = float(lexical[passing].max(initial=0.0)) or 1.0
        language = language_of(question)
        by_coverage, by_meaning = COVERAGE_SHARES[language], DENSE_SHARES[language]
        fused = (1 - by_coverage - by_meaning) * lexical / top + by_coverage * coverage + by_meaning * dense
        said = snapshot.titles.scores(concepts_in_both, snapshot.lexical)
        said[snapshot.lexical.is_row] = 0
        fused += TITLE_SHARE * said * (1 - fused)
        whole = f"{earlier} {asked[0][0]}" if earlier and leans(question) else asked[0][0]
        undigested = snapshot.lexical.undigested(passing)
        likely = np.zeros_like(fused)
        if (passing & snapshot.lexical.is_digest).any():
            likely = likelihoods(snapshot.asked.scores(whole, language), fused, snapshot.lexical, undigested)
            fused = (1 - ASKED_SHARE) * fused + ASKED_SHARE * likely
        if not asks_about_people(" ".join(text for text, _ in asked)):
            fused[snapshot.lexical.is_row] *= ROW_ELSEWHERE
        foreign = snapshot.lexical.is_japanese != (language == "ja")
        foreign &= undigested
        fused[foreign] = np.minimum(fused[foreign] * FOREIGN_PAGE, 1)
        fused[~passing] = -1
        named = best_of_each(sides, fused, snapshot.lexical)
        best = best_first(fused, max(WORDED, RERANKED, count + SPARE))
        order = list(dict.fromkeys([*best, *named.values()]))
        wanted = (entries[position].id for position in order if fused[position] > 0)
        found = self.index.passages(wanted, snapshot)
        hits = [
            Hit(
                found[entries[position].id],
                float(fused[position]),
                {
                    "lexical": float(lexical[position]),
                    "dense": float(dense[position]),
                    "asked": float(likely[position]),
                },
            )
            for position in order
            if entries[position].id in found and fused[position] > 0
        ]
        hits = without_repeats(hits)
        if language == "ja":
            hits = by_wording(question, hits)
        return with_each(named, self.reranked(question, hits), min(FIRST, count))[:count]

    def reranked(self, question: str, hits: list[Hit]) -> list[Hit]:
        """The best hits in the reranker's order, with the scores that stood at their places; the rest as they are."""
        best = hits[:RERANKED]
        if self.reranker is None or not best:
            return hits
        language = language_of(question)
        scores = self.reranker.scores(question, [hit.passage.text(language) for hit in best])
        order = sorted(range(len(best)), key=lambda place: -scores[place])
        moved = [
            replace(best[place], score=hit.score, parts={**best[place].parts, "rerank": scores[place]})
            for hit, place in zip(best, order, strict=True)
        ]
        return [*moved, *hits[RERANKED:]]

    def dense_scores(
        self, asked: Sequence[tuple[str, float]], snapshot: Snapshot, passing: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        """How near the passing passages are to weighted questions, scaled to 0..1 over the nearest; 0 for the rest."""
        scores = np.zeros(len(snapshot.lexical.entries), dtype=np.float32)
        vectors = np.stack([self.index.embedder.embed_query(text) for text, _ in asked])
        vector = np.array([weight for _, weight in asked], dtype=np.float32) @ vectors
        vector /= np.linalg.norm(vector) or np.float32(1)
        near = self.index.vectors.query(vector, CANDIDATES if passing.all() else MOST_CANDIDATES)
        positions = snapshot.lexical.positions
        known = ((positions[item], similarity) for item, similarity in near if item in positions)
        found = list(islice(((at, similarity) for at, similarity in known if passing[at]), CANDIDATES))
        if found:
            best, worst = found[0][1], found[-1][1]
            for position, similarity in found:
                scores[position] = (similarity - worst) / (best - worst) if best > worst else 1.0
        return scores


def lexical_scores(
    concepts: Sequence[Concept], concepts_in_both: Sequence[Concept], index: LexicalIndex
) -> tuple[Scores, Scores]:
    """The lexical score and coverage of each passage, by other concepts where both languages are spoken."""
    pages = index.match(concepts)
    if index.is_page.all():
        return pages
    both = index.match(concepts_in_both)
    return np.where(index.is_page, pages[0], both[0]), np.where(index.is_page, pages[1], both[1])


def likelihoods(
    answering: Scores, scores: Scores, index: LexicalIndex, undigested: NDArray[np.bool_]
) -> Scores:
    """How likely, 0 to 1, each passage is to answer: statements by what is known to be asked, the rest by its score.

    Args:
        answering: how likely each statement is, by the questions known to it.
        scores: what each passage scores otherwise.
        index: tells statements and rows.
        undigested: the pages that no digest speaks of; other pages leave the answer to their digest.
    """
    stated = np.maximum(np.minimum(SURE * answering, 1), LEAST_SURE * scores)
    likely: Scores = np.where(index.is_digest, stated, np.where(undigested | index.is_row, scores, 0))
    return likely.astype(np.float32)


def best_first(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The places of the highest scores, best first, equal ones in order."""
    if count < len(scores):
        least = np.partition(scores, len(scores) - count)[len(scores) - count]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    return places[np.argsort(-scores[places], kind="stable")][:count]


def weighted_concepts(
    asked: Sequence[tuple[str, float]], translator: Translator, literal: float
) -> list[Concept]:
    """The concepts of weighted questions; `literal` is the share of their own words."""
    return [
        concept if weight == 1 else replace(concept, boost=concept.boost * weight)
        for text, weight in asked
        for concept in translator.concepts(text, language_of(text), literal)
    ]


def allowed(snapshot: Snapshot, where: Filter) -> NDArray[np.bool_]:
    """Which entries a filter lets through."""
    lexical = snapshot.lexical
    passing = np.ones(len(lexical.entries), dtype=np.bool_)
    for source in where.without:
        passing &= lexical.sources != source
    if where.without_publication is not None:
        passing &= lexical.numbers != lexical.publication_ids.get(where.without_publication, -1)
    if where.publication_id is not None:
        passing &= lexical.numbers == lexical.publication_ids.get(where.publication_id, -1)
    if where.source is not None:
        passing &= lexical.sources == where.source
    if where.language is not None:
        passing &= ~lexical.is_page | (lexical.languages == where.language)
    return passing
