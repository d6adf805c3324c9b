"""Whether claims are about what a question is about at all.

The nearest passage is found for any question, also for one on another subject. Claims are on the subject when they
are near it in the static model, and when one of them has the question's own words or their translations.
"""

from collections.abc import Sequence
from functools import lru_cache

from assistant.claims import Claim
from assistant.question import Question
from index.embedding import Vectors, shipped_embedder
from index.translate import Meaning, Translator

FOR_A_WORD = 0.03
"""What a word of the question that a claim has counts beside its nearness."""

MOST_WORDS = 4
LEAST_WEIGHT = 0.6
"""How much a word must say of what is sought to count."""

ON_THE_SUBJECT = {"digest": 0.30, "publication": 0.24}
"""From what sum on claims are on the subject, by what they come from; a sentence of a page says less than a statement.
Chosen on the gold's dev split and practice questions, of which it declines one in two hundred."""


KNOWN_FOR = 0.65
"""From what likelihood on a statement known to answer such a question is on its subject, however short that is."""


def off_the_subject(question: Question, claims: Sequence[Claim], translator: Translator) -> bool:
    """Whether no claim is on the question's subject; not judged for Japanese in Latin letters, which is read roughly.

    Args:
        question: as understood.
        claims: what would be said, the best first; a statement without a word of the question must be the best.
        translator: tells what the words of the question may be called.
    """
    if question.romaji or any(claim.asked >= KNOWN_FOR and is_statement(claim) for claim in claims):
        return False
    asked = question_vector(question.search_text)
    names = names_of(question, translator)
    for place, claim in enumerate(claims):
        shared = min(MOST_WORDS, sum(not known.isdisjoint(claim.tokens) for known in names))
        text = claim.passage.text(question.search_language) if is_statement(claim) else claim.text
        near = float(asked @ text_vector(text)) + FOR_A_WORD * shared
        if (shared or not place or not is_statement(claim)) and near >= ON_THE_SUBJECT.get(
            claim.passage.source, 0.0
        ):
            return False
    return True


def shared_words(question: Question, claims: Sequence[Claim], translator: Translator) -> int:
    """How many words of a question stand in claims, under whatever name."""
    said = frozenset().union(*(claim.tokens for claim in claims))
    return sum(not names.isdisjoint(said) for names in names_of(question, translator))


def names_of(question: Question, translator: Translator) -> list[frozenset[str]]:
    """What each word of a question that says something of its subject may be called."""
    meanings = translator.meanings(question.search_text, question.search_language)
    return [own_names(meaning, translator) for meaning in meanings if counts(meaning)]


def is_statement(claim: Claim) -> bool:
    """Whether a claim says all of its passage, in either language."""
    return claim.passage.source != "publication"


def counts(meaning: Meaning) -> bool:
    """Whether a word says something of the subject, and is not part of another."""
    return not meaning.word.part and meaning.word.weight >= LEAST_WEIGHT


def own_names(meaning: Meaning, translator: Translator) -> frozenset[str]:
    """The tokens of a word, of its translations and of what sounds like a name."""
    heard = translator.readings.named(meaning.word.text) if meaning.word.capital else {}
    return frozenset([*meaning.own, *meaning.word.names, *heard])


@lru_cache(maxsize=256)
def question_vector(text: str) -> Vectors:
    """The vector of a question in the shipped model."""
    return shipped_embedder().embed_query(text)


@lru_cache(maxsize=20_000)
def text_vector(text: str) -> Vectors:
    """The vector of a claim in the shipped model; claims are said again and again."""
    vector: Vectors = shipped_embedder().embed_documents([text])[0]
    return vector
