from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Page
from corpus.evidence import END_LENGTH, LONGEST_QUOTE, Evidence, anchor, find, merge
from corpus.folding import fold, folded_text

TEXT = "在ボストン日本国総領事館には\n約 ２３９ 社の日系企業が登録している。前年より 12 社の増加である。"
PAGES = [Page(1, "i", "目次"), Page(2, "ii", TEXT), Page(3, "1", "別の頁")]


def anchored(quote: str, page: Page = PAGES[1]) -> Evidence:
    evidence = anchor(quote, page)
    assert evidence is not None
    return evidence


def found(evidence: Evidence, *pages: Page) -> str | None:
    span = find(evidence, [(page, fold(page.text)) for page in pages])
    return span.quote if span else None


def test_an_anchor_holds_no_more_than_ten_characters_of_each_end() -> None:
    evidence = anchored("在ボストン日本国総領事館には約239社の日系企業が登録している。")
    assert (evidence.label, evidence.start, evidence.end) == (
        "ii",
        "在ボストン日本国総領",
        "企業が登録している。",
    )
    assert len(evidence.start) == len(evidence.end) == END_LENGTH
    assert len(evidence.sha256) == 64


def test_an_anchored_quote_is_found_as_it_stands_on_its_page() -> None:
    span = find(anchored("約239社の日系企業"), [(page, fold(page.text)) for page in PAGES])
    assert span is not None
    assert (span.page, span.label, span.quote) == (2, "ii", "約 ２３９ 社の日系企業")
    assert TEXT[span.start : span.end] == span.quote


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(" ", "").replace("\n", ""),
        " ".join(TEXT),
        TEXT.replace("２３９", "239"),
        "前の文。" + TEXT.replace("登録", "登\n録"),
    ],
)
def test_it_is_found_again_in_other_spacing_and_width(text: str) -> None:
    evidence = anchored("約239社の日系企業が登録している。")
    quote = found(evidence, Page(9, "99", text))
    assert quote is not None
    assert folded_text(quote) == "約239社の日系企業が登録している。"


@pytest.mark.parametrize(
    "text", [TEXT.replace("２３９", "２４０"), TEXT.replace("登録", "進出"), "", "約239社"]
)
def test_it_is_not_found_where_the_text_has_changed(text: str) -> None:
    assert found(anchored("約239社の日系企業が登録している。"), Page(2, "ii", text)) is None


def test_the_page_with_its_label_comes_first() -> None:
    evidence = anchored("約239社の日系企業")
    pages = [Page(1, "i", TEXT), Page(7, "ii", TEXT)]
    span = find(evidence, [(page, fold(page.text)) for page in pages])
    assert span is not None
    assert span.page == 7


def test_a_quote_that_stands_nowhere_has_no_anchor() -> None:
    assert anchor("約500社", PAGES[1]) is None
    assert anchor("  ", PAGES[1]) is None


def test_a_changed_hash_is_never_found() -> None:
    assert found(replace(anchored("約239社の日系企業"), sha256="0" * 64), *PAGES) is None


@given(before=st.text(max_size=30), quote=st.text(min_size=1, max_size=60), after=st.text(max_size=30))
def test_whatever_can_be_anchored_is_found(before: str, quote: str, after: str) -> None:
    page = Page(1, None, f"{before}\n{quote}\n{after}")
    evidence = anchor(quote, page)
    if evidence is not None:
        assert folded_text(quote) in folded_text(found(evidence, page) or "")


def test_spans_that_stand_close_together_are_one_quote() -> None:
    folded = [(PAGES[1], fold(TEXT))]
    spans = [find(anchored(quote), folded) for quote in ("12社の増加", "約239社")]
    (quote,) = merge([span for span in spans if span], PAGES)
    assert quote.quote == "約 ２３９ 社の日系企業が登録している。前年より 12 社の増加"


def test_spans_far_apart_or_on_other_pages_stay_apart() -> None:
    far = Page(2, "ii", TEXT + "中" * LONGEST_QUOTE + "末尾の数字は42である")
    other = Page(3, "iii", "頁を改めた文")
    folded = [(page, fold(page.text)) for page in (far, other)]
    evidence = [anchored("約239社", far), anchored("末尾の数字は42", far), anchored("頁を改めた", other)]
    spans = [find(item, folded) for item in evidence]
    assert len(merge([span for span in spans if span], [far, other])) == 3
