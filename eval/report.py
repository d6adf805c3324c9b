"""A run as one HTML file in Japanese and English that asks nothing of any other place.

The languages and filters are switched by style alone, so the page holds no script.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote as quoted

import jinja2

from assistant.answer import Citation
from eval import figures, labels
from eval.case import Case, Ranked
from eval.gold import Item
from eval.matching import facts_stated
from eval.metrics import BY_NAME, METRICS
from eval.metrics.metric import Both
from eval.metrics.quotes import verdict
from eval.metrics.ranking import pages_of, relevant_pages
from eval.metrics.support import claim_details
from eval.pages import StoredPages
from eval.scores import Scores
from eval.statistics import Estimate
from eval.store import Description, Run

SERVER = "http://127.0.0.1:8000"
LANGUAGES = ("ja", "en")


@dataclass(frozen=True)
class QuestionView:
    """A question as the report shows it."""

    item: Item
    answer: str
    status: str
    error: str | None
    right: bool
    facts: list[tuple[str, bool]]
    citations: list[tuple[Citation, str, str | None]]
    unsupported: list[tuple[str, list[str]]]
    ranks: list[tuple[Ranked, bool]]
    milliseconds: float


def report(
    run: Run, pages: StoredPages, history: Sequence[tuple[Description, Scores]] = (), server: str = SERVER
) -> str:
    """The report of a run.

    Args:
        run: what is reported.
        pages: the stored pages, to check quotes against.
        history: runs with their scores, oldest first; those over the same questions and with the same digest setting
            are drawn beside this one.
        server: the address of a running server, which page pictures are linked at.
    """
    cases = run.cases(pages)
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("eval"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = number
    return environment.get_template("report.html").render(
        run=run,
        description=run.description,
        tiles=[
            tile(name, run.scores, history) for name in labels.KEY_METRICS if name in run.scores.groups["all"]
        ],
        families=[(title, rows(names, run.scores)) for title, names in labels.FAMILIES],
        gaps=gap_rows(run.scores),
        curve={
            language: figures.curve({one: run.scores.curve.get(one, []) for one in LANGUAGES}, label)
            for language, label in (("ja", "上位kページ"), ("en", "first k pages"))
        },
        splits=group_rows(run.scores, labels.SPLITS, labels.SPLIT_METRICS),
        kinds=group_rows(
            run.scores, {f"kind:{kind}": title for kind, title in labels.KINDS.items()}, labels.KIND_METRICS
        ),
        latency=figures.histogram(
            [case.recorded.milliseconds for case in cases],
            {name: run.scores.groups["all"][f"latency {name}"].value for name in ("p50", "p95")},
        ),
        past=past_rows(run, history),
        questions=[question(case, server) for case in cases],
        metrics=METRICS,
        labels=labels,
    )


def number(value: float | None) -> str:
    """A share with three digits, or a dash."""
    return "–" if value is None else f"{value:.3f}"


def tile(name: str, scores: Scores, history: Sequence[tuple[Description, Scores]]) -> dict[str, Any]:
    """A metric large, with both languages."""
    estimates = {language: scores.groups.get(language, {}).get(name) for language in LANGUAGES}
    return {
        "metric": BY_NAME[name],
        "all": scores.groups["all"][name],
        "languages": estimates,
        "picture": figures.interval_row(estimates),
    }


def rows(names: Sequence[str], scores: Scores) -> list[dict[str, Any]]:
    """Metrics with their scores in both languages."""
    found = []
    for name in names:
        estimates: dict[str, Estimate | None] = {
            one: scores.groups.get(one, {}).get(name) for one in LANGUAGES
        }
        if name in scores.groups["all"]:
            picture = figures.interval_row(estimates)
            found.append(
                {"metric": BY_NAME[name], "all": scores.groups["all"][name], **estimates, "picture": picture}
            )
    return found


def gap_rows(scores: Scores) -> list[dict[str, Any]]:
    """Japanese minus English by metric, over the pairs; metrics without any difference are left out."""
    gaps = scores.gaps.get("all", {})
    names = [
        name
        for _, family in labels.FAMILIES
        for name in family
        if name in gaps and gaps[name].low < gaps[name].high
    ]
    reach = max([0.1, *(abs(edge) for name in names for edge in (gaps[name].low, gaps[name].high))])
    return [
        {
            "metric": BY_NAME[name],
            "gap": gaps[name],
            "picture": figures.interval_row({"gap": gaps[name]}, -reach, reach),
        }
        for name in names
    ]


def group_rows(scores: Scores, groups: Mapping[str, Both], names: Sequence[str]) -> list[dict[str, Any]]:
    """Metrics for each of some groups of questions that the run has, with how many questions it holds."""
    return [
        {
            "name": group.removeprefix("kind:"),
            "title": title,
            "count": scores.groups[group]["correct"].count,
            "cells": [(BY_NAME[name], scores.groups[group].get(name)) for name in names],
        }
        for group, title in groups.items()
        if group in scores.groups
    ]


def past_rows(run: Run, history: Sequence[tuple[Description, Scores]]) -> list[dict[str, Any]]:
    """The key metrics over the runs with the same questions and digest setting, up to this one."""
    same = [
        (description, scores)
        for description, scores in history
        if description.gold == run.description.gold
        and description.settings.get("digests") == run.description.settings.get("digests")
        and description.created_at <= run.description.created_at
    ]
    found = []
    for name in labels.HISTORY_METRICS:
        points = [
            (f"{description.created_at[5:10]} {description.created_at[11:16]}", scores.groups["all"][name])
            for description, scores in same[-12:]
            if name in scores.groups["all"]
        ]
        if len(points) > 1:
            found.append(
                {"metric": BY_NAME[name], "picture": figures.history(points, "all"), "count": len(points)}
            )
    return found


def question(case: Case, server: str) -> QuestionView:
    """A question with what was answered and how it was judged."""
    stated = facts_stated(case.facts, case.item.must)
    relevant = set(relevant_pages(case.item.must_cite))
    return QuestionView(
        item=case.item,
        answer=case.answer.answer if case.answer else "",
        status=case.answer.status if case.answer else "error",
        error=case.recorded.error,
        right=BY_NAME["correct"].compute([case]) == [1.0],
        facts=[(" / ".join(group), found) for group, found in zip(case.item.must, stated, strict=True)],
        citations=[(one, verdict(one, case.pages), page_picture(one, server)) for one in case.citations],
        unsupported=[
            (claim.text, missing)
            for claim, found in claim_details(case)
            if (missing := [detail.text for detail in found if not detail.stands])
        ],
        ranks=[
            (hit, bool(relevant & set(pages_of(hit, case.item.must_cite))))
            for hit in case.recorded.ranking[:10]
        ],
        milliseconds=case.recorded.milliseconds,
    )


def page_picture(citation: Citation, server: str) -> str | None:
    """The address of the cited page's picture with the quote marked; None without a page."""
    if citation.page is None:
        return None
    document, words = quoted(citation.document_id, safe=""), quoted(citation.quote)
    return f"{server.rstrip('/')}/v1/documents/{document}/pages/{citation.page}.png?quote={words}"
