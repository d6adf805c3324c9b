"""What a question expects of its answer: a kind of figure, a date, a contact; checked before anything is answered.

An answer to "how many people" must state a number of people; one that does not is no answer, however near it is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.quantities import Measure, PartialDate, find_quantities

CURRENCIES = frozenset({"USD", "JPY", "EUR", "GBP", "CNY", "KRW", "CHF", "CAD", "AUD", "INR"})


@dataclass(frozen=True)
class Expectation:
    """A kind of answer: what asks for it, and what a text must hold to give it.

    A text gives it by a figure in one of the `units`, by a date where `dated`, or by `words` alone; where `about` is
    set, it has to speak of that too: a fee is a sum of money that somebody is charged, not any sum.
    """

    name: str
    asked: re.Pattern[str]
    units: frozenset[str] = frozenset()
    dated: bool = False
    words: re.Pattern[str] | None = None
    about: re.Pattern[str] | None = None

    def __hash__(self) -> int:
        return hash(self.name)

    @lru_cache(maxsize=20_000)  # noqa: B019 - expectations are few and live as long as the program
    def met_by(self, text: str) -> bool:
        """Whether a text holds what is expected; claims are weighed again and again."""
        if self.words and self.words.search(text):
            return True
        if self.about and not self.about.search(text):
            return False
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
        "attendance",
        pattern(r"何[人名](?:が|くらい|ぐらい)?(?:来|参加|出席|集ま)|(?:出席|参加|来場)者数|attendance"
                r"|turn(?:ed)? (?:up|out)|turnout|how many (?!(?:[a-z-]+ ){0,2}"
                r"(?:compan|firm|start-?up|universit|organi[sz]ation))"
                r"(?:[a-z-]+ ){0,2}(?:came|attended|took part|participated|joined|participants|attendees|guests)"),
        frozenset({"people"}),
        about=pattern(r"参加|出席|来場|集ま|聴衆|視聴|規模|来訪|招|attend|particip|took part|drew|came"
                      r"|joined|guest|audience|turnout|people|gathered|visitors"),
    ),
    Expectation(
        "staff",
        pattern(r"(?:社員|従業員|職員|スタッフ)(?:数|は(?:何|どの)|が何)|hataraite|(?:働いて|勤めて)い.{0,8}(?:何人|人数|人は)"
                r"|how many (?:[a-z-]+ ){0,2}(?:staff|employees|workers)"
                r"|(?:size of the|how (?:big|large) is the) (?:staff|workforce)"),
        frozenset({"people"}),
        about=pattern(r"社員|従業員|職員|雇用|スタッフ|働|勤務|人員|staff|employ|work|\bjobs?\b|team"),
    ),
    Expectation(
        "residents",
        pattern(r"在留(?:邦人|者|.{0,6}(?:何人|人数))|邦人数|住んでい|\bnationals\b|\bresidents\b"
                r"|how many (?:[a-z-]+ ){0,2}live in"),
        frozenset({"people"}),
        about=pattern(r"在留|邦人|住|人口|\blive|resident|national|population"),
    ),
    Expectation(
        "money",
        pattern(r"いくら|幾ら|ikura|何(?:億|万|百万)?(?:円|ドル|ユーロ)|(?:金|予算|投資|出資|調達|補助|契約|支援)額"
                r"|how much (?!.{1,50}\b(?:g[eo](?:ne)? up|went up|gr[eo]w|rise|rose|increas|chang|f[ae]ll|busier))"
                r"(?:is|are|was|were|does|do|did|money|funding|capital|went|would|will|has|have|had)\b"
                r"|how much\W*$|\bbudget\b|in (?:yen|dollars)\b|dollar (?:amount|value)|\bworth\b"
                r"|average che(?:que|ck)"),
        CURRENCIES | {"%"},
        words=pattern(r"無料|free of charge|no fee"),
    ),
    Expectation(
        "fee",
        pattern(r"(?:参加|利用|使用|入会|入居|受講|手数|出展|月|年)料|料金|(?:参加|年会|会|旅|受講)費|月額|家賃|チケット代"
                r"|nenkaihi|sanka ?hi|\bfees?\b|\bdues\b|\b(?:what|how).{0,15}\bprice|\bticket|\brent\b"
                r"|\bcosts? (?:per|for|of|to)\b|what (?:does|do|did|would|will) .{1,40} cost\b"),
        CURRENCIES,
        words=pattern(r"無料|free of charge|no fee|free to "),
        about=pattern(r"料|費|無料|有料|家賃|価格|\bfees?\b|\bdues\b|price|ticket|\brent|\bcost|charge|\bfree\b"),
    ),
    Expectation(
        "pay",
        pattern(r"年俸|給料|給与|年収|salar|\bpaid\b.{0,20}(?:year|month)|\bstipend"),
        CURRENCIES,
        about=pattern(r"年俸|給|人件費|年収|salar|\bpay|stipend|remunerat|personnel"),
    ),
    Expectation(
        "equity",
        pattern(r"株(?:式)?(?:は|を|って)?(?:どの|何|いくら)|equity|\bstake\b"),
        frozenset({"%"}),
        words=pattern(r"(?:no|without) equity|equity-free|株(?:式)?(?:は|を)(?:取|求)"),
        about=pattern(r"株|出資比率|持分|持ち分|equity|stake|shares"),
    ),
    Expectation(
        "each",
        pattern(r"[1一](?:人|社|件|校|口)(?:あ|当)たり|平均|per[- ](?:person|company|head|project|grant)|\baverage\b"),
        words=pattern(r"(?:あ|当)たり|平均|ずつ|それぞれ|一(?:人|社|件)|\bper\b|\beach\b|average|mean\b|a head"),
    ),
    Expectation(
        "share",
        pattern(r"何(?:％|%|パーセント|割)|補助率|採択率|(?:成功|合格|競争)率|割合は"
                r"|what (?:percentage|percent|share|proportion)|(?:success|acceptance|approval) rate"),
        frozenset({"%", "times"}),
        words=pattern(r"\d割|\bhalf\b|(?:a|one|two)[ -]thirds?|(?:a|one|three)[ -]quarters?|半分|半数"
                      r"|\d+(?:件|校|社)中|out of|of the \d+"),
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
        pattern(r"いつ(?!.{0,12}べき)|何年(?!生|間)|何月|何日|日程|日付|締切|締め切り|開催日"
                r"|(?:^|[,.?] (?:and )?|and |but )when(?:\?|$| (?:and|or)\b)"
                r"|\bwhen (?:is|was|are|were|do|does|did|will|can|would|has|have)\b"
                r"|what (?:date|year|day)|which (?:year(?! of)|month)|deadline"),
        dated=True,
    ),
    Expectation(
        "deadline",
        pattern(r"締切|締め切り|〆切|shimekiri|deadline|applications? (?:close|due)|apply by|応募期限"),
        dated=True,
        about=pattern(r"締|〆|期限|まで|応募|公募|募集|申請|deadline|clos|\bdue\b|until|\bby\b|appl"),
    ),
    Expectation(
        "person",
        pattern(r"どなた|氏名|お名前|名前は(?:何|なん)|CEOは|(?:長|総領事|大使|知事|代表|CEO)(?:は|って)(?:誰|だれ)"
                r"|chief executive|\bCEO\b|who(?:'s| is| was) (?:giving|speaking)\b"
                r"|who(?:'s| is| was) (?:[\w'-]+ ){1,4}(?:head|chief|president|chair(?:man|person)?|director"
                r"|consul|ambassador|governor|founder|leader|author)\b"
                r"|who (?:heads|leads|runs|chairs|directs)\b|name of the "
                r"(?:person|head|president|director|chair|\w+ist|\w+ who)"),
        words=re.compile(
            r"(?:[一-龥]{2,}|[ァ-ヴ・=＝ー]{2,})"
            r"(?:氏|さん|教授|博士|先生|医師|部長|社長|会長|所長|総領事|大使|知事|議員|CEO)(?![一-龥])"
            r"|\b(?:Dr|Mr|Ms|Mrs|Prof|Professor|Governor|Ambassador|President|Chairman|Consul General|CEO)"
            r"\.? [A-Z一-龥]"
            r"|\bis [一-龥]{2,}"
            r"|\b[A-Z][a-z]+ [A-Z][A-Za-z]+,? (?:who|from|an? |the (?:head|chair|president|director|founder|CEO))"
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
