"""The words on which it turns whether a statement answers, learned from what is known to be answered and left open."""

from pathlib import Path

import numpy as np
import pytest

from corpus.asked import Asked
from index.decisive import DecisiveWords, shipped_decisive_words
from index.question_vectors import shipped_question_embedder
from index.training.decisive import Example, area, learned, of_statement
from index.training.known import Known

PLACES = ("Boston", "Hartford", "Concord", "Augusta", "Providence", "Montpelier", "Salem", "Lowell")


def beside(stated: str, asked: Asked) -> list[Example]:
    """English questions beside the statement that answers them or leaves them open."""
    return list(of_statement(Known.of("s", stated, asked, "en", shipped_question_embedder()), "en"))


def examples() -> list[Example]:
    """Statements on the opening of fairs: when and where is answered, what it costs is left open."""
    found: list[Example] = []
    for place in PLACES:
        answered = (
            f"When does the fair in {place} open?",
            f"Please, when is the {place} fair?",
            f"{place} fair date",
        )
        left_open = (f"What does the fair in {place} cost?", f"Please, what is the cost of the {place} fair?")
        asked = Asked({"en": answered}, {"en": left_open})
        stated = f"The fair in {place} opens on 5 May."
        found += beside(stated, asked)
    return found


def table() -> np.ndarray:
    embedder = shipped_question_embedder()
    return embedder.unit_vectors(range(embedder.tokens))


def weight(words: DecisiveWords, word: str) -> float:
    pieces = shipped_question_embedder().pieces_of_each([word])[0]
    return float(words.pieces[pieces].sum())


def test_a_question_is_compared_with_all_that_its_statement_answers_but_itself() -> None:
    first, second, *_ = beside("A fair.", Asked({"en": ("Zebras?", "Zebras?")}, {}))
    alone, other = beside("A fair.", Asked({"en": ("Zebras?", "Fair")}, {}))
    assert first.lacking.min() == second.lacking.min() < alone.lacking.min() == 1
    assert alone.cosines < first.cosines
    assert (alone.answered, other.answered) == (True, True)


def test_words_that_lack_in_questions_left_open_weigh_and_words_of_courtesy_do_not() -> None:
    found = examples()
    words = learned(found, table())
    assert weight(words, "cost") < -0.1 + weight(words, "please")
    assert area(words, found) > 0.95


def test_what_was_learned_is_kept(tmp_path: Path) -> None:
    words = DecisiveWords(np.array([-0.5, 0.25], dtype=np.float32), 1.5, 2.5, -3.5)
    words.save(tmp_path / "decisive.safetensors")
    again = DecisiveWords.load(tmp_path / "decisive.safetensors")
    assert again.pieces.tolist() == words.pieces.tolist()
    assert (again.meaning, again.nearest, again.bias) == (1.5, 2.5, -3.5)


@pytest.mark.parametrize(
    ("decisive", "courtesy"), [("budget", "please"), ("年収", "教えて"), ("sponsors", "tell")]
)
def test_the_shipped_weights_tell_words_on_which_it_turns_from_words_of_courtesy(
    decisive: str, courtesy: str
) -> None:
    words = shipped_decisive_words()
    assert len(words.pieces) == shipped_question_embedder().tokens
    assert weight(words, decisive) < weight(words, courtesy)
