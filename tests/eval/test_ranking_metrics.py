"""Rankings by page and by passage, worked out by hand."""

import math

import pytest

from eval.metrics.ranking import recall_curve
from eval.pages import StoredPages
from tests.eval.building import NOTES, case, gold, ranked, refusable, value

TWO_PLACES = [
    {"document_id": NOTES, "page": 2, "anchor": "約7,785億"},
    {"document_id": NOTES, "page": 3, "anchor": "Forty lamps"},
]


def test_a_hit_that_covers_two_pages_takes_two_ranks(pages: StoredPages) -> None:
    one = case(pages, ranking=[ranked("other", 1), ranked(NOTES, 1, 2)])
    assert value("RR", one) == pytest.approx(1 / 3)
    assert value("nDCG@10", one) == pytest.approx(1 / math.log2(3 + 1))


def test_a_page_found_again_keeps_its_first_rank(pages: StoredPages) -> None:
    again = [ranked("other", 1, text="a"), ranked("other", 1, text="b"), ranked(NOTES, 2)]
    assert value("RR", case(pages, ranking=again)) == 0.5


def test_recall_counts_all_the_places_and_hit_any_of_them(pages: StoredPages) -> None:
    one = case(pages, gold(must_cite=TWO_PLACES), ranking=[ranked(NOTES, 2)])
    assert value("recall@5", one) == 0.5
    assert value("hit@5", one) == 1


def test_only_the_first_five_pages_count_for_hit_at_five(pages: StoredPages) -> None:
    one = case(pages, ranking=[ranked("other", 1, 2, 3, 4, 5), ranked(NOTES, 2)])
    assert value("hit@5", one) == 0
    assert value("recall@10", one) == 1


def test_nothing_found_is_zero_and_nothing_to_find_is_left_out(pages: StoredPages) -> None:
    assert value("hit@5", case(pages)) == value("RR", case(pages)) == 0
    assert value("hit@5", case(pages, refusable())) is None


def test_a_hit_without_page_counts_by_the_anchor_in_its_text(pages: StoredPages) -> None:
    item = gold(must_cite=[{"document_id": NOTES, "page": 4, "anchor": "髙橋 例太"}])
    rows = [ranked(NOTES, text="田中 一郎：教授"), ranked(NOTES, text="髙橋例太：教授")]
    assert value("RR", case(pages, item, ranking=rows)) == 0.5


def test_a_place_without_page_counts_by_its_anchor_in_a_hit_with_pages(pages: StoredPages) -> None:
    item = gold(must_cite=[{"document_id": NOTES, "anchor": "約7,785億"}])
    assert value("RR", case(pages, item, ranking=[ranked(NOTES, 2, text="約 7,785 億ドル")])) == 1
    assert value("RR", case(pages, item, ranking=[ranked(NOTES, 2, text="別の文")])) == 0


def test_by_passage_the_anchor_has_to_stand_in_the_text(pages: StoredPages) -> None:
    hits = [ranked(NOTES, 2, text="表題"), ranked(NOTES, 2, text="名目GDPは約7,785億ドル")]
    one = case(pages, gold(must_cite=TWO_PLACES), ranking=hits)
    assert value("passage hit@5", one) == 1
    assert value("passage recall@10", one) == 0.5


def test_the_recall_curve_rises_with_depth(pages: StoredPages) -> None:
    one = case(
        pages, gold(must_cite=TWO_PLACES), ranking=[ranked(NOTES, 1), ranked(NOTES, 2), ranked(NOTES, 3)]
    )
    curve = [values[0] for values in recall_curve([one])]
    assert curve[:4] == [0, 0.5, 1, 1]
    assert len(curve) == 20
