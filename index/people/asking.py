"""Whether a question may be about people."""

import re

PEOPLE = re.compile(
    r"研究者|研究主宰|研究室|ラボ|先生|教授|博士|さん|氏名|日本人PI|\bPI\b|PIs|誰|だれ|どなた|人(?:は|を|が)?(?:い|教|探|知)|専門家"
    r"|researcher|professor|investigator|scientist|\bPIs?\b|\blabs?\b|laborator|who\b|whose|anyone|people|\bDr\b|expert|faculty",
    re.IGNORECASE,
)
"""What a question that may be about people on a list speaks of."""


def asks_about_people(question: str) -> bool:
    """Whether a question in Japanese or English may be about people.

    >>> asks_about_people("Who works on batteries?"), asks_about_people("法人実効税率は何%ですか")
    (True, False)
    """
    return bool(PEOPLE.search(question))
