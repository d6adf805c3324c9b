"""Whether the numbers, dates and names of the answer's claims stand in what they quote."""

from collections.abc import Iterator

from assistant.imprint import written
from assistant.support import Detail, details
from eval.case import Case, Claim
from eval.metrics.metric import Both, Metric, each, share


def claim_details(case: Case) -> Iterator[tuple[Claim, list[Detail]]]:
    """Each marked claim with its numbers, dates and names."""
    shown = [sum(claim.in_list for claim in case.claims), len(case.citations)]
    for claim in case.claims:
        quotes = [citation.quote for citation in claim.citations]
        setting = [
            text
            for citation in claim.citations
            for text in (citation.title, citation.section, citation.publisher, written(citation.published))
            if text
        ]
        yield claim, details(claim.text, quotes, setting, [] if claim.in_list else shown)


def supported_claims(case: Case) -> float | None:
    """The share of the claims whose every number, date and name stands in the quotes."""
    checked = [found for _, found in claim_details(case) if found]
    if not checked:
        return None
    return share(sum(all(detail.stands for detail in found) for found in checked), len(checked))


METRICS = (
    Metric(
        "support",
        Both("主張の裏付け", "Supported claims"),
        (0, 1),
        "higher",
        Both(
            "数、日付、名称を含む主張のある回答：そのすべてが引用文にある主張の割合（単位と言語をそろえて照合）。名称と日付は"
            "引用の題名、見出し、発行者、発行日にあってもよい。列挙の番号と、示したものの数は問わない。",
            "Over answers with a marked claim that holds a number, date or name: the share of those claims of which "
            "each stands in the quotes, after normalising units and language; names and dates may stand in the "
            "citation's title, heading, publisher or date. List ordinals and counts of what is shown are set aside.",
        ),
        "ours (assistant.support)",
        each(supported_claims),
    ),
)
