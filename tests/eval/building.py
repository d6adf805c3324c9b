"""Gold questions, answers and stored pages made for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Citation
from assistant.assistant import Assistant
from corpus.catalogue import Publication
from corpus.database import migrate, open_database, run
from corpus.library import save_publication
from eval.case import Case, Ranked, Recorded
from eval.gold import Item
from eval.pages import StoredPages

NOTES = "notes"
PAGES = {
    NOTES: [
        "表紙",
        "2024年の名目ＧＤＰは約 ７，７８５ 億\nドルで、全米第12位。",
        "Forty lamps were lit in Boston.",
    ]
}


def stored(folder: Path, publications: Mapping[str, Sequence[str]] = PAGES) -> StoredPages:
    """A library that holds publications by the text of their pages; one without pages is held as a digest only."""
    engine = open_database(folder / "pages.db")
    migrate(engine, "corpus")
    with engine.begin() as connection:
        for name, texts in publications.items():
            save_publication(connection, Publication(name), "v1" if texts else None)
            for number, text in enumerate(texts, start=1):
                page = {"id": name, "number": number, "text": text}
                run(connection, "insert into page values (:id, 'v1', :number, null, :text)", page)
    return StoredPages(engine)


def gold(**fields: Any) -> Item:
    """A gold question about the GDP on page 2 of the notes, but for the fields given."""
    plain = {
        "id": f"t-1-{fields.get('lang', 'ja')}",
        "pair_id": "t-1",
        "split": "dev",
        "lang": "ja",
        "persona": "staff",
        "kind": "figure",
        "question": "名目GDPは?",
        "must": [["7,785億ドル"], ["12位"]],
        "must_cite": [{"document_id": NOTES, "page": 2, "anchor": "約7,785億"}],
        "expect": "answered",
        "reviewed_by": None,
        "reviewed_on": None,
    }
    return Item.model_validate(plain | fields)


def refusable(**fields: Any) -> Item:
    """A question that the sources do not answer."""
    plain = {"kind": "unanswerable", "must": [], "must_cite": [], "expect": "not_in_sources"}
    return gold(**plain | fields)


def cited(
    quote: str = "約7,785億ドルで、全米第12位", page: int | None = 2, number: int = 1, **fields: Any
) -> Citation:
    """A citation of the notes."""
    plain = {
        "number": number,
        "document_id": NOTES,
        "version": None,
        "title": "Notes",
        "publisher": None,
        "published": "2026-02",
        "page": page,
        "page_label": None,
        "section": None,
        "source": "publication",
        "quote": quote,
        "quote_language": "ja",
        "verified": True,
        "url": None,
        "page_image": None,
    }
    return Citation.model_validate(plain | fields)


def answered(
    text: str = "名目GDPは約7,785億ドルで、全米12位。 [1]",
    citations: Sequence[Citation] | None = None,
    status: str = "answered",
    language: str = "ja",
) -> Answer:
    """An answer, by default the right one."""
    return Answer.model_validate(
        {
            "answer_id": "a1",
            "conversation_id": "c1",
            "question": "名目GDPは?",
            "language": language,
            "status": status,
            "answer": text,
            "citations": [cited()] if citations is None else citations,
            "follow_ups": [],
            "hits": [],
            "engine": "extractive",
            "as_of": "2026-11-21",
            "notes": [],
            "timings_ms": {},
        }
    )


def refused(language: str = "ja") -> Answer:
    """A refusal."""
    text = (
        "収録している資料には見つかりませんでした。"
        if language == "ja"
        else "The library does not answer that."
    )
    return answered(text, [], "not_in_sources", language)


def ranked(document_id: str, *pages: int, text: str = "", name: str | None = None) -> Ranked:
    """A passage in a ranking."""
    identity = name or f"{document_id}-{'-'.join(map(str, pages))}-{text}"
    return Ranked(
        passage_id=identity, document_id=document_id, pages=list(pages), source="publication", text=text
    )


def case(
    pages: StoredPages,
    item: Item | None = None,
    answer: Answer | None = None,
    ranking: Sequence[Ranked] = (),
    error: str | None = None,
    milliseconds: float = 10.0,
) -> Case:
    """A question with its answer, by default the right one."""
    item = item or gold()
    given = None if error else answer or answered()
    recorded = Recorded(
        item_id=item.id, answer=given, error=error, ranking=list(ranking), milliseconds=milliseconds
    )
    return Case(item, recorded, pages)


def value(name: str, one: Case) -> float | None:
    """The value of a metric for one case."""
    from eval.metrics import BY_NAME

    return BY_NAME[name].compute([one])[0]


def switch_off_bm25(assistant: Assistant) -> None:
    """Plant a regression: the lexical index of a running assistant knows no term any more."""
    assistant.index.snapshot().lexical.vocabulary.clear()
