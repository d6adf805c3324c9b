from collections import Counter
from importlib.resources import files

import pytest

from corpus.folding import folded_text
from corpus.glossary import Glossary, Term, name_key, read_terms, shipped_glossary, singular

GLOSSARY = Glossary(
    [
        Term(("総領事館",), ("consulate-general", "consulate general"), "people", ""),
        Term(("総領事",), ("consul general",), "people", ""),
        Term(("拠点都市", "ハブ都市"), ("hub city",), "startups", ""),
        Term(("研究主宰者", "ＰＩ"), ("principal investigator", "PI"), "research", ""),
    ]
)


def names(terms: list[Term]) -> list[str]:
    return [term.ja[0] for term in terms]


@pytest.mark.parametrize("name", ["hub city", "Hub  City", "HUB-CITY", "拠点都市", "ハブ都市", "ﾊﾌﾞ都市"])
def test_a_term_is_found_by_any_of_its_names(name: str) -> None:
    assert names(GLOSSARY.lookup(name)) == ["拠点都市"]


def test_the_longest_terms_are_found_in_a_japanese_text() -> None:
    found = GLOSSARY.japanese_terms("ボストンの総領事館と総領事はＰＩリストを作る")
    assert names(found) == ["総領事館", "総領事", "研究主宰者"]


def test_the_longest_terms_are_found_among_english_words_in_singular_and_plural() -> None:
    words = "which principal investigators live in hub cities near the consulate general".split()
    found = [(words[start:end], names(terms)) for start, end, terms in GLOSSARY.english_phrases(words)]
    assert found == [
        (["principal", "investigators"], ["研究主宰者"]),
        (["hub", "cities"], ["拠点都市"]),
        (["consulate", "general"], ["総領事館"]),
    ]


def test_singular_leaves_words_that_only_look_plural() -> None:
    words = ["companies", "grants", "analysis", "status", "access", "cities", "gas"]
    assert [singular(word) for word in words] == [
        "company",
        "grant",
        "analysis",
        "status",
        "access",
        "city",
        "gas",
    ]


def test_the_shipped_glossary_loads_with_every_row_whole() -> None:
    glossary = shipped_glossary()
    assert len(glossary.terms) > 1000
    for term in glossary.terms:
        assert all(name.strip() == name and name for name in (*term.ja, *term.en)), term
        assert term.kind, term


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_two_shipped_terms_of_one_source_have_the_same_usual_name(language: str) -> None:
    usual = Counter((term.source, name_key(getattr(term, language)[0])) for term in shipped_glossary().terms)
    assert [name for name, count in usual.items() if count > 1] == []


def test_only_abbreviations_stand_for_several_shipped_terms_in_japanese() -> None:
    owners: dict[tuple[str, str], list[str]] = {}
    for term in shipped_glossary().terms:
        for name in {folded_text(name) for name in term.ja}:
            owners.setdefault((term.source, name), []).append(term.en[0])
    clashes = {name: terms for (_, name), terms in owners.items() if len(terms) > 1 and not name.isascii()}
    assert clashes == {}


def test_the_shipped_file_has_the_columns_that_a_spreadsheet_shows() -> None:
    text = files("corpus").joinpath("glossary.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == "ja,en,ja_variants,en_variants,kind,source"
    assert len(list(read_terms(text.splitlines()))) == len(text.splitlines()) - 1
