"""Examples of what the routes answer, shown in the API's description; a digest statement and sample data only."""

from collections.abc import Mapping
from typing import Any

JSON = Mapping[str, Any]

STATEMENT = "In choosing an accelerator, make sure that it fits the stage your company has reached."
SECTION = "New England accelerators (Junko Carter, MassChallenge)"

HIT: JSON = {
    "passage_id": "e87b529cccc84b775986",
    "document_id": "jnexus-quarterly-01",
    "title": "J-NEXUS Quarterly, Inaugural Issue",
    "page": None,
    "pages": [],
    "section": SECTION,
    "text": STATEMENT,
    "language": "en",
    "source": "digest",
    "score": 1.0,
}

ANSWER: JSON = {
    "answer_id": "3dd0ef26048743248a4318a31832f66c",
    "conversation_id": "f0379ea07c4140cb94e56fa738169604",
    "question": "Does an accelerator have to fit the stage of my company?",
    "language": "en",
    "status": "answered",
    "answer": f"{STATEMENT} [1]",
    "citations": [
        {
            "number": 1,
            "document_id": "jnexus-quarterly-01",
            "version": None,
            "title": "J-NEXUS Quarterly, Inaugural Issue",
            "publisher": "Consulate-General of Japan in Boston",
            "published": "2026-02",
            "page": None,
            "page_label": "11",
            "section": SECTION,
            "source": "digest",
            "statement_id": "q-p13-23",
            "record_id": None,
            "quote": STATEMENT,
            "quote_language": "en",
            "verified": False,
            "url": None,
            "page_image": "/v1/documents/jnexus-quarterly-01/digest/18.png"
            "?answer=3dd0ef26048743248a4318a31832f66c&citation=1",
            "fictitious": False,
        }
    ],
    "follow_ups": [],
    "hits": [HIT],
    "engine": "extractive",
    "as_of": "2026-03-01",
    "notes": ["Citations marked as digest rest on this service's own unofficial notes on the publication."],
    "timings_ms": {"retrieve": 4.1, "compose": 2.3},
}

CONVERSATION: JSON = {"conversation_id": ANSWER["conversation_id"], "answers": [ANSWER]}

FEEDBACK: JSON = {
    "answer_id": ANSWER["answer_id"],
    "created_at": "2026-03-01T09:30:00+00:00",
    "verdict": "bad",
    "reason": "Say which stages there are.",
    "question": ANSWER["question"],
    "answer": ANSWER,
    "state": "open",
    "reviewed_by": None,
    "reviewed_on": None,
}

STARTED: JSON = {"job_id": "5b1c6f0b7c0e4a44a3c5b6f5a1d7e902"}

JOB: JSON = {
    "job_id": STARTED["job_id"],
    "state": "done",
    "progress": 1.0,
    "message": "1 added",
    "result": {
        "added": ["harbour-notes"],
        "unchanged": [],
        "refused": {},
        "warnings": {"harbour-notes": ["no text on page 1"]},
        "lists": {},
    },
}

ESTIMATE: JSON = {"value": 0.82, "low": 0.78, "high": 0.86, "count": 240}

RUN: JSON = {
    "run_id": "20260301-093000-1a2b",
    "created_at": "2026-03-01T09:30:00.000+00:00",
    "split": "dev",
    "digests": "on",
    "questions": 240,
    "seconds": 38.4,
    "code": "0.1.0",
    "scores": {"all": {"correct": ESTIMATE}, "ja": {"correct": ESTIMATE}, "en": {"correct": ESTIMATE}},
}

COMPARISON: JSON = {
    "first": "20260301-093000-1a2b",
    "second": "20260302-101500-3c4d",
    "questions": 240,
    "left_out": 0,
    "changes": [
        {
            "metric": "correct",
            "group": "all",
            "first": 0.8,
            "second": 0.82,
            "difference": {"value": 0.02, "low": -0.01, "high": 0.05, "p": 0.21},
        }
    ],
    "turned": [
        {
            "item_id": "example-1-en",
            "question": "How many beehives stand between the trees?",
            "lost": False,
            "first": "The library does not answer that.",
            "second": "Fourteen beehives stand between the trees. [1]",
        }
    ],
}

MODELS: JSON = {
    "object": "list",
    "data": [{"id": "jnexus", "object": "model", "created": 0, "owned_by": "jnexus"}],
}

COMPLETION: JSON = {
    "id": f"chatcmpl-{ANSWER['answer_id']}",
    "object": "chat.completion",
    "created": 1772323200,
    "model": "jnexus",
    "choices": [
        {
            "index": 0,
            "message": {"role": "assistant", "content": ANSWER["answer"], "annotations": []},
            "logprobs": None,
            "finish_reason": "stop",
        }
    ],
    "citations": ANSWER["citations"],
    "jnexus": {
        "answer_id": ANSWER["answer_id"],
        "status": ANSWER["status"],
        "notes": ANSWER["notes"],
        "engine": ANSWER["engine"],
    },
}

DOCUMENT: JSON = {
    "id": "jnexus-quarterly-01",
    "titles": {"ja": "J-NEXUS 四季報（創刊号）", "en": "J-NEXUS Quarterly, Inaugural Issue"},
    "publisher": "在ボストン日本国総領事館",
    "kind": "bulletin",
    "published": "2026-02",
    "language": "ja",
    "version": "9133df8cc2a0",
    "versions": 1,
    "pages": 16,
    "passages": 40,
    "statements": 249,
    "url": None,
    "fictitious": False,
    "warnings": [],
}

EVENT: JSON = {
    "event_id": "q-p16-12",
    "title": {"ja": "イェールイノベーションサミット", "en": "Yale Innovation Summit"},
    "start": "2026-05-27",
    "end": "2026-05-28",
    "year_inferred": True,
    "month_only": False,
    "place": None,
    "mission": None,
    "hosts": [],
    "audience": None,
    "attendance": None,
    "unit": None,
    "result": None,
    "note": {
        "ja": "年は印刷されておらず、2026年2月付の四季報であることから2026年とした（曜日は一致する）。",
        "en": "The year is not printed; 2026 is taken from the date of the bulletin (February 2026), and the weekdays "
        "agree.",
    },
    "document_id": "jnexus-quarterly-01",
    "page": None,
    "page_label": "14",
    "past": False,
}

PAGE: JSON = {
    "document_id": "harbour-notes",
    "version": "4f0c1d2e3a5b",
    "page": 2,
    "page_label": "ii",
    "text": "Forty-two batteries stand ready for the lighthouses.",
}


RESEARCHERS: JSON = {
    "researchers": [
        {
            "record_id": "pi-list-sample:848b783c6f",
            "list_id": "pi-list-sample",
            "list_title": "List of Japanese principal investigators (fictitious sample)",
            "name": {"en": "FUJITA Kashi", "ja": "藤田 仮史", "kana": "フジタ カシ", "kana_guessed": True},
            "title": "Assistant Professor",
            "institution": "Yale University",
            "department": "Department of Applied Physics; Yale Quantum Institute (sample)",
            "fields": {"en": ["Quantum error correction"], "ja": ["量子誤り訂正"]},
            "keywords": ["bosonic code", "superconducting circuit", "ボソニック符号", "量子計算"],
            "state": "CT",
            "url": "https://example.org/pi-sample/057",
            "page": None,
            "row": 57,
            "as_of": None,
            "fictitious": True,
            "matched": ["Quantum error correction", "量子誤り訂正"],
        }
    ],
    "total": 1,
    "facets": {
        "field": [{"value": "physics", "label": {"en": "physics", "ja": "物理学"}, "count": 1}],
        "institution": [
            {"value": "Yale University", "label": {"en": "Yale University", "ja": "イェール大学"}, "count": 1}
        ],
        "state": [{"value": "CT", "label": {"en": "Connecticut", "ja": "コネチカット州"}, "count": 1}],
        "list": [
            {
                "value": "pi-list-sample",
                "label": {
                    "en": "List of Japanese principal investigators (fictitious sample)",
                    "ja": "日本人研究主宰者（PI）リスト【架空のサンプル】",
                },
                "count": 1,
            }
        ],
    },
    "nearest": [],
}


NULL = "\N{SYMBOL FOR NULL}"
"""Stands for null in an example, until `with_nulls`: FastAPI leaves keys out that are null."""


def example(value: JSON) -> dict[int | str, dict[str, Any]]:
    """The response of a route that answers with this, for `responses=`."""
    return {200: {"content": {"application/json": {"example": replaced(value, None, NULL)}}}}


def with_nulls(openapi: JSON) -> dict[str, Any]:
    """An API's description whose examples have all their keys."""
    return dict(replaced(openapi, NULL, None))


def replaced(value: Any, old: str | None, new: str | None) -> Any:
    """A JSON value with one thing in the place of another, however deep."""
    if isinstance(value, Mapping):
        return {key: replaced(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, old, new) for item in value]
    return new if value == old else value
