"""Dates as a reader of either language writes them."""

MONTHS = ("January February March April May June July August September October November December").split()


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
