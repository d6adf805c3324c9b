"""What people write shorter than publications do: a state's postal letters, and counters in kana."""

import re

STATES = {"MA": ("マサチューセッツ州", "Massachusetts"), "CT": ("コネチカット州", "Connecticut")}
STATE = re.compile(rf"(?<![A-Za-z])({'|'.join(STATES)})(?:州)?(?![A-Za-z])")

COUNTERS = {"しゃ": "社", "にん": "人", "めい": "名", "ねん": "年", "がつ": "月", "けん": "件", "かい": "回"}
COUNTER = re.compile(rf"なん({'|'.join(COUNTERS)})(?=[？?]|ですか|でしょう|いる|ある|かな|$)")


def in_full(text: str, language: str) -> str:
    """A question with its states and counters as publications write them.

    Args:
        text: the question.
        language: its language, 'ja' or 'en'.

    >>> in_full("MAの日系企業、今なんしゃ？", "ja")
    'マサチューセッツ州の日系企業、今何社？'
    >>> in_full("Which universities in MA are named?", "en")
    'Which universities in Massachusetts are named?'
    """
    place = 0 if language == "ja" else 1
    full = STATE.sub(lambda match: STATES[match[1]][place], text)
    return COUNTER.sub(lambda match: f"何{COUNTERS[match[1]]}", full)
