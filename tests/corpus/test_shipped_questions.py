"""The questions kept on the shipped digests: what they must be to find statements by, and to measure fairly."""

import json
import re
from pathlib import Path

import pytest

from corpus.asked import Asked, asked_file, load_asked
from corpus.digest import digest_folder
from corpus.folding import folded_text
from index.language import language_of
from tests.corpus.shipped import NAMES, shipped_digests

GOLD = Path(__file__).parents[2] / "eval" / "gold"
FEWEST = 3


@pytest.fixture(scope="module", params=NAMES)
def publication(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def kept(publication: str) -> dict[str, Asked]:
    return load_asked(asked_file(digest_folder() / f"{publication}.yaml"))


def every(publication: str, language: str) -> list[tuple[str, str]]:
    return [
        (statement_id, question)
        for statement_id, asked in kept(publication).items()
        for question in (*asked.answered[language], *asked.left_open[language])
    ]


def test_every_statement_answers_at_least_three_questions_in_each_language(publication: str) -> None:
    asked = kept(publication)
    assert list(asked) == [statement.id for statement in shipped_digests()[publication].statements]
    for statement_id, questions in asked.items():
        assert all(len(found) >= FEWEST for found in questions.answered.values()), statement_id


def test_questions_are_in_their_language(publication: str) -> None:
    assert [item for item in every(publication, "ja") if not re.search(r"[ぁ-んァ-ヶ一-龠]", item[1])] == []
    assert [item for item in every(publication, "en") if language_of(item[1]) != "en"] == []


def test_no_question_is_kept_as_answered_and_as_left_open(publication: str) -> None:
    for language in ("ja", "en"):
        answered = {
            folded_text(text) for asked in kept(publication).values() for text in asked.answered[language]
        }
        left_open = {
            folded_text(text) for asked in kept(publication).values() for text in asked.left_open[language]
        }
        assert answered & left_open == set()


def test_no_question_of_the_gold_is_kept(publication: str) -> None:
    gold = {
        folded_text(json.loads(line)["question"])
        for file in GOLD.rglob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    found = [item for language in ("ja", "en") for item in every(publication, language)]
    assert [item for item in found if folded_text(item[1]) in gold] == []
