"""Which statement an answer begins with."""

from dataclasses import fields, replace
from itertools import permutations

import pytest

from assistant.answerable import MOST_READ
from assistant.assistant import Assistant
from assistant.evidence import gather_whole
from assistant.leading import LEAD, WEIGHTS, LeadSigns, lead_first, worth
from assistant.question import understand
from assistant.relevance import Sought
from assistant.signs import learned_weights
from tests.assistant.conftest import material

PLAIN = LeadSigns(likely=0.5, verified=0.0, near=0.5, expected=0.5, new_names=0, figure=False, date=False)
BETTER = {
    "likely": 0.6,
    "verified": 1.0,
    "near": 0.6,
    "expected": 1.0,
    "new_names": 2,
    "figure": True,
    "date": True,
}


@pytest.mark.parametrize("name", [field.name for field in fields(LeadSigns)])
def test_every_sign_speaks_for_beginning_with_a_statement(name: str) -> None:
    better = replace(PLAIN, **{name: BETTER[name]})
    weights = learned_weights(WEIGHTS)[LEAD]
    assert worth(better, weights) > worth(PLAIN, weights)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("日本のユニコーン企業は何社ありますか？", "8社"),
        ("ムーンショット目標4って何ですか", "持続可能な資源循環"),
        ("What is Moonshot Goal 4?", "sustainable resource circulation"),
    ],
)
def test_an_answer_begins_with_what_is_asked_in_whatever_order_claims_were_chosen(
    library: Assistant, question: str, begins: str
) -> None:
    understood, snapshot = understand(question), library.index.held()
    chosen = gather_whole(understood, material(library, question)).chosen
    for first in permutations(chosen[:MOST_READ]):
        claims = [*first, *chosen[MOST_READ:]]
        lead, *others = lead_first(claims, understood, Sought.by(understood), snapshot.asked)
        assert begins in lead.text
        assert others == [claim for claim in claims if claim is not lead]
    assert begins in library.ask(question, keep=False).answer.splitlines()[0]
