"""How likely it is that what was found answers a question, from the signs of it."""

from dataclasses import replace

import pytest

from assistant.answerable import LIKELY, Signs, parts_of, signs_of
from assistant.assistant import Assistant
from assistant.question import understand
from assistant.signs import learned_weights
from index.asked import UNKNOWN

PROMISING = Signs(
    more_answered=0.1,
    of_kind_more_answered=0.1,
    part_more_answered=0.0,
    more_asked=0.1,
    asked_beyond=1.0,
    left_open=0.45,
    likely=0.6,
    ahead=0.15,
    borne_out=0.7,
    verified=1.0,
    everyday=-5.0,
    length=3.0,
    lacking=False,
    stray=False,
    out_of_time=False,
)


def signs(library: Assistant, text: str, statements: tuple[str, ...] = ()) -> Signs:
    """The signs of a question beside statements, whatever these say."""
    asked, stated = library.index.snapshot().asked, dict.fromkeys(statements, text)
    return signs_of(understand(text), stated, asked, lacking=False, stray=False, out_of_time=False)


def test_a_question_is_answered_by_signs_that_are_good() -> None:
    assert PROMISING.likelihood() > LIKELY


@pytest.mark.parametrize("worse", ["lacking", "stray", "out_of_time"])
def test_what_lacks_strays_or_is_of_another_time_makes_an_answer_to_few_words_less_likely(worse: str) -> None:
    short = replace(PROMISING, length=2.0)
    assert replace(short, **{worse: True}).likelihood() < short.likelihood()


@pytest.mark.parametrize(
    "better",
    [
        "more_answered",
        "of_kind_more_answered",
        "part_more_answered",
        "more_asked",
        "asked_beyond",
        "likely",
        "ahead",
        "borne_out",
        "verified",
        "length",
    ],
)
def test_what_is_known_and_told_makes_an_answer_more_likely(better: str) -> None:
    more = replace(PROMISING, **{better: getattr(PROMISING, better) + 0.2})
    assert more.likelihood() > PROMISING.likelihood()


def test_short_questions_are_weighed_by_themselves() -> None:
    short = replace(PROMISING, length=2.0)
    assert (short.kind, PROMISING.kind) == ("short", "long")
    assert short.likelihood() == short.likelihood(learned_weights()["short"])
    assert short.likelihood() != short.likelihood(learned_weights()["long"])


def test_a_likelihood_is_the_logistic_function_of_the_weighed_signs() -> None:
    none = dict.fromkeys(learned_weights()["long"], 0.0)
    assert PROMISING.likelihood(none) == 0.5
    assert PROMISING.likelihood({**none, "bias": 100.0}) == pytest.approx(1)
    assert PROMISING.likelihood({**none, "borne_out": 1.0}) == pytest.approx(
        1 / (1 + 2.71828**-0.7), abs=1e-5
    )


@pytest.mark.parametrize(
    "text", ["What is J-RISE?", "J-RISEとは何ですか", "What is a principal investigator?"]
)
def test_a_question_like_one_that_a_statement_answers_is_answered(library: Assistant, text: str) -> None:
    assert signs(library, text).more_answered > 0
    assert library.ask(text, keep=False).status == "answered"


@pytest.mark.parametrize(
    "text",
    [
        "PIリストに載るにはどうすればいいですか",
        "PIリストに載るには",
        "日本人PIリストに入りたいのですが、どうすれば？",
        "How can I get listed as a PI?",
        "How do I join the list of Japanese PIs?",
    ],
)
def test_how_to_join_the_list_of_researchers_is_told(library: Assistant, text: str) -> None:
    answer = library.ask(text, keep=False)
    assert answer.status == "answered"
    assert {"q-p15-08", "q-p15-09"} & {citation.statement_id for citation in answer.citations}


@pytest.mark.parametrize(
    "text",
    [
        "How much is a ticket for the MIT Energy Conference?",
        "How many people attended the J-NEXUS launch?",
        "MIT Energy Conferenceの参加費はいくらですか",
    ],
)
def test_a_question_like_one_that_nothing_answers_is_declined(library: Assistant, text: str) -> None:
    assert signs(library, text).more_answered < 0
    assert library.ask(text, keep=False).status == "not_in_sources"


def test_what_is_answered_is_told_beside_what_is_left_open(library: Assistant) -> None:
    text = "When does the MIT Energy Conference take place? How much is a ticket?"
    assert signs(library, text).part_more_answered > signs(library, text).more_answered
    assert library.ask(text, keep=False).status == "partial"


def test_things_that_nobody_asked_for_together_are_told_where_each_alone_would_be(library: Assistant) -> None:
    text = "How many startups pitched in Los Angeles, and when was the Mayo Clinic founded?"
    parts = parts_of(understand(text))
    assert len(parts) == 2
    assert {library.ask(part, keep=False).status for part in parts} == {"answered"}
    assert not signs(library, text).answered_enough
    answer = library.ask(text, keep=False)
    assert answer.status == "answered"
    assert all(fact in answer.answer for fact in ("Six", "1889"))


@pytest.mark.parametrize(
    "text",
    [
        "日系企業懇話会の会長の水井さんは、本業ではどちらの会社にお勤めですか？",
        "ジャパン・パレードのスポンサーになるには、いくら必要ですか",
        "Where and when will the 2027 edition of the Japan-Boston Innovation Bridge be held?",
    ],
)
def test_what_a_question_is_about_is_told_only_where_what_it_asks_may_be(
    library: Assistant, text: str
) -> None:
    assert library.ask(text, keep=False).status == "not_in_sources"


@pytest.mark.parametrize(
    ("told", "of_another_year"),
    [
        (
            "How many people attended the Japan Parade in New York in 2024?",
            "How many people attended the Japan Parade in New York in 2019?",
        ),
        (
            "EXPERT-Jの令和7年度公募では何校が採択されましたか",
            "EXPERT-Jの平成30年度公募では何校が採択されましたか",
        ),
    ],
)
def test_what_is_asked_of_another_year_is_declined(
    library: Assistant, told: str, of_another_year: str
) -> None:
    assert library.ask(told, keep=False).status == "answered"
    assert library.ask(of_another_year, keep=False).status == "not_in_sources"


@pytest.mark.parametrize(
    ("counted", "named"),
    [
        (
            "2024年8月の日マサチューセッツ・クリーンテック・フォーラムで事業を紹介した日系企業は何社？",
            "2024年8月の日マサチューセッツ・クリーンテック・フォーラムで事業を紹介した日系企業の社名は？",
        ),
        (
            "How much did Sakana AI raise in 2024?",
            "Which investors gave Sakana AI its money in 2024?",
        ),
    ],
)
def test_what_is_counted_is_told_and_what_is_not_named_is_declined(
    library: Assistant, counted: str, named: str
) -> None:
    assert library.ask(counted, keep=False).status == "answered"
    assert library.ask(named, keep=False).status == "not_in_sources"


def test_several_things_of_which_none_is_told_are_declined(library: Assistant) -> None:
    text = "How much is a ticket for the MIT Energy Conference, and who sponsors it?"
    assert library.ask(text, keep=False).status == "not_in_sources"


def test_what_is_asked_beyond_statements_on_another_subject_tells_nothing(library: Assistant) -> None:
    asked = library.index.snapshot().asked
    question = understand("What does J-RISE cost?")
    passage = next(iter(asked.first))
    told, strayed = (
        signs_of(
            question, {passage: "A statement."}, asked, lacking=False, stray=stray, out_of_time=False
        ).asked_beyond
        for stray in (False, True)
    )
    assert told != strayed == 0


def test_a_question_is_borne_out_by_the_statement_that_answers_it_and_not_by_another(
    library: Assistant,
) -> None:
    best, other = (
        library.retriever.search(text, 1)[0].passage.id for text in ("What is J-RISE?", "CIC Boston")
    )
    asked = signs(library, "What is J-RISE?", (best,)).borne_out
    assert signs(library, "What is J-RISE?", (other, best)).borne_out == pytest.approx(asked)
    assert asked > 0
    assert asked > signs(library, "What is J-RISE?", (other,)).borne_out
    assert signs(library, "What is J-RISE?").borne_out == UNKNOWN


@pytest.mark.parametrize(
    ("answered", "left_open"),
    [
        ("When does the MIT Energy Conference take place?", "Who sponsors the MIT Energy Conference?"),
        ("MIT Energy Conferenceはいつ開かれますか", "MIT Energy Conferenceの協賛企業の売上高は？"),
    ],
)
def test_words_on_which_it_turns_lack_where_a_question_near_to_a_statement_is_left_open(
    library: Assistant, answered: str, left_open: str
) -> None:
    statement = library.retriever.search(answered, 1)[0].passage.id
    odds = [signs(library, text, (statement,)).borne_out for text in (answered, left_open)]
    assert odds[0] > max(0, odds[1] + 2)


def test_a_question_of_few_words_that_a_statement_is_known_to_answer_is_on_the_subject(
    library: Assistant,
) -> None:
    assert library.ask("What does ASPI measure?", keep=False).status == "answered"


def test_of_what_nobody_wrote_down_little_is_like(library: Assistant) -> None:
    glaciers = signs(library, "Which glaciers feed the river Rhine?")
    assert glaciers.more_answered + glaciers.left_open < 0.5
