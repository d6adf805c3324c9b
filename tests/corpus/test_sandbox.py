import zipfile
import zlib
from pathlib import Path

import pytest

from corpus.document import Refused
from corpus.readers import Limits, read
from corpus.sandbox import read_apart
from tests.paper import Paper

MEGABYTE = 1024**2


def pdf_that_inflates(path: Path, size: int) -> Path:
    """A PDF whose page content, deflated twice, is `size` bytes of blanks."""
    stream = zlib.compress(zlib.compress(b" " * size, 9), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    path.write_bytes(body + b"xref\n0 5\n0000000000 65535 f \n" + table + trailer)
    return path


def workbook_that_inflates(path: Path, size: int) -> Path:
    """A workbook whose only cell holds `size` letters."""
    return workbook(path, '<row><c t="inlineStr"><is><t>' + "x" * size + "</t></is></c></row>")


def workbook(path: Path, rows: str) -> Path:
    """A workbook of one sheet with the given rows in XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        namespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006"
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook {namespace} xmlns:r="{relations}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f"<worksheet {namespace}><sheetData>{rows}</sheetData></worksheet>",
        )
    return path


def test_a_file_read_apart_is_the_file_read_here(tmp_path: Path) -> None:
    path = Paper(tmp_path / "a.pdf", title="題").page(("見出し", 18), "本文の𠮷田さんは葛󠄀西に住む。").save()
    assert read_apart(path, Limits()) == read(path, Limits())


def test_a_password_reaches_the_reader_and_not_its_command_line(tmp_path: Path) -> None:
    path = Paper(tmp_path / "a.pdf", password="himitsu").page("秘密の本文").save()
    assert read_apart(path, Limits(), "himitsu").pages[0].text == "秘密の本文"


def test_a_refusal_comes_back_as_it_was_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    with pytest.raises(Refused, match=r"^the file is empty; fetch it again$"):
        read_apart(tmp_path / "a.pdf", Limits())


@pytest.mark.parametrize("bomb", [pdf_that_inflates, workbook_that_inflates])
def test_a_small_file_that_asks_for_much_memory_is_refused(tmp_path: Path, bomb: type) -> None:
    path = bomb(tmp_path / ("a.pdf" if bomb is pdf_that_inflates else "a.xlsx"), 150 * MEGABYTE)
    assert path.stat().st_size < MEGABYTE
    with pytest.raises(Refused, match="more than 300 MB of memory"):
        read_apart(path, Limits(memory=300 * MEGABYTE))


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "endless.html"
    path.write_text("<p>終わりのない文書</p>" * 400_000, encoding="utf-8")
    with pytest.raises(Refused, match=r"took longer than 1 s"):
        read_apart(path, Limits(seconds=1))


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(3 * MEGABYTE)
    with pytest.raises(Refused, match="larger than 2 MB"):
        read_apart(path, Limits(file_size=2 * MEGABYTE))


def test_a_reader_that_breaks_does_not_break_the_caller(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", "<row><c></row>")
    with pytest.raises(Refused, match="broke the reader"):
        read_apart(path, Limits())


def test_a_file_of_another_kind_is_refused_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(Refused, match=r"'\.docx' cannot be read; give \.pdf, \.csv"):
        read_apart(tmp_path / "a.docx", Limits())
