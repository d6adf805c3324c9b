"""Answers as events, OpenAI's clients, and conversations, over HTTP."""

import json
from collections.abc import Iterator

import httpx
import pytest
from langchain_openai import ChatOpenAI
from openai import OpenAI, UnprocessableEntityError

from tests.publications import BATTERIES, CIDER

QUESTION = "How many litres of cider does the orchard press each autumn?"


def events(response: httpx.Response) -> Iterator[tuple[str, dict]]:
    """The named events of a stream."""
    name = ""
    for line in response.iter_lines():
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield name, json.loads(line.removeprefix("data: "))


@pytest.fixture
def openai(client: httpx.Client) -> OpenAI:
    return OpenAI(base_url=f"{client.base_url}v1", api_key="unused", max_retries=0)


def test_an_answer_comes_as_events_when_asked_for(client: httpx.Client) -> None:
    headers = {"Accept": "text/event-stream, application/json;q=0.9"}
    with client.stream("POST", "/v1/ask", json={"question": QUESTION}, headers=headers) as response:
        assert response.headers["Content-Type"].startswith("text/event-stream")
        found = list(events(response))
    names = [name for name, _ in found]
    assert names[0] == "status"
    assert names[-1] == "done"
    done = found[-1][1]
    assert "".join(data["text"] for name, data in found if name == "token") == done["answer"]
    assert [data for name, data in found if name == "citation"] == done["citations"]
    assert names.index("citation") < names.index("token")
    assert client.get(f"/v1/answers/{done['answer_id']}").json() == done


def test_the_same_question_has_the_same_answer_with_and_without_events(client: httpx.Client) -> None:
    plain = client.post("/v1/ask", json={"question": QUESTION}).json()
    with client.stream(
        "POST", "/v1/ask", json={"question": QUESTION}, headers={"Accept": "text/event-stream"}
    ) as response:
        streamed = list(events(response))[-1][1]
    assert streamed["answer"] == plain["answer"]


def test_an_empty_question_is_refused_before_any_event(client: httpx.Client) -> None:
    response = client.post("/v1/ask", json={"question": " "}, headers={"Accept": "text/event-stream"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "bad_question"


def test_openai_lists_the_one_model(openai: OpenAI) -> None:
    assert [model.id for model in openai.models.list()] == ["jnexus"]


def test_openai_gets_an_answer_with_annotations_and_citations(openai: OpenAI, client: httpx.Client) -> None:
    completion = openai.chat.completions.create(
        model="jnexus",
        messages=[{"role": "system", "content": "Be brief."}, {"role": "user", "content": QUESTION}],
    )
    message = completion.choices[0].message
    assert message.content
    assert CIDER in message.content
    assert completion.choices[0].finish_reason == "stop"
    citations = completion.model_extra["citations"]
    assert CIDER in [citation["quote"] for citation in citations]
    for annotation in message.annotations or []:
        cited = annotation.url_citation
        number = int(message.content[cited.start_index : cited.end_index].strip("[]"))
        assert cited.title == citations[number - 1]["title"]
        page = client.get(cited.url)
        assert page.status_code == 200
        assert cited.url.startswith(str(client.base_url))
    assert message.annotations


def test_openai_streams_the_same_answer_and_ends_with_citations(openai: OpenAI) -> None:
    messages = [{"role": "user", "content": QUESTION}]
    whole = openai.chat.completions.create(model="jnexus", messages=messages)
    chunks = list(openai.chat.completions.create(model="jnexus", messages=messages, stream=True))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
    assert text == whole.choices[0].message.content
    assert chunks[0].choices[0].delta.role == "assistant"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra["citations"] == whole.model_extra["citations"]
    assert chunks[-1].choices[0].delta.annotations[0]["type"] == "url_citation"


def test_openai_reads_a_conversation_and_messages_in_parts(openai: OpenAI) -> None:
    completion = openai.chat.completions.create(
        model="jnexus",
        messages=[
            {"role": "user", "content": "港の実験室は蓄電池を何基そろえましたか？"},
            {"role": "assistant", "content": "四十二基です。"},
            {"role": "user", "content": [{"type": "text", "text": "その点検は？"}]},
        ],
    )
    assert BATTERIES in str(completion.model_extra["citations"]) or "点検" in str(completion)


def test_openai_is_told_in_its_own_way_what_is_wrong(openai: OpenAI) -> None:
    with pytest.raises(UnprocessableEntityError, match="no message of the user"):
        openai.chat.completions.create(model="jnexus", messages=[{"role": "system", "content": "x"}])


def test_langchain_talks_to_the_assistant(client: httpx.Client) -> None:
    model = ChatOpenAI(base_url=f"{client.base_url}v1", api_key="unused", model="jnexus", max_retries=0)
    assert CIDER in str(model.invoke(QUESTION).content)
    assert CIDER in "".join(str(chunk.text) for chunk in model.stream(QUESTION))


def test_a_conversation_can_be_read_and_deleted(client: httpx.Client) -> None:
    first = client.post("/v1/ask", json={"question": QUESTION}).json()
    place = f"/v1/conversations/{first['conversation_id']}"
    client.post("/v1/ask", json={"question": "And bees?", "conversation_id": first["conversation_id"]})
    kept = client.get(place).json()
    assert [answer["question"] for answer in kept["answers"]] == [QUESTION, "And bees?"]
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == client.delete(place).status_code == 404
    assert client.get(f"/v1/answers/{first['answer_id']}").status_code == 404
