from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from corpus.folding import folded_text
from index.ingest import ingest
from index.passage import Passage, Source
from index.passage_index import PassageIndex
from index.places import one_for_each_place
from index.retriever import Hit, Retriever

SLIDE = [
    "The ferry fund",
    "The ferry fund lends two million dollars to towns on the coast each spring.",
    "A town applies in winter with a plan of its harbour and a letter of its mayor.",
    "The county pays the interest for ten years where fares are cut for pupils.",
    "Boats that burn hydrogen are paid for first, then those that run on batteries.",
    "Crews are trained in the school of the port, where the fund pays half of the fees.",
    "Reports are due in autumn; whoever sends none has to pay the loan back at once.",
]
OTHER = [
    "Lighthouses",
    "Lighthouses are kept by volunteers who live in the villages behind the dunes.",
    "Paint and lamps come from the museum, which sells old lenses to collectors.",
    "In summer the towers are open on Sundays; children climb them for nothing.",
    "Fog horns were taken down long ago and stand in the garden of the museum.",
    "A choir sings on the longest day, when the lamps are lit by hand at dusk.",
    "The oldest tower leans a little and has been held by cables since the storm.",
]


def deck(path: Path, *pages: list[str]) -> Path:
    canvas = Canvas(str(path))
    for lines in pages:
        canvas.setFont("Helvetica-Bold", 24)
        canvas.drawString(72, 760, lines[0])
        canvas.setFont("Helvetica", 11)
        for row, line in enumerate(lines[1:]):
            canvas.drawString(72, 720 - 24 * row, line)
        canvas.showPage()
    canvas.save()
    return path


def found(index: PassageIndex, question: str) -> list[Hit]:
    return Retriever(index).search(question, 10)


def test_a_slide_that_is_shown_again_is_one_hit_that_names_both_pages(
    index: PassageIndex, tmp_path: Path
) -> None:
    ingest(index, [deck(tmp_path / "deck.pdf", SLIDE, OTHER, SLIDE)])
    pages = [hit.passage.pages for hit in found(index, "Which towns does the ferry fund lend to?")]
    assert set(pages) == {(1, 3)}


def test_slides_that_differ_in_a_number_are_two_hits(index: PassageIndex, tmp_path: Path) -> None:
    ingest(index, [deck(tmp_path / "deck.pdf", [*SLIDE, "Loans of 2024"], OTHER, [*SLIDE, "Loans of 2025"])])
    pages = [hit.passage.pages for hit in found(index, "Which towns does the ferry fund lend to?")]
    assert {(1,), (3,)} <= set(pages)


def test_the_same_words_in_two_publications_are_two_hits(index: PassageIndex, tmp_path: Path) -> None:
    ingest(index, [deck(tmp_path / "one.pdf", SLIDE), deck(tmp_path / "two.pdf", SLIDE)])
    hits = found(index, "Which towns does the ferry fund lend to?")
    assert {hit.passage.publication_id for hit in hits} == {"one", "two"}


TEXT = "基金は港の町に二百万ドルを貸し、毎年の春に募る。"
START, END = folded_text(TEXT[:8]), folded_text(TEXT[-8:])


def hit(source: Source, text: str, page: int, evidence: list[list[str | None]] | None = None) -> Hit:
    record = {"evidence": evidence} if evidence else None
    passage = Passage(
        f"{source}-{page}", "bulletin", "v1", source, page, "ja", {}, (page,), {"ja": text}, record
    )
    return Hit(passage, 1.0, {})


STATEMENT = hit("digest", "港の町は基金から借りられる。", 4, [[None, START, END, "hash"]])


def test_a_statement_and_the_page_that_it_rests_on_are_one_hit_the_better_of_the_two() -> None:
    page = hit("publication", f"資金。{TEXT}", 4)
    assert one_for_each_place([STATEMENT, page]) == [STATEMENT]
    assert one_for_each_place([page, STATEMENT]) == [page]


def test_a_statement_and_another_piece_of_its_page_are_two_hits() -> None:
    other = hit("publication", "灯台は村の人々が守る。", 4)
    assert one_for_each_place([STATEMENT, other]) == [STATEMENT, other]
