"""The sentences of a question: those that ask, and those that only tell something or say how to answer."""

import re

SENTENCE = re.compile(
    r"[^。！？!?\n]+?(?:[。！？!?\n]+|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bSt)(?<!\bU\.S)\.(?=\s+[A-Z\"'“])|$)"
)
ASKS = re.compile(
    r"[?？]\W*$|(?:か|かな|かしら|の|は|って|よね|っけ)\s*[。?？]*\s*$|教え|知りた|挙げ|列挙|一覧|リストを|リストアップ|説明し|比較し|比べて|探して|探し"
    r"|まとめて|調べ(?!てい|てお)"
    r"|\b(?:tell|show|give) (?:me|us)\b|\bi(?:'d| would| want| need)\b.{0,20}\bknow\b|\bwondering\b"
    r"|^\W*(?:(?:and|but|so|then|also|ok|well|please|now|hi|hello)\W+)*(?:what|who|whose|whom|which|when|where|why|how"
    r"|is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|may|must|list|name|find|explain|describe"
    r"|compare|summari[sz]e|any)\b",
    re.IGNORECASE,
)
WANTS = re.compile(
    r"誰|だれ|どなた|どこ|いつ|何|なに|なん(?:で|の|て|です|か)|なぜ|どう|どんな|どの|どれ|どちら|いくら|いくつ|それぞれ"
    r"|比べ|比較|違い|違う|一覧|すべて|全部|全て|挙げ|知りたい|名前|も(?:教え|知り|お願い|あれば|合わせて)"
    r"|(?:^|[,;:.?!—–-]\s*|\b(?:and|or|but|so|also|then|plus|about|tell me|know|me|in|at|on|by|for|to|from|with|of"
    r"|since|until|under)\s+)(?:what|who|whose|whom|which|when|where|why|how)\b"
    r"|\b(?:compare|steps)\b|(?:^|[,.?!]\s*|\bplease )list\b|\ball (?:the|of|its|their|\w+s)\b",
    re.IGNORECASE,
)
"""What asks for one thing, where it begins a clause, and what asks for several things alike."""

CLAUSE = re.compile(r"[。！？!?、,;；：]|:\s|\s-+\s|\s–\s|\b(?:and|but)\b", re.IGNORECASE)

LEADING_UP = re.compile(
    r"^.*(?:です|ます|した|だ|った|ない|たい|る|そう|よう|とか)(?:が|けど|けれど|けれども|ので)[、,]\s*"
    r"|^.*(?:[,;:]|\s[–—-])\s+(?:(?:and|but|so|then)\s+)?"
    r"(?=(?:what|who|whose|whom|which|when|where|why|how)\b(?!.*[,;:]\s+(?:and|but)\b))",
    re.IGNORECASE,
)
"""A clause that only leads up to what is asked."""

TOPIC = re.compile(r"(は|って)、(?![^、。！？!?\n]*(?:は|って)\s*(?:[、。！？!?\n]|$))")
"""Where what the next clause is about is set before it; not where that is another thing asked for."""

ENDING = re.compile(r"(?<=[。?？])")
"""Where a sentence surely ends: a full stop may stand after what is shortened."""

BESIDE = re.compile(r"(?:[一-龥々ァ-ヴーA-Za-z0-9%％)）」』]|こと|もの)と$")
"""What names a thing beside the one that the next clause asks for."""


def sentences_of(text: str) -> list[str]:
    """The sentences of a question in either language.

    >>> sentences_of("I run a lab near St. Johnsbury. How do I join? 登録方法は？")
    ['I run a lab near St. Johnsbury.', 'How do I join?', '登録方法は？']
    """
    return [sentence for match in SENTENCE.finditer(text) if (sentence := match[0].strip())]


def asks(sentence: str) -> bool:
    """Whether a sentence asks for something.

    >>> asks("How do I join?"), asks("登録方法を教えてください"), asks("I run a lab in Vermont.")
    (True, True, False)
    """
    return bool(ASKS.search(sentence))


def asked_in(text: str) -> str:
    """The sentences that ask; all where none does, as in keywords.

    >>> asked_in("I run a lab in Vermont. How do I join?"), asked_in("boston accelerators")
    ('How do I join?', 'boston accelerators')
    """
    return " ".join(sentence for sentence in sentences_of(text) if asks(sentence)) or text


def point_of(text: str) -> str:
    """What a question comes to: the sentences that ask, without clauses that only lead up to it.

    >>> point_of("電池は10位ですが、9位の国はどこ？"), point_of("It drew 400 people; how many the year before?")
    ('9位の国はどこ？', 'how many the year before?')
    """
    asking = asked_in(text)
    sentences = sentences_of(asking)
    pointed = [*map(without_lead, sentences)]
    return asking if pointed == sentences else " ".join(pointed)


def without_lead(sentence: str) -> str:
    """A sentence without a clause that only leads up to what it asks; whole where that clause asks, too."""
    lead = LEADING_UP.match(sentence)
    if lead is None or wants_in(lead[0]) or asks(lead[0]):
        return sentence
    return sentence[lead.end() :] or sentence


def stressed(text: str, asking: str) -> str:
    """A question with its sentences that ask said once more, where it says anything else.

    >>> stressed("I run a lab. How do I join?", "How do I join?"), stressed("How do I join?", "How do I join?")
    ('I run a lab. How do I join? How do I join?', 'How do I join?')
    """
    return text if asking == text else f"{text} {asking}"


def clauses_of(text: str) -> list[str]:
    """The clauses of a question, each of which may ask for something of its own.

    >>> clauses_of("Where is Quantonation based, and how much money does it manage?")
    ['Where is Quantonation based', 'how much money does it manage']
    """
    return [clause for part in CLAUSE.split(text) if (clause := part.strip())]


def wants_in(text: str) -> int:
    """How many things a question asks for, as far as its words of asking tell.

    >>> wants_in("Who runs it, and how many came in 2024?"), wants_in("誰が始めましたか"), wants_in("PI list")
    (2, 1, 0)
    """
    return len(WANTS.findall(asked_in(text)))


def asking_clauses(text: str) -> list[str]:
    """The clauses of a question that ask, and those that name a thing beside what the next one asks for.

    >>> asking_clauses("会場と、参加者の数は？"), asking_clauses("I run a lab, so how do I join?")
    (['会場と', '参加者の数は'], ['so how do I join'])
    >>> asking_clauses("水井会長は、どちらの会社の方ですか"), asking_clauses("会場は、日程は？")
    (['水井会長はどちらの会社の方ですか'], ['会場は', '日程は'])
    """
    asking: list[str] = []
    for clause in reversed(clauses_of(TOPIC.sub(r"\1", text))):
        if wants_in(clause) or asks(clause) or (asking and BESIDE.search(clause)):
            asking.insert(0, clause)
    return asking


def asking_sentences(text: str) -> list[list[str]]:
    """The clauses that ask, in each of the sentences that have any.

    >>> asking_sentences("When is the forum, and where? I run a lab. Who runs it?")
    [['When is the forum', 'where'], ['I run a lab. Who runs it']]
    """
    return [clauses for sentence in ENDING.split(text) if (clauses := asking_clauses(sentence))]
