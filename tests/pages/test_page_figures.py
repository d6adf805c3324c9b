import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from api.pages.as_of import as_of_written
from api.pages.numbers import counted
from api.pages.source_names import japanese_name, source_named
from api.pages.texts import texts
from assistant.figures import Figure, Value, choose, differing, list_figures, yearly
from tests.pages.conftest import LANGUAGES, Site

Visit = Callable[..., Page]
BOTH = pytest.mark.parametrize(
    ("language", "phone"), [("ja", True), ("en", False)], ids=["ja-phone", "en-wide"]
)


@BOTH
def test_a_figure_stands_with_its_unit_definition_date_and_page(
    visit: Visit, language: str, phone: bool
) -> None:
    page = visit(f"/{language}/figures?document=jnexus-quarterly-01&q=GDP", phone=phone)
    row = page.locator("#q-p08-01")
    said = {
        "ja": ["7,785億ドル", "2024年", "6ページ", "米国商務省経済分析局（BEA）［ジェトロ集計］"],
        "en": ["$778.5 billion", "2024", "p. 6", "BEA, compiled by JETRO"],
    }
    for part in said[language]:
        expect(row).to_contain_text(part)
    row.locator("td:last-child a").click()
    page.wait_for_url(f"**/{language}/library/jnexus-quarterly-01#q-p08-01")
    expect(page.locator("li:target")).to_be_in_viewport()


@BOTH
def test_figures_are_narrowed_by_words_publication_and_topic_without_a_script(
    visit: Visit, language: str, phone: bool
) -> None:
    wording = texts(language).figures
    page = visit(f"/{language}/figures", phone=phone, java_script_enabled=False)
    page.get_by_label(wording.label, exact=True).fill("Massachusetts")
    page.locator("#figure-document").select_option("jnexus-quarterly-01")
    page.locator("#figure-topic").select_option("ranking")
    page.get_by_role("button", name=wording.search).click()
    rows = page.locator("tbody tr[id]")
    assert 3 <= rows.count() <= 8
    expect(page.locator("#table")).to_contain_text(str(rows.count()))


def test_all_figures_are_reached_page_by_page(visit: Visit) -> None:
    page = visit("/en/figures")
    seen: list[str] = []
    while True:
        seen += [row.get_attribute("id") or "" for row in page.locator("tbody tr[id]").all()]
        if not page.locator("nav a[rel=next]").count():
            break
        page.locator("nav a[rel=next]").click()
        page.wait_for_load_state()
    total = int(re.sub(r"\D", "", page.locator("#table").inner_text()))
    assert len(seen) == len(set(seen)) == total >= 300


@BOTH
def test_figures_that_differ_stand_side_by_side_with_why(visit: Visit, language: str, phone: bool) -> None:
    wording = texts(language).figures
    page = visit(f"/{language}/figures?q=194", phone=phone)
    page.get_by_role("link", name=wording.see_differs).first.focus()
    page.keyboard.press("Enter")
    beside = page.locator("div:target table")
    expect(beside).to_be_in_viewport()
    numbers = " ".join(beside.locator("td.number").all_inner_texts())
    assert set(re.findall(r"\d+", numbers)) == {"200", "194", "242"}
    expect(beside).to_contain_text("資本比率50%以上" if language == "ja" else "at least 50% Japanese capital")


@BOTH
def test_a_metric_of_several_years_has_a_bar_for_each(visit: Visit, language: str, phone: bool) -> None:
    words = "海外からの投資 スタートアップ" if language == "ja" else "overseas investment start-ups"
    page = visit(f"/{language}/figures?q={words}", phone=phone)
    chart = page.locator(".chart").first
    years = [re.sub(r"\D", "", text) for text in chart.locator("th[scope=row]").all_inner_texts()]
    assert years == [str(year) for year in range(2014, 2025)]
    widths = [bar.evaluate("bar => bar.getBoundingClientRect().width") for bar in chart.locator("rect").all()]
    assert max(range(11), key=widths.__getitem__) == years.index("2021")
    expect(chart.locator("tr", has_text="2021")).to_contain_text(
        "4,541億円" if language == "ja" else "¥454.1 billion"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_found_leads_back_to_all(visit: Visit, language: str) -> None:
    page = visit(f"/{language}/figures?q=zzzz")
    page.get_by_role("link", name=texts(language).figures.show_all).click()
    expect(page.locator("tbody tr[id]")).to_have_count(25)


@pytest.mark.parametrize(
    ("number", "units", "japanese", "english"),
    [
        (8139, ("億円", "100 million yen"), "8,139億円", "¥813.9 billion"),
        (778.5, ("十億ドル", "billion USD"), "7,785億ドル", "$778.5 billion"),
        (1.534, ("十億ドル", "billion USD"), "15億3,400万ドル", "$1.534 billion"),
        (37.17, ("百万人", "million people"), "3,717万人", "37.17 million people"),
        (31, ("千人", "thousand people"), "3万1,000人", "31,000 people"),
        (52, ("万人", "10,000 people"), "52万人", "520,000 people"),
        (200, ("社（約）", "companies (approx.)"), "約200社", "about 200 companies"),
        (3.3, ("十億ドル（超）", "billion USD (more than)"), "33億ドル超", "more than $3.3 billion"),
        (70, ("％超", "%, over"), "70％超", "over 70%"),
        (12, ("位", "rank"), "12位", "12th"),
        (22, ("位", "rank"), "22位", "22nd"),
        (2000, ("年", "year"), "2000年", "2000"),
        (5, ("億円/件", "100 million yen per deal"), "5億円/件", "¥500 million per deal"),
        (4.6, ("点", "points"), "4.6点", "4.6 points"),
    ],
)
def test_numbers_are_written_as_each_language_counts(
    number: float, units: tuple[str, str], japanese: str, english: str
) -> None:
    assert (counted(number, units[0], "ja"), counted(number, units[1], "en")) == (japanese, english)


@pytest.mark.parametrize(
    ("as_of", "japanese", "english"),
    [
        ("2025-04", "2025年4月", "April 2025"),
        ("FY2024", "2024年度", "FY2024"),
        ("2023 (provisional)", "2023年（暫定値）", "2023 (provisional)"),
        ("2014, 5 years", "2014年、5年間", "2014, 5 years"),
        ("10 years to 2023", "2023年までの10年間", "10 years to 2023"),
        ("5 years from FY2023", "2023年度から5年間", "5 years from FY2023"),
        ("2003-2023", "2003年から2023年", "2003-2023"),
        ("at the second count", "at the second count", "at the second count"),
        (None, "", ""),
    ],
)
def test_the_time_of_a_figure_is_said_in_both_languages(
    as_of: str | None, japanese: str, english: str
) -> None:
    assert (as_of_written(as_of, "ja"), as_of_written(as_of, "en")) == (japanese, english)


def figure(
    name: str, number: float | None = 1, against: tuple[str, ...] = (), as_of: str | None = None
) -> Figure:
    unit = {"ja": "個", "en": "pears"}
    value = Value({"ja": "梨", "en": "Pears"}, number, unit, as_of, "orchard", "count") if number else None
    return Figure(
        name, "orchard", None, None, {"ja": name, "en": name}, None, (), against, value, frozenset()
    )


def test_figures_speak_against_each_other_in_groups_whoever_says_so() -> None:
    figures = [
        figure("a", against=("b",)),
        figure("b"),
        figure("c", against=("b", "gone")),
        figure("d", number=None, against=("e",)),
        figure("e", number=None),
        figure("f"),
    ]
    assert [[item.statement_id for item in group] for group in differing(figures)] == [["a", "b", "c"]]


def test_a_series_has_one_value_a_year_for_three_years_at_least() -> None:
    days = [figure("x", as_of="2024-05-01"), figure("y", as_of="2024-06-01"), figure("z", as_of="latest")]
    years = [figure("late", as_of="FY2025"), figure("early", as_of="2023"), figure("middle", as_of="2024")]
    (series,) = yearly([*days, *years])
    assert [year for year, _ in series.points] == ["2023", "2024", "2025"]
    assert yearly([*days, *years[:2]]) == []


def test_a_source_is_named_in_the_language_of_the_page() -> None:
    assert source_named("BEA, compiled by JETRO", "ja") == "米国商務省経済分析局（BEA）［ジェトロ集計］"
    assert source_named("A new <source>", "ja") == '<span lang="en">A new &lt;source&gt;</span>'
    assert source_named("Dr 堀田, <X>", "en") == 'Dr <span lang="ja">堀田</span>, &lt;X&gt;'


def test_every_figure_of_the_digests_can_be_written(site: Site) -> None:
    with site.assistant.index.engine.connect() as connection:
        figures = choose(list_figures(connection))
    for language in LANGUAGES:
        for item in figures:
            assert item.value is not None
            assert counted(item.value.number, item.value.unit[language], language)
            assert japanese_name(item.value.source), item.value.source
