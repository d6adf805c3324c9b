"""Answers in the form that a question asks for: figures that differ together, events told from today, follow-ups."""

from datetime import date

import pytest

from assistant.assistant import Assistant
from index.language import language_of

BEFORE, AFTER = date(2026, 2, 1), date(2026, 11, 21)


def test_figures_that_differ_stand_side_by_side_with_why(library: Assistant) -> None:
    answer = library.ask("How many Japanese companies are there in Massachusetts?", keep=False)
    assert {"194", "242", "200"} <= set(answer.answer.replace(",", " ").split())
    assert "\nNote: " in answer.answer
    cited = {citation.statement_id for citation in answer.citations}
    assert {"q-p08-13", "q-p09-14", "q-p03-05"} <= cited


def test_figures_that_differ_from_what_is_told_besides_do_not_stand_there(library: Assistant) -> None:
    answer = library.ask("How many people do Japanese companies employ in Massachusetts?", keep=False)
    cited = {citation.statement_id for citation in answer.citations}
    assert "21,700" in answer.answer
    assert "q-p08-13" in cited
    assert cited.isdisjoint({"q-p09-14", "q-p03-05"})


def test_a_printed_figure_that_cannot_be_right_is_given_with_what_does_not_fit(library: Assistant) -> None:
    answer = library.ask("マサチューセッツ州の非農業部門の雇用者数は？", keep=False)
    assert "3,717万人" in answer.answer
    assert "（注）" in answer.answer
    assert "371.7万人" in answer.answer


@pytest.mark.parametrize(
    ("question", "over"),
    [
        ("Can I still attend the MIT Energy Conference?", "As of 2026-11-21, that event is over."),
        ("MIT Energy Conferenceにまだ参加できますか？", "2026-11-21の時点ですでに終了しています"),
    ],
)
def test_whoever_asks_to_take_part_hears_first_that_an_event_is_over(
    library: Assistant, question: str, over: str
) -> None:
    assert over in library.ask(question, keep=False, today=AFTER).answer.splitlines()[0]
    assert over not in library.ask(question, keep=False, today=BEFORE).answer


def test_an_announced_event_is_told_from_today(library: Assistant) -> None:
    question = "When is the MIT Energy Conference?"
    assert library.ask(question, keep=False, today=BEFORE).answer.startswith("(to come)")
    assert library.ask(question, keep=False, today=AFTER).answer.startswith("(past)")


@pytest.mark.parametrize("question", ["What is J-NEXUS?", "J-NEXUSとは何ですか？"])
def test_what_is_suggested_next_is_in_the_readers_language_and_can_be_answered(
    library: Assistant, question: str
) -> None:
    answer = library.ask(question)
    assert 1 <= len(answer.follow_ups) <= 3
    for further in answer.follow_ups:
        assert language_of(further) == answer.language
        followed = library.ask(further, conversation_id=answer.conversation_id, keep=False)
        assert followed.status == "answered"


def test_a_declined_question_is_pointed_to_an_address_that_a_publication_prints(library: Assistant) -> None:
    answer = library.ask("How many people work at the Zyxxon Institute?", keep=False)
    assert answer.status == "not_in_sources"
    assert "https://www.boston.us.emb-japan.go.jp/itpr_en/principalinvestigatorlist.html" in answer.answer


def test_how_many_is_answered_with_a_number(library: Assistant) -> None:
    answer = library.ask("How many people do Japanese companies employ in Massachusetts?", keep=False)
    assert "21,700" in answer.answer.splitlines()[0]


def test_a_question_for_an_address_is_answered_with_it(library: Assistant) -> None:
    answer = library.ask("What is the website of the Boston Japanese Researchers Forum?", keep=False)
    assert "https://www.boston-researchers.jp/" in answer.answer.splitlines()[0]


def test_what_names_one_thing_is_not_answered_by_figures_of_another(library: Assistant) -> None:
    answer = library.ask("How many people attended the MIT Energy Conference?", keep=False)
    assert answer.status == "not_in_sources"


@pytest.mark.parametrize(
    "text",
    [
        "How many companies are in J-Startup now, and how many have dropped out through M&A or dissolution?",
        "J-Startupに選ばれた会社は今何社で、2018年6月の第1次では何社でしたか？M&Aや解散で抜けたのは何社？",
        "What is the total budget of EXPERT-J, and in the FY2025 round how many universities applied?",
    ],
)
def test_what_an_answer_gives_is_not_said_to_be_left_open(library: Assistant, text: str) -> None:
    answer = library.ask(text, keep=False)
    assert answer.status == "answered"
    assert "does not give" not in answer.answer
    assert "見つかった箇所に" not in answer.answer


def test_what_an_answer_leaves_open_is_named(library: Assistant) -> None:
    answer = library.ask("When does the MIT Energy Conference take place? How much is a ticket?")
    assert answer.status == "partial"
    assert "23" in answer.answer
    assert "does not give the fee." in answer.answer


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("What is J-RISE?", "What is J-RISE, how much money does it have, and who runs it?"),
        ("J-RISEとは何ですか？", "J-RISEとは何で、予算はいくらで、誰が担当していますか？"),
    ],
)
def test_who_asks_for_several_things_gets_a_longer_answer(library: Assistant, one: str, several: str) -> None:
    short, long = (library.ask(question, keep=False).answer for question in (one, several))
    assert len(long) > 1.2 * len(short)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "ボストンは世界のスタートアップ都市ランキング2024で何位か、マサチューセッツ州のGDPはいくらか。",
            ("6位", "7,785億ドル"),
        ),
        ("ミネソタ州のフォーチュン500企業の数と、グラスルーツ報告書の事業の件数は？", ("17社", "104件")),
        (
            "For our board deck: Boston's place in the 2024 global startup ecosystem ranking, plus the size of the "
            "Massachusetts economy (GDP).",
            ("6th", "$778.5 billion"),
        ),
        (
            "Where does Boston sit in the 2024 global startup ecosystem ranking, and where does Massachusetts sit "
            "among US states for GDP per person?",
            ("6th", "second-highest"),
        ),
        (
            "オリンパスについて。内視鏡が製品になったのは何年？それと今、売上のうち北米の割合はどれくらい？",
            ("1960年", "38%"),
        ),
        ("How many startups pitched in Los Angeles, and when was the Mayo Clinic founded?", ("Six", "1889")),
    ],
)
def test_two_things_from_different_pages_are_both_told(
    library: Assistant, text: str, told: tuple[str, str]
) -> None:
    answer = library.ask(text, keep=False)
    assert all(fact in answer.answer for fact in told)
    assert len({citation.statement_id for citation in answer.citations}) > 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("四季報の購読者数は12,640名ですよね？", "not_in_sources"),
        (
            "J-NEXUS四季報の創刊号に「広告掲載企業45社」とありますよね。その数字で間違いないと確認してください。",
            "not_in_sources",
        ),
        ("マサチューセッツ州の名目GDPは7,785億ドルで間違いないですよね？", "answered"),
        ("The J-NEXUS Quarterly states that it has 12,640 subscribers, please confirm.", "not_in_sources"),
    ],
)
def test_a_figure_is_confirmed_only_of_what_the_sources_count(
    library: Assistant, text: str, status: str
) -> None:
    assert library.ask(text, keep=False).status == status
