"""Follow-ups: whether a question leans on the one before it, and how much that one then counts in the search."""

import re

LEANING = 0.5
"""The weight of the earlier question's words where the question leans on it."""

STANDING = 0.15
"""Their weight where nothing shows that it does; Japanese leaves out what was named before."""

SHORT = 25
"""A question of no more characters leans on the one before it."""

ENGLISH = re.compile(
    r"^(?:and|but|so|or|also|then|for|what about|how about)\b|\b(?:it|its|they|them|their|there|that|those|these|this"
    r"|he|she|his|him|her|one|ones|the (?:two|same|first|second|next|other|others|latter|former))\b",
    re.IGNORECASE,
)
JAPANESE = re.compile(
    r"それ|その|これ|この|あれ|あの|そこ|そちら|そっち|こちら|同じ|彼|両方|両者|[2２二](?:つの|者)|ほかに|他に|ほかの|^では|^じゃ|^あと"
    r"|もっと|ほう[はがの]"
)


def leans(question: str) -> bool:
    """Whether a question leans on the one before it: it is short, or speaks of what was named before.

    >>> leans("Why are the two counts so far apart?"), leans("ボストン日本人研究者交流会の参加方法を教えてください。")
    (True, False)
    """
    return len(question) <= SHORT or bool(ENGLISH.search(question) or JAPANESE.search(question))
