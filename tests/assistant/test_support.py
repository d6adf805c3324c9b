"""A claim is supported when its numbers, dates and names stand in its quotes."""

import re
import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.support import details, supported

GDP = ["マサチューセッツ州の2024年の名目GDPは約7,785億ドルで、全米では第12位。"]


def missing(claim: str, quotes: list[str], setting: list[str] | None = None) -> list[str]:
    """What of a claim stands nowhere."""
    return [detail.text for detail in details(claim, quotes, setting or []) if not detail.stands]


def test_a_translated_claim_is_supported() -> None:
    assert supported("In 2024 Massachusetts had a nominal GDP of about $778.5 billion, 12th in the US.", GDP)


@pytest.mark.parametrize(
    ("claim", "wrong"),
    [
        ("In 2024 Massachusetts had a nominal GDP of about $787.5 billion.", "787.5 billion"),
        ("In 2024 Massachusetts had a nominal GDP of about ¥778.5 billion.", "778.5 billion"),
        ("In 2023 Massachusetts had a nominal GDP of about $778.5 billion.", "2023"),
        ("In 2024 Connecticut had a nominal GDP of about $778.5 billion.", "Connecticut"),
        ("Massachusetts is 21st in the US.", "21st"),
    ],
)
def test_one_wrong_number_year_or_name_is_named(claim: str, wrong: str) -> None:
    assert missing(claim, GDP) == [wrong]


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The programme runs on ¥100 billion.", "１，０００ 億円の事業規模"),
        ("The plan covers FY2025.", "令和７年度の計画"),
        ("It was held on 26 February.", "2 月 26 日（木）に開催"),
        ("About half of the 30 companies replied.", "30社の約5割が回答"),
        ("3割の企業が回答した。", "30% of the companies replied."),
        ("239 companies are active.", "２３９社が進出"),
        ("The fund holds ¥2,684 billion.", "予算（億\n円）\n26,840"),
    ],
)
def test_units_widths_and_line_breaks_make_no_difference(claim: str, quote: str) -> None:
    assert missing(claim, [quote]) == []


def test_a_fiscal_year_does_not_support_the_calendar_year() -> None:
    assert missing("It began in 2025.", ["2025年度に開始"]) == ["2025"]


def test_a_table_cell_without_unit_does_not_support_an_amount_of_money() -> None:
    assert missing("The fund holds ¥2,684 billion.", ["基金 26,840"]) == ["2,684 billion"]


def test_year_and_names_may_stand_in_the_setting_but_numbers_may_not() -> None:
    setting = ["在ボストン日本国総領事館", "2026-02", "169名"]
    claim = "The consulate in Boston held a reception on 9 February 2026 with 169 people."
    assert missing(claim, ["2月9日 発足レセプション"], setting) == ["169"]


def test_list_ordinals_and_counts_of_what_is_listed_are_set_aside() -> None:
    quote = ["AI、量子、フュージョンを重点分野とする"]
    assert missing("1. There are three priority fields: AI, quantum and fusion.", quote) == []
    assert missing("重点分野は3つで、(1)AI、(2)量子、(3)フュージョンである。", quote) == []
    assert missing("There are 40 priority fields: AI, quantum and fusion.", quote) == ["40"]


def test_a_count_of_what_the_answer_shows_is_set_aside() -> None:
    claim = "12 researchers match."
    assert not supported(claim, ["田中 一郎"])
    assert supported(claim, ["田中 一郎"], shown=[12])


def test_numbers_of_a_ranking_in_brackets_are_checked() -> None:
    assert missing("Tokyo ranks 10th (15th the year before).", ["10（15） 東京 日本"]) == []
    assert missing("Tokyo ranks 10th (16th the year before).", ["10（15） 東京 日本"]) == ["16th"]


def test_a_claim_without_facts_is_supported_by_anything() -> None:
    assert supported("Mentors matter more than reputation.", ["選定にあたっては専門性が重要"])


@given(st.integers(31, 10**7), st.integers(31, 10**7))
def test_only_the_number_that_stands_in_the_quote_is_supported(stated: int, quoted: int) -> None:
    assert supported(f"{stated:,} people took part.", [f"{quoted:,}名が参加"]) == (stated == quoted)


@given(st.sampled_from(["", " ", "\n", "\u3000"]), st.booleans())
def test_a_japanese_sentence_supports_itself_however_it_is_spaced(space: str, wide: bool) -> None:
    quote = space.join(re.split(r"(?<=[の州は、])|(?=[年億位])", GDP[0]))
    if wide:
        quote = quote.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert supported(GDP[0], [quote])


def test_checking_a_claim_takes_about_a_millisecond() -> None:
    claims = [
        f"In 2024 Massachusetts exported goods worth ${count}.5 billion to Japan."
        for count in range(100, 300)
    ]
    supported(claims[0], GDP)
    seconds = timeit.timeit(lambda: [supported(claim, GDP) for claim in claims], number=1)
    assert seconds / len(claims) < 0.01


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Nearly nine in ten were satisfied.", "9割近い方が満足"),
        ("The list is on page 12.", "PIリスト P12"),
        ("The chart is in units of 100 million yen.", "実績（億円）（件数）"),
        ("The US Commerce Department counts 194.", "米商務省によれば194社"),
        ("Qubits Ventures of the US is one.", "米Qubits Ventures"),
        ("ボナミチ議員は民主党である。", "ボナミチ議員(民)"),
        ("MGH日本人会の会員は100名である。", "病院(以下、MGH)日本人会の会員100名"),
        ("India and Japan agreed.", "日印外相が一致"),
        ("Canada, Australia and France come first.", "加、英、豪、仏に次ぐ第5位"),
        ("The threshold is an ROE of 5%.", "資本生産性基準（ROE5％基準）"),
        ("The survey asked 40 investors.", "※40名の投資家"),
        ("It was delivered at the end of 2022.", "22年末には納入に成功"),
        ("The chart begins in FY1990.", "1\n9\n9\n0\n年\n度"),
        ("It was held on 20 March 2025.", "2025年3月17（月）、同月20日（木）"),
        ("More than 20,000 came in two days.", "二日間で20,000人以上"),
        ("A trusted third party introduces them; many are in their 20s.", "信頼できる人の紹介、20代が多い"),
    ],
)
def test_what_japanese_abbreviates_is_read_in_full(claim: str, quote: str) -> None:
    assert supported(claim, [quote])


def test_a_name_at_the_start_of_a_quote_is_found_after_any_other_quote() -> None:
    quotes = ["企業数の合計", "米商務省によれば194社である"]
    for ordered in (quotes, quotes[::-1]):
        assert supported("The US Commerce Department counts 194 companies.", ordered)
