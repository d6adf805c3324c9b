"""What questions ask beyond the words of a statement, learned from what is known to be answered and left open."""

from pathlib import Path

import numpy as np
import pytest

from index.aspects import Aspects, shipped_aspects
from index.question_vectors import shipped_question_embedder
from index.questions import Questions

FAIR = "The spring fair at the pier in Salem is on 5 May."
PLACES = ("Boston", "Hartford", "Concord", "Augusta", "Providence", "Montpelier", "Salem", "Lowell")


def tokens(text: str) -> list[int]:
    (found,) = shipped_question_embedder().pieces_of_each([text])
    return found


def more_answered(
    question: str, statement: str, answered: tuple[str, ...], left_open: tuple[str, ...]
) -> float:
    kinds = (
        [Questions.build([texts], shipped_question_embedder()).of(np.array([0]))]
        for texts in (answered, left_open)
    )
    return shipped_aspects().more_answered(np.array(tokens(question)), [tokens(statement)], *kinds)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("The spring fair at the pier in Salem: which day?", True),
        ("The spring fair at the pier in Salem: what price?", False),
    ],
)
def test_what_is_asked_beyond_the_statement_tells_answered_from_open(question: str, answered: bool) -> None:
    found = more_answered(
        question,
        FAIR,
        ("On what day is it?", "When is the spring fair?"),
        ("What does the spring fair at the pier in Salem cost?", "What is the ticket price?"),
    )
    assert (found > 0) == answered


def test_words_of_the_statement_tell_nothing() -> None:
    asked = ("When is it?",), ("What does it cost?",)
    bare = more_answered("which day?", FAIR, *asked)
    assert more_answered("spring fair at the pier in Salem which day?", FAIR, *asked) == pytest.approx(bare)
    assert more_answered("the spring fair", FAIR, *asked) == 0


def test_nothing_known_is_like_nothing() -> None:
    assert more_answered("which day?", FAIR, (), ()) == 0
    assert more_answered("which day?", FAIR, ("On what day is it?",), ()) > 0


def test_questions_are_learned_to_be_near_to_those_of_their_kind() -> None:
    for library in ("torch", "sklearn"):
        pytest.importorskip(library, reason="the extra 'models' is not installed")
    from index.training.aspects import Asked, Plan, area, learned

    found = []
    for place in PLACES:
        said = {*tokens(f"The fair in {place} opens on 5 May.")}
        answered = (f"boats in {place}", "lamps", "rain", "choir")
        left_open = ("keys", "price", "soup", f"stairs in {place}")
        kinds = ([sorted({*tokens(text)} - said) for text in texts] for texts in (answered, left_open))
        found.append(Asked(place, "en", *kinds))
    embedder = shipped_question_embedder()
    before = learned(found, embedder, Plan(rounds=1, rate=0, rate_of_map=0, rate_of_scale=0))
    after = learned(found, embedder, Plan(rounds=20))
    assert area(after, found) > 0.9 > area(before, found)


def test_what_was_learned_is_kept(tmp_path: Path) -> None:
    embedder = shipped_question_embedder()
    aspects = Aspects(np.array([0.5, 2.0], np.float32), np.eye(2, dtype=np.float32), 12.5, embedder)
    aspects.save(tmp_path / "aspects.safetensors")
    again = Aspects.load(tmp_path / "aspects.safetensors", embedder)
    assert (again.weights.tolist(), again.map.tolist(), again.scale) == ([0.5, 2.0], [[1, 0], [0, 1]], 12.5)
