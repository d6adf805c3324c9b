"""What a question expects of its answer: a kind of figure, a date, a contact; checked before anything is answered.

An answer to "how many people" must state a number of people; one that does not is no answer, however near it is.
"""

import re
from dataclasses import dataclass

from assistant.quantities import Measure, PartialDate, find_quantities

CURRENCIES = frozenset({"USD", "JPY", "EUR", "GBP", "CNY", "KRW", "CHF", "CAD", "AUD", "INR"})


@dataclass(frozen=True)
class Expectation:
    """A kind of answer: what asks for it, and what a text must hold to give it (a unit, a date, or words)."""

    name: str
    asked: re.Pattern[str]
    units: frozenset[str] = frozenset()
    dated: bool = False
    words: re.Pattern[str] | None = None

    def met_by(self, text: str) -> bool:
        """Whether a text holds what is expected."""
        if self.words and self.words.search(text):
            return True
        readings = [reading for quantity in find_quantities(text) for reading in quantity.readings]
        return any(
            (isinstance(reading, Measure) and reading.unit in self.units)
            or (self.dated and isinstance(reading, PartialDate))
            for reading in readings
        )


def pattern(text: str) -> re.Pattern[str]:
    """A pattern without regard to case."""
    return re.compile(text, re.IGNORECASE)


EXPECTATIONS = (
    Expectation(
        "people",
        pattern(r"何人|何名|人数|(?:社員|従業員|職員|会員|出席者|参加者|来場者|登録者|邦人)数|nannin|nanmei"
                r"|how many (?:[a-z-]+ ){0,2}(?:people|participants|researchers|students|guests|attendees|members"
                r"|visitors|employees|founders|pis|staff|workers|foreigners|nationals|engineers|speakers|scientists)\b"
                r"|how (?:big|large) is the (?:staff|workforce)|head-?count|attendance|turn(?:ed)? (?:up|out)|turnout"),
        frozenset({"people"}),
        words=pattern(
            r"\d (?:attend|particip|guests|took part|came|members|names)"
            r"|(?:attendance|turnout) (?:of|was|came to) \D{0,12}\d"
            r"|(?:attended|joined) by \D{0,12}\d|drew \D{0,12}\d"
        ),
    ),
    Expectation(
        "companies",
        pattern(r"何社|企業数|how many (?:japanese |us |american )?(?:companies|firms|start-?ups)"),
        frozenset({"organisations", "count"}),
    ),
    Expectation(
        "money",
        pattern(r"いくら|幾ら|ikura|何(?:億|万|百万)?(?:円|ドル|ユーロ)|(?:金|予算|投資|出資|調達|補助|契約|支援)額"
                r"|(?:参加|利用|使用|入会|入居|受講|手数|月|年)料|料金|(?:参加|年会|会|旅|受講)費|月額|家賃|チケット代|年俸|給料"
                r"|how much (?:is|are|was|were|does|do|did|money|funding|capital|went|would|will|has|have|had)\b"
                r"|how much\W*$|\bfees?\b|\bdues\b|\bbudget\b|in (?:yen|dollars)\b|dollar (?:amount|value)|\bworth\b"
                r"|\bprice|\bticket|\bsalary|\brent\b|che(?:que|ck) size|average che(?:que|ck)"
                r"|\bcosts? (?:per|for|of|to)\b|what (?:does|do|did|would|will) .{1,40} cost\b"),
        CURRENCIES | {"%"},
        words=pattern(r"無料|free of charge|no fee"),
    ),
    Expectation(
        "share",
        pattern(r"何(?:％|%|パーセント|割)|補助率|採択率|(?:成功|合格|競争)率|割合は|株(?:式)?(?:は|を)?(?:どの|何)"
                r"|what (?:percentage|percent|share|proportion)|how much equity|(?:success|acceptance|approval) rate"),
        frozenset({"%", "times"}),
        words=pattern(r"\d割|half|third|quarter|半分|半数|\d+(?:件|校|社)中|out of|of the \d+"),
    ),
    Expectation(
        "count",
        pattern(r"how many|いくつ|何(?:件|校|か所|カ所|箇所|カ国|か国|回|種類|大学|機関)"),
        frozenset({"people", "organisations", "count", "times", ""}),
    ),
    Expectation(
        "rank",
        pattern(r"何位|順位|何番目|\branks?\b|where (?:do|does|did) .* place"),
        frozenset({"rank"}),
        words=pattern(r"最大|最も|最高|首位|トップ|largest|highest|most|first|second|third|top|leading"),
    ),
    Expectation(
        "date",
        pattern(r"いつ|何年|何月|何日|日程|日付|締切|締め切り|開催日"
                r"|(?:^|[,.?] (?:and )?|and |but )when(?:\?|$| (?:and|or)\b)"
                r"|\bwhen (?:is|was|are|were|do|does|did|will|can|should|would|has|have)\b"
                r"|what (?:date|year|day)|which (?:year|month)|deadline"),
        dated=True,
    ),
    Expectation(
        "person",
        pattern(r"どなた|氏名|お名前|名前は(?:何|なん)|CEOは|誰が(?:話|登壇|講演|司会)|(?:長|総領事|大使|知事|代表|CEO)(?:は|って)(?:誰|だれ)"
                r"|chief executive|\bCEO\b|who(?:'s| is| was) (?:the|its|their|giving|speaking)\b"
                r"|who (?:heads|leads|runs|chairs|directs)\b|name of the "
                r"(?:person|head|president|director|chair|\w+ist|\w+ who)"),
        words=pattern(
            r"(?:[一-龥]{2,}|[ァ-ヴ・=＝ー]{2,})"
            r"(?:氏|さん|教授|博士|先生|医師|部長|社長|会長|所長|総領事|大使|知事|議員|CEO)"
            r"|\b(?:Dr|Mr|Ms|Mrs|Prof|Professor|Governor|Ambassador|President|Consul General|CEO)\.? [A-Z一-龥]"
            r"|\bis [一-龥]{2,}"
            r"|\b[A-Z][a-z]+ [A-Z][A-Za-z]+,? (?:who|the (?:head|chair|president|director|founder|CEO))"
        ),
    ),
    Expectation(
        "venue",
        pattern(r"会場|\bvenue\b|street ad+ress"),
        words=pattern(r"会場|場所|にて|で開(?:催|か)|venue|held (?:at|in)|took place (?:at|in)"
                      r"|hosted at|\bat the\b|開催地"),
    ),
    Expectation(
        "phone",
        pattern(r"電話|内線|\bphone|\btel\b|(?:to|can i|should i) call\b"),
        words=pattern(r"\(?\d{2,4}\)?[\s-]\d{3,4}[\s-]\d{3,4}"),
    ),
    Expectation(
        "e-mail",
        pattern(r"メールアドレス|e-?mail address"),
        words=pattern(r"@|URL|メール"),
    ),
)  # fmt: skip
