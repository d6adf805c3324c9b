"""Whether quotes stand where they are cited: looked up again in the stored pages, whatever the answer says of them."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from assistant.answer import Citation
from corpus.folding import folded_text
from eval.case import Case
from eval.metrics.metric import Both, Metric, Values, each, share
from eval.pages import StoredPages

Verdict = Literal["found", "misattributed", "not found", "unchecked"]
CELL_ENDS = str.maketrans(dict.fromkeys(":：()（）、,—", "\n"))
SOURCE = "The three verdicts found, misattributed and not found are ours"
OVER = Both(
    "収録資料を引用した回答について、保存したページと照らし直す（Unicode正規化、大小文字、空白を無視）。"
    "資料が未収録の要約の引用は確かめられないので除く。",
    "Over answers with citations of ingested publications, looked up again in the stored pages after Unicode "
    "normalisation, without case and white space. Citations of a digest whose publication is not ingested cannot be "
    "checked and are left out.",
)


def verdict(citation: Citation, pages: StoredPages) -> Verdict:
    """Where a quote was found: on the cited page, somewhere else in the library, or nowhere.

    A citation without page is right where the quote stands anywhere in its publication; a list row, quoted cell by
    cell, where every cell stands on the list's page.
    """
    if not pages.holds(citation.document_id):
        return "unchecked"
    if citation.source == "list" and row_stands(citation, pages):
        return "found"
    where = pages.where(citation.document_id, citation.version, citation.quote)
    if citation.page in where or (citation.page is None and where):
        return "found"
    return "misattributed" if where or any(pages.anywhere(citation.quote)) else "not found"


def row_stands(citation: Citation, pages: StoredPages) -> bool:
    """Whether every cell that a list citation gives stands in one page of the list."""
    cells = [folded_text(cell) for cell in citation.quote.translate(CELL_ENDS).split("\n")]
    texts = pages.of(citation.document_id, citation.version)
    candidates = [texts[citation.page]] if citation.page in texts else list(texts.values())
    return any(all(cell in text for cell in cells) for text in candidates)


@lru_cache(maxsize=4096)
def verdicts(case: Case) -> tuple[Verdict, ...]:
    """The verdicts on an answer's citations that can be checked."""
    found = (verdict(citation, case.pages) for citation in case.citations)
    return tuple(one for one in found if one != "unchecked")


def rate(wanted: Verdict) -> Callable[[Sequence[Case]], Values]:
    """The share of an answer's checkable citations with a verdict."""

    def value(case: Case) -> float | None:
        checked = verdicts(case)
        return share(checked.count(wanted), len(checked)) if checked else None

    return each(value)


METRICS = (
    Metric(
        "quotes found",
        Both("引用文を確認", "Quotes found on the cited page"),
        (0, 1),
        "higher",
        Both(
            f"引用文のうち、示したページにある割合。{OVER.ja}",
            f"The share of an answer's quotes that stand on the page that they cite. {OVER.en}",
        ),
        SOURCE,
        rate("found"),
    ),
    Metric(
        "quotes misattributed",
        Both("引用文が別の箇所", "Quotes found elsewhere"),
        (0, 1),
        "lower",
        Both(
            f"引用文のうち、示したページではなく収録資料の別のページにある割合。{OVER.ja}",
            f"The share of an answer's quotes that stand on another page than the one cited. {OVER.en}",
        ),
        SOURCE,
        rate("misattributed"),
    ),
    Metric(
        "quotes not found",
        Both("引用文なし", "Quotes not found"),
        (0, 1),
        "lower",
        Both(
            f"引用文のうち、収録資料のどこにもない割合。{OVER.ja}",
            f"The share of an answer's quotes that stand nowhere in the library. {OVER.en}",
        ),
        SOURCE,
        rate("not found"),
    ),
)
