"""Whether a statement answers a question, by reading both together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.question_vectors import shipped_question_embedder
from index.verifier import ASKED, MOST_ASKED, MOST_STATED, STATED, Batch, Pair, shipped_verifier

NIGHT = "Japan Innovation Night in Boston on 18 June 2025 drew about 400 people."
FLIGHT = "There is a daily direct flight between Minneapolis and Haneda (Tokyo)."


def pair(asked: str, stated: str, standing: float = 0.5, cosine: float = 0.5) -> Pair:
    """A question beside a statement of which nothing else is known."""
    question, statement = shipped_question_embedder().static.pieces_of_each([asked, stated])
    return Pair(question, statement, [standing] * len(question), (cosine, cosine))


def odds(*pairs: Pair) -> list[float]:
    return [float(found) for found in shipped_verifier().odds(pairs)]


@pytest.mark.parametrize(
    ("answered", "left_open", "stated"),
    [
        ("How many people came to Japan Innovation Night?", "What did Japan Innovation Night cost?", NIGHT),
        (
            "Is there a direct flight from Minneapolis to Tokyo?",
            "What does a ticket for the flight to Tokyo cost?",
            FLIGHT,
        ),
    ],
)
def test_the_question_that_a_statement_answers_has_the_better_odds(
    answered: str, left_open: str, stated: str
) -> None:
    first, second = odds(pair(answered, stated), pair(left_open, stated))
    assert first > second


def test_a_statement_on_another_matter_has_worse_odds() -> None:
    asked = "How many people came to Japan Innovation Night?"
    own, other = odds(pair(asked, NIGHT), pair(asked, FLIGHT))
    assert own > other


def test_words_known_to_be_asked_of_a_statement_make_it_likelier() -> None:
    asked = "How many people came to Japan Innovation Night?"
    known, unknown = odds(pair(asked, NIGHT, 0.9, 0.8), pair(asked, NIGHT, 0.1, 0.2))
    assert known > unknown


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.sampled_from([NIGHT, FLIGHT, "ボストン", "四季報の創刊号は2026年2月に出た。"]),
        min_size=1,
        max_size=4,
    )
)
def test_odds_do_not_depend_on_what_else_is_read_at_the_same_time(stated: list[str]) -> None:
    pairs = [pair("Which day was Japan Innovation Night?", statement) for statement in stated]
    together = odds(*pairs)
    assert together == pytest.approx([odds(alone)[0] for alone in pairs], abs=1e-3)


def test_no_more_is_read_of_long_texts_than_is_learned_from() -> None:
    batch = Batch.of([pair("word " * 300, "text " * 300)])
    assert [int((batch.texts == text).sum()) for text in (ASKED, STATED)] == [MOST_ASKED, MOST_STATED]
    assert np.isfinite(odds(pair("word " * 300, "text " * 300))).all()
