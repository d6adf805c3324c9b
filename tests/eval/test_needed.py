"""Learning which of the pages that claims rest on an answer needs."""

import random

from assistant.claims import Claim
from assistant.needed import PAGE, PageSigns
from eval.needed import Example, learned
from index.passage import Passage
from tests.eval.building import NOTES, gold


def claim(page: int, text: str) -> Claim:
    """A claim that rests on a page of the notes."""
    passage = Passage(text, NOTES, "v", "digest", 0, "ja", {}, (page,), {"ja": text})
    return Claim(text, "ja", passage, 1.0)


def example(number: int, chooser: random.Random) -> Example:
    """An answer from page 2, which gold names, and page 3, which no judge found fit, with a little noise."""
    signs = {
        (NOTES, page): PageSigns(
            verified=chooser.gauss(0.0, 1.0),
            more_verified=0.0,
            nearer=chooser.gauss(0.1 if page == 2 else -0.1, 0.03),
            more_expected=0.0,
            new_words=0,
            claims=0.0,
            same_document=True,
        )
        for page in (2, 3)
    }
    item = gold(id=f"t-{number}", pair_id=f"t-{number // 2}", lang=("ja", "en")[number % 2])
    return Example(item, [claim(2, "7,785億ドルで、12位"), claim(3, "42灯")], signs, frozenset())


def test_a_page_is_needed_that_gold_names_or_that_alone_has_a_fact_to_state() -> None:
    item = gold(must_cite=[{"document_id": NOTES, "page": 2, "anchor": "約7,785億"}])
    claims = [claim(2, "7,785億ドル"), claim(3, "12位"), claim(4, "42灯")]
    made = Example(item, claims, {}, frozenset())
    assert [made.needs((NOTES, page)) for page in (2, 3, 4)] == [True, True, False]
    repeated = Example(item, [*claims, claim(2, "12位")], {}, frozenset())
    assert not repeated.needs((NOTES, 3))


def test_what_tells_needed_pages_from_others_is_weighed_and_its_effect_measured_on_others() -> None:
    chooser = random.Random(7)
    record = learned([example(number, chooser) for number in range(200)])
    weights = record["weights"][PAGE]
    assert weights["nearer"] > 10 * abs(weights["verified"])
    for language in ("ja", "en"):
        measured = {
            name.split(",")[0]: share for name, share in record["held out"].items() if name.endswith(language)
        }
        assert measured["pages fit before"] == 0.5
        assert measured["pages fit after"] > 0.95
        assert measured["facts stated before"] == 1
        assert measured["facts stated after"] > 0.95
