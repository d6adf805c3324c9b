"""A digest held against a publication of a few invented pages."""

from dataclasses import replace

import pytest

from assistant.digests.check import DigestReport, check
from assistant.digests.figures import figures_of
from corpus.catalogue import Publication
from corpus.digest import Digest, LeftOut, Statement
from corpus.document import Document, Page, Paragraph, Piece, Section
from corpus.evidence import Evidence, anchor
from corpus.folding import folded_text

BATTERIES = "令和６年度に、港の実験室は蓄電池を２３９基そろえ、費用は1億2,000万円であった。"
TABLE = "灯台別の予算（億円）"
ROWS = "北の灯台 35"
VISITS = "見学は 10 名まで受け付けている。"
PUBLICATION = Publication("harbour", title_ja="港湾だより", title_en="Harbour Notes", published="2026-01-15")
REASON = {"ja": "図の目盛", "en": "the scale of a chart"}


def section(heading: str, page: int, *lines: str) -> Section:
    return Section((heading,), tuple(Paragraph((Piece(page, line),)) for line in lines))


DOCUMENT = Document(
    "pdf",
    (Page(1, "1", f"蓄電池\n{BATTERIES}"), Page(2, "2", f"予算\n{TABLE}\n{ROWS}\n見学\n{VISITS}")),
    (section("蓄電池", 1, BATTERIES), section("予算", 2, TABLE, ROWS), section("見学", 2, VISITS)),
)


def quoted(quote: str, page: int) -> Evidence:
    found = anchor(quote, DOCUMENT.pages[page - 1])
    assert found is not None
    return found


def statement(name: str, ja: str, en: str, *evidence: Evidence) -> Statement:
    both = {"ja": "見出し", "en": "Heading"}
    return Statement(name, "1", both, {"ja": ja, "en": en}, "fact", (), evidence)


WHOLE = (
    statement(
        "h-1",
        "港の実験室が2024年度に用意した蓄電池は239基、費用は1.2億円である。",
        "In FY2024 the harbour laboratory bought 239 batteries for ¥120 million.",
        quoted(BATTERIES, 1),
    ),
    statement(
        "h-2",
        "北の灯台に充てられたのは35億円である。",
        "The northern lighthouse has ¥3.5 billion.",
        quoted(f"{TABLE}\n{ROWS}", 2),
    ),
    statement("h-3", "見学できるのは10名までである。", "Up to 10 people may visit.", quoted(VISITS, 2)),
)


def report(*statements: Statement, left_out: tuple[LeftOut, ...] = ()) -> DigestReport:
    return check(Digest("harbour", statements, left_out=left_out), DOCUMENT, PUBLICATION)


def kinds(found: DigestReport) -> list[str]:
    return [problem.kind for problem in found.problems]


def test_a_digest_that_carries_every_figure_passes() -> None:
    found = report(*WHOLE)
    assert (found.problems, found.uncovered, found.sections) == ((), (), ())
    assert (found.carried, found.figures, found.coverage, found.passes) == (5, 5, 1.0, True)


def test_figures_and_sections_that_no_statement_carries_are_named() -> None:
    found = report(*WHOLE[:2])
    assert [(figure.page, folded_text(figure.text)) for figure in found.uncovered] == [(2, "10名")]
    assert found.sections == (("見学",),)
    assert not found.passes


def test_a_figure_is_not_carried_by_a_statement_on_another_page() -> None:
    elsewhere = replace(WHOLE[2], evidence=WHOLE[0].evidence)
    assert "10 名" in [figure.text for figure in report(*WHOLE[:2], elsewhere).uncovered]


def test_a_figure_is_not_carried_by_a_statement_whose_evidence_does_not_hold_it() -> None:
    beside = replace(WHOLE[2], evidence=(quoted(ROWS, 2),))
    assert "10 名" in [figure.text for figure in report(*WHOLE[:2], beside).uncovered]


def test_what_is_left_out_with_a_reason_is_listed_with_it() -> None:
    left_out = (LeftOut(REASON, "2", ("１０名",)), LeftOut(REASON, section="見学"))
    found = report(*WHOLE[:2], left_out=left_out)
    assert [(figure.text, reason) for figure, reason in found.left_out] == [("10 名", REASON)]
    assert (found.uncovered, found.sections) == ((), ())
    assert found.coverage == 0.8
    assert not found.passes


def test_a_number_that_does_not_stand_in_the_evidence_is_named() -> None:
    wrong = replace(WHOLE[0], text={**WHOLE[0].text, "en": "In FY2024 the laboratory bought 240 batteries."})
    (problem,) = report(wrong, *WHOLE[1:]).problems
    assert (problem.statement_id, problem.kind) == ("h-1", "support")
    assert "(en) 240" in problem.message


def test_a_language_that_is_missing_is_named() -> None:
    assert "language" in kinds(report(replace(WHOLE[2], text={"ja": "Up to 10 people.", "en": "Up to 10."})))


def test_evidence_that_is_not_found_is_named() -> None:
    lost = replace(WHOLE[2], evidence=(replace(WHOLE[2].evidence[0], sha256="0" * 64),))
    assert "evidence" in kinds(report(lost))
    assert "evidence" in kinds(report(replace(WHOLE[2], evidence=())))


def test_a_copied_sentence_is_named() -> None:
    long = "港の実験室は灯台の守り人がみな退いた後も毎晩かならず明かりをともし続けてきたのである"
    pages = (replace(DOCUMENT.pages[0], text=f"{DOCUMENT.pages[0].text}\n{long}"), DOCUMENT.pages[1])
    told = replace(WHOLE[0], note={"ja": long, "en": "A note."})
    found = check(Digest("harbour", (told, *WHOLE[1:])), replace(DOCUMENT, pages=pages), PUBLICATION)
    assert kinds(found) == ["copy"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(%) 0 10 20 30 40 50", []),
        ("1990年度1992年度1994年度1996年度1998年度", []),
        ("12 18 25 31", ["12", "18", "25", "31"]),
        ("① 第一の柱 ※1 図3 （注2）", []),
        ("資料３より、売上高は 12％", ["12%"]),
        ("第1に人材、第2に資金", []),
        ("第3回会合に 52 社", ["第3回", "52 社"]),
    ],
)
def test_scales_ordinals_and_pointers_are_no_figures(line: str, expected: list[str]) -> None:
    document = Document("pdf", (Page(1, "1", line),), (section("図", 1, line),))
    assert [figure.text.removeprefix("第") for figure in figures_of(document)] == [
        text.removeprefix("第") for text in expected
    ]


def test_the_number_of_a_heading_is_no_figure_and_its_words_are_read() -> None:
    document = Document("pdf", (Page(1, "1", ""),), (section("17 灯台 30 年のあゆみ", 1, "本文である。"),))
    assert [figure.text for figure in figures_of(document)] == ["30 年"]
