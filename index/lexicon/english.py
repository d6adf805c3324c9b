"""English words as the lexicon keys them: lower case, no articles, plurals folded.

The same functions run when the lexicon is built and when a question is looked up, so a key can never differ
between the two. Verb endings are only undone at look-up (`variants`), because "funding" and "fund" are
different entries of the dictionary.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ARTICLES = frozenset({"a", "an", "the"})
FUNCTION_WORDS = frozenset(
    """
    a about above after again all also am among an and any are as at be because been before being
    below between both but by can could did do does doing done down during each either else ever
    every few for from get gets given gives had has have having he her here hers him his how however
    i if in into is it its itself just let like many may me might mine more most much must my
    neither no nor not of off on once one only or other our ours out over own per please same shall
    she should since so some such than that the their theirs them then there these they this those
    through to too under until up upon us very was we were what when where whether which while who
    whom whose why will with within without would yes yet you your yours tell explain describe say
    said says happen happens happened exist exists mean means
    """.split()
)
IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "people", "feet": "foot",
    "teeth": "tooth", "mice": "mouse", "lives": "life", "wives": "wife", "knives": "knife",
    "leaves": "leaf", "halves": "half", "shelves": "shelf", "criteria": "criterion",
    "phenomena": "phenomenon", "analyses": "analysis", "crises": "crisis", "bases": "base",
    "hypotheses": "hypothesis", "indices": "index", "data": "data", "media": "media", "news": "news",
    "series": "series", "species": "species", "physics": "physics", "economics": "economics",
    "politics": "politics", "mathematics": "mathematics", "robotics": "robotics",
    "electronics": "electronics", "logistics": "logistics", "genetics": "genetics",
    "athletics": "athletics", "always": "always", "perhaps": "perhaps", "overseas": "overseas",
    "abroad": "abroad", "gas": "gas", "bus": "bus", "lens": "lens", "this": "this", "its": "its",
    "us": "us", "yes": "yes", "plus": "plus", "as": "as",
}  # fmt: skip
PAST = {
    "built": "build", "bought": "buy", "brought": "bring", "chosen": "choose", "chose": "choose",
    "came": "come", "cut": "cut", "drawn": "draw", "drew": "draw", "driven": "drive", "fell": "fall",
    "felt": "feel", "found": "find", "gave": "give", "gone": "go", "went": "go", "grew": "grow",
    "grown": "grow", "held": "hold", "kept": "keep", "knew": "know", "known": "know", "led": "lead",
    "left": "leave", "lost": "lose", "made": "make", "met": "meet", "paid": "pay", "ran": "run",
    "rose": "rise", "risen": "rise", "saw": "see", "seen": "see", "sent": "send", "set": "set",
    "shown": "show", "sold": "sell", "spent": "spend", "spoke": "speak", "spoken": "speak",
    "stood": "stand", "taken": "take", "took": "take", "taught": "teach", "thought": "think",
    "told": "tell", "understood": "understand", "won": "win", "wrote": "write", "written": "write",
    "began": "begin", "begun": "begin", "became": "become", "sought": "seek", "dealt": "deal",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a text in lower case.

    Hyphens split, possessives cut: "R&D-heavy firm's" → r, d, heavy, firm.
    """
    folded = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    return [re.sub(r"'s?$|'(?=s$)s", "", word) for word in WORD.findall(folded) if word.strip("'")]


def singular(word: str) -> str:
    """The singular of a regular or listed plural; other words unchanged."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "ous")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def key(text: str) -> tuple[str, ...]:
    """The lexicon key of a phrase: its singular words, no articles, no "to" of an infinitive."""
    found = [singular(word) for word in words(text) if word not in ARTICLES]
    return tuple(found[1:] if len(found) > 1 and found[0] == "to" else found)


def variants(word: str) -> list[str]:
    """Base forms a word may have, most literal first: "studies" → study.

    "cutting" → cutting, cut, cutt, cutte.
    """
    forms = [singular(word)]
    if word in PAST:
        forms.append(PAST[word])
    for ending in ("ing", "ed", "er", "est", "ly"):
        stem = word[: -len(ending)]
        if not word.endswith(ending) or len(stem) < 3:
            continue
        if ending == "ed" and stem.endswith("i"):
            forms.append(stem[:-1] + "y")
        if stem[-1] == stem[-2] and stem[-1] not in "lsz":
            forms.append(stem[:-1])
        forms.extend([stem, stem + "e"])
        if stem[-1] == stem[-2]:
            forms.append(stem[:-1])
    return list(dict.fromkeys(forms))
