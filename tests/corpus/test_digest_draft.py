from pathlib import Path
from typing import Any

import pytest

from corpus.digest import digest_from, parse_left_out
from corpus.digest_draft import NotReady, read_draft, stamp, write_yaml
from corpus.document import Page
from corpus.evidence import find
from corpus.folding import fold

PAGES = [Page(1, None, "表紙"), Page(2, "ii", "港の実験室は 蓄電池を ２３９基 そろえた。")]


def entry(**parts: Any) -> dict[str, Any]:
    return {
        "id": "h-1",
        "page": 2,
        "section": {"ja": "蓄電池", "en": "Batteries"},
        "kind": "figure",
        "topics": ["battery", 2026],
        "text": {"ja": "蓄電池は\n 239基ある。\n", "en": "There are\n239 batteries."},
        "evidence": [{"page": 2, "quote": "蓄電池を239基そろえた"}],
        **parts,
    }


def draft(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"publication": "harbour", "file": "harbour.pdf", "statements": list(entries), **more}


def test_quotes_become_anchors_that_are_found_again() -> None:
    digest = digest_from(stamp(draft(entry()), PAGES))
    (statement,) = digest.statements
    span = find(statement.evidence[0], [(page, fold(page.text)) for page in PAGES])
    assert span is not None
    assert (span.page, span.quote) == (2, "蓄電池を ２３９基 そろえた")
    assert (statement.label, statement.topics) == ("ii", ("battery", "2026"))
    assert statement.text == {"ja": "蓄電池は239基ある。", "en": "There are 239 batteries."}


def test_a_stamped_digest_holds_no_quote_and_no_path() -> None:
    written = write_yaml(stamp(draft(entry()), PAGES))
    assert "quote" not in written
    assert "harbour.pdf" not in written


def test_stamping_what_is_stamped_changes_nothing() -> None:
    stamped = stamp(draft(entry()), PAGES)
    assert stamp(stamped, PAGES) == stamped


def test_what_is_left_out_is_told_by_the_page_label() -> None:
    reason = {"ja": "目盛", "en": "a scale"}
    stamped = stamp(draft(entry(), left_out=[{"page": 2, "figures": ["10", "20"], "reason": reason}]), PAGES)
    (left,) = digest_from(stamped).left_out
    assert (left.label, left.figures, left.reason) == ("ii", ("10", "20"), reason)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"text": {"ja": "ある。", "en": " "}}, "h-1 has no text in en: write it"),
        ({"text": None}, "h-1 has no text in ja and en"),
        ({"evidence": []}, "h-1 has no evidence: quote"),
        (
            {"evidence": [{"page": 9, "quote": "蓄電池"}]},
            "h-1 quotes page 9: the publication has pages 1 to 2",
        ),
        ({"evidence": [{"page": 2, "quote": "蓄電池を240基"}]}, "does not stand on page 2: copy it again"),
    ],
)
def test_an_entry_that_is_not_ready_is_named_with_what_to_do(parts: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReady, match=reason):
        stamp(draft(entry(**parts)), PAGES)


def test_every_entry_that_is_not_ready_is_named_at_once() -> None:
    with pytest.raises(NotReady) as caught:
        stamp(draft(entry(id="h-1", text=None), entry(id="h-2"), entry(id="h-3", evidence=[])), PAGES)
    assert [reason.split()[0] for reason in caught.value.reasons] == ["h-1", "h-3"]


def test_a_file_that_is_no_draft_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text("- 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="is no draft of a digest"):
        read_draft(path)
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(ValueError, match="is no YAML"):
        read_draft(path)


def test_leaving_out_needs_a_reason_in_both_languages() -> None:
    with pytest.raises(ValueError, match="needs figures or a section, and a reason"):
        parse_left_out({"figures": ["1"], "reason": {"ja": "目盛"}})
