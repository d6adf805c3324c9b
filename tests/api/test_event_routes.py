"""Events over HTTP and on the command line: lists, calendars, what is past."""

import json
from datetime import date, timedelta

import httpx
import pytest
from icalendar import Calendar

from api.examples import EVENT
from tests.api.conftest import Jnexus

KEYS = set(
    "event_id title start end year_inferred place mission hosts audience attendance unit result document_id page "
    "page_label past".split()
)
TODAY = {"JNEXUS_TODAY": "2026-03-01"}


def calendar(client: httpx.Client, path: str, **query: str) -> Calendar:
    response = client.get(path, params=query)
    assert response.headers["content-type"] == "text/calendar; charset=utf-8", response.text
    return Calendar.from_ical(response.content)


def test_events_stand_by_date_with_every_key_of_the_contract(client: httpx.Client) -> None:
    body = client.get("/v1/events").json()
    assert body["total"] == len(body["events"]) >= 100
    assert all(set(event) >= KEYS for event in body["events"])
    starts = [event["start"] for event in body["events"]]
    assert starts == sorted(starts)


def test_the_example_in_the_description_is_an_event_of_the_library(client: httpx.Client) -> None:
    events = client.get("/v1/events", params={"from": EVENT["start"]}).json()["events"]
    assert EVENT | {"past": False} in [event | {"past": False} for event in events]


def test_a_span_holds_the_events_that_touch_it(client: httpx.Client) -> None:
    span = {"from": "2026-03-26", "to": "2026-04-05"}
    titles = {event["title"]["en"] for event in client.get("/v1/events", params=span).json()["events"]}
    assert {"Robert Goddard Centennial Celebration", "MIT/Harvard TechNatSec"} <= titles
    assert not titles & {"MA Space Week", "Japan-Connecticut Deep Tech Forum"}


@pytest.mark.parametrize("words", ["quantum", "量子"])
def test_words_are_sought_in_both_languages(client: httpx.Client, words: str) -> None:
    events = client.get("/v1/events", params={"q": words}).json()["events"]
    assert "Seminar on quantum technology and drug discovery" in {event["title"]["en"] for event in events}
    assert len(events) < 10


def test_a_mission_is_known_by_all_its_names(client: httpx.Client) -> None:
    english = client.get("/v1/events", params={"mission": "Embassy of Japan in the United States"}).json()
    japanese = client.get("/v1/events", params={"mission": "在アメリカ合衆国日本国大使館"}).json()
    assert english["total"] > japanese["total"] > 10


def test_an_event_that_two_publications_tell_of_stands_once_the_fuller_record_first(
    client: httpx.Client,
) -> None:
    events = client.get("/v1/events", params={"from": "2026-02-26", "to": "2026-02-26"}).json()["events"]
    forums = [event for event in events if event["title"]["en"] == "Japan-Connecticut Deep Tech Forum"]
    assert [event["document_id"] for event in forums] == ["mofa-shin-gijutsu-rikkoku"]
    assert len(forums[0]["hosts"]) == 2


@pytest.mark.parametrize("query", [{"from": "soon"}, {"to": "2026-02-30"}])
def test_what_is_no_date_is_refused_in_one_sentence(client: httpx.Client, query: dict[str, str]) -> None:
    response = client.get("/v1/events", params=query)
    assert response.status_code == 422
    assert next(iter(query)) in response.json()["error"]["message"]


def test_the_calendar_holds_the_same_events_as_whole_days_that_stay_free(client: httpx.Client) -> None:
    listed = {event["event_id"]: event for event in client.get("/v1/events").json()["events"]}
    entries = calendar(client, "/v1/events.ics").events
    assert {entry.uid.split("@")[0] for entry in entries} == set(listed)
    for entry in entries:
        event = listed[entry.uid.split("@")[0]]
        assert entry.start == date.fromisoformat(event["start"])
        assert entry.end == date.fromisoformat(event["end"]) + timedelta(days=1)
        assert entry["TRANSP"] == "TRANSPARENT"
        assert event["title"]["en"] in entry.summary


def test_the_calendar_is_well_formed_and_the_same_each_time(client: httpx.Client) -> None:
    text = client.get("/v1/events.ics", params={"language": "ja"}).content
    lines = text.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    assert text == client.get("/v1/events.ics", params={"language": "ja"}).content


@pytest.mark.parametrize(
    ("language", "year", "month", "source"),
    [
        ("en", "does not print the year", "(day not given)", "J-NEXUS Quarterly, Inaugural Issue, p. 14"),
        ("ja", "年は資料に印刷されておらず", "（日付の記載なし）", "J-NEXUS 四季報（創刊号）14ページ"),
    ],
)
def test_an_entry_says_what_is_uncertain_and_where_it_is_from(
    client: httpx.Client, language: str, year: str, month: str, source: str
) -> None:
    (entry,) = calendar(client, "/v1/events/q-p16-06.ics", language=language).events
    assert year in entry.description
    assert source in entry.description
    assert entry.summary.endswith(month)
    assert entry.url == f"{str(client.base_url).rstrip('/')}/{language}/events/q-p16-06"


def test_one_event_is_a_file_to_save(client: httpx.Client) -> None:
    headers = client.get("/v1/events/q-p16-12.ics").headers
    assert headers["content-disposition"] == 'attachment; filename="q-p16-12.ics"'
    missing = client.get("/v1/events/q-p99-01.ics")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "no_such_event")


def test_the_command_prints_what_the_route_answers(client: httpx.Client, jnexus: Jnexus) -> None:
    span = {"from": "2026-04-01", "to": "2026-04-30"}
    asked = jnexus("events", "--from", span["from"], "--to", span["to"], "--json")
    assert asked.status == 0
    printed, answered = json.loads(asked.output), client.get("/v1/events", params=span).json()
    assert printed["total"] == answered["total"] == 5
    assert [event["title"] for event in printed["events"]] == [event["title"] for event in answered["events"]]


def test_the_command_tells_past_events_from_those_to_come(jnexus: Jnexus) -> None:
    printed = jnexus("events", "ボストン", environ=TODAY).output
    past, _, to_come = printed.partition("今後のイベント")
    assert past.startswith("過去のイベント")
    assert "2025-10 (年は推定)" in past
    assert "2026-05-04 – 2026-05-05 (年は推定)" in to_come
    assert "No event" in jnexus("events", "zebra").output


def test_a_day_that_does_not_exist_is_wrong_usage(jnexus: Jnexus) -> None:
    asked = jnexus("events", "--from", "2026-02-30")
    assert asked.status == 2
    assert "2026-02-30" in asked.errors
