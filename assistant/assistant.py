"""The assistant: from a question to a cited, verified answer."""

import time
import uuid
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answer import Answer, Status
from assistant.answer import Hit as AnswerHit
from assistant.claims import Coverage, claims_of
from assistant.compose import Composition
from assistant.conversations import Conversations
from assistant.links import known_hosts, with_safe_links
from assistant.phrases import phrase
from assistant.question import Question, understand
from assistant.selection import select
from assistant.settings import Settings
from assistant.streaming import EXTRACTIVE, Event, Outcome, Stage, finished, illustrated, told
from corpus.catalogue import Publication
from corpus.database import migrate
from corpus.library import publications
from index.lexical import LexicalIndex
from index.passage_index import PassageIndex, open_index
from index.retriever import Filter, Hit, Retriever

if TYPE_CHECKING:
    from assistant.generation.answerer import Answerer

RETRIEVED = 40
ENOUGH_COVERAGE = 0.35
"""The least share of a question's meaning that the best claim must carry, chosen on the gold's dev split."""

CONTACT_PAGE = "pi-list-new-england"
SAMPLE_LIST = "pi-list-sample"


class QuestionError(ValueError):
    """A question that cannot be taken; the message says what to do."""


class Assistant:
    """Answers questions from a library.

    >>> Assistant.open(Settings()).ask("Who runs J-NEXUS?").language  # doctest: +SKIP
    'en'
    """

    def __init__(self, index: PassageIndex, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self.retriever = Retriever(index)
        self.conversations = Conversations(index.engine, settings.retention_days)

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """The assistant over the home folder that settings name."""
        index = open_index(
            settings.home, settings.database_url, settings.chroma_url, settings.embedding_model
        )
        migrate(index.engine, "assistant")
        return cls(index, settings)

    def ask(
        self,
        text: str,
        language: str | None = None,
        conversation_id: str | None = None,
        earlier: Sequence[str] | None = None,
        keep: bool = True,
        today: date | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            text: the question, in Japanese (also in Latin letters) or English.
            language: 'ja' or 'en' for the answer; by default the question's.
            conversation_id: the conversation that it goes on with.
            earlier: earlier questions, instead of those that the conversation holds.
            keep: whether the answer is stored for follow-ups and share links.
            today: the date that the answer takes for today; by default the settings'.

        Raises:
            QuestionError: when the question is empty or too long.
        """
        return finished(self.stream(text, language, conversation_id, earlier, keep, today))

    def stream(
        self,
        text: str,
        language: str | None = None,
        conversation_id: str | None = None,
        earlier: Sequence[str] | None = None,
        keep: bool = True,
        today: date | None = None,
    ) -> Iterator[Event]:
        """Answer a question bit by bit, as `ask` does at once.

        Raises:
            QuestionError: when the question is empty or too long; before anything is told.
        """
        self.check(text)
        return self.events(
            text, language, conversation_id, earlier, keep, today or self.settings.current_date()
        )

    def events(
        self,
        text: str,
        language: str | None,
        conversation_id: str | None,
        earlier: Sequence[str] | None,
        keep: bool,
        today: date,
    ) -> Iterator[Event]:
        """What happens while a question is answered, the answer last."""
        started = time.perf_counter()
        yield Stage("searching")
        answer_id = uuid.uuid4().hex
        if earlier is None:
            earlier = self.conversations.questions(conversation_id) if conversation_id else []
        question = understand(text, language, earlier)
        if self.answerer:
            question = self.answerer.standalone(question, earlier)
        hits = self.retriever.search(question.search_text, RETRIEVED, self.sources())
        retrieved = time.perf_counter()
        with self.index.engine.connect() as connection:
            known = {name: publication for name, (publication, _) in publications(connection).items()}
        yield Stage("answering")
        outcome = yield from illustrated(self.write(question, hits, known, today), answer_id)
        composed = time.perf_counter()
        answer = Answer(
            answer_id=answer_id,
            conversation_id=conversation_id or uuid.uuid4().hex,
            question=text,
            language="ja" if question.language == "ja" else "en",
            status=outcome.status,
            answer="\n".join(outcome.composition.lines),
            citations=outcome.composition.citations,
            follow_ups=[],
            hits=[self.shown(hit, known, question.language) for hit in hits[:10]],
            engine=outcome.engine,
            as_of=today.isoformat(),
            notes=outcome.notes,
            timings_ms={
                "retrieve": round((retrieved - started) * 1000, 2),
                "compose": round((composed - retrieved) * 1000, 2),
            },
        )
        if keep:
            self.conversations.keep(answer)
        yield answer

    @cached_property
    def answerer(self) -> "Answerer | None":
        """What answers with the chat model that the settings name; None where they name none."""
        if not self.settings.chat_model:
            return None
        from assistant.generation.answerer import Answerer
        from assistant.generation.model import ChatModel

        model = ChatModel(self.settings.chat_model, self.settings.chat_seconds, self.settings.chat_options)
        return Answerer(model, self.index, self)

    def open_model(self) -> None:
        """Load the chat model, if the settings name one.

        Raises:
            ChatModelError: when it cannot be used as set.
        """
        _ = self.answerer

    def write(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication], today: date
    ) -> Generator[Event, None, Outcome]:
        """Tell the answer that hits allow, by the chat model if there is one, and return how it came out."""
        if self.answerer:
            return (yield from self.answerer.answer(question, hits, known, today))
        status, composition, notes = self.extract(question, hits, known)
        yield from told(composition)
        return Outcome(status, composition, notes, EXTRACTIVE)

    def extract(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication]
    ) -> tuple[Status, Composition, list[str]]:
        """The answer without a model, with no address in it that nothing vouches for."""
        status, composition, notes = self.compose(question, hits, known)
        hosts = known_hosts(known.values())
        composition.lines[:] = with_safe_links(
            composition.lines, composition.citations, hosts, question.language
        )
        return status, composition, notes

    def search(
        self,
        text: str,
        count: int = 10,
        document: str | None = None,
        language: str | None = None,
        source: str | None = None,
    ) -> list[AnswerHit]:
        """Ranked passages for a question or words; `source` keeps one kind, `document` one publication."""
        self.check(text)
        question = understand(text)
        where = replace(self.sources(), publication_id=document, language=language, source=source)
        hits = self.retriever.search(question.search_text, count, where)
        with self.index.engine.connect() as connection:
            known = {name: publication for name, (publication, _) in publications(connection).items()}
        return [self.shown(hit, known, language or question.language) for hit in hits]

    def warm(self) -> None:
        """Load what the first question would have to wait for."""
        self.open_model()
        self.retriever.search("warm up 準備", 1)

    def check(self, text: str) -> None:
        """Refuse a question that cannot be taken."""
        if not text.strip():
            raise QuestionError("the question is empty; write what you want to know")
        if len(text) > self.settings.max_question:
            raise QuestionError(
                f"the question is longer than {self.settings.max_question} characters; shorten it"
            )

    def sources(self) -> Filter:
        """What is searched: without digests where they are off, without the sample list where a real one is."""
        without = ["digest"] if self.settings.digests == "off" else []
        return Filter(without=without, without_publication=SAMPLE_LIST if self.has_real_list() else None)

    def has_real_list(self) -> bool:
        """Whether a researcher list other than the sample is indexed."""
        lexical = self.index.snapshot().lexical
        lists = lexical.publications[lexical.sources == "list"]
        return bool((lists != SAMPLE_LIST).any())

    def compose(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication]
    ) -> tuple[Status, Composition, list[str]]:
        """The answer that hits allow: its status, text and citations, and notes on it."""
        composition = Composition(question.language, known)
        snapshot = self.index.snapshot()
        coverage = Coverage(
            snapshot.translator.concepts(question.search_text, question.search_language), snapshot.lexical
        )
        spoken = [hit for hit in hits if self.answers(hit, question, snapshot.lexical)]
        selected = select(list(claims_of(spoken, question.language, coverage)), coverage)
        with self.index.engine.connect() as connection:
            checked = [claim.checked(connection) for claim in selected]
        chosen = [claim for claim in checked if claim.quotes]
        carried = coverage.of(" ".join(claim.evidence_text for claim in chosen)) if chosen else 0.0
        notes = [phrase("romaji_note", question.language)] if question.romaji else []
        if carried < ENOUGH_COVERAGE:
            self.decline(question, composition, known)
            return "not_in_sources", composition, notes
        composition.write(chosen)
        if any(citation.source == "digest" and not citation.verified for citation in composition.citations):
            notes.append(phrase("digest_note", question.language))
        if any(citation.fictitious for citation in composition.citations):
            notes.append(phrase("sample_note", question.language))
        spoken_in_own = chosen[0].language == question.language
        return "answered" if spoken_in_own else "partial", composition, notes

    def answers(self, hit: Hit, question: Question, lexical: LexicalIndex) -> bool:
        """Whether a hit may answer: not a page whose publication's digest answers, nor a person nobody asked for."""
        if hit.passage.source == "list":
            return question.about_people
        digested = self.settings.digests == "on" and hit.passage.publication_id in lexical.digested
        return not (hit.passage.source == "publication" and digested)

    def decline(self, question: Question, composition: Composition, known: Mapping[str, Publication]) -> None:
        """Say that nothing was found, what the library covers, and where to turn."""
        titles = [p.title(question.language) for p in known.values() if not p.fictitious]
        separator = "、" if question.language == "ja" else "; "
        composition.lines.append(phrase("not_in_sources", question.language))
        if titles:
            composition.lines.append(phrase("covers", question.language, titles=separator.join(titles)))
        else:
            composition.lines.append(phrase("empty_library", question.language))

    def shown(self, hit: Hit, known: Mapping[str, Publication], language: str) -> AnswerHit:
        """A hit in the shape that leaves the assistant."""
        passage = hit.passage
        publication = known.get(passage.publication_id, Publication(passage.publication_id))
        shown_in = language if language in passage.texts else passage.language
        return AnswerHit(
            passage_id=passage.id,
            document_id=passage.publication_id,
            title=publication.title(language),
            page=passage.pages[0] if passage.pages else None,
            pages=list(passage.pages),
            section=passage.section.get(shown_in) or next(iter(passage.section.values()), None),
            text=passage.text(shown_in),
            language="ja" if shown_in == "ja" else "en",
            source=passage.source,
            score=round(hit.score, 4),
        )
