"""When a figure holds, as digests note it in English, for a reader of either language."""

import re

from api.pages.dates import written

ISO = r"\d{4}(?:-\d\d){0,2}"
DATE = re.compile(ISO)
FISCAL = re.compile(r"FY(\d{4})")
JAPANESE = [
    (re.compile(r"latest"), "最新"),
    (re.compile(r"target"), "目標"),
    (re.compile(rf"({ISO}) \(provisional\)"), "{0}（暫定値）"),
    (re.compile(rf"({ISO}) \(release\)"), "{0}公表"),
    (re.compile(rf"({ISO}) \(publication\)"), "{0}刊行"),
    (re.compile(rf"({ISO}) \(as printed\)"), "{0}（印刷のまま）"),
    (re.compile(rf"({ISO}) survey"), "{0}の調査"),
    (re.compile(rf"({ISO}), (\d+) years"), "{0}、{1}年間"),
    (re.compile(rf"(\d+) years to ({ISO})"), "{1}までの{0}年間"),
    (re.compile(r"(\d+) years from FY(\d{4})"), "{1}年度から{0}年間"),
    (re.compile(r"(\d+) years"), "{0}年間"),
    (re.compile(r"(\d{4})-(\d{4})"), "{0}から{1}"),
    (re.compile(r"FY(\d{4})-FY(\d{4})"), "{0}年度～{1}年度"),
    (re.compile(rf"({ISO}) and ({ISO})"), "{0}と{1}"),
    (re.compile(r"IPOs since (\d{4})"), "{0}以降の上場"),
    (FISCAL, "{0}年度"),
]


def as_of_written(as_of: str | None, language: str) -> str:
    """When a figure holds, in words; in English as noted where no rule tells how Japanese says it.

    >>> as_of_written("2023 (provisional)", "ja"), as_of_written("2026-02 (publication)", "en")
    ('2023年（暫定値）', 'February 2026 (publication)')
    """
    if not as_of:
        return ""
    if language == "en":
        return DATE.sub(lambda found: written(found[0], "en"), as_of) if not FISCAL.search(as_of) else as_of
    if DATE.fullmatch(as_of):
        return written(as_of, "ja")
    for pattern, words in JAPANESE:
        if found := pattern.fullmatch(as_of):
            years = "年度" in words
            return words.format(*(part if years else written_part(part) for part in found.groups()))
    return as_of


def written_part(part: str) -> str:
    """A date in words; a count as it stands."""
    return written(part, "ja") if len(part) >= len("2026") else part
