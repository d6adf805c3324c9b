"""Questions about people on the lists: who works on something, who is somewhere, who somebody is.

The answer is a short list, each person from one cited row, and how the publisher of the list wants people to be
contacted, from the statements of its bulletin. Nothing is said of a person that no row states.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.answer import Citation, Status
from assistant.claims import Claim
from assistant.compose import Composition
from assistant.evidence import Evidence
from assistant.links import without_foreign_links
from assistant.phrases import phrase
from assistant.question import Question
from assistant.untold import asks_only_unlisted, untold
from assistant.written import written
from corpus.catalogue import Publication
from corpus.people.fields import known_fields
from index.passage_index import PassageIndex
from index.passage_table import passages_of_records
from index.people import Directory, Found, Wanted, located, open_directory
from index.people.topic_search import topic_of
from index.retriever import Hit

SHOWN = 8
"""How many people an answer names at most."""

ELSEWHERE, UNLIKE = 0.5, 0.38
"""A question that a statement of the library answers at least this likely is not about people on lists; below the
second, words of seeking them suffice. Of the practice questions on people one in twenty is above the first."""

FOR_A_NAME, FOR_THE_LIST = 0.12, 0.14
"""How much more likely it may be where it names somebody on a list, and where it speaks of a list, of those who are
on them, or of work at an institution."""

CONTACT_STATEMENTS = ("q-p15-03", "q-p15-08", "q-p15-04")
"""What the bulletin says of contacting people on the list, of being listed, and of reporting what came of it."""

PERSON = re.compile(
    r"研究者|研究主宰|研究室|研究グループ|ラボ|先生|教授|専門家|学者|さん|氏(?!名)|博士(?!号|課程)|誰|だれ|どなた|関係者|日本人"
    r"|(?<![A-Za-z])PI(?:s|ら)?(?![A-Za-z])|[るたのい、](?:方|人|ひと)(?:は|を|が|に|と|も|、|々|の|って|$|[?？。\s])"
    r"|\bsensei\b|\bsan\b|\bkenkyuu"
    r"|researchers?|professors?|\bprofs?\b|investigators?|scientists?|academics?|scholars?|\blabs?\b|laborator(?:y|ies)"
    r"|\bDr\b|experts?|faculty|\bgroups?\b|mathematicians?|physicists?|chemists?|biologists?|engineers?"
    r"|\bwho(?:m|se|'s|'d)?\b|\b(?:any|some|every)(?:one|body)\b|\bpeople\b|\bJapanese\b",
    re.IGNORECASE,
)
"""What a question speaks of that may be about people."""

FULL_NAME = re.compile(r"\S\s+\S|[\u3400-\u9fff]{3}")
"""Family and given name together: enough to know that somebody on a list is meant."""

SEEKING = re.compile(
    r"所属|いますか|いる[？?か]|いない|います|いません|いらっしゃ|いたら|教えて|知りたい|探し|さがし|紹介|誰|だれ|どなた|挙げ|拾っ|一覧"
    r"|リスト|全員|全部|すべて|どこの|どこで|相談|助言|お願い|会える|会い|面会|詳しい|専門|名前|は[？?]"
    r"|(?:人|方|PI|研究者|先生|日本人)[？?。]?$|\bimasu\b|\bnani\b"
    r"|\bwho(?:m|se|'s|'d)?\b|\bwhich\b|\bwhat\b|\bany(?:one|body)?\b|\bsome(?:one|body)\b|\bevery(?:one|body)\b|\ball\b"
    r"|\bis there\b|\bare there\b|\bfind\b|looking for|recommend|\blist\b|\bname\b|introduce|suggest|does\b|\bmeet\b"
    r"|talk to|advise|advice|research topic|affiliation",
    re.IGNORECASE,
)
WORKING = re.compile(
    r"研究し(?:て|た)|研究する|研究を|研究室|手がけ|取り組|専門(?:に|と)|に詳しい|やって(?:い)?る|使って(?:い)?る|の研究者"
    r"|して(?:い)?る(?:方|人|先生)|相談できる|会える|分野の(?:PI|研究者)|の ?(?:PI|先生|教授)"
    r"|日本人(?:の)?(?:学者|方)"
    r"|work(?:s|ing)? (?:on|in|with)|stud(?:y|ies|ying)|research(?:es|ing)|specialis|specializ|expert (?:on|in)|advise"
    r"|talk to|meet|Japanese (?:scholars?|groups?)"
    r"|\bPIs? (?:who|in|at|for|on|working)",
    re.IGNORECASE,
)
"""What says that somebody works on something, or is to be met for it."""

ABOUT_LIST = re.compile(
    r"PI\s*リスト|研究者リスト|リスト(?:だと|に|の中|から|掲載)|PIs?\s+list|list of (?:PIs|researchers)"
    r"|(?:on|in|from) the list"
    r"|the list have",
    re.IGNORECASE,
)
OF_JAPAN = re.compile(
    r"日本人(?:の)? ?(?:PI|研究者|研究主宰者|先生|教授)"
    r"|Japanese (?:PIs?|researchers?|profs?|professors?|faculty|scientists?|(?:principal )?investigators?|academics?)",
    re.IGNORECASE,
)
"""Whom the lists are of."""

INVESTIGATORS = re.compile(
    rf"(?<![A-Za-z])PI(?:s|ら)?(?![A-Za-z])|研究主宰者|principal investigators?|{OF_JAPAN.pattern}",
    re.IGNORECASE,
)

ABOUT_CONTACT = re.compile(
    r"連絡|問い合わせ|登録|掲載(?!者|の(?:研究者|PI|先生|人|方))|載せ(?:て|る)|載(?:るに|りた|るこ|る方法|る条件)|リストに(?:入(?:る|り|れ)|加わ)|追加|とは何|定義|目的|メリット|利点|件名|公表|名簿|サイト|アドレス|作法|メール"
    r"|ダウンロード|人数|何人|合計"
    r"|\bcontact\b|regist|(?:be|get|getting) (?:listed|added)|get(?:ting)? (?:on|onto|in|into)\b|\bjoin(?:ing)?\b"
    r"|what is (?:an? |the (?:PI|list)|meant)|definition|subject line"
    r"|purpose|benefit|download|roster|online"
    r"|web ?site|e-?mail|abroad",
    re.IGNORECASE,
)
"""What makes a question one about the list and how it is used, which the bulletin tells of."""

WRITING_TO_THEM = frozenset({"連絡", "メール", "件名", "作法", "contact", "subject line", "email", "e-mail"})
"""Of this, what every answer about people tells."""

ABOUT_OTHERS = re.compile(
    r"制度|支援|団体|会社(?:が|は|の|を|って|、|,)|って.{0,20}(?:いくら|何年)|創業|立ち上げ|調達|プログラム|事業|予算|助成|招へい|招聘|EXPERT-J|J-RISE|ASPIRE|参加者|参加し|登壇|講演|イベント|セミナー"
    r"|交流会|フォーラム|影響|アクセラ|四季報|寄稿|挨拶|述べ|話し|医師会|NIH|留学|設立"
    r"|non-?profit|organi[sz]ations?\b|programme|program\b|fund|grants?\b|scheme|budget|support|invit|attend|speak|spoke|speech|event|seminar|forum"
    r"|association|effect|impact|accelerator|quarterly|said|says|founded",
    re.IGNORECASE,
)
"""What makes a question one about matters that publications tell of, rather than people on lists."""


@dataclass(frozen=True)
class Asked:
    """Whom a question asks for and whom it found.

    `elsewhere` tells that they are not in the place asked for; `untold` is the phrase that tells why nothing is said of
    what is asked of them.
    """

    found: Sequence[Found]
    total: int
    nearest: Sequence[str] = ()
    elsewhere: bool = False
    untold: str = ""


def answer_about_people(
    question: Question,
    known: Mapping[str, Publication],
    index: PassageIndex,
    digests: bool,
    by_statements: Callable[[], Evidence],
) -> tuple[Status, Composition, list[str]] | None:
    """The answer to a question about people on the lists; None where it is about something else.

    Args:
        question: as understood.
        known: the library's publications by id.
        index: the library.
        digests: whether digests answer; without them nothing is said of how to contact people.
        by_statements: gathers what statements say to it; called where it may be they that are asked.
    """
    if question.outside:
        return None
    directory = open_directory(index)
    likely = likelihood(question, index) if digests else None
    asked = whom(question, directory, likely, by_statements)
    if asked is None:
        return None
    composition = Composition(question.language, known)
    if asked.untold:
        composition.lines.append(phrase(asked.untold, question.language))
        return "not_in_sources", composition, composition.notes(question.romaji)
    if not asked.found and by_statements().answers_by_statements:
        return None
    if not asked.found:
        say_nobody(asked, composition)
        return "not_in_sources", composition, composition.notes(question.romaji)
    with index.engine.connect() as connection:
        say_people(asked, composition, connection)
        if digests and any(item.person.publication.region == "New England" for item in asked.found):
            say_contact(composition, connection)
    return "partial" if asked.elsewhere else "answered", composition, composition.notes(question.romaji)


def likelihood(question: Question, index: PassageIndex) -> float:
    """How likely, 0 to 1, a statement of the library answers a question, by the questions known to each."""
    return float(index.held().asked.likeliest(question.search_text, question.search_language)[0])


def whom(
    question: Question, directory: Directory, likely: float | None, by_statements: Callable[[], Evidence]
) -> Asked | None:
    """Whom a question asks for; None where it is not about people on lists.

    Args:
        question: as understood.
        directory: the people of the lists.
        likely: how likely, 0 to 1, a statement of the library answers it; None where that is not known.
        by_statements: gathers what statements say to it.
    """
    text, core = question.search_text, question.core
    if not directory.people:
        return None
    named = directory.names.mentioned(text)
    if question.romaji:
        text, core = written(question.asked), written(core)
    if not PERSON.search(text) and not any(map(FULL_NAME.search, named.values())):
        return None
    on_list = bool(ABOUT_LIST.search(text))
    placed = directory.placed(Wanted(text))
    somewhere = bool(placed.institution or placed.place or placed.state)
    only_there = somewhere and bool(INVESTIGATORS.search(text)) and asks_only_where(core)
    of_lists = (
        on_list or only_there or bool(OF_JAPAN.search(text) or (placed.institution and WORKING.search(text)))
    )
    if likely is not None and likely >= ELSEWHERE + FOR_A_NAME * bool(named) + FOR_THE_LIST * of_lists:
        return None
    if named and (on_list or not ABOUT_OTHERS.search(text)):
        there = directory.allowed(placed)
        meant = [at for at in named if there[at]] or list(named)
        found = [Found(directory.people[at], 1.0, (named[at],)) for at in meant]
        return Asked(found[:SHOWN], len(found), untold=untold(text, [item.person.record for item in found]))
    says_something = directory.topics.says_something(placed.text)
    unlike = likely is not None and likely < UNLIKE and not question.romaji
    plainly = not (unlike and says_something)
    if asks_only_unlisted(core) or not (only_there or is_search(text, core, on_list, plainly)):
        return None
    of_their_work = says_something and bool(OF_JAPAN.search(text))
    if not (only_there or of_their_work) and by_statements().answers_surely:
        return None
    if not says_something and (placed.text or not somewhere):
        return Asked([], 0) if on_list and placed.text else None
    results = directory.search(placed, SHOWN)
    if results.found or not somewhere:
        return Asked(results.found, results.total, results.nearest)
    anywhere = directory.search(Wanted(placed.text), SHOWN)
    return Asked(anywhere.found, anywhere.total, anywhere.nearest, elsewhere=bool(anywhere.found))


def asks_only_where(core: str) -> bool:
    """Whether a question names nothing but a place, if that: no topic, and nothing else of those who are there."""
    text, left = "", core
    while text != left:
        text, left = left, located(Wanted(left)).text
    topic = topic_of(text)
    return not (topic.fields or topic.words or ABOUT_CONTACT.search(core))


def is_search(text: str, core: str, on_list: bool, plainly: bool) -> bool:
    """Whether a question seeks people by what they work on or where, not by what publications tell of.

    Args:
        text: the question, with the one before it that it leans on.
        core: its own sentences that ask.
        on_list: whether it speaks of a list.
        plainly: whether it has to say so, by speaking of the list or of somebody's work.
    """
    working, of_japan = bool(WORKING.search(text)), bool(OF_JAPAN.search(text))
    contact = {match[0].lower() for match in ABOUT_CONTACT.finditer(text)}
    if not SEEKING.search(core) or (contact and not (working and of_japan and contact <= WRITING_TO_THEM)):
        return False
    return on_list or not plainly or ((working or of_japan) and not ABOUT_OTHERS.search(text))


def say_people(asked: Asked, composition: Composition, connection: Connection) -> None:
    """One line for each person: what the row says, and the link that it gives."""
    language = composition.language
    shown = len(asked.found)
    name = (
        "people_elsewhere" if asked.elsewhere else "people_found" if asked.total == shown else "people_first"
    )
    composition.lines.append(phrase(name, language, count=asked.total, shown=shown))
    rows = passages_of_records(connection, (item.person.record.record_id for item in asked.found))
    for item in asked.found:
        record = item.person.record
        passage = rows[record.record_id]
        claim = Claim(passage.text(language), language, passage, item.score).checked(
            connection, composition.publications
        )
        said = without_foreign_links(claim.text, (), language)
        link = f" {record.url}" if record.url and re.fullmatch(r"https?://[^\s<>\"'()]+", record.url) else ""
        composition.lines.append(f"- {said}{link} {composition.marks(claim)}")


def rows_first(hits: Sequence[Hit], citations: Sequence[Citation], index: PassageIndex) -> list[Hit]:
    """Hits, before all others the rows that an answer about people cites: the directory found these."""
    cited = dict.fromkeys(citation.record_id for citation in citations if citation.record_id)
    if not cited:
        return list(hits)
    with index.engine.connect() as connection:
        rows = passages_of_records(connection, cited)
    best = hits[0].score if hits else 1.0
    first = [Hit(rows[record_id], best, {}) for record_id in cited]
    ids = {hit.passage.id for hit in first}
    return [*first, *(hit for hit in hits if hit.passage.id not in ids)]


def say_contact(composition: Composition, connection: Connection) -> None:
    """How people on the list are contacted, how one is listed, and where to report what came of it."""
    language = composition.language
    held = passages_of_records(connection, CONTACT_STATEMENTS)
    statements = [held[name] for name in CONTACT_STATEMENTS if name in held]
    if statements:
        composition.lines.append(phrase("contacting", language))
    for passage in statements:
        claim = Claim(passage.text(language), language, passage, 1.0).checked(
            connection, composition.publications
        )
        composition.lines.append(f"- {claim.text} {composition.marks(claim)}")


def say_nobody(asked: Asked, composition: Composition) -> None:
    """That nobody on the lists works on that, and which fields are nearest."""
    language = composition.language
    composition.lines.append(phrase("nobody", language))
    known = known_fields().by_name
    if asked.nearest:
        names = ("、" if language == "ja" else ", ").join(
            known[name].name(language) for name in asked.nearest
        )
        composition.lines.append(phrase("nearest_fields", language, fields=names))
