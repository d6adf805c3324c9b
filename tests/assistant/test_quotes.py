"""Which of a statement's quotes are cited."""

import pytest

from assistant.imprint import imprint
from assistant.quotes import Quote, fewest
from corpus.catalogue import Publication

COVER = Quote("港湾局 令和8年3月", "ja", 1, "1", True)
COUNT = Quote("灯台は四十二基ある。", "ja", 7, "7", True)
KEEPER = Quote("灯台守は三名である。", "ja", 7, "7", True)
REPORT = Publication(
    "harbour", title_ja="港湾局の報告", title_en="Harbour Office Report", published="2026-03"
)
SAID = {
    "ja": "港湾には2026年3月の時点で灯台が42基ある。",
    "en": "There were 42 lighthouses as of March 2026.",
}


def said(publication: Publication | None = None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The statement, with the imprint of its publication if it has one."""
    return tuple((text, imprint(publication)) for text in SAID.values())


def test_a_date_that_the_citation_gives_anyway_needs_no_quote_from_the_cover() -> None:
    assert fewest((COVER, COUNT), said(), "7") == (COUNT, COVER)
    assert fewest((COVER, COUNT), said(REPORT), "7") == (COUNT,)


def test_another_date_than_that_of_the_publication_is_quoted() -> None:
    older = Publication("harbour", title_en="Harbour Office Report", published="2025-01")
    assert fewest((COVER, COUNT), said(older), "7") == (COUNT, COVER)


@pytest.mark.parametrize(("label", "kept"), [("7", COUNT), ("9", Quote(COUNT.text, "ja", 9, "9", True))])
def test_of_two_pages_that_say_the_same_the_statements_own_is_quoted(label: str, kept: Quote) -> None:
    again = Quote(COUNT.text, "ja", 9, "9", True)
    assert fewest((again, COUNT), said(REPORT), label) == (kept,)


def test_quotes_of_one_page_are_all_kept() -> None:
    assert fewest((COUNT, KEEPER), said(REPORT), "7") == (COUNT, KEEPER)
