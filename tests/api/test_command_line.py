"""The command line: the same answers as the routes, plain errors, and the right exit status."""

import json
import re
import subprocess
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import ROOT, Jnexus, command, environment
from tests.publications import BATTERIES, BEES, CIDER, NOTES, REPORT, write_notes, write_report


def one_sentence(errors: str) -> str:
    lines = errors.strip().splitlines()
    assert len(lines) == 1, errors
    assert lines[0].startswith("jnexus: ")
    return lines[0]


def test_help_names_every_command(jnexus: Jnexus) -> None:
    outcome = jnexus("--help")
    assert outcome.status == 0
    for name in ("ingest", "documents", "remove", "search", "ask", "serve"):
        assert re.search(rf"\b{name} +[A-Z]", outcome.output), name


def test_without_a_command_the_help_is_shown(jnexus: Jnexus) -> None:
    assert jnexus().output == jnexus("--help").output


def test_documents_as_json_is_the_body_of_the_route(jnexus: Jnexus, client: httpx.Client) -> None:
    assert json.loads(jnexus("documents", "--json").output) == client.get("/v1/documents").json()


def test_search_as_json_is_the_body_of_the_route(jnexus: Jnexus, client: httpx.Client) -> None:
    printed = json.loads(jnexus("search", "蓄電池", "-k", "4", "--json").output)
    assert printed == client.get("/v1/search", params={"q": "蓄電池", "k": 4}).json()


def test_ask_as_json_is_the_body_of_the_route(jnexus: Jnexus, client: httpx.Client) -> None:
    question = "港の実験室は蓄電池を何基そろえましたか？"
    printed = json.loads(jnexus("ask", question, "--json").output)
    served = client.post("/v1/ask", json={"question": question}).json()
    assert set(printed) == set(served)
    of_one_time = {"answer_id", "conversation_id", "timings_ms", "citations"}
    for key in set(served) - of_one_time:
        assert printed[key] == served[key], key
    assert [item["quote"] for item in printed["citations"]] == [item["quote"] for item in served["citations"]]


def test_an_answer_is_printed_with_its_sources_in_the_language_of_the_question(jnexus: Jnexus) -> None:
    japanese = jnexus("ask", "港の実験室は蓄電池を何基そろえましたか？").output
    assert "港湾実験室だより, 1ページ (原文と一致)" in japanese
    assert BATTERIES in japanese
    english = jnexus("ask", "How many beehives stand between the pear trees?").output
    assert "(verified quote)" in english
    assert BEES in english


def test_sample_data_is_printed_as_fictitious(jnexus: Jnexus) -> None:
    assert "fictitious sample" in jnexus("ask", "Which professor works on solid-state batteries?").output


def test_documents_are_printed_whole_with_what_is_held(jnexus: Jnexus) -> None:
    printed = jnexus("documents").output
    assert re.search(
        rf"{NOTES}  Harbour Laboratory Notes\n    2026-01-15 · version 1 \(\w+\) · 3 pages", printed
    )
    assert re.search(r"pi-list-sample  .*\n.*fictitious", printed)


def test_an_ingest_tells_what_it_added_and_skips_what_it_has(jnexus: Jnexus, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    write_report(folder).rename(folder / "pear-report.md")
    assert "added      pear-report" in jnexus("ingest", folder).output
    again = jnexus("ingest", folder)
    assert (again.status, again.output.strip()) == (0, "unchanged  1")
    as_json = json.loads(jnexus("ingest", folder, "--json").output)
    assert (as_json["added"], as_json["unchanged"]) == ([], ["pear-report"])


def test_a_refused_file_fails_the_ingest_and_the_others_are_taken(jnexus: Jnexus, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    write_notes(folder).rename(folder / "whole.pdf")
    (folder / "broken.pdf").write_bytes(b"not a PDF at all")
    outcome = jnexus("ingest", folder)
    assert outcome.status == 1
    assert "added      whole" in outcome.output
    assert "broken.pdf was refused: " in one_sentence(outcome.errors)
    assert json.loads(jnexus("search", "蓄電池", "--json").output)["hits"][0]["document_id"] in {
        "whole",
        NOTES,
    }


def test_a_removed_publication_answers_no_more(jnexus: Jnexus) -> None:
    assert jnexus("remove", REPORT).output.strip() == f"removed    {REPORT}"
    held = {item["id"] for item in json.loads(jnexus("documents", "--json").output)["documents"]}
    assert REPORT not in held
    assert NOTES in held
    assert CIDER not in jnexus("ask", "How many litres of cider does the orchard press?").output


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("dance",),
        ("ask", "Who?", "--language", "fr"),
        ("search", "x", "-k", "0"),
        ("search", "x", "-k", "many"),
        ("serve", "--port", "99999"),
        ("documents", "--loud"),
        ("ingest", "--password", "secret", "a.pdf"),
    ],
)
def test_wrong_usage_ends_with_two_and_one_sentence(jnexus: Jnexus, arguments: tuple[str, ...]) -> None:
    outcome = jnexus(*arguments)
    assert (outcome.status, outcome.output) == (2, "")
    assert "--help" in one_sentence(outcome.errors)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ask", " "), "write what you want to know"),
        (("search", "x" * 2000), "shorten it"),
        (("remove", "nothing"), "jnexus documents"),
        (("ingest", "nowhere"), "give a file or a folder"),
    ],
)
def test_work_that_failed_ends_with_one_and_one_sentence(
    jnexus: Jnexus, arguments: tuple[str, ...], said: str
) -> None:
    outcome = jnexus(*arguments)
    assert (outcome.status, outcome.output) == (1, "")
    assert said in one_sentence(outcome.errors)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JNEXUS_HOME", "/dev/null/home", "JNEXUS_HOME"),
        ("JNEXUS_DIGESTS", "maybe", "JNEXUS_DIGESTS"),
        ("JNEXUS_TODAY", "soon", "JNEXUS_TODAY"),
        ("JNEXUS_DATABASE_URL", "nonsense", "JNEXUS_DATABASE_URL"),
        ("JNEXUS_CHROMA_URL", "http://127.0.0.1:9", "JNEXUS_CHROMA_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_sentence(
    jnexus: Jnexus, name: str, value: str, said: str
) -> None:
    outcome = jnexus("search", "accelerator", environ={name: value})
    assert (outcome.status, outcome.output) == (1, "")
    assert said in one_sentence(outcome.errors)


def test_where_digests_are_off_there_are_no_events_and_one_sentence_says_why(jnexus: Jnexus) -> None:
    outcome = jnexus("events", environ={"JNEXUS_DIGESTS": "off"})
    assert (outcome.status, outcome.output) == (1, "")
    assert "JNEXUS_DIGESTS=on" in one_sentence(outcome.errors)


def test_the_process_ends_with_the_status_and_keeps_errors_off_standard_output(own_home: Path) -> None:
    for arguments, status in ((("documents", "--json"), 0), (("remove", "nothing"), 1), (("dance",), 2)):
        done = subprocess.run(
            command(*arguments),
            env=environment(own_home),
            cwd=own_home.parent,
            capture_output=True,
            check=False,
        )
        assert done.returncode == status
        assert bool(done.stdout) == (status == 0)
        assert bool(done.stderr) == (status != 0)


def test_a_reader_who_stops_reading_gets_no_traceback(own_home: Path) -> None:
    process = subprocess.Popen(
        command("search", "accelerator", "-k", "100"),
        env=environment(own_home),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    errors = process.stderr.read().decode()
    process.wait(60)
    assert "Traceback" not in errors
