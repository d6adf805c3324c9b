"""Names in a text of either language, and whether a source has them under any of their names.

A name is looked for as it stands, then by its names in the glossary, then by sound: kanji by their readings
(SudachiPy) and katakana by the consonants that it shares with the Latin spelling.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import jaconv

from assistant.quantities import find_quantities, plain
from corpus.folding import folded_text
from corpus.glossary import Term, name_key, shipped_glossary
from index.lexicon import FUNCTION_WORDS
from index.tokenise import STOP_WORDS, analyser
from index.translate import shipped_lexicon

WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž0-9]*(?:[.'&*+][A-Za-zÀ-ž0-9]+)*")
WITHIN_NAME = re.compile(r"\s?[-–/]?\s?|\.\s|\s?&\s?|'s\s|'\s")
CODE = re.compile(r"(?:https?://|www\.)[^\s()<>「」、。]+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\d)\+?\d+(?:-\d+){2,}|(?<![\w-])\d+[A-Z][A-Za-z]*\b")
KATAKANA = re.compile(r"[ァ-ヴー]{2,}")
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
HOME = frozenset({"japan", "japanese", "日本", "english", "jp"})
"""Names that the publications take for granted: they speak of Japan as here, and in its language."""
NOT_NAMES = FUNCTION_WORDS | STOP_WORDS | frozenset(
    "mr mrs ms dr prof monday tuesday wednesday thursday friday saturday sunday fy ok since among given although instead "
    "despite throughout besides around".split()
)
COUNTRY_SIGNS = {
    "米国": "在米|訪米|日米|全米|対米|北米|米中|米日|米国", "英国": "英国|日英|米英", "フランス": "仏国|日仏|在仏", "ドイツ": "独国|日独|在独",
    "中国": "日中|米中|対中|中国", "韓国": "日韓|韓国|米韓", "オーストラリア": "豪州|日豪", "カナダ": "加国|日加", "欧州": "欧州|日欧|欧米",
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """A name as it stands in a text, with all the names that it goes by."""

    text: str
    others: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def find_names(text: str) -> tuple[Name, ...]:
    """The names of people, organisations, places and programmes in a text, and addresses and codes.

    >>> [name.text for name in find_names("Sansan raised money in Boston.")]
    ['Boston', 'Sansan']
    """
    rest = plain(text)
    for quantity in find_quantities(text):
        rest = rest[: quantity.start] + "。" * (quantity.end - quantity.start) + rest[quantity.end :]
    codes = [match[0] for match in CODE.finditer(rest)]
    rest = CODE.sub("。", rest)
    found = [*(Name(code) for code in codes), *latin_names(rest)]
    if JAPANESE.search(rest):
        found.extend(japanese_names(rest))
    return tuple(name for name in dict.fromkeys(found) if folded_text(name.text) not in HOME)


def latin_names(text: str) -> Iterator[Name]:
    """The names in Latin letters: those of the glossary, then other words written with a capital."""
    for words in word_runs(text):
        covered: set[int] = set()
        for start, end, terms in shipped_glossary().english_phrases([word.lower() for word in words]):
            if any(char.isupper() for word in words[start:end] for char in word):
                covered.update(range(start, end))
                if names := [term for term in terms if is_name(term)]:
                    yield named(" ".join(words[start:end]), names)
        for index, word in enumerate(words):
            if index not in covered and is_capitalised(word) and not is_ordinary(word):
                yield lone_name(word)


def word_runs(text: str) -> Iterator[list[str]]:
    """The Latin words of a text, in runs that nothing but white space, hyphens and the like divides."""
    run: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        if run and not WITHIN_NAME.fullmatch(text[end : match.start()]):
            yield run
            run = []
        run.append(re.sub(r"'s$", "", match[0]))
        end = match.end()
    yield run


def lone_name(word: str) -> Name:
    """A name of one word, with its names in the glossary if it has any."""
    return named(word, shipped_glossary().lookup(word))


def is_name(term: Term) -> bool:
    """Whether a glossary term names one thing: its English is written with capitals throughout."""
    words = [word for word in WORD.findall(term.en[0]) if word.lower() not in STOP_WORDS]
    return bool(words) and all(word[0].isupper() for word in words)


def named(text: str, terms: list[Term]) -> Name:
    """The name of glossary terms."""
    names = dict.fromkeys(name for term in terms for name in (*term.ja, *term.en))
    signs = [sign for country, short in COUNTRY_SIGNS.items() if country in names for sign in short.split("|")]
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
        standing = [name for name in term.ja if JAPANESE.search(name) and folded_text(name) in folded]
        known += f" {' '.join(standing)}"
        if standing and is_name(term):
            yield named(max(standing, key=len), [term])
    for morpheme in analyser().tokenize(text):
        surface, speech = morpheme.surface(), morpheme.part_of_speech()
        if speech[1] == "固有名詞" and JAPANESE.search(surface) and surface not in known:
            if speech[2] != "人名" or not shipped_lexicon().english(surface):
                yield Name(surface)


@dataclass(frozen=True)
class Words:
    """The words of a source, in which names are looked up."""

    text: str
    plain_text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain_text", plain(self.text))

    def have(self, name: Name) -> bool:
        """Whether the source has a name under any of its names, or one that sounds the same."""
        return any(self.stands(form) for form in (name.text, *name.others)) or (
            self.sounds(name.text) or self.translated(name.text)
        )

    def stands(self, form: str) -> bool:
        """Whether a name stands in the source as written: Latin names as whole words."""
        if JAPANESE.search(form):
            return name_key(form) in self.key
        return f" {latin_key(form)} " in self.latin

    @cached_property
    def key(self) -> str:
        """The source without white space and punctuation."""
        return name_key(self.plain_text)

    @cached_property
    def latin(self) -> str:
        """The Latin words of the source, each between spaces."""
        return f" {latin_key(self.plain_text)} "

    def translated(self, form: str) -> bool:
        """Whether a dictionary translation of a word stands in the source."""
        found = shipped_lexicon().translations(form.lower()) if not JAPANESE.search(form) else shipped_lexicon().english(form)
        return any(self.stands(term) for term, weight in found if weight > 0.1 and len(term) > 1)

    def sounds(self, form: str) -> bool:
        """Whether something in the source is read as the name is."""
        if KATAKANA.fullmatch(form):
            return sounds_like(str(jaconv.kata2alphabet(form)), self.latin.split())
        if JAPANESE.search(form):
            return len(form) > 1 and f" {romaji(reading(form))} " in f" {romaji(self.latin)} "
        heard = romaji(form)
        return (len(heard) > 3 and heard in self.readings) or sounds_like(form, self.katakana)

    @cached_property
    def katakana(self) -> list[str]:
        """The katakana words of the source in Latin letters."""
        return [str(jaconv.kata2alphabet(word)) for word in KATAKANA.findall(self.plain_text)]

    @cached_property
    def readings(self) -> str:
        """The nouns of the source as they are read, in Latin letters."""
        parts = []
        for morpheme in analyser().tokenize(self.plain_text):
            noun = morpheme.part_of_speech()[0] in ("名詞", "接尾辞", "接頭辞")
            parts.append(romaji(str(jaconv.kata2alphabet(morpheme.reading_form()))) if noun else " ")
        return "".join(parts)


def latin_key(text: str) -> str:
    """The Latin words of a text in lower case with single spaces."""
    return " ".join(re.findall(r"[a-z0-9à-ž]+", re.sub(r"(?<=\w)'s\b", "", text.lower().replace("&", " and "))))


def reading(text: str) -> str:
    """How a Japanese text is read, in Latin letters."""
    return "".join(str(jaconv.kata2alphabet(morpheme.reading_form())) for morpheme in analyser().tokenize(text))


def romaji(text: str) -> str:
    """Latin letters without what romanisations differ in: long vowels, macrons, apostrophes, hyphens."""
    text = text.lower().translate(str.maketrans("āīūēōâîûêô", "aiueoaiueo", "'-"))
    for double, single in (("ou", "o"), ("oo", "o"), ("uu", "u"), ("oh", "o"), ("si", "shi"), ("ti", "chi"), ("tu", "tsu")):
        text = text.replace(double, single)
    return text.replace("shhi", "shi").replace("tsshu", "tsu")


CONSONANTS = (
    ("ph", "f"), ("ck", "k"), ("qu", "k"), ("x", "ks"), ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("th", "s"),
    ("dg", "j"), ("ts", "t"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "je"), ("gi", "ji"), ("z", "j"), ("l", "r"), ("v", "b"), ("q", "k"),
)  # fmt: skip


def skeletons(word: str) -> set[str]:
    """The consonants of a word as katakana can carry them, with and without an r after a vowel.

    >>> skeletons("Healey") & skeletons("hiirii"), skeletons("Garnetti") & skeletons("garunetti")
    ({'r'}, {'grnt'})
    """
    word = word.lower()
    for letters, sound in CONSONANTS:
        word = word.replace(letters, sound)
    word = word.replace("c", "k")
    start = "a" if word[:1] in "aeiou" else ""
    forms = (word, re.sub(r"(?<=[aeiou])r(?![aeiou])", "", word))
    return {start + re.sub(r"(.)\1+", r"\1", re.sub("[^bdfgjkmnprst]", "", form)) for form in forms}


def sounds_like(name: str, words: Iterable[str]) -> bool:
    """Whether a name shares its consonants with one of the words."""
    wanted = {form for form in skeletons(name) if len(form) > 1}
    return any(alike(first, second) for word in words for first in wanted for second in skeletons(word))


def alike(first: str, second: str) -> bool:
    """Whether two skeletons are the same, but for one consonant in long ones."""
    if first == second:
        return True
    if min(len(first), len(second)) < 5 or abs(len(first) - len(second)) > 1:
        return False
    shorter, longer = sorted((first, second), key=len)
    prefix = next((i for i, char in enumerate(shorter) if char != longer[i]), len(shorter))
    return shorter[prefix:] == longer[prefix + 1 :] or shorter[prefix + 1 :] == longer[prefix + 1 :]
