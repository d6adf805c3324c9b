"""The assistant: from a question to a cited, verified answer."""

import gc
import time
import uuid
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from assistant.answer import Answer, Status
from assistant.answer import Hit as AnswerHit
from assistant.comparing import sides_of
from assistant.compose import Composition
from assistant.conversations import Conversations
from assistant.evidence import Evidence, Material, gather
from assistant.extractive import compose
from assistant.follow_ups import follow_ups
from assistant.links import known_hosts, with_safe_links
from assistant.people import answer_about_people, rows_first
from assistant.question import Question, understand
from assistant.reading_ahead import ReadingAhead
from assistant.settings import Settings
from assistant.streaming import EXTRACTIVE, Event, Outcome, Stage, finished, illustrated, told
from corpus.catalogue import Publication
from corpus.database import migrate
from index.passage_index import PassageIndex, Snapshot, open_index
from index.places import one_for_each_place
from index.reranking import load_reranker
from index.retriever import Filter, Hit, Retriever

if TYPE_CHECKING:
    from assistant.generation.answerer import Answerer

RETRIEVED = 40
SHOWN_HITS = 10
WARMING = (
    "マサチューセッツ州で量子技術を研究している先生は誰ですか？",
    "2025年3月にボストンで開かれた催しには約何人が参加しましたか？",
    "How many Japanese companies did JETRO count in Georgia in 2024?",
    "Which researchers work on soft robotics?",
)
"""Questions of several kinds, which call for all that is loaded once."""
SAMPLE_LIST = "pi-list-sample"


class QuestionError(ValueError):
    """A question that cannot be taken; the message says what to do."""


class DigestsOffError(LookupError):
    """What digests alone tell of was asked for where they are off; the message says what to do."""


class Assistant:
    """Answers questions from a library.

    >>> Assistant.open(Settings()).ask("Who runs J-NEXUS?").language  # doctest: +SKIP
    'en'
    """

    def __init__(self, index: PassageIndex, settings: Settings) -> None:
        self.index = index
        self.settings = settings
        self.retriever = Retriever(index, load_reranker(settings.rerank_model))
        self.conversations = Conversations(index.engine, settings.retention_days)
        self.ahead = ReadingAhead(index)

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
        self.ahead.stand_back()
        yield Stage("searching")
        answer_id = uuid.uuid4().hex
        if earlier is None:
            earlier = self.conversations.questions(conversation_id) if conversation_id else []
        question = understand(text, language, earlier)
        if self.answerer:
            question = self.answerer.standalone(question, earlier)
        snapshot = self.index.snapshot()
        hits = self.retrieve(question, snapshot)
        retrieved = time.perf_counter()
        known = snapshot.publications
        yield Stage("answering")
        outcome = yield from illustrated(self.write(question, hits, known, today), answer_id)
        composed = time.perf_counter()
        citations = outcome.composition.citations
        answer = Answer(
            answer_id=answer_id,
            conversation_id=conversation_id or uuid.uuid4().hex,
            question=text,
            language="ja" if question.language == "ja" else "en",
            status=outcome.status,
            answer="\n".join(outcome.composition.lines),
            citations=citations,
            follow_ups=follow_ups(hits, citations, snapshot.asked, text, question.language),
            hits=[
                self.shown(hit, known, question.language)
                for hit in rows_first(hits, citations, self.index)[:SHOWN_HITS]
            ],
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
        """Tell the answer that hits allow, and return how it came out.

        A chat model writes it if there is one; of people on lists nothing is said but what their rows state, so
        that these answers never come from it.
        """
        people = self.answer_about_people(question, hits, known)
        if self.answerer and not question.outside and not people:
            return (yield from self.answerer.answer(question, hits, known, today))
        status, composition, notes = people or self.extract(question, hits, known, today)
        yield from told(composition)
        return Outcome(status, composition, notes, EXTRACTIVE)

    def answer_about_people(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication]
    ) -> tuple[Status, Composition, list[str]] | None:
        """The answer from the lists of researchers; None where the question is about something else."""

        @cache
        def by_statements() -> Evidence:
            return gather(question, self.material(question, hits, known))

        return answer_about_people(question, known, self.index, self.settings.digests == "on", by_statements)

    def extract(
        self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication], today: date
    ) -> tuple[Status, Composition, list[str]]:
        """The answer from publications without a model, with no address in it that nothing vouches for."""
        material = self.material(question, hits, known)
        status, composition, notes = compose(question, material, today)
        hosts = known_hosts(known.values())
        composition.lines[:] = with_safe_links(
            composition.lines, composition.citations, hosts, question.language
        )
        return status, composition, notes

    def retrieve(self, question: Question, snapshot: Snapshot) -> Sequence[Hit]:
        """What is retrieved for a question from a state of the index, best first."""
        where = self.sources(snapshot)
        return self.retriever.search(question.own_text, RETRIEVED, where, question.earlier, snapshot)

    def material(self, question: Question, hits: Sequence[Hit], known: Mapping[str, Publication]) -> Material:
        """What a question may be answered from: what was retrieved for it, and for each of two things that it compares.

        Only digests tell what a thing is.
        """
        snapshot, digests = self.index.held(), self.settings.digests == "on"
        sides = sides_of(question) if digests else []
        compared = [(side, self.retrieve(side.question, snapshot)) for side in sides]
        return Material(hits, known, snapshot, self.index.engine, digests, compared)

    def search(
        self,
        text: str,
        count: int = 10,
        document: str | None = None,
        language: str | None = None,
        source: str | None = None,
    ) -> list[AnswerHit]:
        """Ranked passages for a question or words; `source` keeps one kind, `document` one publication.

        A statement and the page that it rests on are one hit.
        """
        self.check(text)
        question = understand(text)
        where = replace(self.sources(), publication_id=document, language=language, source=source)
        hits = one_for_each_place(self.retriever.search(question.search_text, 2 * count, where))[:count]
        known = self.publications()
        return [self.shown(hit, known, language or question.language) for hit in hits]

    def publications(self) -> Mapping[str, Publication]:
        """Every publication of the library by its id."""
        return self.index.snapshot().publications

    def warm(self) -> None:
        """Load what the first questions would have to wait for."""
        self.open_model()
        self.index.read_all()
        _ = self.index.snapshot().translator.spelling.words
        known = self.publications()
        for text in WARMING:
            question = understand(text)
            hits = self.retrieve(question, self.index.held())
            self.answer_about_people(question, hits, known)
            self.extract(question, hits, known, self.settings.current_date())

    def set_aside_from_garbage_collection(self) -> None:
        """Keep what is loaded out of collections to come, which would stop an answer for a tenth of a second or two.

        Not so the store of vectors, which is collected when the library moves on.
        """
        self.index.vectors.reopen()
        gc.freeze()
        self.index.vectors.opened()

    @contextmanager
    def at_service(self) -> Iterator[None]:
        """Be ready for questions: all is loaded, and what digests say is read while nobody asks."""
        self.warm()
        self.set_aside_from_garbage_collection()
        self.ahead = ReadingAhead(self.index)
        if self.settings.digests == "on":
            self.ahead.start()
        try:
            yield
        finally:
            self.ahead.stop()

    def check(self, text: str) -> None:
        """Refuse a question that cannot be taken."""
        if not text.strip():
            raise QuestionError("the question is empty; write what you want to know")
        if len(text) > self.settings.max_question:
            raise QuestionError(
                f"the question is longer than {self.settings.max_question} characters; shorten it"
            )

    def check_digests(self) -> None:
        """Refuse what digests alone tell of, such as events, where they are off."""
        if self.settings.digests == "off":
            raise DigestsOffError("events come from the digests, which are off here; set JNEXUS_DIGESTS=on")

    def sources(self, snapshot: Snapshot | None = None) -> Filter:
        """What is searched: without digests where they are off, without the sample list where a real one is."""
        without = ["digest"] if self.settings.digests == "off" else []
        real_lists = (snapshot or self.index.snapshot()).lexical.lists - {SAMPLE_LIST}
        return Filter(without=without, without_publication=SAMPLE_LIST if real_lists else None)

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
