"""Reading ahead: what the digests say is taken apart while nobody asks, so that an answer need not wait for it.

Names, numbers and readings of a statement are worked out the first time that an answer weighs it, and kept. A server
does this beforehand, in small steps, and stands back while questions come in.
"""

import logging
import time
from collections.abc import Iterator, Mapping
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from assistant.names import find_names
from assistant.quantities import find_quantities
from assistant.quotes import anchors, fewest, said_with
from assistant.relevance import words_of
from corpus.catalogue import Publication
from corpus.library import publications
from index.passage import Passage
from index.passage_index import PassageIndex

logger = logging.getLogger(__name__)

LOOKING = 1.0
"""How often it is looked whether the library has changed, in seconds."""

LATER = 60.0
"""After how long it is tried again to read a library that could not be read, in seconds."""

QUIET = 0.5
"""For how long nobody must have asked before reading goes on, in seconds."""

BREATH = 0.002
"""The pause after each step, in seconds, in which others go first."""


class ReadingAhead(Thread):
    """Takes the statements of a library apart, and again those that come new, until told to stop.

    `caught_up` is set while all that the library is known to hold has been read.

    Args:
        index: the library.
    """

    def __init__(self, index: PassageIndex) -> None:
        super().__init__(name="reading-ahead", daemon=True)
        self.index = index
        self.stopped = Event()
        self.caught_up = Event()
        self.done: int | None = None
        self.asked_at = time.monotonic()

    def stand_back(self) -> None:
        """Leave the processor to a question that has come in."""
        self.asked_at = time.monotonic()

    def run(self) -> None:
        """Read, and look for what is new, until told to stop; where the library cannot be read, try again later."""
        pause = LOOKING
        while not self.stopped.wait(pause):
            try:
                self.catch_up()
                pause = LOOKING
            except (OSError, SQLAlchemyError):
                logger.warning("the library cannot be read ahead now", exc_info=True)
                pause = LATER

    def catch_up(self) -> None:
        """Read what the library holds, unless it is read."""
        generation = self.index.snapshot().generation
        if generation != self.done:
            self.caught_up.clear()
            if all(self.at_leisure() for _ in self.steps()):
                self.done = generation
                self.caught_up.set()

    def at_leisure(self) -> bool:
        """Wait for a quiet moment; False when told to stop."""
        pause = BREATH
        while not self.stopped.wait(pause):
            pause = self.asked_at + QUIET - time.monotonic()
            if pause <= 0:
                return True
        return False

    def steps(self) -> Iterator[None]:
        """Read, with a halt after each statement."""
        with self.index.engine.connect() as connection:
            known = {name: publication for name, (publication, _) in publications(connection).items()}
        for passage in self.index.read_all():
            if passage.source == "digest":
                read(passage, known)
                yield

    def stop(self) -> None:
        """Stop, and wait until the step in hand is done."""
        self.stopped.set()
        if self.is_alive():
            self.join()


def read(statement: Passage, known: Mapping[str, Publication]) -> None:
    """Work out what an answer will need to know of a statement; what it finds is kept where it is asked for.

    Args:
        statement: of a digest.
        known: the library's publications by id.
    """
    for text in statement.texts.values():
        find_quantities(text)
        find_names(text)
    words = words_of(statement.searchable())
    _ = words.key, words.latin, words.katakana, words.readings
    label = (statement.record or {}).get("label")
    if quotes := anchors(statement):
        fewest(quotes, said_with(statement, known), label)
