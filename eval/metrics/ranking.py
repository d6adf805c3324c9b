"""Ranking of pages and passages, computed by ir-measures (MacAvaney, Macdonald and Ounis 2022)."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import ir_measures
from ir_measures import RR, R, Success, nDCG

from eval.case import Case, Ranked, folded, supports
from eval.gold import Place
from eval.metrics.metric import Both, Metric, Values

DEPTH = 20
SOURCE = "ir-measures, with pytrec-eval"
PAGES = Both(
    "引用すべき箇所のある質問について、その箇所をすべて正解とする。nページにわたる段落はn位分を占め、ページは最初の順位で数える。"
    "ページのない段落や箇所は、目印が段落の文にあれば一致。",
    "Over questions with places to cite; all of these count as relevant. A hit that covers n pages takes n ranks, a "
    "page keeps its first rank; a hit or place without page counts when the anchor stands in the hit's text.",
)
PASSAGES = Both(
    "引用すべき箇所のある質問について、同じ資料で目印が文にある段落を正解とする。要約はページと言葉が違うので正解にならない。",
    "Over questions with places to cite. A passage is relevant to a place when it is of that publication and the "
    "place's anchor stands in its text; digest statements, in other words than the page, are not.",
)


def page_name(place: Place) -> str:
    """What a gold place is called among the relevant pages."""
    return f"{place.document_id}#{place.page if place.page is not None else place.anchor}"


def pages_of(hit: Ranked, places: Sequence[Place]) -> list[str]:
    """The ranks that a hit takes: one for each page, or for each place that its text carries."""
    by_anchor = [
        page_name(place)
        for place in places
        if (place.page is None or not hit.pages) and supports(place, hit.document_id, None, hit.text)
    ]
    return by_anchor + [f"{hit.document_id}#{page}" for page in hit.pages] or [hit.passage_id]


def relevant_pages(places: Sequence[Place]) -> list[str]:
    """The pages that gold names."""
    return [page_name(place) for place in places]


def passages_of(hit: Ranked, places: Sequence[Place]) -> list[str]:
    """The ranks that a hit takes by passage: the anchors that stand in it, else itself."""
    text = folded(hit.text)
    carried = [
        anchor_name(place)
        for place in places
        if place.document_id == hit.document_id and folded(place.anchor) in text
    ]
    return carried or [hit.passage_id]


def anchor_name(place: Place) -> str:
    """What a gold place is called among the relevant passages."""
    return f"{place.document_id}#{folded(place.anchor)}"


def relevant_passages(places: Sequence[Place]) -> list[str]:
    """The anchors that gold names."""
    return [anchor_name(place) for place in places]


Ranks = Callable[[Ranked, Sequence[Place]], list[str]]
Relevant = Callable[[Sequence[Place]], list[str]]


def ranked_values(
    cases: Sequence[Case], measures: Sequence[Any], ranks: Ranks, relevant: Relevant
) -> list[Values]:
    """The values of ir-measures' measures, one list for each measure."""
    qrels: dict[str, dict[str, int]] = {}
    run: dict[str, dict[str, float]] = {}
    for case in cases:
        places = case.item.must_cite
        if places:
            names = dict.fromkeys(name for hit in case.recorded.ranking for name in ranks(hit, places))
            qrels[case.item.id] = dict.fromkeys(relevant(places), 1)
            run[case.item.id] = {name: -float(rank) for rank, name in enumerate(names)} or {"none": 0.0}
    found: Mapping[tuple[str, str], float] = {
        (str(one.measure), one.query_id): one.value for one in ir_measures.iter_calc(measures, qrels, run)
    }
    return [[found.get((str(measure), case.item.id)) for case in cases] for measure in measures]


RECALLS = tuple(R @ depth for depth in range(1, DEPTH + 1))
PAGE_MEASURES = (Success @ 5, nDCG @ 10, RR, *RECALLS)
PASSAGE_MEASURES = (Success @ 5, R @ 10)


@lru_cache(maxsize=4)
def page_values(cases: tuple[Case, ...]) -> dict[str, Values]:
    """All page measures of the cases, computed together."""
    return dict(
        zip(
            map(str, PAGE_MEASURES),
            ranked_values(cases, PAGE_MEASURES, pages_of, relevant_pages),
            strict=True,
        )
    )


@lru_cache(maxsize=4)
def passage_values(cases: tuple[Case, ...]) -> dict[str, Values]:
    """All passage measures of the cases, computed together."""
    values = ranked_values(cases, PASSAGE_MEASURES, passages_of, relevant_passages)
    return dict(zip(map(str, PASSAGE_MEASURES), values, strict=True))


def by_page(measure: Any) -> Callable[[Sequence[Case]], Values]:
    """A page measure as a metric's function."""
    return lambda cases: page_values(tuple(cases))[str(measure)]


def by_passage(measure: Any) -> Callable[[Sequence[Case]], Values]:
    """A passage measure as a metric's function."""
    return lambda cases: passage_values(tuple(cases))[str(measure)]


def recall_curve(cases: Sequence[Case]) -> list[Values]:
    """For each depth from 1 to 20, the recall by page of each case."""
    values = page_values(tuple(cases))
    return [values[str(recall)] for recall in RECALLS]


METRICS = (
    Metric(
        "hit@5",
        Both("上位5ページの的中率", "Hit at 5"),
        (0, 1),
        "higher",
        Both(
            f"上位5ページに正解のページがあるとき1。{PAGES.ja}",
            f"1 when one of the first 5 pages is relevant. {PAGES.en}",
        ),
        SOURCE,
        by_page(Success @ 5),
    ),
    Metric(
        "nDCG@10",
        Both("nDCG@10", "nDCG at 10"),
        (0, 1),
        "higher",
        Both(
            f"上位10ページの減損累積利得の、理想に対する割合。{PAGES.ja}",
            f"Discounted cumulative gain of the first 10 pages, as a share of the best possible. {PAGES.en}",
        ),
        f"{SOURCE}; Järvelin and Kekäläinen 2002",
        by_page(nDCG @ 10),
    ),
    Metric(
        "RR",
        Both("逆順位", "Reciprocal rank"),
        (0, 1),
        "higher",
        Both(
            f"最初の正解ページの順位の逆数。{PAGES.ja}",
            f"1 over the rank of the first relevant page. {PAGES.en}",
        ),
        f"{SOURCE}; Voorhees 1999",
        by_page(RR),
    ),
    Metric(
        "recall@5",
        Both("上位5ページの再現率", "Recall at 5"),
        (0, 1),
        "higher",
        Both(
            f"正解のページのうち上位5ページにある割合。{PAGES.ja}",
            f"The share of the relevant pages among the first 5. {PAGES.en}",
        ),
        SOURCE,
        by_page(R @ 5),
    ),
    Metric(
        "recall@10",
        Both("上位10ページの再現率", "Recall at 10"),
        (0, 1),
        "higher",
        Both(
            f"正解のページのうち上位10ページにある割合。{PAGES.ja}",
            f"The share of the relevant pages among the first 10. {PAGES.en}",
        ),
        SOURCE,
        by_page(R @ 10),
    ),
    Metric(
        "passage hit@5",
        Both("上位5段落の的中率", "Hit at 5, by passage"),
        (0, 1),
        "higher",
        Both(
            f"上位5段落に正解の段落があるとき1。{PASSAGES.ja}",
            f"1 when one of the first 5 passages is relevant. {PASSAGES.en}",
        ),
        SOURCE,
        by_passage(Success @ 5),
    ),
    Metric(
        "passage recall@10",
        Both("上位10段落の再現率", "Recall at 10, by passage"),
        (0, 1),
        "higher",
        Both(
            f"正解の箇所のうち上位10段落にある割合。{PASSAGES.ja}",
            f"The share of the places carried by the first 10 passages. {PASSAGES.en}",
        ),
        SOURCE,
        by_passage(R @ 10),
    ),
)
