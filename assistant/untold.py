"""What lists of researchers do not tell of somebody who stands on them."""

import re
from collections.abc import Sequence

from corpus.researchers import Researcher
from index.question_kinds import QuestionKind, kinds_of

UNLISTED = re.compile(
    r"博士号|学位|出身|卒業|年齢|何歳|おいくつ|生まれ|募集|求人|ポスドク|論文|受賞|経歴|電話|給与|年収|研究費|家族|趣味|評判|業績"
    r"|賞を|特許|結婚|既婚|(?:研究室|ラボ|グループ|チーム).{0,12}(?:何人|何名|人数|規模)"
    r"|how (?:many|big|large)\b.{0,60}\b(?:lab|group|team)\b|prizes?\b|patents?\b|married|publish|\bgrants?\b"
    r"|\bPhD\b|degree|graduat|born|\bage\b|how old|hiring|postdoc|vacanc|openings?\b|papers?\b|publication|award"
    r"|career|phone|salary|grant money|famil|hobb|reputation",
    re.IGNORECASE,
)
"""What no list states of anybody."""

UNLISTED_KINDS = QuestionKind.MONEY | QuestionKind.TIME | QuestionKind.SHARE | QuestionKind.REASON
"""Kinds of question that no list answers of anybody."""

COLUMNS = {
    "title": re.compile(
        r"職位|職名|役職|肩書|教授(?:です|なの)|\brank\b|\bjob title\b|\b(?:what|which) (?:title|position)\b"
        r"|\b(?:full|associate|assistant) professor\b.*\?",
        re.IGNORECASE,
    ),
    "url": re.compile(
        r"ホームページ|(?<![A-Za-z])HP(?![A-Za-z])|ウェブ|サイト|リンク|(?<![A-Za-z])URL"
        r"|\bweb ?(?:site|page|address)|\bhome ?page",
        re.IGNORECASE,
    ),
}
"""What asks for a column that a list may leave blank."""


def asks_only_unlisted(text: str) -> bool:
    """Whether a question is of no kind that a list answers of anybody.

    >>> asks_only_unlisted("How much grant money does the fusion group get?"), asks_only_unlisted("Who is in fusion?")
    (True, False)
    """
    return not kinds_of(text) & ~UNLISTED_KINDS


def untold(text: str, people: Sequence[Researcher]) -> str:
    """The phrase that says why nothing is told of what a question asks of people named; empty where rows may tell it.

    Args:
        text: the question.
        people: the records of those named.
    """
    if UNLISTED.search(text) or asks_only_unlisted(text):
        return "not_on_list"
    blank = (
        asking.search(text) and not any(getattr(record, column) for record in people)
        for column, asking in COLUMNS.items()
    )
    return "left_blank" if any(blank) else ""
