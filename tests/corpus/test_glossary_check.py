from pathlib import Path

import pytest

from corpus.glossary_check import clashes, gaps, main, read_rows

HEAD = "ja,en,ja_variants,en_variants,kind,source\n"


def found(lines: str) -> tuple[list[str], list[str]]:
    rows = read_rows(HEAD + lines)
    return [finding.message for finding in gaps(rows)], [finding.message for finding in clashes(rows)]


def test_a_row_without_a_name_or_a_kind_is_a_gap() -> None:
    assert found("出資,,,,finance,\n渡し船,ferry,,,,\n")[0] == ["lacks en", "lacks kind"]


def test_a_name_given_twice_in_a_row_is_a_gap() -> None:
    assert found("出資,investment,出資,,finance,\n")[0] == ["names '出資' twice"]


def test_spellings_that_differ_only_in_hyphens_are_no_gap() -> None:
    assert found("共創,co-creation,,co creation|cocreation,research,\n") == ([], [])


def test_a_name_of_two_terms_is_a_clash_with_both_rows() -> None:
    rows = read_rows(
        f"{HEAD}首相,prime minister,,PM,people,\n責任者,project manager,,PM,people,\n午後,p.m.,,PM,events,\n"
    )
    (clash,) = clashes(rows)
    assert clash.rows == (2, 3, 4)
    assert clash.message == "'pm' stands for '首相', '責任者', '午後'"


def test_the_shipped_glossary_has_no_gaps() -> None:
    assert main([]) == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_broken_spreadsheet_is_told_with_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str
) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text(f"{HEAD}出資,,,,finance,\n", encoding=encoding)
    assert main([str(path)]) == 1
    assert "row 2: lacks en" in capsys.readouterr().out


def test_a_missing_column_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("ja,en\n出資,investment\n", encoding="utf-8")
    assert main([str(path)]) == 1
    assert "lacks the column ja_variants" in capsys.readouterr().err
