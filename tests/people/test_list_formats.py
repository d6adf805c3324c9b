import csv
import random
from pathlib import Path

import openpyxl
import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from corpus.document import Document, Row, Table
from corpus.readers import Limits, read
from corpus.researchers import Researcher, researchers, unread_rows

SAMPLE = Path("corpus") / "samples" / "pi-list-sample.csv"
RENAMED = {
    "No.": "番号",
    "Name": "Full name",
    "氏名": "氏名（漢字）",
    "Title": "職名",
    "Institution": "所属機関",
    "Department / Laboratory": "部局・研究室",
    "Research field": "Research area",
    "研究分野": "専門分野",
    "Keywords / キーワード": "キーワード",
    "State": "州",
    "URL": "研究室ホームページ",
}


def records(document: Document) -> list[Researcher]:
    return list(researchers(document.tables[0], "list"))


def without_page(people: list[Researcher]) -> list[dict[str, object]]:
    return [{**person.to_dict(), "page": None} for person in people]


def sample_rows() -> list[list[str]]:
    path = Path(__file__).parents[2] / SAMPLE
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_csv(path: Path, rows: list[list[str]]) -> Document:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read(path, Limits())


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_every_format_of_the_sample_gives_the_same_sixty_people_field_by_field(
    shared: Path, ending: str
) -> None:
    folder = shared / "pi-list"
    from_csv = records(read(folder / "pi-list-sample.csv", Limits()))
    other = records(read(folder / f"pi-list-sample.{ending}", Limits()))
    assert len(from_csv) == 60
    assert without_page(other) == without_page(from_csv)


def test_people_of_a_pdf_know_the_page_that_their_row_begins_on(shared: Path) -> None:
    people = records(read(shared / "pi-list" / "pi-list-sample.pdf", Limits()))
    pages = [person.page for person in people]
    assert pages == sorted(pages)
    assert (people[10].page, people[11].page) == (2, 3)


def test_shuffled_and_renamed_columns_are_read_right(tmp_path: Path) -> None:
    rows = sample_rows()
    expected = records(write_csv(tmp_path / "plain.csv", rows))
    order = list(range(len(rows[0])))
    random.Random(5).shuffle(order)
    header = [RENAMED[name] for name in rows[0]]
    shuffled = [[row[at] for at in order] for row in [header, *rows[1:]]]
    assert records(write_csv(tmp_path / "shuffled.csv", shuffled)) == expected


def test_a_fifth_of_the_cells_missing_leaves_the_others_where_they_belong(tmp_path: Path) -> None:
    rows = sample_rows()
    chance = random.Random(11)
    kept = {rows[0].index(name) for name in ("No.", "Name")}
    holed = [
        [cell if at in kept or chance.random() > 0.2 else "" for at, cell in enumerate(row)]
        for row in rows[1:]
    ]
    found = records(write_csv(tmp_path / "holed.csv", [rows[0], *holed]))
    whole = records(write_csv(tmp_path / "whole.csv", rows))
    assert len(found) == 60
    for person, complete, cells in zip(found, whole, holed, strict=True):
        assert person.name_en == complete.name_en
        for name, column in (
            ("title", "Title"),
            ("field_ja", "研究分野"),
            ("state", "State"),
            ("url", "URL"),
        ):
            given = bool(cells[rows[0].index(column)])
            assert getattr(person, name) == (getattr(complete, name) if given else None)


def test_merged_cells_of_a_web_table_stand_for_every_row_and_links_give_the_address(tmp_path: Path) -> None:
    page = tmp_path / "list.html"
    page.write_text(
        """<html><body><table>
        <tr><td colspan="4">PI list, spring</td></tr>
        <tr><th>氏名</th><th>所属機関</th><th>研究分野</th><th>URL</th></tr>
        <tr><td>架空 花子</td><td rowspan="2">架空大学</td><td>量子</td><td><a href="https://a.example/1">page</a></td></tr>
        <tr><td>見本 太郎</td><td>電池</td><td></td></tr>
        </table></body></html>""",
        encoding="utf-8",
    )
    people = records(read(page, Limits()))
    assert [(p.name_ja, p.institution, p.field_ja, p.url) for p in people] == [
        ("架空 花子", "架空大学", "量子", "https://a.example/1"),
        ("見本 太郎", "架空大学", "電池", None),
    ]


def test_merged_cells_of_a_workbook_stand_for_every_row(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ("Name", "Institution", "Field"),
        ("Sample Ann", "Mock University", "optics"),
        ("Sample Ben", None, "lasers"),
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    workbook.save(tmp_path / "list.xlsx")
    assert [p.institution for p in records(read(tmp_path / "list.xlsx", Limits()))] == ["Mock University"] * 2


def test_a_pdf_table_without_rulings_is_read_by_its_headings(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "plain.pdf"), pagesize=landscape(A4))
    for page, people in enumerate((("1", "2"), ("3",))):
        for left, heading in zip(
            (40, 80, 220, 420), ("No.", "Name", "Institution", "Research field"), strict=True
        ):
            canvas.drawString(left, 540, heading)
        for line, number in enumerate(people):
            top = 510 - 50 * line
            canvas.drawString(40, top, number)
            canvas.drawString(80, top, f"Sample Person{number}")
            canvas.drawString(220, top, "University of")
            canvas.drawString(220, top - 14, "Examples")
            canvas.drawString(420, top, "Soft matter")
        canvas.drawString(400, 20, f"{page + 1} / 2")
        canvas.showPage()
    canvas.save()
    people = records(read(tmp_path / "plain.pdf", Limits()))
    assert [(p.name_en, p.institution, p.field_en, p.page) for p in people] == [
        ("Sample Person1", "University of Examples", "Soft matter", 1),
        ("Sample Person2", "University of Examples", "Soft matter", 1),
        ("Sample Person3", "University of Examples", "Soft matter", 2),
    ]


def test_names_in_both_scripts_in_one_column_are_told_apart() -> None:
    table = Table(("Name", "Institution"), (Row(1, None, ("MIHON Taro (見本 太郎)", "架空大学")),))
    (person,) = researchers(table, "list")
    assert (person.name_en, person.name_ja) == ("MIHON Taro", "見本 太郎")


def test_a_row_without_a_name_is_reported_with_its_number() -> None:
    table = Table(
        ("Name", "Institution"), (Row(1, 2, ("", "架空大学")), Row(2, 2, ("Mihon Taro", "架空大学")))
    )
    assert [(row.number, row.page) for row in unread_rows(table)] == [(1, 2)]
