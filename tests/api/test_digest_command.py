"""A new bulletin from its file to an answer: draft, fill in, stamp, check, ingest, evaluate."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from index.digests import shipped_hashes
from tests.api.conftest import ROOT, Jnexus
from tests.paper import Paper

STAFF = ROOT / "docs" / "staff"
BULLETIN = "harbour-bulletin-02"
ASKED = "What powers the lamp in a blackout?"
PLAIN = "How many batteries are in the lighthouse?"
TEXTS = {
    "42": ("灯台の蓄電池は42基ある。", "The lighthouse has 42 batteries."),
    "2026": (
        "見学会は2026年5月9日に桟橋で開かれる。",
        "The open day takes place on the pier on 9 May 2026.",
    ),
}


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    folder = tmp_path / "bulletins"
    folder.mkdir()
    path = folder / f"{BULLETIN}.pdf"
    paper = Paper(path, title="港湾だより 第2号")
    paper.page(("設備", 18.0), "港の灯台では予備の蓄電池を42基そなえている。", "係員は昼夜を通して見回る。")
    paper.page(("催し", 18.0), "見学会を2026年5月9日（土）に桟橋で行う。")
    paper.save()
    entry = {
        "id": BULLETIN,
        "file": path.name,
        "title_ja": "港湾だより 第2号",
        "title_en": "Harbour Bulletin 2",
    }
    (folder / "manifest.json").write_text(json.dumps([entry]), encoding="utf-8")
    return path


@pytest.fixture
def digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "digests"
    folder.mkdir()
    monkeypatch.setattr("corpus.digest.digest_folder", lambda: folder)
    shipped_hashes.cache_clear()
    monkeypatch.setattr("index.digests.shipped_hashes", shipped_hashes.__wrapped__)
    monkeypatch.setattr("index.asked_state.shipped_hashes", shipped_hashes.__wrapped__)
    return folder


def fill_in(draft: Path) -> None:
    content = yaml.safe_load(draft.read_text(encoding="utf-8"))
    kept = []
    for statement in content["statements"]:
        for figure, (ja, en) in TEXTS.items():
            if any(figure in printed for printed in statement["figures"]):
                statement["text"] = {"ja": ja, "en": en}
                statement["section"]["en"] = "Heading"
                if figure == "42":
                    statement["asked"] = {"ja": ["停電したらどうするの？"], "en": [ASKED, PLAIN]}
                kept.append(statement)
    content["statements"] = kept
    draft.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")


def gold(path: Path) -> Path:
    item: dict[str, Any] = {
        "id": "harbour-1-en",
        "pair_id": "harbour-1",
        "split": "dev",
        "lang": "en",
        "persona": "staff",
        "kind": "figure",
        "question": "How many batteries does the lighthouse have?",
        "must": [["42 batteries"]],
        "must_cite": [{"document_id": BULLETIN, "page": 1, "anchor": "蓄電池を42基"}],
        "expect": "answered",
        "reviewed_by": None,
        "reviewed_on": None,
    }
    path.write_text(f"{json.dumps(item, ensure_ascii=False)}\n", encoding="utf-8")
    return path


def test_a_new_bulletin_is_drafted_filled_in_stamped_checked_ingested_and_evaluated(
    jnexus: Jnexus, bulletin: Path, digests: Path, tmp_path: Path
) -> None:
    assert "fill" in jnexus("digest", "draft", bulletin).output
    draft = bulletin.with_name(f"{BULLETIN}.digest.yaml")
    empty = jnexus("digest", "stamp", draft)
    assert empty.status == 1
    assert "has no text in ja and en: write it" in empty.errors

    fill_in(draft)
    checked = jnexus("digest", "check", draft)
    assert (checked.status, checked.errors) == (0, "")
    assert "2 of 2 figures carried (100.0%)" in checked.output
    assert "questions   1 statements without questions" in checked.output
    stamped = jnexus("digest", "stamp", draft, "--json")
    assert json.loads(stamped.output)["statements"] == 2
    assert "quote" not in (digests / f"{BULLETIN}.yaml").read_text(encoding="utf-8")
    kept = (digests / "asked" / f"{BULLETIN}.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["en"] for line in kept] == [[ASKED, PLAIN]]

    assert jnexus("ingest", bulletin).status == 0
    (report,) = json.loads(jnexus("digest", "check", BULLETIN, "--json").output)["digests"]
    assert (report["passes"], report["coverage"], report["problems"]) == (True, 1.0, [])
    asked = json.loads(jnexus("search", ASKED, "--json").output)["hits"][0]
    assert TEXTS["42"][1] == asked["text"]
    answer = json.loads(jnexus("ask", "How many batteries does the lighthouse have?", "--json").output)
    assert TEXTS["42"][1] in answer["answer"]
    assert answer["citations"][0]["source"] == "digest"
    assert answer["citations"][0]["verified"]

    questions = gold(tmp_path / "gold.jsonl")
    scores = json.loads(jnexus("eval", "run", "--gold", questions, "--json").output)["scores"]
    assert scores["groups"]["all"]["fact recall"]["value"] == 1.0


def test_the_guide_gives_the_same_commands_in_both_languages() -> None:
    guides = [
        re.findall(
            r"^    (jnexus (?:digest |eval )?\w+|python .+)", (STAFF / name).read_text(encoding="utf-8"), re.M
        )
        for name in ("new-bulletin.md", "new-bulletin.ja.md")
    ]
    assert guides[0] == guides[1]
    steps = " ".join(guides[0])
    order = [
        steps.index(step)
        for step in ("digest draft", "digest check", "digest stamp", "jnexus ingest", "eval")
    ]
    assert order == sorted(order)


def test_what_a_draft_lacks_is_told_with_its_place(jnexus: Jnexus, bulletin: Path) -> None:
    jnexus("digest", "draft", bulletin)
    draft = bulletin.with_name(f"{BULLETIN}.digest.yaml")
    fill_in(draft)
    content = yaml.safe_load(draft.read_text(encoding="utf-8"))
    content["statements"] = content["statements"][:1]
    content["statements"][0]["text"]["en"] = "The lighthouse has 43 batteries."
    draft.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    outcome = jnexus("digest", "check", draft)
    assert outcome.status == 1
    assert "page 2: 2026年5月9日" in outcome.output
    assert "without a statement: " in outcome.output
    assert "(en) 43 does not stand in its evidence" in outcome.output


def test_a_draft_is_never_written_over(jnexus: Jnexus, bulletin: Path) -> None:
    assert jnexus("digest", "draft", bulletin).status == 0
    again = jnexus("digest", "draft", bulletin)
    assert again.status == 1
    assert "is there already; move it" in again.errors


def test_a_digest_that_is_not_there_and_a_publication_that_is_not_held_are_told(jnexus: Jnexus) -> None:
    assert "there is no digest of 'nothing'" in jnexus("digest", "check", "nothing").errors
    missing = jnexus("digest", "check", "jnexus-quarterly-01")
    assert missing.status == 1
    assert "ingest the publication first" in missing.errors
