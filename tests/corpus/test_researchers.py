from pathlib import Path

import pytest

from corpus.document import Row, Table
from corpus.readers.csv import read_csv
from corpus.researchers import Researcher, column_fields, is_researcher_list, researchers

COLUMNS = ("No.", "Name", "氏名", "Institution / 所属機関", "研究分野", "Keywords", "State", "URL")


def table(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> Table:
    return Table(columns, tuple(Row(number, 3, cells) for number, cells in enumerate(rows, start=1)))


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    assert column_fields(("研究分野", "ＵＲＬ", "所属機関", "氏名")) == {
        "field_ja": 0,
        "url": 1,
        "institution": 2,
        "name_ja": 3,
    }


@pytest.mark.parametrize(
    ("columns", "people"),
    [
        (COLUMNS, True),
        (("氏名", "所属機関"), True),
        (("Name", "University"), True),
        (("年度", "金額"), False),
        (("氏名", "年齢"), False),
    ],
)
def test_a_list_of_people_at_institutions_is_a_researcher_list(
    columns: tuple[str, ...], people: bool
) -> None:
    assert is_researcher_list(columns) == people


def test_a_row_becomes_a_record_with_nothing_added() -> None:
    row = (
        "1",
        "Sato Hanako",
        "佐藤 花子",
        "架空大学",
        "量子センサー",
        "quantum; センサー、ＡＩ",
        "MA",
        "https://a.example/x y",
    )
    (record,) = researchers(table(row), "list-1")
    assert record.name_en == "Sato Hanako"
    assert record.institution == "架空大学"
    assert record.keywords == ("quantum", "センサー", "ＡＩ")
    assert record.url == "https://a.example/xy"
    assert record.title is None
    assert (record.page, record.row) == (3, 1)


def test_ditto_marks_take_the_cell_above_and_nothing_marks_are_empty() -> None:
    rows = [
        ("1", "Sato Hanako", "佐藤 花子", "架空大学", "量子", "", "MA", "－"),
        ("2", "Suzuki Ken", "鈴木 健", "〃", "同上", "N/A", "〃", ""),
        ("3", "Tanaka Yu", "田中 優", "〃", "なし", "", "CT", ""),
    ]
    found = list(researchers(table(*rows), "list-1"))
    assert [record.institution for record in found] == ["架空大学"] * 3
    assert [record.field_ja for record in found] == ["量子", "量子", None]
    assert [record.url for record in found] == [None] * 3


def test_a_header_repeated_on_each_page_is_no_person() -> None:
    row = ("1", "Sato Hanako", "佐藤 花子", "架空大学", "量子", "", "MA", "")
    assert len(list(researchers(table(row, COLUMNS, row), "list-1"))) == 2


def test_the_id_of_a_person_stays_while_name_and_institution_do() -> None:
    first, second, third = (
        next(researchers(table(row), "list-1"))
        for row in (
            ("1", "Sato Hanako", "佐藤 花子", "架空大学", "量子", "", "MA", ""),
            ("9", "SATO  Hanako", "佐藤花子", "架空大学", "光", "laser", "NH", ""),
            ("1", "Sato Hanako", "佐藤 花子", "見本大学", "量子", "", "MA", ""),
        )
    )
    assert first.record_id == second.record_id != third.record_id


def test_a_record_survives_json_and_reads_in_both_languages() -> None:
    row = ("1", "Sato Hanako", "佐藤 花子", "架空大学", "量子センサー", "", "MA", "")
    record = next(researchers(table(row), "list-1"))
    assert Researcher.from_dict(record.to_dict()) == record
    assert record.line("ja") == "佐藤 花子（Sato Hanako）：架空大学、MA — 量子センサー"
    assert record.line("en") == "Sato Hanako (佐藤 花子): 架空大学, MA — 量子センサー"


def test_the_sample_list_yields_sixty_people_with_their_odd_names(shared: Path) -> None:
    document = read_csv(shared / "pi-list" / "pi-list-sample.csv", 1000)
    found = list(researchers(document.tables[0], "pi-list-sample"))
    assert len(found) == len({record.record_id for record in found}) == 60
    assert all(record.name_en or record.name_ja for record in found)
    assert all(record.institution for record in found)
    names = "".join(record.name_ja or "" for record in found)
    assert all(name in names for name in ("髙", "𠮷", "葛\U000e0100", "﨑"))
