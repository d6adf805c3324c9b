"""The key terms of a Japanese passage in English: what can be carried over surely without a language model.

Figures and dates are converted, glossary terms and Latin names taken over, other nouns given as the dictionary's
surest word. It is a list of terms in the order of the text, not a translation, and is shown as such.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from assistant.quantities import Measure, PartialDate, Quantity, find_quantities, plain
from corpus.glossary import Term, shipped_glossary
from index.tokenise import units
from index.translate import shipped_lexicon

LONGEST_TERM = 20
SURE = 0.34
"""The least weight at which the dictionary's word counts as sure."""

LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z0-9&.'’+-]*(?: [A-Za-z0-9][A-Za-z0-9&.'’+-]*)*")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NOUNS = {
    "社": "companies",
    "大学": "universities",
    "校": "schools",
    "機関": "institutions",
    "団体": "organisations",
}
UNIT_NAMES = {
    "people": "people",
    "organisations": "organisations",
    "times": "times",
    "points": "percentage points",
}
CURRENCIES = {"USD": "$", "JPY": "¥", "EUR": "€", "GBP": "£"}
GENERAL_WORDS = frozenset("general title statistics".split())


@lru_cache(maxsize=4096)
def key_terms(text: str) -> tuple[str, ...]:
    """The key terms of a Japanese text in English, in its order, each once.

    >>> key_terms("名目GDPは約7,785億ドルで、全米では第12位。")[-2:]
    ('United States', '12th')
    """
    found: list[str] = []
    for term in iterate(plain(text)):
        if term.lower() not in {other.lower() for other in found}:
            found.append(term)
    return tuple(found)


def iterate(text: str) -> Iterator[str]:
    """The terms of a normalised text in order."""
    quantities = {quantity.start: quantity for quantity in find_quantities(text)}
    position = 0
    rest = 0
    while position < len(text):
        quantity = quantities.get(position)
        if quantity and (shown := render(quantity)):
            yield from dictionary_terms(text[rest:position])
            yield shown
            position = rest = max(position + 1, quantity.end)
            continue
        end, english = longest_term(text, position)
        if english:
            yield from dictionary_terms(text[rest:position])
            yield english
            position = rest = end
            continue
        position += 1
    yield from dictionary_terms(text[rest:])


def longest_term(text: str, start: int) -> tuple[int, str | None]:
    """The longest glossary term or Latin name that begins at a position, and where it ends."""
    if text[start].isspace() or (start and text[start - 1].isascii() and text[start - 1].isalnum()):
        return start, None
    for length in range(min(LONGEST_TERM, len(text) - start), 1, -1):
        piece = text[start : start + length]
        if piece != piece.strip() or cuts_word(text, start + length):
            continue
        terms = shipped_glossary().lookup(piece)
        if terms:
            return start + length, usual_name(terms)
    match = LATIN_NAME.match(text, start)
    if match and len(match[0]) > 1 and not match[0].islower():
        return match.end(), match[0].strip(".")
    return start, None


def cuts_word(text: str, end: int) -> bool:
    """Whether a cut falls inside a Latin or katakana word."""
    if end >= len(text):
        return False
    before, after = text[end - 1], text[end]
    latin = before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
    return latin or all("\u30a1" <= char <= "\u30fc" for char in (before, after))


def usual_name(terms: list[Term]) -> str:
    """The English name of the surest of several terms: names before general words."""
    named = [term for term in terms if term.kind not in GENERAL_WORDS]
    return (named or terms)[0].en[0]


def dictionary_terms(text: str) -> Iterator[str]:
    """The nouns of a text that only the dictionary knows, as its surest word."""
    for unit in units(text) if text.strip() else ():
        if unit.compound or unit.part_of_speech[0] not in {"名詞", "形状詞"} or len(unit.form) < 2:
            continue
        words = shipped_lexicon().english(unit.form)
        if words and words[0][1] >= SURE:
            yield words[0][0]


def render(quantity: Quantity) -> str | None:
    """A number or date in English; None for a bare number that says nothing alone."""
    reading = quantity.readings[0]
    return (
        render_date(reading) if isinstance(reading, PartialDate) else render_measure(reading, quantity.text)
    )


def render_date(date: PartialDate) -> str:
    """A date in English, as far as it is given."""
    year = f"{'FY' if date.fiscal else ''}{date.year}{'s' if date.decade else ''}" if date.year else ""
    month = MONTHS[date.month - 1] if date.month else ""
    return " ".join(part for part in (month, str(date.day or ""), year) if part)


def render_measure(measure: Measure, text: str) -> str | None:
    """A measure in English with its unit, large amounts in words."""
    if measure.unit in CURRENCIES:
        return CURRENCIES[measure.unit] + scaled(measure.value)
    if measure.unit == "%":
        return f"{number(measure.value)}%"
    if measure.unit == "rank":
        return ordinal(int(measure.value))
    if measure.unit in {"", "count"}:
        return number(measure.value) if measure.unit else None
    name = next((noun for sign, noun in NOUNS.items() if text.endswith(sign)), None)
    return f"{scaled(measure.value)} {name or UNIT_NAMES.get(measure.unit, measure.unit)}"


def scaled(value: Fraction) -> str:
    """A number, from a million on in words.

    >>> scaled(Fraction(778_500_000_000))
    '778.5 billion'
    """
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if value >= size:
            return f"{number(value / size)} {name}"
    return number(value)


def number(value: Fraction) -> str:
    """A number with commas and no needless decimals."""
    if value.denominator == 1:
        return f"{int(value):,}"
    return f"{float(value):,.4f}".rstrip("0").rstrip(".")


def ordinal(value: int) -> str:
    """An ordinal number.

    >>> [ordinal(value) for value in (1, 2, 3, 11, 12, 23)]
    ['1st', '2nd', '3rd', '11th', '12th', '23rd']
    """
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
