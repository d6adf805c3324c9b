"""A statement is found by the questions that it is known to answer, in whatever words it states itself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.asked import Asked, Questions, asked_file, asked_in, load_asked, write_asked
from index import digests as shipped_digests
from index.asked import UNKNOWN, AskedQuestions, Likeness
from index.asked_state import load, save
from index.decisive import NOTHING
from index.passage_index import PassageIndex
from index.question_vectors import shipped_question_embedder
from index.retriever import Filter, Hit, Retriever
from index.shipped import bring_up_to_date

STATEMENTS = {
    "h-1": ("予備の蓄電池は42基ある。", "There are 42 spare batteries."),
    "h-2": ("灯台守は昼夜を通して見回る。", "Keepers patrol day and night."),
    "h-3": ("見学会は桟橋で開かれる。", "The open day is held on the pier."),
}
STATED = {name: {"ja": ja, "en": en} for name, (ja, en) in STATEMENTS.items()}
NONE: Questions = {"ja": (), "en": ()}
ASKED = {
    "h-1": Asked(
        {"ja": ("停電のとき何でしのぐの？",), "en": ("What powers the lamp in a blackout?",)},
        {"ja": ("蓄電池はいくらですか？",), "en": ("What did the batteries cost in 2024?",)},
    ),
    "h-3": Asked({"ja": ("子どもを連れて行ける日は？",), "en": ("Where can families look around?",)}, NONE),
}

Shipping = Callable[[dict[str, Asked]], None]


@pytest.fixture
def ship(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shipping:
    """Has the project ship one digest, with questions on it."""
    digest = tmp_path / "digests" / "harbour.yaml"
    digest.parent.mkdir()
    content = {
        "publication": "harbour",
        "statements": [
            {
                "id": name,
                "label": "1",
                "section": {"ja": "港", "en": "Harbour"},
                "text": {"ja": ja, "en": en},
                "kind": "fact",
            }
            for name, (ja, en) in STATEMENTS.items()
        ],
    }
    digest.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setattr(shipped_digests, "digest_files", lambda: [digest])
    monkeypatch.setattr(shipped_digests, "shipped_hashes", shipped_digests.shipped_hashes.__wrapped__)
    monkeypatch.setattr("index.asked_state.shipped_hashes", shipped_digests.shipped_hashes)

    def shipping(asked: dict[str, Asked]) -> None:
        write_asked(asked_file(digest), asked)

    return shipping


def best(index: PassageIndex, question: str) -> Hit:
    return Retriever(index).search(question, 1, Filter(source="digest"))[0]


def statement(hit: Hit) -> str:
    return str((hit.passage.record or {})["statement_id"])


@pytest.mark.parametrize(
    "question", ["停電のときは何でしのぎますか", "which things power lamps in a blackout"]
)
def test_a_question_in_other_words_than_the_statement_finds_it(
    index: PassageIndex, ship: Shipping, question: str
) -> None:
    ship(ASKED)
    bring_up_to_date(index)
    assert statement(best(index, question)) == "h-1"
    assert best(index, question).parts["asked"] > 0.25


def test_a_statement_without_questions_is_found_by_its_own_words(index: PassageIndex, ship: Shipping) -> None:
    ship(ASKED)
    bring_up_to_date(index)
    found = best(index, "灯台守は昼夜に見回りますか")
    assert statement(found) == "h-2"
    assert found.parts["asked"] > 0.5


def test_new_questions_are_taken_up_at_the_next_start_and_once(index: PassageIndex, ship: Shipping) -> None:
    ship(ASKED)
    assert bring_up_to_date(index)
    assert not bring_up_to_date(index)
    ship({"h-2": Asked({"ja": ("夜中に人はいますか。",), "en": ("Is anyone there at midnight?",)}, NONE)})
    assert bring_up_to_date(index)
    again = PassageIndex(index.home, index.engine, index.embedder, index.vectors)
    assert statement(best(again, "夜中に人はいますか")) == "h-2"
    assert best(again, "停電のときは何でしのぎますか").parts["asked"] < 0.3
    assert len(list(index.home.asked.iterdir())) == 1


def known(asked: dict[str, Asked], positions: dict[str, int] | None = None) -> AskedQuestions:
    return AskedQuestions.build(STATED, asked, shipped_question_embedder(), positions or {})


def test_the_statement_that_is_asked_so_is_the_likeliest_to_answer() -> None:
    asked = known(ASKED, {"h-1": 2, "other": 1, "h-3": 0})
    for language, question in (
        ("ja", "停電のとき何でしのぐの？"),
        ("en", "What powers the lamp in a blackout?"),
    ):
        likely = asked.scores(question, language)
        assert likely[2] > 0.4 > likely[0] + 0.2
        assert likely[1] == 0


def test_pieces_that_many_questions_on_a_statement_have_count_more() -> None:
    once = known({"h-1": Asked({"ja": (), "en": ("Is the lamp bright?", "Who is there?")}, NONE)}, {"h-1": 0})
    again = known(
        {"h-1": Asked({"ja": (), "en": ("Is the lamp bright?", "How bright is the lamp?")}, NONE)}, {"h-1": 0}
    )
    assert again.scores("the lamp", "en")[0] > once.scores("the lamp", "en")[0]


def test_the_same_question_is_wholly_like() -> None:
    asked = known(ASKED)
    assert asked.likeness("蓄電池はいくらですか？", "ja").left_open == pytest.approx(1, abs=1e-3)
    assert asked.likeness("What did the batteries cost in 2024?", "en").left_open == pytest.approx(
        1, abs=1e-3
    )
    assert asked.likeness("停電のとき何でしのぐの？", "en").answered < 0.5


def test_likeness_is_the_mean_of_the_few_nearest() -> None:
    several = ("Is lamp 4 bright?", "Who keeps the boats?", "Is lamp 4 bright? ", "Is lamp 4 bright?  ")
    near = known({"h-1": Asked({"ja": (), "en": several}, NONE)})
    assert near.likeness("Is lamp 4 bright?", "en").answered == pytest.approx(1, abs=1e-3)
    fewer = known({"h-1": Asked({"ja": (), "en": several[:3]}, NONE)})
    assert fewer.likeness("Is lamp 4 bright?", "en").answered < 0.9


def test_a_question_is_near_to_one_that_is_answered_or_to_one_that_is_left_open() -> None:
    asked = known({"h-1": ASKED["h-1"]})
    near = asked.likeness("which things power lamps in a blackout?", "en")
    assert near.answered > near.left_open + 0.2
    near = asked.likeness("what do the batteries cost in 2024", "en")
    assert near.left_open > near.answered + 0.2


def test_what_asks_counts_more_than_who_asks() -> None:
    kept = "kept the harbour's books for many years, and the keeper of the lamp is a friend of mine"
    asking = "What did the batteries cost?"
    same = known({"h-1": Asked({"ja": (), "en": (asking,)}, NONE)})
    other = known({"h-1": Asked({"ja": (), "en": (f"Who has {kept}?",)}, NONE)})
    text = f"I have {kept}. {asking}"
    assert same.likeness(text, "en").answered > other.likeness(text, "en").answered


@pytest.mark.parametrize(
    ("language", "lead", "asking"),
    [
        ("ja", "防波堤の灯は夜通し点いていて港の番人が帳簿もつけていますが、", "蓄電池はいくらですか"),
        (
            "en",
            "The pier's lamp burns all night and its keeper does the books, so ",
            "what do the batteries cost?",
        ),
        (
            "en",
            "The pier's lamp burns all night and its keeper does the books: ",
            "what do the batteries cost?",
        ),
    ],
)
def test_what_asks_counts_more_than_a_clause_that_leads_up_to_it(
    language: str, lead: str, asking: str
) -> None:
    def likeness(known_question: str) -> float:
        questions = {"ja": (), "en": (), language: (known_question,)}
        return known({"h-1": Asked(questions, NONE)}).likeness(lead + asking, language).answered

    assert likeness(asking) > likeness(f"{lead[:-4]}？")


def test_what_asks_for_another_kind_of_thing_is_not_of_its_kind() -> None:
    counted, named = ("How many companies presented lamps?",), ("Which companies had lamps to show?",)
    asked = known({"h-1": Asked({"ja": (), "en": counted}, {"ja": (), "en": named})})
    near = asked.likeness("Which companies presented lamps?", "en")
    assert near.answered > near.left_open > 0
    assert near.answered_of_kind == 0
    assert near.left_open_of_kind == near.left_open
    assert near.more_answered > 0 > near.of_kind_more_answered


def test_a_known_question_on_another_year_of_an_era_is_not_like_one() -> None:
    asked = known({"h-1": Asked({"ja": ("令和7年度の灯の予算は？",), "en": ()}, NONE)})
    assert asked.likeness("2025年度の灯の予算は？", "ja").answered > 0.4
    assert asked.likeness("令和8年度の灯の予算は？", "ja").answered == 0


def test_a_known_question_on_another_year_is_not_like_one() -> None:
    asked = known(ASKED)
    for text, least, most in (
        ("What did the batteries cost in 2024?", 0.99, 1.01),
        ("What did the batteries cost in 2023?", 0, 0),
    ):
        assert least <= asked.likeness(text, "en").left_open <= most


def test_a_question_without_a_year_is_like_one_answered_on_a_year_and_not_like_one_left_open_on_it() -> None:
    dated = ("What did the batteries cost in 2024?",)
    for answered, left_open in ((dated, ()), ((), dated)):
        asked = known({"h-1": Asked({"ja": (), "en": answered}, {"ja": (), "en": left_open})})
        near = asked.likeness("What did the batteries cost?", "en")
        assert (near.answered > 0.5, near.left_open) == (bool(answered), 0)


FAIR = {
    "h-1": Asked(
        {"ja": (), "en": ("When is the spring fair at the pier?", "On what day is the fair at the pier?")},
        {"ja": (), "en": ("What does the spring fair at the pier cost?", "What is the fair's price?")},
    )
}


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("The fair at the pier this spring: which day is it?", True),
        ("The fair at the pier this spring: at what price?", False),
    ],
)
def test_on_one_matter_what_is_asked_tells_answered_from_open(text: str, answered: bool) -> None:
    asked = known(FAIR)
    assert (asked.more_asked(text, "en", ["h-1", "nowhere"]) > 0) == answered


@pytest.mark.parametrize(
    ("text", "answered"), [("And on which day will that be?", True), ("And at what price?", False)]
)
def test_what_is_asked_beyond_a_statement_tells_answered_from_open(text: str, answered: bool) -> None:
    stated = {"h-1": "The spring fair at the pier is on 5 May.", "nowhere": "The pier is old."}
    assert (known(FAIR).asked_beyond(text, "en", stated) > 0) == answered


def test_questions_on_other_years_are_not_compared_beyond_a_statement() -> None:
    asked = known({"h-1": Asked(NONE, {"ja": (), "en": ("What did the batteries cost in 2024?",)})})
    stated = {"h-1": "The lamp."}
    assert asked.asked_beyond("What did the batteries cost in 2024?", "en", stated) < 0
    assert asked.asked_beyond("What did the batteries cost in 2023?", "en", stated) == 0


def test_what_leads_up_to_a_question_is_not_compared_beyond_a_statement() -> None:
    asked, stated = known(FAIR), {"h-1": "The spring fair at the pier is on 5 May."}
    lead, question = "The boats are painted red in autumn, so ", "what does it cost?"
    assert asked.asked_beyond(lead + question, "en", stated) == asked.asked_beyond(question, "en", stated) < 0


def test_nothing_is_told_apart_where_nothing_is_asked_or_known() -> None:
    asked = known(FAIR)
    assert asked.asked_beyond(" ", "en", {"h-1": "The pier."}) == 0
    assert asked.asked_beyond("Which day is it?", "en", {"h-2": "The pier.", "nowhere": ""}) == 0
    assert asked.asked_beyond("Which day is it?", "fr", {"h-1": "The pier."}) == 0
    assert asked.more_asked(" ", "en", ["h-1"]) == 0
    assert asked.more_asked("Which day is it?", "en", ["h-2", "nowhere"]) == 0
    assert asked.more_asked("Which day is it?", "fr", ["h-1"]) == 0


def test_a_question_stands_in_a_statement_or_in_its_questions_piece_by_piece() -> None:
    asked = known(ASKED)
    text = "What powers the lamp in a blackout, and where can families look?"
    standing = asked.standing(text, "en", ["h-3", "h-1", "nowhere"])
    assert list(standing.rows) == ["h-3", "h-1"]
    families, lamp = standing.counts @ standing.weights
    assert standing.weights.sum() > lamp > 0
    assert standing.weights.sum() > families > 0
    assert standing.beyond([])["h-1"] == pytest.approx(lamp)
    assert standing.beyond(["h-1"])["h-1"] == 0
    assert 0 < standing.beyond(["h-1"])["h-3"] <= families
    assert standing.beyond(["h-1", "nowhere"]) == {}
    assert asked.standing(" ", "en", ["h-1"]) is asked.standing(text, "en", []) is NOTHING


def test_of_several_things_asked_for_each_has_a_statement_that_answers_it() -> None:
    asked = known(ASKED)
    parts = ["What powers the lamp in a blackout", "where can families look"]
    standing = asked.standing(", and ".join(parts), "en", ["h-3", "h-1"], parts)
    first, second = (list(standing.rows)[int(part.argmax())] for part in standing.parts)
    assert standing.answering([], 0.2, 0.1) == {first, second}
    assert standing.answering([first, second], 0.2, 0.1) == set()
    assert standing.answering([first], 0.2, 0.1) == {second}
    assert standing.answering([], 2.0, 0.0) == set()
    assert asked.standing(parts[0], "en", ["h-1"]).answering([], 0.0, 0.0) == set()


def test_statements_are_read_beside_a_question_where_they_are_known() -> None:
    asked = known(ASKED)
    stated = {"h-1": "Batteries power the lamp in a blackout.", "h-3": "Families find games in the hall."}
    text = "What powers the lamp in a blackout?"
    verified = asked.verified(text, "en", stated)
    assert verified["h-1"] > verified["h-3"]
    for name in stated:
        assert asked.verified(text, "en", {name: stated[name]})[name] == pytest.approx(
            verified[name], abs=1e-3
        )
    assert asked.verified(text, "en", {"nowhere": "?"}) == asked.verified(" ", "en", stated) == {}


def test_what_is_asked_is_nearest_to_the_questions_of_the_statement_that_answers_it() -> None:
    asked = known(ASKED)
    near = asked.nearness("The lamp went out. What powers it in a blackout?", "en", ["h-3", "h-1", "nowhere"])
    assert near["h-1"] > near["h-3"]
    assert near.keys() == {"h-1", "h-3"}
    assert asked.nearness(" ", "en", ["h-1"]) == {}


def test_a_statement_that_answers_bears_a_question_out_best_whatever_stands_beside_it() -> None:
    asked = known(ASKED)
    text = "What powers the lamp in a blackout?"
    one, other = (asked.borne_out(text, "en", [name]) for name in ("h-1", "h-3"))
    assert one > other > UNKNOWN
    assert asked.borne_out(text, "en", ["h-3", "h-1"]) == pytest.approx(one)
    assert asked.borne_out(text, "en", []) == UNKNOWN == asked.borne_out(" ", "en", ["h-1"])


def test_nothing_is_like_an_empty_question_or_without_questions() -> None:
    nothing = AskedQuestions.build({}, {}, shipped_question_embedder(), {"p0": 0})
    assert not nothing.scores("何ですか", "ja").any()
    assert nothing.likeness("何ですか", "ja") == Likeness(0, 0, 0, 0)
    asked = known(ASKED, {"h-1": 0})
    assert not asked.scores("  ", "ja").any()
    assert asked.likeness("  ", "ja") == Likeness(0, 0, 0, 0)


def test_statements_that_the_library_no_longer_holds_are_left_out() -> None:
    likely = known(ASKED, {"h-3": 0}).scores("停電のとき何でしのぐの？", "ja")
    assert len(likely) == 1
    assert likely[0] < 0.5


def test_what_was_compiled_is_read_as_it_was(tmp_path: Path) -> None:
    asked = known(ASKED)
    save(asked, tmp_path / "state")
    read = load(tmp_path / "state", shipped_question_embedder(), {})
    question = "What did the batteries cost in 2024?"
    assert (read.first, read.likeness(question, "en")) == (asked.first, asked.likeness(question, "en"))


def test_questions_of_a_draft_are_kept_by_statement(tmp_path: Path) -> None:
    left_open = {"ja": ["いくら？"], "en": []}
    draft = {
        "statements": [
            {"id": "a", "asked": {"ja": ["何基ですか"], "en": ["How many?"], "open": left_open}},
            {"id": "b", "asked": {"ja": [], "en": []}},
            {"id": "c"},
        ]
    }
    file = asked_file(tmp_path / "new.yaml")
    assert load_asked(file) == {}
    write_asked(file, asked_in(draft))
    kept = Asked({"ja": ("何基ですか",), "en": ("How many?",)}, {"ja": ("いくら？",), "en": ()})
    assert load_asked(file) == {"a": kept}


@pytest.mark.parametrize("line", ['{"id": "b"}', "b", '{"id": "b", "ja": [], "en": [], "open": {"ja": []}}'])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "new.jsonl"
    file.write_text(f'{{"id": "a", "ja": [], "en": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"new\.jsonl, line 2 is no id with lists of questions"):
        load_asked(file)


def test_a_statement_asked_for_other_years_is_less_likely_to_answer_for_this_one() -> None:
    statements = {
        year: {"ja": f"{year}年の調達額は8億円。", "en": f"The sum for {year} was 8."}
        for year in ("2021", "2023")
    }
    words = {"2021": "How much was raised in 2021?", "2023": "What sum was raised by firms in 2023?"}
    statements["always"] = {"ja": "毎年8億円を調達する。", "en": "Each year 8 is raised."}
    words["always"] = "What do firms raise?"
    asked = {year: Asked({"ja": (), "en": (question,)}, NONE) for year, question in words.items()}
    known = AskedQuestions.build(statements, asked, shipped_question_embedder())
    answered = known.known["en"].answered
    assert answered.of_other_years("How much was raised in 2023?").tolist() == [True, False, False]
    assert not answered.of_other_years("How much was raised?").any()
    earlier, later, _ = known.compared("How much was raised in 2023?", "en")
    assert earlier < later
