"""The report holds everything in one file, in both languages, and asks nothing of any other place."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval.figures import curve, histogram, interval_row
from eval.gold import load
from eval.pages import StoredPages
from eval.quality import tables
from eval.report import report
from eval.run import evaluate, store_of
from eval.statistics import Estimate
from eval.store import Run


class Elements(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def page(run: Run, assistant: Assistant) -> str:
    """Its report."""
    history = store_of(assistant).history()
    return report(run, StoredPages(assistant.index.engine), history, "https://assistant.example/")


def test_nothing_is_loaded_and_nothing_runs(page: str) -> None:
    elements = Elements(page).found
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "form"}
    assert all(attributes.keys().isdisjoint({"src", "srcset", "style-src"}) for _, attributes in elements)
    assert not re.search(r"url\(|@import", page)
    assert "default-src 'none'" in page


def test_page_pictures_are_linked_at_the_server_with_the_quote(page: str) -> None:
    links = [
        found["href"]
        for tag, found in Elements(page).found
        if tag == "a" and found.get("rel") == "noreferrer"
    ]
    assert any(
        re.match(
            r"https://assistant\.example/v1/documents/machines/pages/\d+\.png\?quote=Machine%20", link or ""
        )
        for link in links
    )


def test_every_question_is_there_in_full(page: str, run: Run) -> None:
    for item in run.items:
        assert f'id="{item.id}"' in page
        assert item.question in page
    assert '<li class="yes">201</li>' in page


def test_both_languages_are_there(page: str) -> None:
    assert "How well the answers do" in page
    assert "回答品質の評価" in page
    assert page.count('class="ja"') == page.count('class="en"')


def test_tuning_and_test_questions_stand_side_by_side(page: str) -> None:
    rows = re.findall(r'lang="en">([^<]+)</span></td><td class="count">(\d+)</td>', page)
    assert rows[:2] == [("Tuning (dev)", "10"), ("Test", "10")]
    assert "Wrong abstention" in page.partition('id="splits"')[2].partition("</section>")[0]


def test_questions_are_filtered_by_the_kinds_that_there_are(page: str) -> None:
    identities = [found["id"] or "" for tag, found in Elements(page).found if tag == "input"]
    assert [name for name in identities if name.startswith("kind-")] == ["kind-all", "kind-figure"]


def test_what_is_shown_is_escaped(assistant: Assistant, machines: Path) -> None:
    item = load([machines / "gold.jsonl"])[0].model_copy(
        update={"question": "<script>alert(1)</script> 13579?"}
    )
    text = report(evaluate(assistant, [item]), StoredPages(assistant.index.engine))
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


def test_tables_of_runs_give_scores_by_split_and_language(run: Run) -> None:
    text = tables([run])
    assert "| Metric / 指標 | dev/ja | dev/en | test/ja | test/en | ja − en (all) |" in text
    assert re.search(r"\| Hit at 5 / 上位5ページの的中率 \|.* 1\.000 \[1\.000, 1\.000\] n=5", text)
    assert "## Digests off / 要約 なし" in text


def test_pictures_stay_within_their_frame() -> None:
    far = Estimate(3.0, -2.0, 9.0, 1)
    for position in re.findall(r'(?:cx|x1|x2)="([\d.]+)%"', interval_row({"ja": far})):
        assert 0 <= float(position) <= 100
    assert interval_row({"ja": None, "en": None}).startswith("<svg")
    assert "<polyline" in curve({"ja": [0.1, 0.5]}, "k")
    assert histogram([], {}).count("<rect") == 28
