"""What kind of thing a question asks for."""

import pytest

from index.question_kinds import QuestionKind as Kind
from index.question_kinds import kinds_of


@pytest.mark.parametrize(
    ("japanese", "english", "kinds"),
    [
        ("何人が参加しましたか", "How many young people took part?", Kind.PEOPLE),
        ("日系企業は何社ありますか", "How many Japanese companies are there?", Kind.COMPANIES),
        ("行事は何件でしたか", "How many projects were there?", Kind.COUNT),
        ("世界で何位ですか", "What is its rank in the world?", Kind.RANK),
        ("何％を占めますか", "What percentage is that?", Kind.SHARE),
        ("参加費はいくらですか", "What is the fee?", Kind.MONEY),
        ("いつ始まりますか", "When does it begin?", Kind.TIME),
        ("誰が代表ですか", "Who leads it?", Kind.PERSON),
        ("発表した3社はどこですか", "Which three companies presented?", Kind.WHICH),
        ("なぜ始めたのですか", "Why was it started?", Kind.REASON),
        ("どうすれば入れますか", "How do I get in?", Kind.MANNER),
        ("何をしていますか", "What does it do?", Kind.WHAT),
        ("直行便はありますか", "Is there a direct flight?", Kind.WHETHER),
    ],
)
def test_a_question_is_of_the_same_kind_in_both_languages(japanese: str, english: str, kinds: Kind) -> None:
    assert (kinds_of(japanese), kinds_of(english)) == (kinds, kinds)


def test_what_asks_for_several_things_is_of_several_kinds() -> None:
    assert kinds_of("会場はどこで、何人来ましたか") == Kind.WHICH | Kind.PEOPLE
    assert kinds_of("When was it, and how many people came?") == Kind.TIME | Kind.PEOPLE


def test_what_is_only_told_makes_no_kind() -> None:
    assert kinds_of("13大学が応募したと聞きましたが、落ちた2校はどこですか") == Kind.WHICH
    assert kinds_of("I read how many people came. Who spoke?") == Kind.PERSON
