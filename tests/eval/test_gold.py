"""Gold is read line by line, and what cannot be read is named."""

import json
from pathlib import Path

import pytest

from eval.errors import EvaluationError
from eval.gold import Item, gold_files, gold_hash, load, shipped_gold
from tests.eval.building import gold, refusable


def written(folder: Path, *lines: str) -> Path:
    """A gold file."""
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_shipped_question_is_valid_and_written_back_as_it_was() -> None:
    for path in shipped_gold():
        for line in path.read_text(encoding="utf-8").splitlines():
            assert json.loads(Item.model_validate_json(line).to_line()) == json.loads(line)


def test_the_shipped_gold_is_in_pairs_over_both_splits() -> None:
    items = load()
    by_pair: dict[str, set[str]] = {}
    for item in items:
        by_pair.setdefault(item.pair_id, set()).add(item.lang)
    assert set(map(frozenset, by_pair.values())) == {frozenset({"ja", "en"})}
    assert {item.split for item in items} == {"dev", "test"}


def test_gold_is_what_is_shipped_a_file_or_a_folder_of_files(tmp_path: Path) -> None:
    path = written(tmp_path, gold().to_line())
    assert gold_files(None) == shipped_gold()
    assert gold_files(path) == gold_files(tmp_path) == [path]


def test_a_broken_line_is_named_with_its_field(tmp_path: Path) -> None:
    fields = json.loads(gold().to_line()) | {"lang": "fr"}
    path = written(tmp_path, gold().to_line(), json.dumps(fields))
    with pytest.raises(EvaluationError, match=r"gold\.jsonl, line 2: lang: .*mend the line"):
        load([path])


def test_an_unknown_field_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, json.dumps(json.loads(gold().to_line()) | {"musts": []}))
    with pytest.raises(EvaluationError, match="line 1: musts"):
        load([path])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"none\.jsonl cannot be read"):
        load([tmp_path / "none.jsonl"])


def test_a_split_without_questions_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no gold questions"):
        load([written(tmp_path, gold(split="dev").to_line())], "test")


def test_the_hash_does_not_depend_on_order() -> None:
    first, second = gold(), refusable(id="t-2-ja", pair_id="t-2")
    assert gold_hash([first, second]) == gold_hash([second, first]) != gold_hash([first])


def test_what_expects_no_answer_is_not_answerable() -> None:
    assert gold().answerable
    assert not refusable().answerable
    assert not refusable(kind="out_of_scope", expect="out_of_scope").answerable
