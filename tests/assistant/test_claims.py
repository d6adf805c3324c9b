"""A claim stands on the pages that it is cited by, not on all that its statement is anchored to."""

from collections.abc import Sequence

from assistant.claims import Claim, Coverage, claims_of
from corpus.catalogue import Publication
from index.lexical import LexicalIndex
from index.passage import Passage
from index.retriever import Hit

REPORT = Publication(
    "harbour", title_ja="港湾局の報告", title_en="Harbour Office Report", published="2026-03"
)
COVER = {"page": 1, "label": "1", "quote": "港湾局 令和8年3月"}
COUNT = {"page": 7, "label": "7", "quote": "灯台は四十二基ある。"}
TEXTS = {"ja": "2026年3月の時点で灯台が42基ある。", "en": "There were 42 lighthouses as of March 2026."}


def claim(known: dict[str, Publication], spans: Sequence[dict[str, object]]) -> Claim:
    """The claim of a statement that is anchored to the spans."""
    pages = tuple(int(str(span["page"])) for span in spans)
    record = {"label": "7", "spans": list(spans)}
    passage = Passage("p", "harbour", "v", "digest", 0, "ja", {}, pages, TEXTS, record=record)
    hit = Hit(passage, 1.0, {"asked": 0.5})
    return next(claims_of([hit], "en", Coverage([], LexicalIndex.build([], [])), known))


def test_a_cover_that_only_gives_the_date_of_issue_is_no_place_of_the_claim() -> None:
    assert claim({"harbour": REPORT}, [COVER, COUNT]).places == {("harbour", 7)}


def test_a_cover_that_alone_gives_the_date_is_a_place_of_the_claim() -> None:
    assert claim({}, [COVER, COUNT]).places == {("harbour", 1), ("harbour", 7)}


def test_the_claim_of_a_statement_on_one_page_stands_there() -> None:
    assert claim({"harbour": REPORT}, [COUNT]).places == {("harbour", 7)}
