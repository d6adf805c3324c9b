from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Refused, Table
from corpus.readers.csv import read_csv
from corpus.readers.encoding import decode
from corpus.readers.xlsx import read_xlsx

PEOPLE = "氏名,所属機関,研究分野\n髙橋 一郎,架空大学,量子センサー\n佐藤 花子,見本大学,ﾊﾞｲｵﾏﾃﾘｱﾙ\n"


def table(path: Path) -> Table:
    document = read_csv(path, 100) if path.suffix == ".csv" else read_xlsx(path, 100)
    return document.tables[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_a_csv_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    text = PEOPLE.replace("髙橋", "高橋") if encoding == "euc_jp" else PEOPLE
    path.write_bytes(text.encode(encoding))
    found = table(path)
    assert found.columns == ("氏名", "所属機関", "研究分野")
    assert [row.cells for row in found.rows] == [tuple(line.split(",")) for line in text.splitlines()[1:]]
    assert [row.number for row in found.rows] == [1, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
@given(
    words=st.lists(
        st.sampled_from(["研究", "医療", "ボストン", "総領事館", "の", "を", "する", "。", "企業"]),
        min_size=4,
    )
)
def test_japanese_text_is_decoded_as_it_was_written(encoding: str, words: list[str]) -> None:
    text = "".join(words)
    assert decode(text.encode(encoding)) == text


def test_text_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(Refused, match="no known encoding"):
        decode(b"\x81\x00\xff\xfe\x80\x81\x00")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(PEOPLE.replace(",", separator), encoding="utf-8")
    assert table(path).columns == ("氏名", "所属機関", "研究分野")


def test_a_cell_may_hold_line_breaks_and_separators(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('氏名,所属\n"佐藤, 花子","架空大学\n医学部"\n', encoding="utf-8")
    assert table(path).rows[0].cells == ("佐藤, 花子", "架空大学\n医学部")


def test_lines_above_the_header_row_become_the_title(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"研究者一覧,,\n2026年2月現在,,\n,,\n{PEOPLE}", encoding="utf-8")
    document = read_csv(path, 100)
    assert document.title == "研究者一覧"
    assert document.tables[0].columns == ("氏名", "所属機関", "研究分野")
    assert [p.text for p in document.sections[0].paragraphs] == ["研究者一覧", "2026年2月現在"]
    assert (
        document.sections[1].paragraphs[0].text
        == "氏名: 髙橋 一郎; 所属機関: 架空大学; 研究分野: 量子センサー"
    )


@pytest.mark.parametrize(
    ("content", "reason"), [("", "the table is empty"), (",,\n,,\n", "the table is empty")]
)
def test_a_csv_without_a_table_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Refused, match=reason):
        read_csv(path, 100)


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("a,b\n" * 101, encoding="utf-8")
    with pytest.raises(Refused, match="more than 100 rows"):
        read_csv(path, 100)


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text('a,b\n"' + "x" * 1_100_000, encoding="utf-8")
    with pytest.raises(Refused, match="not a readable CSV"):
        read_csv(path, 100)


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "一覧"
    for row in (
        ["研究者一覧", None, None],
        ["機関", "氏名", "人数"],
        ["架空大学", "佐藤", 3],
        [None, "鈴木", 4.0],
        ["見本大学", "田中", 5.5],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    book.save(path)
    return path


def test_cells_merged_downwards_fill_their_rows(tmp_path: Path) -> None:
    found = table(workbook(tmp_path / "list.xlsx"))
    assert found.columns == ("機関", "氏名", "人数")
    assert [row.cells for row in found.rows] == [
        ("架空大学", "佐藤", "3"),
        ("架空大学", "鈴木", "4"),
        ("見本大学", "田中", "5.5"),
    ]


def test_a_title_merged_across_stands_once(tmp_path: Path) -> None:
    document = read_xlsx(workbook(tmp_path / "list.xlsx"), 100)
    assert [p.text for p in document.sections[0].paragraphs] == ["研究者一覧"]


def test_the_first_sheet_with_a_table_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("表紙", 0)
    book.save(path)
    assert table(path).columns == ("機関", "氏名", "人数")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match="not a readable XLSX"):
        read_xlsx(path, 100)


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "list.xlsx")
    with pytest.raises(Refused, match="holds no table"):
        read_xlsx(tmp_path / "list.xlsx", 100)


def test_the_sample_list_reads_alike_as_csv_and_xlsx(shared: Path) -> None:
    ours, theirs = (table(shared / "pi-list" / f"pi-list-sample.{kind}") for kind in ("csv", "xlsx"))
    assert ours.columns == theirs.columns
    assert [row.cells for row in ours.rows] == [row.cells for row in theirs.rows]
    assert len(ours.rows) == 60
