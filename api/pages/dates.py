"""Dates as a reader of either language writes them."""

from datetime import date

from assistant.events import Event

MONTHS = ("January February March April May June July August September October November December").split()
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


def written(iso: str, language: str) -> str:
    """An ISO date, month or year in words; as it stands when it is none of them.

    >>> written("2025-12-26", "en"), written("2026-02", "ja"), written("2026", "en")
    ('26 December 2025', '2026年2月', '2026')
    """
    parts = iso.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return iso
    year, *rest = (int(part) for part in parts)
    if rest and not 1 <= rest[0] <= 12:
        return iso
    if language == "ja":
        return "".join(f"{number}{unit}" for number, unit in zip([year, *rest], "年月日", strict=False))
    return " ".join([*(str(day) for day in rest[1:]), *([MONTHS[rest[0] - 1]] if rest else []), str(year)])


def written_span(first: str, last: str, language: str) -> str:
    """Two ISO days with their weekdays, or two months, in words; what they share stands once.

    >>> written_span("2026-05-27", "2026-05-28", "en"), written_span("2026-05-27", "2026-05-28", "ja")
    ('Wed 27 – Thu 28 May 2026', '2026年5月27日（水）～28日（木）')
    """
    begin, end = with_weekday(first, language), with_weekday(last, language)
    if first == last:
        return begin
    shared = 0 if first[:4] != last[:4] else 1 if first[5:7] != last[5:7] else 2
    if language == "ja":
        for unit in "年月"[:shared]:
            end = end.partition(unit)[2]
        return f"{begin}～{end}"
    if shared:
        begin = begin.rsplit(" ", shared)[0]
    return f"{begin} – {end}"


def with_weekday(iso: str, language: str) -> str:
    """An ISO day in words with its weekday; a month without."""
    if len(iso) < len("2026-01-01"):
        return written(iso, language)
    day = date.fromisoformat(iso).weekday()
    if language == "ja":
        return f"{written(iso, language)}（{'月火水木金土日'[day]}）"
    return f"{WEEKDAYS[day]} {written(iso, language)}"


def event_span(event: Event, language: str, with_year: bool = True) -> str:
    """When an event is, in words: its days, or its months where no day is known.

    Without a year where that stands above already, but with both where it lasts beyond the year's end.
    """
    if not event.start:
        return ""
    length = len("2026-04" if event.month_only else "2026-04-01")
    span = written_span(event.first_day[:length], event.last_day[:length], language)
    if with_year or event.first_day[:4] != event.last_day[:4]:
        return span
    return span.removeprefix(f"{event.first_day[:4]}年").removesuffix(f" {event.first_day[:4]}")
