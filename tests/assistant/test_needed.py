"""Which of the pages that claims rest on an answer needs."""

from dataclasses import asdict, fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.claims import Claim
from assistant.evidence import gather_whole
from assistant.needed import NEEDED, PAGE, WEIGHTS, PageSigns, Place, kept, places_of
from assistant.question import understand
from assistant.signs import learned_weights, weighed
from index.passage import Passage
from tests.assistant.conftest import material

PLAIN = PageSigns(
    verified=0.0,
    more_verified=0.0,
    nearer=0.0,
    more_expected=0.0,
    new_words=0,
    claims=0.0,
    same_document=True,
)
BETTER = {
    "verified": 1.0,
    "more_verified": 1.0,
    "nearer": 0.1,
    "more_expected": 1.0,
    "new_words": 2,
    "claims": 1.0,
    "same_document": False,
}


def resting_on(*pages: int) -> Claim:
    """A claim that rests on pages of the notes."""
    name = "-".join(map(str, pages))
    passage = Passage(name, "notes", "v", "digest", 0, "ja", {}, pages, {"ja": f"{name}頁"})
    return Claim(f"{name}頁", "ja", passage, 1.0)


@pytest.mark.parametrize("name", [field.name for field in fields(PageSigns)])
def test_every_sign_speaks_for_a_page_and_its_document_being_there_already_against_it(name: str) -> None:
    weights = learned_weights(WEIGHTS)[PAGE]
    better = replace(PLAIN, **{name: BETTER[name]})
    assert weighed(asdict(better), weights) > weighed(asdict(PLAIN), weights)


def test_the_least_needed_page_goes_first_with_all_that_rests_on_it() -> None:
    one, both, other = resting_on(1), resting_on(1, 2), resting_on(2)
    assert kept([one, both, other], {("notes", 2): NEEDED - 0.1}) == [one]
    assert kept([one, both, other], {("notes", 1): 0.2, ("notes", 2): 0.1}) == [one]
    assert kept([both], {("notes", 1): 0.0}) == [both]
    assert kept([one, other], {("notes", 1): NEEDED, ("notes", 2): 0.9}) == [one, other]


@given(
    st.lists(st.sets(st.integers(1, 5), min_size=1, max_size=3), min_size=1, max_size=6),
    st.dictionaries(st.integers(1, 5), st.floats(0, 1)),
)
def test_something_is_always_left_in_order_and_nothing_goes_whose_pages_are_needed(
    pages: list[set[int]], likely: dict[int, float]
) -> None:
    claims = [resting_on(*sorted(some)) for some in pages]
    needed: dict[Place, float] = {("notes", page): value for page, value in likely.items()}
    left = kept(claims, needed)
    assert left
    assert [claim for claim in claims if any(claim is one for one in left)] == list(left)
    for claim in claims:
        if all(needed.get(place, 1.0) >= NEEDED for place in claim.places):
            assert any(claim is one for one in left)


@pytest.mark.parametrize(
    ("question", "told", "label"),
    [
        ("MGHの日本人会、会員は何人くらいで今年で何年目？", ("11年目", "100名"), "9"),
        (
            "How big is the Massachusetts economy, and where does that place it among US states?",
            ("778.5",),
            "6",
        ),
    ],
)
def test_an_overview_on_a_further_page_that_tells_nothing_new_is_left_unsaid(
    library: Assistant, question: str, told: tuple[str, ...], label: str
) -> None:
    whole = gather_whole(understand(question), material(library, question))
    assert len({place for claim in whole.chosen for place in places_of(claim)}) > 1
    answer = library.ask(question, keep=False)
    assert {citation.page_label for citation in answer.citations} == {label}
    assert all(fact in answer.answer for fact in told)


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        (
            "世界の日本人PIリスト、全部合わせると何人登録？ワシントンDC周辺だけだと何人ですか",
            ("230", "46"),
        ),
        (
            "Rice University and Caltech both hosted Japan-US events on lunar exploration. "
            "Which drew more people, and what were the numbers?",
            ("140", "430"),
        ),
    ],
)
def test_pages_stay_that_alone_answer_one_of_several_things_or_have_a_name(
    library: Assistant, question: str, facts: tuple[str, ...]
) -> None:
    answer = library.ask(question, keep=False)
    assert len({(citation.document_id, citation.page_label) for citation in answer.citations}) > 1
    assert all(fact in answer.answer for fact in facts)
