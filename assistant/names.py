"""Names in a text of either language, and whether a source has them under any of their names.

A name is looked for as it stands, then by its names in the glossary, then by sound: kanji by their readings
(SudachiPy) and katakana by the consonants that it shares with the Latin spelling.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache

from assistant.quantities import find_quantities, plain
from corpus.folding import folded_text
from corpus.glossary import LONGEST_PHRASE, Term, name_key, shipped_glossary
from index.lexicon import FUNCTION_WORDS
from index.sounds import in_latin, reading, romaji, sounds_like
from index.tokenise import STOP_WORDS, analyser
from index.translate import shipped_lexicon

WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9]*(?:[.'&*+][A-Za-zÀ-ž0-9]+)*")
WITHIN_NAME = re.compile(r"\s?[-–/]?\s?|\.\s|\s?&\s?|'s\s|'\s")
CODE = re.compile(
    r"(?=[+\dA-Za-z]|(?<![\w.+-])[\w.+-])(?:(?:https?://|www\.)[^\s()<>「」、。]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+|(?<!\d)\+?\d+(?:-\d+){2,}"
    r"|(?<![A-Za-z0-9])(?!\d0s\b)(?:\d++[A-Za-z][A-Za-z0-9]*|[A-Za-z]++\d[A-Za-z0-9]*)(?![A-Za-z0-9]))"
)
"""Addresses, telephone numbers, and words of letters and digits (5G, data42)."""
KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
ENDING = re.compile(r"['’](?:s|re|ve|ll|m|d)?$")
LATIN = re.compile(r"[a-z0-9à-ž]+")
POSSESSIVE = re.compile(r"(?<=\w)'s\b")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
HOME = frozenset({"japan", "japanese", "日本", "english", "jp"})
"""Names that the publications take for granted: they speak of Japan as here, and in its language."""
NOT_NAMES = (
    FUNCTION_WORDS
    | STOP_WORDS
    | frozenset(
        "mr mrs ms dr prof monday tuesday wednesday thursday friday saturday sunday fy ok since among given although "
        "instead despite throughout besides around".split()
    )
)
COUNTRY_SIGNS = {
    "米国": "在米|訪米|日米|全米|対米|北米|米中|米日|米国",
    "英国": "英国|日英|米英",
    "フランス": "仏国|日仏|在仏",
    "ドイツ": "独国|日独|在独",
    "中国": "日中|米中|対中|中国",
    "韓国": "日韓|韓国|米韓",
    "オーストラリア": "豪州|日豪",
    "カナダ": "加国|日加",
    "欧州": "欧州|日欧|欧米",
    "インド": "日印|印日|訪印|在印",
}
"""How Japanese abbreviates countries in compounds."""
BEFORE_NAMES = {
    "米": "米国",
    "英": "英国",
    "仏": "フランス",
    "独": "ドイツ",
    "豪": "オーストラリア",
    "韓": "韓国",
    "加": "カナダ",
}
SHORT_COUNTRY = re.compile(rf"(?<![一-龥])({'|'.join(BEFORE_NAMES)})(?=[A-Za-z、]|商務省|に次ぐ)")
PARTIES = {"(民)": "(民主党)", "(共)": "(共和党)"}
"""How Japanese abbreviates countries before the names of firms, and parties after the names of legislators."""
BRACKETS = re.compile(r"[()「」『』]")


@dataclass(frozen=True)
class Name:
    """A name as it stands in a text, with all the names that it goes by."""

    text: str
    others: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def find_names(text: str) -> tuple[Name, ...]:
    """The names of people, organisations, places and programmes in a text, and addresses and codes.

    >>> [name.text for name in find_names("Sansan raised money in Boston.")]
    ['Sansan', 'Boston']
    """
    rest = plain(text)
    for quantity in find_quantities(text):
        rest = rest[: quantity.start] + "。" * (quantity.end - quantity.start) + rest[quantity.end :]
    codes = [match[0] for match in CODE.finditer(rest)]
    rest = CODE.sub("。", rest)
    found = [*(Name(code) for code in codes), *latin_names(rest)]
    if JAPANESE.search(rest):
        found.extend(japanese_names(rest))
    return tuple(name for name in dict.fromkeys(found) if name.text.lower() not in HOME)


def latin_names(text: str) -> Iterator[Name]:
    """The names in Latin letters: those of the glossary, then other words written with a capital."""
    for words in word_runs(text):
        position = 0
        while position < len(words):
            end, terms = longest_term(words, position)
            surface = bare(text[words[position].start() : words[end - 1].end()])
            if names := tuple(term for term in terms if is_name(term)):
                yield named(surface, names)
            elif not terms and is_capitalised(surface) and not is_ordinary(surface):
                yield Name(
                    surface, (surface[:-1],) if re.fullmatch(r"[A-Z]{2,}s", surface) else home_of(surface)
                )
            position = end


def word_runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The Latin words of a text, in runs that nothing but white space, hyphens and the like divides."""
    run: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        if run and not WITHIN_NAME.fullmatch(text[run[-1].end() : match.start()]):
            yield run
            run = []
        run.append(match)
    yield run


def longest_term(words: Sequence[re.Match[str]], start: int) -> tuple[int, Sequence[Term]]:
    """The longest glossary term from a capitalised word on: where it ends, and the terms of that name."""
    if any(char.isupper() for char in words[start][0]):
        for end in range(min(len(words), start + LONGEST_PHRASE), start, -1):
            if found := terms_called(" ".join(bare(word[0]) for word in words[start:end])):
                return end, found
    return start + 1, ()


@lru_cache(maxsize=65536)
def terms_called(phrase: str) -> tuple[Term, ...]:
    """The glossary terms of a name."""
    return tuple(shipped_glossary().lookup(phrase))


def bare(word: str) -> str:
    """A word without the ending of the possessive or of a short form.

    >>> [bare(word) for word in ("Boston's", "We're", "I've")]
    ['Boston', 'We', 'I']
    """
    return ENDING.sub("", word) if "'" in word or "’" in word else word


@cache
def is_name(term: Term) -> bool:
    """Whether a glossary term names one thing: its English is written with capitals throughout."""
    words = [word for word in WORD.findall(term.en[0]) if word.lower() not in STOP_WORDS]
    return bool(words) and all(word[0].isupper() for word in words)


def home_of(word: str) -> tuple[str, ...]:
    """The names of the place whose people or things a word names; none where the glossary has no such place.

    >>> home_of("Alaskan")[:2], home_of("Sansan")
    (('アラスカ州', 'AK州'), ())
    """
    found = terms_called(word[:-1]) if re.fullmatch(r"[A-Z][a-z]+an", word) else ()
    return tuple(name for term in found if is_name(term) for name in (*term.ja, *term.en))


@lru_cache(maxsize=65536)
def named(text: str, terms: tuple[Term, ...]) -> Name:
    """The name of glossary terms."""
    names = dict.fromkeys(name for term in terms for name in (*term.ja, *term.en))
    signs = [
        sign for country, short in COUNTRY_SIGNS.items() if country in names for sign in short.split("|")
    ]
    return Name(text, (*names, *signs))


def is_capitalised(word: str) -> bool:
    """Whether a word is written as a name or an abbreviation is."""
    return len(word) > 1 and any(char.isupper() for char in word) and word.lower() not in NOT_NAMES


def is_ordinary(word: str) -> bool:
    """Whether a capitalised word is one that the dictionary knows as more than a name."""
    if sum(char.isupper() for char in word) > 1:
        return False
    return any(not KATAKANA.fullmatch(term) for term, _ in shipped_lexicon().translations(word.lower()))


def japanese_names(text: str) -> Iterator[Name]:
    """The names in Japanese script: those of the glossary, then what SudachiPy takes for proper nouns."""
    folded, known = folded_text(text), ""
    for term in shipped_glossary().japanese_terms(text):
        standing = [name for name, form in japanese_forms(term) if form in folded]
        known += f" {' '.join(standing)}"
        if standing and is_name(term):
            yield named(max(standing, key=len), (term,))
    for morpheme in analyser().tokenize(text):
        speech = morpheme.part_of_speech()
        if speech[1] != "固有名詞":
            continue
        surface = morpheme.surface()
        is_proper = speech[2] != "人名" or not shipped_lexicon().english(surface)
        if is_proper and JAPANESE.search(surface) and surface not in known:
            yield Name(surface)


@cache
def japanese_forms(term: Term) -> tuple[tuple[str, str], ...]:
    """The names of a term in Japanese script, each with its folded form."""
    return tuple((name, folded_text(name)) for name in term.ja if JAPANESE.search(name))


@dataclass(frozen=True)
class Words:
    """The words of a source, in which names are looked up."""

    text: str
    plain_text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain_text", in_full(plain(self.text)))

    def have(self, name: Name) -> bool:
        """Whether the source has a name under any of its names, or one that sounds the same."""
        return self.spell(name) or self.sounds(name.text)

    def spell(self, name: Name) -> bool:
        """Whether the source writes a name under any of its names, or its translation."""
        return any(self.stands(form) for form in (name.text, *name.others)) or self.translated(name.text)

    def stands(self, form: str) -> bool:
        """Whether a name stands in the source as written: Latin names as whole words."""
        key, japanese = looked_for(form)
        return key in (self.key if japanese else self.latin)

    @cached_property
    def key(self) -> str:
        """The source without white space, brackets and punctuation."""
        return BRACKETS.sub("", name_key(self.plain_text))

    @cached_property
    def latin(self) -> str:
        """The Latin words of the source, each between spaces."""
        return f" {latin_key(self.plain_text)} "

    def translated(self, form: str) -> bool:
        """Whether a dictionary translation of a word stands in the source."""
        found = (
            shipped_lexicon().translations(form.lower())
            if not JAPANESE.search(form)
            else shipped_lexicon().english(form)
        )
        return any(self.stands(term) for term, weight in found if weight > 0.1 and len(term) > 1)

    def sounds(self, form: str) -> bool:
        """Whether something in the source is read as the name is; codes are not read."""
        if CODE.fullmatch(form):
            return False
        if KATAKANA.fullmatch(form):
            return sounds_like(in_latin(form), self.latin.split())
        if JAPANESE.search(form):
            return len(form) > 1 and f" {romaji(reading(form))} " in f" {romaji(self.latin)} "
        heard = romaji(form)
        return (len(heard) > 3 and heard in self.readings) or sounds_like(form, self.katakana)

    @cached_property
    def katakana(self) -> list[str]:
        """The katakana words of the source in Latin letters."""
        return [in_latin(word) for word in KATAKANA.findall(self.plain_text)]

    @cached_property
    def readings(self) -> str:
        """The nouns of the source as they are read, in Latin letters."""
        parts = []
        for morpheme in analyser().tokenize(self.plain_text):
            noun = morpheme.part_of_speech()[0] in ("名詞", "接尾辞", "接頭辞")
            parts.append(romaji(in_latin(morpheme.reading_form())) if noun else " ")
        return "".join(parts)


@lru_cache(maxsize=65536)
def looked_for(form: str) -> tuple[str, bool]:
    """What a name is looked for as, and whether among the characters of a source rather than its Latin words."""
    if JAPANESE.search(form):
        return BRACKETS.sub("", name_key(form)), True
    return f" {latin_key(form)} ", False


def in_full(text: str) -> str:
    """A text with the names of countries and parties that it abbreviates.

    >>> in_full("米Qubits、ボナミチ議員(民)")
    '米国Qubits、ボナミチ議員(民主党)'
    """
    for short, name in PARTIES.items():
        text = text.replace(short, name)
    return SHORT_COUNTRY.sub(lambda match: BEFORE_NAMES[match[1]], text)


def latin_key(text: str) -> str:
    """The Latin words of a text in lower case with single spaces."""
    lower = text.lower().replace("&", " and ")
    return " ".join(LATIN.findall(POSSESSIVE.sub("", lower) if "'s" in lower else lower))
