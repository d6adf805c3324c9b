"""Words that turn or overstate a claim: a sentence may use them only where its sources do, in either language."""

import re
from collections.abc import Mapping

TURNS: Mapping[str, re.Pattern[str]] = {
    "not": re.compile(
        r"\b(?:not|never|no longer|neither|nor|cannot|without|none|nobody|nothing|fails?|failed|lacks?|lacked)\b|n't\b"
        r"|(?:では|じゃ|が|は|も|わ|か|さ|た|ら|し|れ|け|き|え|め|べ|せ|て|ば|り|い|っ|くは)な(?:い|かっ|く|し)|ませ|せず|ずに|ざる"
        r"|不[可要明足]|非[課公]|未[定満]|無[料効し]|以外|除[くい]|困難",
        re.IGNORECASE,
    ),
    "ended": re.compile(
        r"\b(?:cancel\w*|abolish\w*|clos(?:ed|ure|ing)|ended|discontinu\w*|suspend\w*|terminat\w*|withdr[ae]w\w*|died|dead"
        r"|bankrupt\w*|shut\w*|repeal\w*|ceased?|stopp?\w*|cut|cuts|halt\w*|expir\w*|finish\w*|completed?)\b"
        r"|廃[止業刊]|中止|終[了わえ]|閉[鎖会館店校]|停止|打ち切|解散|倒産|撤[退廃]|休[止刊業]|失効|死去|亡くな|満了|完了|取[りり]?消",
        re.IGNORECASE,
    ),
    "utmost": re.compile(
        r"\b(?:best|worst|greatest|finest|largest|biggest|highest|lowest|smallest|leading|top|only|first|most|least|"
        r"fastest|ever|unique|always|premier)\b|\b[12](?:st|nd)\b"
        r"|最|唯一|一番|トップ|首位|位|初|必ず|常に|だけ|のみ|筆頭|屈指|随一|代表|有数|もっとも|いち早",
        re.IGNORECASE,
    ),
}


def overstates(text: str, evidence: str) -> bool:
    """Whether a sentence turns or overstates what its evidence says.

    >>> overstates("The list is closed.", "The list has 600 people."), overstates("It closed.", "閉鎖された。")
    (True, False)
    """
    return any(pattern.search(text) and not pattern.search(evidence) for pattern in TURNS.values())
