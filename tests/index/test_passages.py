from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.catalogue import Publication
from corpus.digest import Digest, Statement
from corpus.document import Document, Page, Paragraph, Piece, Section
from corpus.evidence import Span, anchor
from corpus.folding import folded_text
from corpus.researchers import Researcher
from index.passage import (
    LONGEST,
    cut,
    lead,
    most_first,
    researcher_passages,
    sentences,
    statement_passages,
)

PUBLICATION = Publication("bulletin-1", title_ja="会報", title_en="Bulletin")

words = st.sampled_from(
    [
        "ボストンの",
        "研究者が",
        "集まる。",
        "MIT is near. ",
        "総領事館、",
        "1億2,000万円",
        "の",
        "Harvard ",
        "too! ",
        "（注）",
        "長" * 90,
    ]
)
paragraphs = st.lists(words, min_size=1, max_size=30).map("".join)
documents = st.lists(st.lists(paragraphs, min_size=1, max_size=5), min_size=1, max_size=5)


def document(*sections: Section, kind: str = "pdf") -> Document:
    return Document(kind, (), sections)


def section(heading: str, *texts: str, page: int | None = 1) -> Section:
    return Section((heading,), tuple(Paragraph((Piece(page, text),)) for text in texts))


@given(documents)
@example([["長い文" * 500]])
@example([["A sentence. " * 200, "短い。"]])
@example([["A" + "b" * 298 + ". A" + "b" * 298 + "."]])
def test_passages_are_no_longer_than_allowed_and_lose_nothing(texts: list[list[str]]) -> None:
    sections = [section(f"第{number}節", *parts) for number, parts in enumerate(texts)]
    passages = list(cut(document(*sections), PUBLICATION, "v1"))
    assert all(0 < len(passage.text("ja")) <= LONGEST for passage in passages)
    kept = "".join(folded_text(passage.text("ja")) for passage in passages)
    assert kept == folded_text("".join("".join(parts) for parts in texts))


@given(documents)
def test_no_passage_crosses_a_section(texts: list[list[str]]) -> None:
    sections = [section(f"第{number}節", *parts, page=number) for number, parts in enumerate(texts, start=1)]
    for passage in cut(document(*sections), PUBLICATION, "v1"):
        (page,) = passage.pages
        assert list(passage.section.values()) == [f"第{page}節"]
        assert folded_text(passage.text("ja")) in folded_text("".join(texts[page - 1]))


@given(documents)
def test_the_same_document_gives_the_same_ids_and_no_two_are_alike(texts: list[list[str]]) -> None:
    sections = [section(f"第{number}節", *parts) for number, parts in enumerate(texts)]
    ids = [passage.id for passage in cut(document(*sections), PUBLICATION, "v1")]
    assert ids == [passage.id for passage in cut(document(*sections), PUBLICATION, "v1")]
    assert len(set(ids)) == len(ids)
    assert not set(ids) & {passage.id for passage in cut(document(*sections), PUBLICATION, "v2")}


def test_an_id_depends_on_all_that_is_searched() -> None:
    first, second = (
        next(cut(document(section(name, "本文。")), PUBLICATION, "v1")) for name in ("概観", "概要")
    )
    assert first.id != second.id


def test_a_passage_knows_the_pages_that_it_stands_on() -> None:
    over = Paragraph((Piece(3, "前の頁から続く文が"), Piece(4, "次の頁で終わる。次の頁だけの文もある。")))
    alone = Paragraph((Piece(5, "別の頁の段落。" * 60),))
    passages = list(cut(document(Section((), (over,)), Section((), (alone,))), PUBLICATION, "v1"))
    assert passages[0].pages == (3, 4)
    assert {passage.pages for passage in passages[1:]} == {(5,)}


def test_a_format_without_pages_cites_none() -> None:
    (passage,) = cut(document(section("節", "本文。", page=None), kind="html"), PUBLICATION, "v1")
    assert passage.pages == ()


def test_ordinals_follow_the_text_and_headings_are_searched() -> None:
    passages = list(
        cut(document(section("概観", "本文。" * 300), section("資金", "続き。")), PUBLICATION, "v1")
    )
    assert [passage.ordinal for passage in passages] == list(range(len(passages)))
    assert passages[-1].searchable() == "資金\n続き。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("約200社が進出。MIT is near. Harvard too.", ["約200社が進出。", "MIT is near.", "Harvard too."]),
        ("「終わった。」と述べた。", ["「終わった。」", "と述べた。"]),
        ("1.5 billion in the U.S. market", ["1.5 billion in the U.S. market"]),
        ("", []),
    ],
)
def test_sentences_end_where_either_language_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


PAGE = Page(4, "2", "総領事館には約 ２３９ 社の日系企業が\n登録している。")


def digest(*quotes: str, topics: tuple[str, ...] = ("companies",)) -> Digest:
    evidence = [anchor(quote, PAGE) for quote in quotes]
    statement = Statement(
        id="b-1",
        label="2",
        section={"ja": "概観", "en": "Overview"},
        text={"ja": "登録企業は239社である。", "en": "239 companies are registered."},
        kind="figure",
        topics=topics,
        evidence=tuple(item for item in evidence if item),
    )
    return Digest("bulletin-1", (statement,), "0" * 64)


def test_a_statement_is_led_to_its_page_and_quote() -> None:
    (passage,) = lead(statement_passages(digest("約239社の日系企業")), [Page(3, "1", "目次"), PAGE])
    assert passage.pages == (4,)
    assert passage.record is not None
    (span,) = passage.record["spans"]
    assert (span["page"], span["label"], span["quote"]) == (4, "2", "約 ２３９ 社の日系企業")
    assert passage.record["stale"] is False


def test_a_statement_whose_words_have_changed_is_stale() -> None:
    changed = Page(4, "2", PAGE.text.replace("２３９", "２４０"))
    (passage,) = lead(statement_passages(digest("約239社の日系企業")), [changed])
    assert passage.pages == ()
    assert passage.record is not None
    assert (passage.record["spans"], passage.record["stale"]) == ([], True)


def test_a_statement_without_its_publication_is_not_stale() -> None:
    (passage,) = lead(statement_passages(digest("約239社の日系企業")), [])
    assert passage.record is not None
    assert (passage.pages, passage.record["stale"]) == ((), False)


def test_leading_anew_forgets_the_former_pages() -> None:
    led = list(lead(statement_passages(digest("約239社の日系企業")), [PAGE]))
    (passage,) = lead(led, [])
    assert passage.pages == ()
    assert passage.id == led[0].id


def test_a_statement_is_searched_in_both_languages_and_by_its_topics() -> None:
    (passage,) = statement_passages(digest("約239社の日系企業"))
    for part in ("概観", "Overview", "239社である", "239 companies", "companies"):
        assert part in passage.searchable()
    (other,) = statement_passages(digest("約239社の日系企業", topics=("firms",)))
    assert passage.id != other.id


def test_rows_of_a_list_are_passages_in_both_languages() -> None:
    people = [
        Researcher(
            f"l:{row}",
            "l",
            f"Sato {row}",
            f"佐藤{row}",
            None,
            None,
            "架空大学",
            None,
            None,
            "量子",
            (),
            None,
            None,
            None,
            row,
        )
        for row in (1, 2)
    ]
    passages = list(researcher_passages(people, PUBLICATION, "v1"))
    assert [passage.ordinal for passage in passages] == [0, 1]
    assert all(first.id != second.id for first, second in pairwise(passages))
    assert passages[0].texts["ja"].startswith("佐藤1（Sato 1）")
    assert passages[0].pages == ()


def test_the_page_that_a_statement_mostly_rests_on_comes_first() -> None:
    spans = [Span(1, "1", 0, 8, "x" * 8), Span(7, "5", 10, 90, "y" * 80), Span(9, "7", 0, 8, "z" * 8)]
    assert most_first(spans) == (7, 1, 9)
    assert most_first([]) == ()
