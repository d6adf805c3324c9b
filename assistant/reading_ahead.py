"""Reading ahead: what the digests say is taken apart while nobody asks, so that an answer need not wait for it.

Names, numbers and readings of a statement are worked out the first time that an answer weighs it, and what is near a
word in meaning the first time that a question has it, and kept. A server does this beforehand, in small steps, and
stands back while questions come in.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from assistant.names import find_names
from assistant.quantities import find_quantities
from assistant.quotes import statement_quotes
from assistant.relevance import words_of
from corpus.catalogue import Publication
from corpus.library import publications
from index.passage import Passage
from index.passage_index import PassageIndex
from index.vectors import batched

logger = logging.getLogger(__name__)

LOOKING = 1.0
"""How often it is looked whether the library has changed, in seconds."""

LATER = 60.0
"""After how long it is tried again to read a library that could not be read, in seconds."""

QUIET = 0.5
"""For how long nobody must have asked before reading goes on, in seconds."""

OFTEN = 3
"""How many statements use a word whose neighbours in meaning are looked up beforehand."""

AT_ONCE = 8
"""How many words are looked up in one step."""

ENGLISH_WORD = re.compile("[a-z]{3,}")

LONG_QUIET = 3.0
"""The same before words are looked up, which waits until there is time for it."""

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
            if all(self.at_leisure(quiet) for quiet in self.steps()):
                self.done = generation
                self.caught_up.set()

    def at_leisure(self, quiet: float) -> bool:
        """Wait until nobody has asked for so many seconds; False when told to stop."""
        pause = BREATH
        while not self.stopped.wait(pause):
            pause = self.asked_at + quiet - time.monotonic()
            if pause <= 0:
                return True
        return False

    def steps(self) -> Iterator[float]:
        """Read, with a halt after each statement and after every few words; gives how quiet it then has to be."""
        with self.index.engine.connect() as connection:
            known = {name: publication for name, (publication, _) in publications(connection).items()}
        statements = [passage for passage in self.index.read_all() if passage.source == "digest"]
        for statement in statements:
            read(statement, known)
            yield QUIET
        translator = self.index.held().translator
        for words in batched(words_used_often(statements), AT_ONCE):
            yield LONG_QUIET
            translator.near_in_meaning(words)

    def stop(self) -> None:
        """Stop, and wait until the step in hand is done."""
        self.stopped.set()
        if self.is_alive():
            self.join()


def words_used_often(statements: Sequence[Passage]) -> list[str]:
    """The words that several statements use, which questions are likely to use too; those of most statements first."""
    counts: Counter[str] = Counter()
    for statement in statements:
        counts.update(set(ENGLISH_WORD.findall(statement.text("en").lower())))
        counts.update(token for token in statement.tokens or () if not token.isascii())
    return [word for word, count in counts.most_common() if count >= OFTEN]


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
    statement_quotes(statement, known)
