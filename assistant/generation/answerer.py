"""Answers by a chat model: numbered sources in, checked sentences out, and the extractive answer where it fails."""

import logging
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from assistant.answer import Status
from assistant.claims import Claim
from assistant.compose import Composition
from assistant.evidence import may_answer
from assistant.extractive import decline
from assistant.generation.check import Checked, Checker, Rejected
from assistant.generation.model import ChatModel, ModelFailed
from assistant.generation.prompt import NOT_IN_SOURCES, answer_prompt
from assistant.generation.rewrite import standalone
from assistant.generation.sources import Grounds, grounds_of, numbered
from assistant.generation.stream import Sentence, read_sentences
from assistant.generation.translate import translations
from assistant.links import known_hosts
from assistant.phrases import phrase
from assistant.question import Question
from assistant.settings import Settings
from assistant.streaming import EXTRACTIVE, MARK, Event, Outcome, Token, append, told
from corpus.catalogue import Publication
from index.passage_index import PassageIndex
from index.retriever import Hit

ANSWERING = 10
"""How many of the passages that may answer the model reads."""

BESIDE = 4
"""How many pages it reads beside the digests on them."""

MOST_SENTENCES = 14

logger = logging.getLogger(__name__)


class Extractor(Protocol):
    """Puts an answer together without a model."""

    settings: Settings

    def extract(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication], today: date
    ) -> tuple[Status, Composition, list[str]]:
        """The answer that hits allow."""


@dataclass
class Draft:
    """A model's answer so far: what was shown, and what was not and why."""

    composition: Composition
    shown: list[Checked] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    line: int | None = None

    def add(self, checked: Checked, sentence: Sentence) -> Iterator[Event]:
        """Show a sentence, after the citations that are new."""
        before = len(self.composition.citations)
        marks = (
            self.composition.marks(
                Claim(checked.text, self.composition.language, grounds.source.passage, 1.0, quotes)
            )
            for grounds, quotes in checked.rests_on
        )
        once = dict.fromkeys(MARK.findall("".join(marks)))
        yield from self.composition.citations[before:]
        text = f"{checked.text} {''.join(f'[{number}]' for number in once)}"
        lines = self.composition.lines
        if lines and sentence.line == self.line and not sentence.point:
            space = "" if self.composition.language == "ja" else " "
            lines[-1] += space + text
            yield Token(space + text)
        else:
            text = f"- {text}" if sentence.point else text
            yield Token(f"\n{text}" if lines else text)
            lines.append(text)
        self.line = sentence.line
        self.shown.append(checked)

    def notes(self) -> list[str]:
        """What the reader is told of the sentences that are not shown."""
        if not self.rejected:
            return []
        return [phrase("sentences_removed", self.composition.language, count=len(self.rejected))]


class Answerer:
    """Answers questions with a chat model.

    Args:
        model: the chat model.
        index: the library.
        extractor: what answers where the model does not.
    """

    def __init__(self, model: ChatModel, index: PassageIndex, extractor: Extractor) -> None:
        self.model, self.index, self.extractor = model, index, extractor

    def standalone(self, question: Question, earlier: Sequence[str]) -> Question:
        """A follow-up put so that it can be searched for alone."""
        return standalone(question, earlier, self.model)

    def answer(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication], today: date
    ) -> Generator[Event, None, Outcome]:
        """Tell the answer as it becomes sure, and return how it came out."""
        sources = numbered(self.read_by_model(question, hits), known, question.language)
        draft = Draft(Composition(question.language, known))
        if not sources:
            return (yield from self.extract(question, hits, known, today, draft, []))
        speech = self.model.speak(answer_prompt(question, sources, today))
        try:
            with self.index.engine.connect() as connection:
                found = {source.number: grounds_of(connection, source) for source in sources}
            grounds = {number: item for number, item in found.items() if item}
            with closing(speech.listen()) as pieces:
                yield from self.shown(pieces, draft, grounds, question, known_hosts(known.values()))
            for line in translations(
                question.text, draft.composition.citations, question.language, self.model
            ):
                draft.composition.lines.append(line)
                yield Token(f"\n{line}")
        except ModelFailed as fault:
            logger.warning("the chat model failed (%s)", fault.reason, exc_info=fault.__cause__)
            note = phrase(f"model_{fault.reason}", question.language)
            return (yield from self.extract(question, hits, known, today, draft, [note]))
        if draft.shown:
            return Outcome("answered", draft.composition, draft.notes(), self.model.name)
        if any(rejected.reason != "no_source" for rejected in draft.rejected):
            note = phrase("model_unsupported", question.language)
            return (yield from self.extract(question, hits, known, today, draft, [note]))
        decline(question, draft.composition, known)
        yield from told(draft.composition)
        return Outcome("not_in_sources", draft.composition, draft.notes(), self.model.name)

    def read_by_model(self, question: Question, hits: Sequence[Hit]) -> list[Hit]:
        """The hits that the model reads: those that may answer, and pages beside the digests on them."""
        lexical = self.index.snapshot().lexical
        digests = self.extractor.settings.digests == "on"
        answering = [hit for hit in hits if may_answer(hit, question, lexical, digests)]
        beside = [hit for hit in hits if hit.passage.source == "publication" and hit not in answering]
        return [*answering[:ANSWERING], *beside[:BESIDE]]

    def shown(
        self,
        pieces: Iterator[str],
        draft: Draft,
        grounds: Mapping[int, Grounds],
        question: Question,
        hosts: Collection[str],
    ) -> Iterator[Event]:
        """Tell the sentences that hold, each as soon as the model has finished it."""
        for item in grounds.values():
            item.get_ready()
        checker = Checker(grounds, question.language, hosts)
        for sentence in read_sentences(pieces):
            if NOT_IN_SOURCES in sentence.text:
                continue
            checked = checker.check(sentence)
            if isinstance(checked, Rejected):
                logger.info("a sentence was not shown (%s)", checked.reason)
                draft.rejected.append(checked)
            elif all(checked.text != other.text for other in draft.shown):
                yield from draft.add(checked, sentence)
            if len(draft.shown) >= MOST_SENTENCES:
                return

    def extract(
        self,
        question: Question,
        hits: Sequence[Hit],
        known: Mapping[str, Publication],
        today: date,
        draft: Draft,
        notes: list[str],
    ) -> Generator[Event, None, Outcome]:
        """Tell the extractive answer, after what was shown already."""
        status, composition, own = self.extractor.extract(question, hits, known, today)
        notes = [*notes, *draft.notes(), *own]
        if not draft.shown:
            yield from told(composition)
            return Outcome(status, composition, notes, EXTRACTIVE)
        if status in ("answered", "partial"):
            already = [citation.number for citation in draft.composition.citations]
            yield from told(append(draft.composition, composition), already, begun=True)
        return Outcome("partial", draft.composition, notes, self.model.name)
