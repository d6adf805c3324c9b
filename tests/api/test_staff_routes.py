"""What staff do over HTTP: publications added and removed by jobs, evaluations run, compared and reported."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.examples import COMPARISON, JOB, RUN
from api.jobs.job import Job
from api.jobs.store import ALIVE, JobStore
from api.routes.evaluation import ComparedRuns, EvaluationRun
from api.staff.token import WRONG_TOKENS
from corpus.database import open_database
from tests.api.conftest import hosting, serving
from tests.api.test_serving import SEEN_WITHIN, Visitor, holds
from tests.eval.building import gold
from tests.homes import copy_home
from tests.paper import Paper
from tests.publications import BATTERIES, NOTES, REPORT

TOKEN = "a-token-for-tests-only"
STAFF = {"Authorization": f"Bearer {TOKEN}"}
PATIENCE = 120
BEES_GOLD = {
    "question": "How many beehives stand between the pear trees?",
    "must": [["fourteen"]],
    "must_cite": [{"document_id": REPORT, "anchor": "Fourteen beehives"}],
}
BULLETIN = "# The Mill Report\n\n## Sails\n\nSeventeen windmills turn above the eastern dyke.\n"


@pytest.fixture(scope="module")
def staff_home(library_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that jobs change; each test adds what it needs under names of its own."""
    return copy_home(library_home, tmp_path_factory.mktemp("staff") / "home")


@pytest.fixture(scope="module")
def server(staff_home: Path) -> Iterator[httpx.Client]:
    """A client with the staff token, of a server over that home."""
    with hosting(staff_home, staff_token=TOKEN) as client:
        client.headers.update(STAFF)
        yield client


@pytest.fixture
def staff(server: httpx.Client) -> httpx.Client:
    """That client, where nobody has tried wrong tokens before."""
    WRONG_TOKENS.buckets.clear()
    return server


def ended(client: httpx.Client, started: httpx.Response) -> dict[str, Any]:
    """The job that a response names, once it has ended."""
    assert started.status_code == 202, started.text
    return ended_job(client, started.json()["job_id"])


def ended_job(client: httpx.Client, job_id: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        job: dict[str, Any] = client.get(f"/v1/jobs/{job_id}").json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.1)
    raise AssertionError(f"the job did not end: {job}")


def send(client: httpx.Client, name: str, content: bytes | str, **fields: str) -> httpx.Response:
    return client.post("/v1/documents", files={"files": (name, content)}, data=fields)


def soon_holds(client: httpx.Client, text: str, wanted: bool = True) -> bool:
    deadline = time.monotonic() + SEEN_WITHIN
    while holds(client, text) != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    return holds(client, text)


def test_an_uploaded_bulletin_is_taken_in_and_found(staff: httpx.Client) -> None:
    details = '{"id": "mill-report", "title_en": "The Mill Report", "published": "2026-05"}'
    job = ended(staff, send(staff, "report (1).md", BULLETIN, details=details))
    assert (job["state"], job["progress"], job["message"]) == ("done", 1, "1 added")
    assert job["result"]["added"] == ["mill-report"]
    assert soon_holds(staff, "Seventeen windmills")
    document = staff.get("/v1/documents/mill-report").json()
    assert (document["titles"]["en"], document["published"]) == ("The Mill Report", "2026-05")
    again = ended(staff, send(staff, "report (1).md", BULLETIN, details=details))
    assert (again["state"], again["result"]["unchanged"]) == ("done", ["mill-report"])


def test_what_cannot_be_read_is_refused_with_the_reason_and_the_rest_taken_with_its_warnings(
    staff: httpx.Client, tmp_path: Path
) -> None:
    gap = Paper(tmp_path / "gap.pdf").page("The first page has words on it.").page().save().read_bytes()
    files = [("files", ("broken.pdf", b"no pdf")), ("files", ("gap.pdf", gap))]
    job = ended(staff, staff.post("/v1/documents", files=files))
    assert (job["state"], job["message"]) == ("done", "1 added, 1 refused")
    assert "not a PDF" in job["result"]["refused"]["broken.pdf"]
    assert job["result"]["warnings"] == {"gap": ["no text on page 2"]}
    alone = ended(staff, send(staff, "notes.docx", b"PK"))
    assert alone["state"] == "failed"
    assert "cannot be read" in alone["result"]["refused"]["notes.docx"]


def test_a_removed_publication_is_found_no_more(staff: httpx.Client) -> None:
    assert holds(staff, BATTERIES)
    job = ended(staff, staff.delete(f"/v1/documents/{NOTES}"))
    assert (job["state"], job["result"]) == ("done", {"removed": NOTES})
    assert not soon_holds(staff, BATTERIES, wanted=False)
    assert staff.delete(f"/v1/documents/{NOTES}").status_code == 404


@pytest.mark.parametrize(
    ("files", "fields", "message"),
    [
        ([], {"note": "nothing"}, "no file was sent"),
        ([("files", (".hidden", b"x"))], {}, "cannot be a file's name"),
        ([("files", ("a.md", b"x")), ("files", ("b/a.md", b"y"))], {}, "two files are called 'a.md'"),
        ([("files", ("a.md", b"x")), ("files", ("b.md", b"y"))], {"details": '{"id": "a"}'}, "one file"),
        ([("files", ("a.md", b"x"))], {"details": "[1]"}, "not a JSON object"),
        ([("files", ("a.md", b"x"))], {"details": '{"path": "/"}'}, "unknown 'path'"),
    ],
)
def test_an_upload_that_cannot_be_taken_is_refused_at_once(
    staff: httpx.Client, files: list[Any], fields: dict[str, str], message: str
) -> None:
    response = staff.post("/v1/documents", files=files or {"other": ("x", b"")}, data=fields)
    assert response.status_code == 422
    assert message in response.json()["error"]["message"]


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(home: Path) -> None:
    with hosting(home, staff_token=TOKEN, max_file_mb=1, digests="off") as client:
        client.headers.update(STAFF)
        response = send(client, "large.md", b"x" * (1024**2 + 1))
    assert response.status_code == 413
    assert response.json()["error"]["message"] == "the upload is larger than 1 MB"


def test_who_is_not_staff_changes_and_sees_nothing(staff: httpx.Client) -> None:
    for authorization in ("", "Bearer wrong", f"Basic {TOKEN}"):
        headers = {"Authorization": authorization}
        for method, path in (
            ("POST", "/v1/documents"),
            ("DELETE", "/v1/documents/orchard-report"),
            ("GET", "/v1/jobs/any"),
            ("GET", "/v1/eval/runs"),
            ("POST", "/v1/eval/runs"),
            ("GET", "/v1/eval/runs/latest"),
            ("GET", "/v1/eval/runs/latest/report"),
            ("GET", "/v1/eval/compare?first=a&second=b"),
        ):
            refused = staff.request(method, path, headers=headers)
            assert refused.status_code in {401, 429}, f"{method} {path}"
            assert refused.json()["error"]["hint"]
    assert holds(staff, "Fourteen beehives")


def test_answers_go_on_while_a_job_reads_a_long_file(staff: httpx.Client, tmp_path: Path) -> None:
    paper = Paper(tmp_path / "long.pdf")
    for number in range(60):
        paper.page(
            (f"Chapter {number}", 18), *(f"Row {number}-{row} of the long table." for row in range(30))
        )
    visitor = Visitor(staff.base_url)
    visitor.start()
    job = ended(staff, send(staff, "long.pdf", paper.save().read_bytes()))
    visitor.stop.set()
    visitor.join()
    assert job["state"] == "done"
    assert visitor.failures == []
    assert visitor.answered > 5


def test_jobs_are_done_in_the_order_in_which_they_came(staff: httpx.Client) -> None:
    started = [send(staff, f"mill-{number}.md", f"{BULLETIN}\n{number}") for number in range(3)]
    assert [ended(staff, one)["state"] for one in reversed(started)] == ["done"] * 3
    held = {item["id"] for item in staff.get("/v1/documents").json()["documents"]}
    assert {"mill-0", "mill-1", "mill-2"} <= held


def test_another_worker_tells_of_a_job(staff: httpx.Client, staff_home: Path) -> None:
    started = send(staff, "mill-beside.md", BULLETIN)
    with serving(staff_home, JNEXUS_STAFF_TOKEN=TOKEN) as other:
        other.headers.update(STAFF)
        assert ended(other, started)["state"] == "done"


def test_a_job_whose_process_is_killed_has_failed_and_the_next_one_is_done(
    staff: httpx.Client, staff_home: Path, tmp_path: Path
) -> None:
    paper = Paper(tmp_path / "endless.pdf")
    for number in range(400):
        paper.page(*(f"Row {number}-{row} of the endless table." for row in range(40)))
    job_id = send(staff, "endless.pdf", paper.save().read_bytes()).json()["job_id"]
    waiting = send(staff, "mill-behind.md", BULLETIN).json()["job_id"]
    while staff.get(f"/v1/jobs/{job_id}").json()["state"] == "queued":
        time.sleep(0.05)
    os.kill(process_of(job_id), signal.SIGKILL)
    killed = ended_job(staff, job_id)
    assert (killed["state"], killed["result"]) == ("failed", None)
    assert killed["message"] == "its process ended before the work was done; start it again"
    assert ended_job(staff, waiting)["state"] == "done"
    assert list((staff_home / "jobs").iterdir()) == []


def process_of(job_id: str) -> int:
    """The process that does a job."""
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                command = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if b"api.jobs" in command and job_id.encode() in command:
                return int(folder.name)
    raise AssertionError(f"no process does the job {job_id}")


def test_a_job_that_nobody_works_on_any_more_is_told_as_failed(own_home: Path) -> None:
    store = JobStore(own_home, open_database(own_home / "jnexus.db"), 90)
    job_id, lock = store.prepare()
    store.add(job_id, "remove", {"document_id": "orchard-report"})
    living = store.find(job_id)
    assert living is not None
    assert living.state == "queued"
    assert (store.folder(job_id) / ALIVE).exists()
    lock.close()
    gone = store.find(job_id)
    assert gone is not None
    assert gone.state == "failed"
    assert not store.folder(job_id).exists()


@pytest.fixture
def evaluating(own_home: Path, tmp_path: Path) -> Iterator[httpx.Client]:
    """A client with the staff token, of a server that evaluations have ask two questions of dev and two of test."""
    lines = [
        gold(id=f"bees-{split}-{language}", pair_id=f"bees-{split}", split=split, lang=language, **BEES_GOLD)
        for split in ("dev", "test")
        for language in ("ja", "en")
    ]
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line.to_line() for line in lines), encoding="utf-8")
    with hosting(own_home, staff_token=TOKEN, gold=path) as client:
        client.headers.update(STAFF)
        yield client


def test_an_evaluation_is_run_listed_compared_and_reported(evaluating: httpx.Client) -> None:
    staff = evaluating
    assert staff.get("/v1/eval/runs").json() == {"runs": []}
    job = ended(staff, staff.post("/v1/eval/runs", json={"split": "dev"}))
    assert job["state"] == "done", job
    run_id = job["result"]["run_id"]
    (listed,) = staff.get("/v1/eval/runs").json()["runs"]
    assert (listed["run_id"], listed["split"], listed["questions"]) == (run_id, "dev", 2)
    assert set(listed["scores"]) == {"all", "ja", "en"}
    run = staff.get("/v1/eval/runs/latest").json()
    assert 0 < run["scores"]["all"]["correct"]["value"] <= 1
    compared = staff.get("/v1/eval/compare", params={"first": run_id, "second": "latest"}).json()
    assert compared["turned"] == []
    report = staff.get(f"/v1/eval/runs/{run_id}/report")
    assert run_id in report.text
    assert report.headers["content-security-policy"].startswith("sandbox")
    assert "script-src" not in report.headers["content-security-policy"]


def test_a_run_that_is_not_kept_is_told_so(staff: httpx.Client) -> None:
    missing = staff.get("/v1/eval/runs/19990101")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "no_such_run")


def test_examples_are_what_the_routes_could_answer() -> None:
    for model, example in ((Job, JOB), (EvaluationRun, RUN), (ComparedRuns, COMPARISON)):
        assert model.model_validate(example).model_dump() == example
