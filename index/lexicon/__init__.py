"""The shipped English–Japanese lexicon and how English words are folded into its keys."""

from index.lexicon.english import FUNCTION_WORDS, key, words
from index.lexicon.store import Lexicon

__all__ = ["FUNCTION_WORDS", "Lexicon", "key", "words"]
