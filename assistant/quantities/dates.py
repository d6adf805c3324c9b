"""Dates in Japanese and English text, as far as they are given: era and fiscal years, days without a year.

Era years count from the year before the era's first (令和1年 = 2019); a fiscal year (年度, FY) is kept apart from the
calendar year of the same number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
ERAS |= {"Reiwa": ERAS["令和"], "Heisei": ERAS["平成"], "Showa": ERAS["昭和"]}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_SIGNS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
MONTH_NAME = (
    r"(?P<name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
ONE_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|\.\d)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)?"
DAY_LIST = rf"(?P<days>{ONE_DAY}(?:\s*(?:-|–|to|and|&|,)\s*{WEEKDAY}{ONE_DAY})*)"
YEAR = r"(?P<year>(?:18|19|20)\d\d)(?![\d,]\d)"
KANJI_DAYS = r"(?P<days>\d{1,2}(?:日?\s?(?:\(.\)\s?)?[-~、・]\s?\d{1,2})+)(?:\s?日)(?!間)"
ERA_YEAR = r"(?P<era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s?(?P<count>元|\d{1,2})"
SAME_YEAR = r"(?:\s?\((?:(?:令和|平成|昭和|[RHS])?\s?(?P<again>\d{1,4}))年?度?\)\s?年?)?"

PATTERNS = tuple(
    (signs.split(), re.compile(pattern))
    for signs, pattern in (
        ("0s 0年代", r"(?<!\d)(?P<decade>(?:18|19|20)\d0)(?:s\b|年代)"),
        (
            "- / .",
            rf"(?<![\d./-]){YEAR}[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])(?![\d/])",
        ),
        (
            "月",
            rf"(?:(?:{ERA_YEAR}|(?<!\d){YEAR})\s?年\s?)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月\s?{KANJI_DAYS}",
        ),
        (
            "年",
            rf"(?:{ERA_YEAR}|(?<!\d){YEAR})\s?年{SAME_YEAR}(?P<fiscal>度)?(?:\s?(?P<month>\d{{1,2}})\s?月"
            r"(?:\s?(?P<day>\d{1,2})(?:\s?日(?!間)|(?=\s?\([月火水木金土日]\))))?)?",
        ),
        (".", rf"{ERA_YEAR}\.(?P<month>1[0-2]|0?[1-9])(?:月|(?![\d.]))"),
        ("/ .", rf"(?<![\d./-]){YEAR}[/.](?P<month>1[0-2]|0?[1-9])(?:月|(?![\d/]))"),
        (
            "月",
            r"(?<!\d)(?P<month>1[0-2]|0?[1-9])\s?月(?!間|額|次|給)"
            r"(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])(?:\s?日(?!間)|(?=\s?\([月火水木金土日]\))))?",
        ),
        (
            "/",
            r"(?<![\d/.])(?P<month>1[0-2]|0?[1-9])\s?/\s?(?P<day>3[01]|[12]\d|0?[1-9])(?![\d/]|\.\d)",
        ),
        (MONTH_SIGNS, rf"\b{DAY_LIST}\s+(?:of\s+)?{MONTH_NAME}(?:,?\s+{YEAR})?"),
        (MONTH_SIGNS, rf"\b{MONTH_NAME}\s+{DAY_LIST}(?:,?\s+{YEAR})?"),
        (MONTH_SIGNS, rf"\b{MONTH_NAME},?\s+{YEAR}"),
        (
            "FY iscal",
            r"\bJ?FY\s?'?(?P<fiscal_year>(?:20|19)?\d\d)(?!\d)|\b[Ff]iscal\s(?:[Yy]ear\s)?(?P<fiscal_named>(?:20|19)\d\d)",
        ),
        ("年度", r"(?<!\d)(?P<short_fiscal>\d\d)年度"),
        ("年", r"(?<!\d)(?P<short_year>\d\d)年(?=[末初春夏秋冬])"),
        ("Reiwa Heisei Showa", r"\b(?P<era>Reiwa|Heisei|Showa)\s(?P<named_count>\d{1,2})\b"),
        (
            "日",
            r"(?<![\d.])(?P<day>3[01]|[12]\d|0?[1-9])\s?日(?!間|本|系|米|英|独|仏|加|豪|中韓)",
        ),
        (
            MONTH_SIGNS,
            rf"\b(?!May\b){MONTH_NAME}|\b(?:in|by|of|to|until|since|from|early|late|mid|next|last)[ -](?P<may>May)\b",
        ),
    )
)
"""The forms of dates, surest first, each with signs of which one stands wherever it matches: they are found sooner."""

CONTINUES = re.compile(r"\s?(?:\(.{1,4}\))?\s?(?:[-~〜～、,・/]|から|及び|および|と|并)\s?(?:同月)?\s?$")


@dataclass(frozen=True)
class PartialDate:
    """A date of which parts may be missing; `fiscal`: its year is a fiscal one; `decade`: it stands for ten years."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fiscal: bool = False
    decade: bool = False


@dataclass(frozen=True)
class DateMention:
    """Where in a text a date stands, and what it may mean."""

    start: int
    end: int
    readings: tuple[PartialDate, ...]


def find_dates(text: str) -> list[DateMention]:
    """The dates of a normalised (NFKC) text in its order; a range or a list of days gives one mention for each day.

    >>> [mention.readings[0].day for mention in find_dates("令和7年6月5日~7日")]
    [5, 7]
    """
    taken = text
    found: list[DateMention] = []
    for signs, pattern in PATTERNS:
        if not any(sign in text for sign in signs):
            continue
        for match in pattern.finditer(taken):
            mentions = [DateMention(match.start(), match.end(), readings) for readings in read(match)]
            if mentions:
                found.extend(mentions)
                taken = taken[: match.start()] + "\0" * (match.end() - match.start()) + taken[match.end() :]
    found.sort(key=lambda mention: mention.start)
    return inherited(text, found)


def read(match: re.Match[str]) -> Iterator[tuple[PartialDate, ...]]:
    """The dates of a match, each with all that it may mean."""
    parts = {name: value for name, value in match.groupdict().items() if value}
    if given := parts.get("fiscal_year") or parts.get("fiscal_named"):
        yield (PartialDate(int(given) if len(given) == 4 else 2000 + int(given), fiscal=True),)
    elif named := parts.get("named_count"):
        yield tuple(PartialDate(ERAS[parts["era"]] + int(named), fiscal=fiscal) for fiscal in (False, True))
    elif short := parts.get("short_fiscal"):
        readings = (2000 + int(short), ERAS["平成"] + int(short))
        yield tuple(PartialDate(year, fiscal=True) for year in readings)
    elif short := parts.get("short_year"):
        yield (PartialDate(2000 + int(short)),)
    elif decade := parts.get("decade"):
        yield (PartialDate(int(decade), decade=True),)
    else:
        year = int(parts["year"]) if "year" in parts else era_year(parts)
        month = (
            int(parts["month"]) if "month" in parts else month_number(parts.get("name") or parts.get("may"))
        )
        if month is None or 1 <= month <= 12:
            if year != int(parts.get("again", 0)) > 1800:
                yield (PartialDate(int(parts["again"])),)
            days = re.findall(r"\d+", parts.get("days", parts.get("day", "")))
            for day in map(int, days) if days else (None,):
                yield (PartialDate(year, month, day, fiscal="fiscal" in parts),)


def era_year(parts: dict[str, str]) -> int | None:
    """The calendar year of an era's year."""
    if "era" not in parts:
        return None
    return ERAS[parts["era"]] + (1 if parts["count"] == "元" else int(parts["count"]))


def month_number(name: str | None) -> int | None:
    """The number of an English month's name."""
    return MONTHS.index(name[:3].lower()) + 1 if name else None


def inherited(text: str, found: list[DateMention]) -> list[DateMention]:
    """Days given alone take month and year from the date that they go on from (6月5日~7日)."""
    complete = found[:1]
    for before, mention in pairwise(found):
        date, previous = mention.readings[0], complete[-1].readings[0]
        goes_on = before.start == mention.start or CONTINUES.match(text[before.end : mention.start])
        if goes_on and previous.month:
            if date.month is None and date.day is not None:
                mention = replace(
                    mention, readings=(replace(date, month=previous.month, year=previous.year),)
                )
            elif date.year is None and date.month is not None:
                mention = replace(mention, readings=(replace(date, year=previous.year),))
        complete.append(mention)
    return complete
