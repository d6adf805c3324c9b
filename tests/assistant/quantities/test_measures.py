"""Numbers of both languages are read on one scale."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.quantities import Measure, PartialDate, declared_units, find_quantities, plain


def measures(text: str) -> set[Measure]:
    """All that the numbers of a text may mean."""
    return {r for quantity in find_quantities(text) for r in quantity.readings if isinstance(r, Measure)}


@pytest.mark.parametrize(
    ("japanese", "english", "value", "unit"),
    [
        ("約7,785億ドル", "about $778.5 billion", 778_500_000_000, "USD"),
        ("１，０００億円", "¥100 billion", 10**11, "JPY"),
        ("15億3,400万円", "1.534 billion yen", 1_534_000_000, "JPY"),
        ("2万5,000人", "25,000 people", 25_000, "people"),
        ("一千億円", "¥100bn", 10**11, "JPY"),
        ("２３９社", "239 Japanese firms", 239, "organisations"),
        ("第12位", "No. 12", 12, "rank"),
        ("3割", "30 per cent", 30, "%"),
        ("52倍", "52 times", 52, "times"),
        ("3年半", "three and a half years", Fraction(7, 2), "years"),
        ("30週間", "a 30-week programme", 30, "weeks"),
        ("約 200 社", "200 companies", 200, "organisations"),
        ("3分の1", "one third", Fraction(1, 3), ""),
        ("午後2時30分", "2:30 p.m.", 14 * 60 + 30, "clock"),
    ],
)
def test_a_number_is_the_same_in_both_languages(
    japanese: str, english: str, value: int | Fraction, unit: str
) -> None:
    assert Measure(Fraction(value), unit) in measures(japanese) & measures(english)


@pytest.mark.parametrize(
    "text", ["5G", "ポスト5G", "COVID-19", "data42", "第三者", "数十社", "617-973-9772", "注2", "九州"]
)
def test_digits_in_names_and_vague_counts_are_no_numbers(text: str) -> None:
    assert find_quantities(text) == ()


def test_the_ends_of_a_range_share_unit_and_scale() -> None:
    assert {Measure(Fraction(2 * 10**9), "JPY"), Measure(Fraction(3 * 10**9), "JPY")} <= measures(
        "20〜30億円"
    )
    assert {Measure(Fraction(2 * 10**9), "USD"), Measure(Fraction(3 * 10**9), "USD")} <= measures(
        "$2–3 billion"
    )


def test_a_bare_number_of_four_digits_may_be_a_year() -> None:
    assert find_quantities("in 2024")[0].readings == (Measure(Fraction(2024)), PartialDate(2024))
    assert find_quantities("2,024")[0].readings == (Measure(Fraction(2024)),)


def test_a_unit_in_a_table_heading_is_read_over_a_line_break() -> None:
    assert declared_units(plain("予算（億\n円）")) == {("JPY", 8)}


@given(st.integers(1, 10**14))
def test_yen_in_japanese_scales_equal_yen_in_digits(amount: int) -> None:
    written, rest = "", amount
    for power, scale in ((12, "兆"), (8, "億"), (4, "万"), (0, "")):
        count, rest = divmod(rest, 10**power)
        written += f"{count:,}{scale}" if count else ""
    assert measures(f"{written}円") == measures(f"¥{amount:,}") == {Measure(Fraction(amount), "JPY")}


@given(st.integers(1, 99_999), st.sampled_from([("million", 6), ("billion", 9), ("trillion", 12)]))
def test_dollars_in_english_scales_equal_dollars_in_japanese(tenths: int, scale: tuple[str, int]) -> None:
    word, power = scale
    amount = Fraction(tenths, 10) * 10**power
    assert measures(f"${tenths / 10:,} {word}") == {Measure(amount, "USD")}
    assert measures(f"{int(amount) // 10**4:,}万ドル") == {Measure(amount, "USD")}


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    normal = plain(text)
    for quantity in find_quantities(text):
        assert quantity.readings
        assert 0 <= quantity.start < quantity.end <= len(normal)


@given(st.integers(0, 10**6), st.sampled_from(["社", "名", "%", "円", "億円", "件", "位"]))
def test_width_and_spacing_change_nothing(count: int, unit: str) -> None:
    wide = f"{count:,}{unit}".translate(str.maketrans("0123456789,%", "０１２３４５６７８９，％"))
    assert measures(wide) == measures(f"{count:,} {unit}") == measures(f"{count}{unit}")
