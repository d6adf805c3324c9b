"""Numbers with their units as a reader of either language writes them."""

import re
from collections.abc import Mapping
from decimal import Decimal

SIGNS: Mapping[str, str] = {"USD": "$", "yen": "¥", "JPY": "¥", "EUR": "€", "SGD": "S$"}
SPOKEN: Mapping[str, int] = {"100 million": 10**8, "10,000": 10**4, "thousand": 10**3}
"""Scales that English counts otherwise."""

ENGLISH_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
ENGLISH = re.compile(
    r"(?:(?P<scale>100 million|10,000|thousand|million|billion|trillion) )?"
    r"(?:(?P<currency>USD|yen|JPY|EUR|SGD)(?: |$))?(?P<what>.*)"
)
ENGLISH_DOUBT = re.compile(
    r"(?P<unit>.*?)(?: \((?P<doubt>approx\.|about|nearly|more than|at least)\)|, (?P<after>over|a little over))$"
)
JAPANESE_SCALES: Mapping[str, int] = {"十億": 10**9, "百万": 10**6, "千": 10**3}
"""Scales that Japanese counts otherwise."""

JAPANESE_DOUBT = re.compile(r"(?P<unit>.*?)（(?P<doubt>約|超|以上)）$")


def counted(number: float, unit: str, language: str) -> str:
    """A number with its unit, as a digest names it, in the manner of a language.

    >>> counted(8139, "100 million yen", "en"), counted(778.5, "十億ドル", "ja")
    ('¥813.9 billion', '7,785億ドル')
    """
    value = Decimal(str(number))
    return in_japanese(value, unit) if language == "ja" else in_english(value, unit)


def in_english(value: Decimal, unit: str) -> str:
    """A number with an English unit."""
    if doubt := ENGLISH_DOUBT.match(unit):
        said = (doubt["doubt"] or doubt["after"]).replace("approx.", "about")
        return f"{said} {in_english(value, doubt['unit'])}"
    if unit == "rank":
        return ordinal(int(value))
    if unit.startswith("th "):
        return ordinal(int(value)) + unit.removeprefix("th")
    if unit == "year":
        return str(value)
    if unit.startswith("%"):
        return f"{value:,}{unit}"
    parts = ENGLISH.fullmatch(unit)
    scale, currency, what = parts.group("scale", "currency", "what") if parts else (None, None, unit)
    if scale is not None and scale in SPOKEN:
        value, scale = scaled(value * SPOKEN[scale])
    words = [f"{SIGNS.get(currency or '', '')}{value:,}", scale, what]
    return " ".join(word for word in words if word)


def scaled(value: Decimal) -> tuple[Decimal, str | None]:
    """A number in the largest English scale that it reaches."""
    for size, name in ENGLISH_SCALES:
        if value >= size:
            return plain(value / size), name
    return plain(value), None


def ordinal(number: int) -> str:
    """An English ordinal, such as 12th."""
    last = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{last}"


def in_japanese(value: Decimal, unit: str) -> str:
    """A number with a Japanese unit."""
    if doubt := JAPANESE_DOUBT.match(unit):
        sure = in_japanese(value, doubt["unit"])
        return f"約{sure}" if doubt["doubt"] == "約" else f"{sure}{doubt['doubt']}"
    if unit == "年":
        return f"{value}{unit}"
    for scale, size in JAPANESE_SCALES.items():
        if unit.startswith(scale):
            return by_ten_thousands(value * size) + unit.removeprefix(scale)
    return f"{value:,}{unit}"


def by_ten_thousands(value: Decimal) -> str:
    """A number as Japanese counts: 15億3,400万."""
    parts = []
    for size, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万")):
        count, value = divmod(value, size)
        if count:
            parts.append(f"{int(count):,}{name}")
    if value or not parts:
        parts.append(f"{plain(value):,}")
    return "".join(parts)


def plain(value: Decimal) -> Decimal:
    """A number without zeros at its end and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
