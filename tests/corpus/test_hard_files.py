import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.folding import folded_text
from corpus.library import current_version, get_pages
from corpus.readers import Limits
from index.ingest import Report, ingest
from index.passage_index import PassageIndex, open_index

NO_TEXT = "no text layer"
DAMAGED = "it is damaged"
LOCKED = "password protected"
HEAVY = "more than 600 MB of memory"

EXPECTED: dict[str, str] = {
    "pdfminer--kampo": "道路交通法施行令の一部を改正する政令",
    "pdfminer--jo": "序わたくしといふ現象は",
    "pdfminer--nlp2004slides": "コンパラブルな新聞記事からの固有表現の発見新山祐介",
    "pdfminer--issue-791-non-unicode-cmap": "3HQČåQt",
    "pdfminer--issue-1113-evil-xobjects": "Hello world",
    "pdfminer--zen_of_python_corrupted": "Beautiful is better than ugly. Explicit is better than implicit.",
    "pdfminer--pagelabels": "Contents 1 First section iii",
    "sample-files--libreoffice-form": "Example for a Form",
    "sample-files--with-attachment": "Lorem ipsum dolor sit amet, consetetur sadipscing elitr",
    "sample-files--multicolumn": "Two-Column Document with Lorem Ipsum",
    "pdfjs--noembed-eucjp": "あいうえお",
    "pdfjs--noembed-sjis": "あいうえお",
    "pdfjs--noembed-jis7": "ABC あいうえお 123",
    "pdfjs--noembed-identity": "ABC あいうえお 123",
    "pdfjs--vertical": "あいうえお日本語",
    "pdfjs--cid_cff": "processor reference chart",
    "pdfjs--ArabicCIDTrueType": "انواع الخطوط العربية",
    "pdfjs--issue6387": "あのイーハトーヴォのすきとおった風",
    "pdfjs--copy_paste_ligatures": "abcdeffffiflffiffl",
    "pdfjs--bomb_giant": "GIANT JBIG2 BOMB 100000x100000",
    "pdfjs--issue6069": "Missing value for startxref and junk before magic header",
    "pdfjs--xfa_filled_imm1344e": "Please wait... If this message is not eventually replaced",
    "pdfjs--freeculture": "This PDF version of Free Culture is licensed under a Creative Commons license",
    "gen--3000-pages": "Page 1 of 3000",
    "gen--hidden-instruction": "研究交流会のご案内（架空の試験文書）研究交流会を6月10日（水）18時から開催します。",
}
"""How the text of each file begins, as its index says."""

BEGINS_LATER = {"pdfminer--kampo", "sample-files--libreoffice-form"}
"""Files whose reading order is not that of the index: their beginning stands further on."""

REFUSED: dict[str, str] = {
    "pdfminer--175": NO_TEXT,
    "sample-files--imagemagick-images": NO_TEXT,
    "pdfjs--secHandler": NO_TEXT,
    "gen--image-only-scan": NO_TEXT,
    "pdfminer--aes-256-r6": LOCKED,
    "gen--encrypted-aes256": LOCKED,
    "gen--empty-0-byte": "the file is empty",
    "gen--text-renamed": "it is not a PDF",
    "gen--truncated": DAMAGED,
    "pdfjs--poppler-742-0-fuzzed": DAMAGED,
    "pdfjs--Pages-tree-refs": DAMAGED,
    "pdfjs--Brotli-Prototype-FileA": DAMAGED,
    "gen--flate-bomb": HEAVY,
}

WARNED: dict[str, str] = {
    "pdfminer--issue-791-non-unicode-cmap": "looks garbled",
    "pdfminer--issue-1113-evil-xobjects": "damaged structure",
    "pdfjs--xfa_filled_imm1344e": "XFA form",
    "pdfjs--vertical": "no text on page 2, 3",
    "sample-files--with-attachment": "attached file not read",
}


@dataclass
class Ingested:
    """What one ingest of all difficult files together came to."""

    index: PassageIndex
    report: Report
    names: list[str]


@pytest.fixture(scope="module")
def ingested(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Ingested:
    index = open_index(tmp_path_factory.mktemp("home"))
    files = sorted((shared / "hard").glob("*.pdf"))
    report = ingest(index, files, Limits(seconds=300, memory=600 * 1024**2), digests=False)
    listed = re.findall(
        r"^\| (\S+)\.pdf \|", (shared / "hard" / "INDEX.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return Ingested(index, report, listed)


def text_of(index: PassageIndex, name: str) -> str:
    with index.engine.connect() as connection:
        version = current_version(connection, name)
        assert version is not None
        return "\n".join(page.text for page in get_pages(connection, name, version))


def test_every_listed_file_is_either_indexed_or_refused(ingested: Ingested) -> None:
    assert set(ingested.names) == EXPECTED.keys() | REFUSED.keys()
    assert set(ingested.report.added) == EXPECTED.keys()
    assert {Path(path).stem for path in ingested.report.refused} == REFUSED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_indexed_with_the_expected_beginning(ingested: Ingested, name: str) -> None:
    text, beginning = folded_text(text_of(ingested.index, name)), folded_text(EXPECTED[name])
    assert beginning in text if name in BEGINS_LATER else text.startswith(beginning)


@pytest.mark.parametrize("name", EXPECTED)
def test_its_text_can_be_retrieved(ingested: Ingested, name: str) -> None:
    assert name in ingested.index.snapshot().lexical.publication_ids


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_one_sentence_with_the_reason(ingested: Ingested, name: str) -> None:
    (reason,) = (reason for path, reason in ingested.report.refused.items() if Path(path).stem == name)
    assert REFUSED[name] in reason
    assert ";" in reason or NO_TEXT in reason, "it says what to do"
    assert not re.search(r"\.\s|\n|Traceback|Error", reason), "it is one sentence"


@pytest.mark.parametrize("name", WARNED)
def test_what_could_not_be_read_right_is_warned_of(ingested: Ingested, name: str) -> None:
    assert any(WARNED[name] in warning for warning in ingested.report.warnings[name])


def test_every_page_of_a_long_file_is_there(ingested: Ingested) -> None:
    with ingested.index.engine.connect() as connection:
        count = connection.exec_driver_sql(
            "select count(*) from page where publication_id = 'gen--3000-pages'"
        ).scalar()
    assert count == 3000


def test_a_password_opens_an_encrypted_file(shared: Path, index: PassageIndex) -> None:
    path = shared / "hard" / "pdfminer--aes-256-r6.pdf"
    report = ingest(index, [path], passwords={path.name: "usersecret"})
    assert (report.added, report.refused) == (["pdfminer--aes-256-r6"], {})
    assert "Hello World" in text_of(index, "pdfminer--aes-256-r6")
