"""Tokens of Japanese and English text for lexical search.

Japanese is split by SudachiPy into its shortest units in normalised form, with the compounds of adjacent nouns
beside them, so that a long term counts as itself and its parts still meet; English is stemmed (Snowball, Porter
2001). Numbers of both languages are written out in one scale.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import local
from typing import Any, NamedTuple

LATIN = re.compile(r"[a-z0-9$¥€%]+(?:[.,'’\-&/+][a-z0-9]+)*%?", re.IGNORECASE)
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")
FIGURE = re.compile(
    r"(?:[a-z]{0,3}[$¥€])?(?:(?P<ordinal>\d+)(?:st|nd|rd|th|s)|(?P<number>\d[\d,]*(?:\.\d+)?)(?P<scale>bn|mn|tn)?)[$¥€%]*$"
)
"""A number as English writes it: with a currency, a scale, as an ordinal, as a decade."""

CIRCLED = re.compile("[①-⑳㉑-㉟㊱-㊿]")
JAPANESE_SCALES = frozenset("兆億万千百")
NOMINAL = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
COMPOUND_NOUN = ("名詞", "普通名詞")
LATIN_WORD = ("名詞", "英字")
NUMERAL = ("名詞", "数詞")
LONGEST_COMPOUND = 4
LONGEST_ANALYSED = 10_000
LEFT_OUT = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})
SCALES = {
    "thousand": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
CONTRACTED = re.compile("(?:n['’]t|['’](?:s|ve|re|ll|d|m))$")
"""What is drawn together with the word before it: isn't, we've, the bulletin's."""

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
"""The year before each era's first."""

ERA_YEAR = re.compile(f"(?P<era>{'|'.join(ERAS)})\\s*(?P<year>\\d{{1,2}}|元)\\s*年")
FISCAL_YEAR = re.compile(r"(?:fy|cy)(\d{4})$")
STOP_WORDS = frozenset(
    """a about after all also am an and any are as at be been but by can could did do does for from had has have
    having he her him his how i if in into is it its may me might more most must my no nor not of on one only or
    other our out over please shall she should so some such tell than that the their them then there these they
    this those to too under up us very was we were what when where which while who whom whose why will with would
    you your""".split()
)


@cache
def fingerprint() -> str:
    """A hash of all that tokens depend on: this module and the dictionary."""
    source = Path(__file__).read_bytes() + version("sudachidict_core").encode()
    return "tokens-" + hashlib.sha256(source).hexdigest()[:12]


@cache
def dictionary() -> Any:
    """SudachiPy's dictionary; loaded once."""
    import sudachipy

    return sudachipy.Dictionary(dict="core")


THREAD = local()
"""What takes words apart, for each thread its own: neither analyser may be shared."""


def analyser() -> Any:
    """SudachiPy's tokeniser in its shortest mode."""
    import sudachipy

    if not hasattr(THREAD, "analyser"):
        THREAD.analyser = dictionary().tokenizer(sudachipy.SplitMode.A)
    return THREAD.analyser


def stemmer() -> Any:
    """The Snowball stemmer for English."""
    import Stemmer

    if not hasattr(THREAD, "stemmer"):
        THREAD.stemmer = Stemmer.Stemmer("english")
    return THREAD.stemmer


def stems(words: Sequence[str]) -> list[str]:
    """The stems of English words in small letters."""
    found: list[str] = stemmer().stemWords(words)
    return found


def normalise(text: str) -> str:
    """NFKC and lower case, with the numbers of lists kept apart from the numbers that follow them."""
    return unicodedata.normalize("NFKC", CIRCLED.sub(r" \g<0> ", text)).lower()


class Unit(NamedTuple):
    """A unit of text: its normalised form, its part of speech, and whether it is a compound of other units."""

    form: str
    part_of_speech: tuple[str, ...]
    compound: bool = False


def tokens(text: str) -> list[str]:
    """All tokens of a text in either language or both mixed.

    >>> tokens("15億3,400万ドル")
    ['1534000000', 'ドル']
    """
    return [unit.form for unit in units(text)]


def units(text: str) -> Iterator[Unit]:
    """The units of a text, runs of Latin script and of Japanese in turn."""
    text = normalise(text)
    position = 0
    for match in LATIN.finditer(text):
        if is_japanese_number(text, match):
            continue
        yield from japanese_units(text[position : match.start()])
        for form in latin_tokens(match[0], text[match.end() : match.end() + 12]):
            yield Unit(form, LATIN_WORD)
        position = match.end()
    yield from japanese_units(text[position:])
    yield from (Unit(year, NUMERAL) for year in era_years(text))


def era_years(text: str) -> Iterator[str]:
    """The years of a normalised text that are counted by eras, as they are counted elsewhere.

    >>> list(era_years("令和8年度と平成元年"))
    ['2026', '1989']
    """
    for match in ERA_YEAR.finditer(text):
        yield str(ERAS[match["era"]] + int(match["year"].replace("元", "1")))


def is_japanese_number(text: str, match: re.Match[str]) -> bool:
    """Whether digits stand beside a Japanese scale (15億, 2万1,700): SudachiPy reads these as one number."""
    beside = {text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]}
    return bool(NUMBER.match(match[0])) and not beside.isdisjoint(JAPANESE_SCALES)


def latin_tokens(word: str, following: str) -> Iterator[str]:
    """The tokens of a Latin word: its stem, the parts of a compound, a number written out."""
    if figure := FIGURE.match(word):
        after = re.match(r"\s*([a-z]+)\b", following)
        scale = SCALES.get(figure["scale"] or (after[1] if after else ""), 1)
        yield written_out(figure["ordinal"] or figure["number"], scale)
        return
    bare = CONTRACTED.sub("", word.strip("$¥€%"))
    if bare in STOP_WORDS or not bare:
        return
    yield stemmer().stemWord(bare)
    if fiscal := FISCAL_YEAR.match(bare):
        yield fiscal[1]
    parts = re.split(r"[.,'’\-&/+]", CONTRACTED.sub("", bare))
    if len(parts) > 1:
        yield from (stemmer().stemWord(part) for part in parts if part and part not in STOP_WORDS)


def written_out(number: str, scale: int) -> str:
    """A number without commas and needless zeros, times its scale.

    >>> written_out("1.534", 10**9)
    '1534000000'
    """
    whole, _, fraction = number.replace(",", "").partition(".")
    if scale == 1:
        return f"{whole}.{fraction.rstrip('0')}".rstrip(".")
    digits = len(str(scale)) - 1
    shifted = whole + fraction.ljust(digits, "0")[:digits]
    rest = fraction[digits:].rstrip("0")
    return (shifted.lstrip("0") or "0") + (f".{rest}" if rest else "")


def japanese_units(text: str) -> Iterator[Unit]:
    """The units of a normalised Japanese text: words, each run of nouns followed by its compounds."""
    for start in range(0, len(text), LONGEST_ANALYSED):
        run: list[str] = []
        for morpheme in analyser().tokenize(text[start : start + LONGEST_ANALYSED]):
            parts = morpheme.part_of_speech()
            form = morpheme.normalized_form().lower()
            if form.isdigit():
                form = form.lstrip("0") or form
            if parts[0] not in LEFT_OUT and form.strip():
                yield Unit(form, parts)
            if parts[0] in NOMINAL and not form.isdigit():
                run.append(form)
            elif run:
                yield from compounds(run)
                run = []
        yield from compounds(run)


def compounds(run: Sequence[str]) -> list[Unit]:
    """The joined forms of two to four adjacent nouns of a run."""
    return [
        Unit("".join(run[start : start + size]), COMPOUND_NOUN, True)
        for size in range(2, min(LONGEST_COMPOUND, len(run)) + 1)
        for start in range(len(run) - size + 1)
    ]


@lru_cache(maxsize=50_000)
def joined(term: str) -> str:
    """A term as one token: its units in normalised form, joined as a compound is.

    >>> joined("総領事館")
    '総領事館'
    """
    units = (morpheme.normalized_form().lower() for morpheme in analyser().tokenize(normalise(term)))
    return "".join(unit for unit in units if unit.strip())
