"""What kind of thing a question asks for: how many people, how much money, when, who, which one, why, how.

Two questions on one matter may share every word but these: "How many companies presented?" is answered by a statement
that counts them, "Which companies presented?" is not. So questions are also compared with known ones of their kind
alone (`index/questions.py`; kinds of question by the answer that they expect as in Li and Roth 2002, Learning Question
Classifiers, here by words of asking in both languages).
"""

import re
from collections.abc import Mapping
from enum import IntFlag, auto

from index.asking import point_of


class QuestionKind(IntFlag):
    """Kinds of question; one that asks for several things is of several kinds."""

    PEOPLE = auto()
    COMPANIES = auto()
    COUNT = auto()
    RANK = auto()
    SHARE = auto()
    MONEY = auto()
    TIME = auto()
    PERSON = auto()
    WHICH = auto()
    REASON = auto()
    MANNER = auto()
    WHAT = auto()
    WHETHER = auto()


SOME = r"(?:[\w'’-]+ ){0,3}?"
OF_PEOPLE = (
    r"people|guests|visitors|researchers|scientists|students|employees|staff|members|attend\w*|participants|jobs"
    r"|workers|experts|professionals|officials|founders|PIs"
)
EXTENT = r"規模|ど(?:の|れ)(?:くら|ぐら)い|どれだけ|how (?:big|large)"
OF_COMPANIES = r"compan\w+|firms|businesses|start-?ups|exhibitors|corporations|enterprises"

ASKING = {
    QuestionKind.PEOPLE: (
        r"何(?:人|名)|人数|者数は|(?:社|従業|会)員数|"
        rf"{EXTENT}|how many {SOME}(?:{OF_PEOPLE})|turnout|attendance|head ?count|\bcrowd|workforce|how well attended|"
        r"(?:staff|employee|member\w*) (?:count|total|number)"
    ),
    QuestionKind.COMPANIES: (
        r"何社|社数|企業数|"
        rf"how many {SOME}(?:{OF_COMPANIES})"
    ),
    QuestionKind.COUNT: (
        r"何(?:件|校|か所|カ所|箇所|ヶ所|回|本|種|都市|機関|大学|分野|か国|カ国|ヵ国|点|つ|州|歳|時間|年間|か月|"
        r"カ月|週|日間|便|泊)|いくつ|件数|回数|点数|年齢|期間|頻度|"
        rf"{EXTENT}|number of|how many (?!{SOME}(?:{OF_PEOPLE}|{OF_COMPANIES}))|"
        r"how (?:often|long|far|old|frequent\w*)|\bscore|\bduration|\bevery how"
    ),
    QuestionKind.RANK: (
        r"何位|順位|何番|"
        r"\brank|(?:where|how) (?:does|did|do) .* (?:place|stand|sit)\b"
    ),
    QuestionKind.SHARE: (
        r"何(?:％|%|パーセント|割|倍)|割合|比率|率(?:は|って)|"
        r"percent|\bshare\b|proportion|\brates?\b|portion|fraction|how much (?:of|faster|higher|more)"
    ),
    QuestionKind.MONEY: (
        r"いくら|何(?:億|万|兆|百)?(?:円|ドル|ユーロ|ポンド)|金額|額(?:は|って|を|が|、|[?？]|$)|価値|GDP|"
        r"予算|料金|費用|参加費|売上|年俸|給料|"
        rf"{EXTENT}|how much(?! (?:of|faster|higher|more))|\bcosts?\b|\bfees?\b|\bprice|budget|salar|"
        r"\bsums?\b|amount|revenue|turnover|sales|\bvalue\b|\bworth\b|valuation"
    ),
    QuestionKind.TIME: (
        r"いつ|何年(?!間)|何月|何日(?!間)|何曜日|日程|日付|締切|〆切|時期|期限|日取り|"
        r"\bwhen\b|(?:what|which) (?:date|year|day|month)|\bdates?\b|deadline|schedule"
    ),
    QuestionKind.PERSON: (
        r"誰|だれ|どなた|氏名|名前は|担当者|"
        r"\bwho\b|whose|\bwhom\b|name of the (?:person|head|president|director|chair|speaker)"
    ),
    QuestionKind.WHICH: (
        r"どこ|どちら|"
        r"(?:どの|何という)(?:会社|企業|スタートアップ|メーカー|大学|機関|団体|研究|病院|省|州|国|都市|市)|何市|"
        r"(?:社|企業|会社|機関|大学)名|名称|呼び名|会場|場所|住所|所在地|一覧|挙げ|リスト|全部|すべて|"
        r"何という|"
        r"\bwhere\b|venue|location|address|\blist\b|\w*names?\b|called|what are the|"
        rf"(?:which|what) {SOME}(?:compan\w+|firms?|start-?ups?|businesses|manufacturers?|investors?|VCs?|banks?|"
        r"funds?|universit\w+|institut\w+|organi[sz]\w+|agenc\w+|hospitals?|countr\w+|states?|cit(?:y|ies)|"
        r"ministr\w+|schools?|bod(?:y|ies)|groups?|ones|places?|buildings?)\b"
    ),
    QuestionKind.REASON: (
        r"なぜ|なんで|どうして|理由|わけ|背景|目的|狙い|"
        r"\bwhy\b|reason|what made|purpose|\baim\b|\bgoal"
    ),
    QuestionKind.MANNER: (
        r"どうやって|どうすれば|どうしたら|方法|手順|やり方|仕方|申(?:し)?込|応募|には[?？]?$|"
        r"\bhow (?:do|can|to|should|would|could) |what (?:do|should) (?:i|we) (?:do|need)|\bapply|sign up|"
        r"register|\bjoin\b"
    ),
}
PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in ASKING.items()}
FIGURES = {
    QuestionKind.PEOPLE: re.compile(rf"\d\s*(?:人|名)|\d {SOME}(?:{OF_PEOPLE})\b", re.IGNORECASE),
    QuestionKind.COMPANIES: re.compile(rf"\d\s*社|\d {SOME}(?:{OF_COMPANIES})\b", re.IGNORECASE),
    QuestionKind.COUNT: re.compile(r"\d\s*(?:件|校|か所|カ所|回|都市|機関|大学|か国|カ国)"),
    QuestionKind.RANK: re.compile(r"\d\s*位|\d(?:st|nd|rd|th)\b"),
    QuestionKind.SHARE: re.compile(r"\d\s*[%％]|\d percent"),
    QuestionKind.MONEY: re.compile(r"\d\s*[億万兆]*(?:円|ドル)|[$¥€]\s?\d|\d (?:yen|dollars)", re.IGNORECASE),
}
"""What a question is of that asks whether a figure is right."""

OTHERWISE = re.compile(r"何|なに|なん|どんな|どう|とは|って|\bwhat\b|\bhow\b", re.IGNORECASE)


def kinds_of(text: str) -> QuestionKind:
    """The kinds of a question in Japanese or English, by the sentences of it that ask.

    >>> kinds_of("何社が発表しましたか"), kinds_of("発表した3社はどこですか")
    (<QuestionKind.COMPANIES: 2>, <QuestionKind.WHICH: 256>)
    >>> kinds_of("How many people came, and when?") == QuestionKind.PEOPLE | QuestionKind.TIME
    True
    >>> kinds_of("会員は100名で間違いないですよね")
    <QuestionKind.PEOPLE: 1>
    """
    asking = point_of(text)
    found = kinds_in(asking, PATTERNS) or kinds_in(asking, FIGURES)
    return found or (QuestionKind.WHAT if OTHERWISE.search(asking) else QuestionKind.WHETHER)


def kinds_in(text: str, patterns: Mapping[QuestionKind, re.Pattern[str]]) -> QuestionKind:
    """The kinds of which a pattern stands in a text."""
    found = QuestionKind(0)
    for kind, pattern in patterns.items():
        if pattern.search(text):
            found |= kind
    return found
