"""What a question expects of its answer: a kind of figure, a date, a contact; checked before anything is answered.

An answer to "how many people" must state a number of people; one that does not is no answer, however near it is.
"""

import re
from collections.abc import Sequence
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
        pattern(r"何人|何名|人数|出席者数|参加者数|来場者数|how many (?:people|participants|researchers|students|guests"
                r"|attendees|members|visitors|employees|founders|pis?\b)|head-?count|attendance|turn(?:ed)? up"),
        frozenset({"people"}),
        words=pattern(
            r"\d (?:attend|particip|guests|took part|came|members)|(?:attendance|turnout) (?:of|was|came to) \D{0,12}\d"
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
        pattern(r"いくら|幾ら|金額|予算額|料金|会費|月額|家賃|チケット代|年俸|how much (?:is|does|do|money|funding)"
                r"|\bfees?\b|\bbudget\b|in (?:yen|dollars)\b"
                r"|\bprice|\bticket|\bsalary|\brent\b|che(?:que|ck) size|\bcosts? (?:per|for|of)"),
        CURRENCIES | {"%"},
        words=pattern(r"無料|free of charge|no fee"),
    ),
    Expectation(
        "share",
        pattern(r"何(?:％|%|パーセント|割)|補助率|割合は|what (?:percentage|percent|share|proportion)|how much equity"),
        frozenset({"%"}),
        words=pattern(r"\d割|half|third|quarter|半分|半数"),
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
        "phone",
        pattern(r"電話|内線|phone|\btel\b|\bcall\b"),
        words=pattern(r"\(?\d{2,4}\)?[\s-]\d{3,4}[\s-]\d{3,4}"),
    ),
    Expectation(
        "e-mail",
        pattern(r"メールアドレス|e-?mail address"),
        words=pattern(r"@|URL|メール"),
    ),
)  # fmt: skip


def unmet(question: str, texts: Sequence[str]) -> list[str]:
    """What a question expects that none of the texts gives.

    >>> unmet("How many people attended?", ["The forum was held at MIT."])
    ['people']
    """
    together = "\n".join(texts)
    return [
        expectation.name
        for expectation in EXPECTATIONS
        if expectation.asked.search(question) and not expectation.met_by(together)
    ]
