"""Whether the answer cites the places that carry its facts."""

from functools import lru_cache

from assistant.answer import Citation
from eval.case import Case, supports
from eval.judged import fit_pages
from eval.metrics.metric import Both, Metric, each, share

SOURCE = "Citation recall and precision after ALCE (Gao and others 2023), against the gold's pages"
RULE = Both(
    "ページが同じなら一致。どちらかにページがないときは、正解の目印が引用文か主張の文にあれば一致。",
    "A citation supports a place when the page is the same; where either has no page, when the place's anchor stands "
    "in the citation's quote or in the claim's text.",
)


def supporting(case: Case, citation: Citation) -> bool:
    """Whether a citation leads to one of the gold's places."""
    said = " ".join(
        claim.text for claim in case.claims if any(cited is citation for cited in claim.citations)
    )
    text = f"{citation.quote}\n{said}"
    return any(supports(place, citation.document_id, citation.page, text) for place in case.item.must_cite)


@lru_cache(maxsize=4096)
def cited_pages(case: Case) -> dict[tuple[str, object], bool]:
    """The distinct pages that the answer cites, and whether each is one of the gold's places."""
    found: dict[tuple[str, object], bool] = {}
    for citation in case.citations:
        where = (citation.document_id, citation.page or citation.quote)
        found[where] = found.get(where, False) or supporting(case, citation)
    return found


def recall(case: Case) -> float | None:
    """Whether any of the gold's places is cited; an answer without citations cites none."""
    return float(any(cited_pages(case).values())) if case.item.must_cite else None


def precision(case: Case) -> float | None:
    """The share of the cited pages that gold names; 0 for an answer without citations."""
    pages = cited_pages(case)
    return share(sum(pages.values()), len(pages)) if case.item.must_cite else None


def judged_precision(case: Case) -> float | None:
    """The share of the cited pages that gold names or judges found fit; 0 for an answer without citations."""
    pages = cited_pages(case)
    fit = fit_pages().get(case.item.pair_id, frozenset())
    return (
        share(sum(named or where in fit for where, named in pages.items()), len(pages))
        if case.item.must_cite
        else None
    )


def document_recall(case: Case) -> float | None:
    """Whether a publication that carries the answer is cited."""
    wanted = {place.document_id for place in case.item.must_cite}
    return float(any(citation.document_id in wanted for citation in case.citations)) if wanted else None


def document_precision(case: Case) -> float | None:
    """The share of the cited publications that carry the answer; 0 for an answer without citations."""
    wanted = {place.document_id for place in case.item.must_cite}
    cited = {citation.document_id for citation in case.citations}
    return share(len(wanted & cited), len(cited)) if wanted else None


METRICS = (
    Metric(
        "citation recall",
        Both("引用の再現率（ページ）", "Citation recall, by page"),
        (0, 1),
        "higher",
        Both(
            f"引用すべき箇所のある質問：どれかを引用したとき1。辞退とエラーは0。{RULE.ja}",
            "Over questions with places to cite: 1 when any of them is cited; a refusal or an error cites none. "
            f"{RULE.en}",
        ),
        SOURCE,
        each(recall),
    ),
    Metric(
        "citation precision",
        Both("引用の適合率（ページ）", "Citation precision, by page"),
        (0, 1),
        "higher",
        Both(
            "引用すべき箇所のある質問：引用したページのうち正解のページの割合。引用がなければ0。正解は引用しうるページを"
            f"網羅しないので、下限とみる。{RULE.ja}",
            "Over questions with places to cite: the share of the distinct cited pages that gold names; 0 without "
            f"citations. Gold does not name every page that could be cited, so this is a lower bound. {RULE.en}",
        ),
        SOURCE,
        each(precision),
    ),
    Metric(
        "judged precision",
        Both("引用の適合率（判定ページ込み）", "Citation precision, with judged pages"),
        (0, 1),
        "higher",
        Both(
            "引用すべき箇所のある質問：引用したページのうち、正解のページか、どの方式が引いたかを知らない二人の判定者が"
            "ともに「問いに答えるか、慎重な回答なら添える内容」と認めたページの割合。引用がなければ0。判定のないページは"
            f"数えない。{RULE.ja}",
            "Over questions with places to cite: the share of the distinct cited pages that gold names, or that two "
            "judges, who did not know what had cited them, both found to answer or to tell what a careful answer adds; "
            f"0 without citations. Pages that nobody judged do not count. {RULE.en}",
        ),
        "Pooled judgements as in TREC (Voorhees 2019, The Evolution of Cranfield)",
        each(judged_precision),
    ),
    Metric(
        "document recall",
        Both("引用の再現率（資料）", "Citation recall, by document"),
        (0, 1),
        "higher",
        Both(
            "引用すべき箇所のある質問：答えのある資料をどのページでも引用したとき1。",
            "Over questions with places to cite: 1 when a publication that carries the answer is cited, at any page.",
        ),
        SOURCE,
        each(document_recall),
    ),
    Metric(
        "document precision",
        Both("引用の適合率（資料）", "Citation precision, by document"),
        (0, 1),
        "higher",
        Both(
            "引用すべき箇所のある質問：引用した資料のうち答えのある資料の割合。引用がなければ0。",
            "Over questions with places to cite: the share of the cited publications that carry the answer; 0 without "
            "citations.",
        ),
        SOURCE,
        each(document_precision),
    ),
)
