import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.digests.check import LEAST_COVERAGE, check
from corpus.catalogue import read_manifest, sources
from corpus.copying import known_names
from corpus.digest import KINDS, Digest, Statement, parse_statement
from corpus.evidence import END_LENGTH, find
from corpus.folding import fold
from corpus.library import with_labels
from corpus.readers import Limits, read
from index.language import language_of
from index.tokenise import tokens
from tests.corpus.shipped import NAMES, shipped_digests

STATEMENTS_OF_THE_QUARTERLY = 100
SMALL = 12
"""Numbers up to this may be words in either language, and months in English."""

WORDS = {
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "fifty-two": 52, "sixty": 60,
}  # fmt: skip


TENTHS = "none one two three four five six seven eight nine ten".split()


@pytest.fixture(scope="module", params=NAMES)
def digest(request: pytest.FixtureRequest) -> Digest:
    return shipped_digests()[request.param]


def figures(text: str) -> set[str]:
    """The numbers of a text that must stand in both languages: not small, not a mere unit."""
    text = re.sub(r"令和(\d+)年", lambda match: f"{2018 + int(match[1])}年", text)
    text = re.sub(r"平成(\d+)年", lambda match: f"{1988 + int(match[1])}年", text)
    text = re.sub(r"(?<!\d)(\d\d)年度", r"20\1年度", text)
    text = re.sub(r"(?<!\d)(\d)割", r"\g<1>0%", text)
    text = re.sub(r"\b[A-Za-z]+(?:-two)?\b", lambda match: str(WORDS.get(match[0].lower(), match[0])), text)
    text = re.sub(r"(\d+(?:\.\d+)?)十億", lambda match: f"{float(match[1]) * 10:g}億", text)
    text = re.sub(rf"\b({'|'.join(TENTHS)}) in ten\b", lambda match: f"{TENTHS.index(match[1])}0%", text)
    text = re.sub(r"(?<=\d)M\b", " million", text)
    text = re.sub(r"[–—-]|(?<=[A-Za-z])(?=\d)", " ", text)
    numbers = {token for token in tokens(text) if re.fullmatch(r"\d+(\.\d+)?", token)}
    return {n for n in numbers if float(n) > SMALL and not re.fullmatch(r"10+", n)}


def years(numbers: set[str]) -> set[str]:
    return {number for number in numbers if re.fullmatch(r"(19|20)\d\d", number)}


def test_each_digest_speaks_of_the_publication_that_its_file_is_named_for() -> None:
    assert [digest.publication_id for digest in shipped_digests().values()] == NAMES
    assert set(NAMES) <= sources().keys()


def test_statement_ids_are_unique_over_all_digests() -> None:
    ids = [statement.id for digest in shipped_digests().values() for statement in digest.statements]
    assert len(ids) == len(set(ids))


def test_the_quarterly_has_at_least_a_hundred_statements() -> None:
    assert len(shipped_digests()["jnexus-quarterly-01"].statements) >= STATEMENTS_OF_THE_QUARTERLY


def test_every_statement_is_whole(digest: Digest) -> None:
    for statement in digest.statements:
        assert statement.kind in KINDS, statement.id
        assert set(statement.text) == set(statement.section) == {"ja", "en"}, statement.id
        assert all(statement.text.values()), statement.id
        assert all(statement.section.values()), statement.id
        assert statement.evidence, statement.id
        if statement.note:
            assert set(statement.note) == {"ja", "en"}, statement.id


def test_every_statement_is_in_both_languages(digest: Digest) -> None:
    for statement in digest.statements:
        assert re.search(r"[ぁ-ん]", statement.text["ja"]), statement.id
        assert language_of(statement.text["en"]) == "en", statement.id


def test_the_numbers_of_both_languages_agree(digest: Digest) -> None:
    apart = {}
    for statement in digest.statements:
        ja, en = figures(statement.text["ja"]), figures(statement.text["en"])
        differing = ja ^ en
        if re.search(r"年度|FY", statement.text["ja"] + statement.text["en"]):
            differing -= years(differing)
        if differing:
            apart[statement.id] = (sorted(ja - en), sorted(en - ja))
    assert apart == {}


def test_anchors_are_short_and_whole(digest: Digest) -> None:
    for statement in digest.statements:
        for evidence in statement.evidence:
            assert 0 < len(evidence.start) <= END_LENGTH, statement.id
            assert 0 < len(evidence.end) <= END_LENGTH, statement.id
            assert re.fullmatch(r"[0-9a-f]{64}", evidence.sha256), statement.id


def test_figures_and_events_say_what_their_kind_needs(digest: Digest) -> None:
    for statement in digest.statements:
        if statement.value is not None:
            assert {"metric", "number", "unit", "as_of", "scope", "source"} >= set(statement.value), (
                statement.id
            )
            assert isinstance(statement.value["number"], int | float | str), statement.id
        if statement.kind == "event":
            assert statement.event is not None, statement.id
            start = statement.event.get("start")
            assert start is None or date.fromisoformat(str(start)), statement.id


def test_statements_that_conflict_name_each_other(digest: Digest) -> None:
    known = {statement.id for one in shipped_digests().values() for statement in one.statements}
    for statement in digest.statements:
        for other in statement.conflicts_with:
            assert other in known, (statement.id, other)


def anchors(digest: Digest) -> Iterator[tuple[Statement, int]]:
    for statement in digest.statements:
        for number in range(len(statement.evidence)):
            yield statement, number


def test_every_anchor_is_found_on_its_page(digest: Digest, shared: Path) -> None:
    manifest = read_manifest(shared / "corpus")
    file, publication = next((f, p) for f, p in manifest.items() if p.id == digest.publication_id)
    pages = [
        (page, fold(page.text))
        for page in with_labels(read(shared / "corpus" / file, Limits()).pages, publication)
    ]
    lost, elsewhere = [], []
    for statement, number in anchors(digest):
        evidence = statement.evidence[number]
        span = find(evidence, pages)
        if span is None:
            lost.append(statement.id)
        elif span.label != evidence.label:
            elsewhere.append((statement.id, evidence.label, span.label))
    assert (lost, elsewhere) == ([], [])


def test_a_statement_that_lacks_a_part_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"statement q-1 lacks or misstates 'en'"):
        parse_statement({"id": "q-1", "label": "1", "section": {}, "text": {"ja": "文"}, "kind": "fact"})
    with pytest.raises(ValueError, match="statement without id lacks"):
        parse_statement({"label": "1"})


def test_numbers_beside_both_languages_are_told_apart_by_this_check() -> None:
    assert figures("雇用は2万1,700人、投資は15億3,400万ドル、約7割") == figures(
        "21,700 jobs, $1.534 billion, 70%"
    )
    assert figures("令和6年度の52社") == figures("52 companies in 2024")
    assert figures("23位") != figures("32nd")


def test_every_digest_passes_its_check(digest: Digest, shared: Path) -> None:
    manifest = read_manifest(shared / "corpus")
    file = next(file for file, publication in manifest.items() if publication.id == digest.publication_id)
    document = read(shared / "corpus" / file, Limits())
    names = list(known_names(shipped_digests().values()))
    report = check(digest, document, sources()[digest.publication_id], names)
    assert report.problems == ()
    assert report.uncovered == ()
    assert report.sections == ()
    assert report.coverage >= LEAST_COVERAGE
