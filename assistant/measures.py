"""Measures that a question names, such as the jobless rate: an answer that does not speak of them is none.

A figure of the right kind is not enough: a share of exports does not answer for a share of people out of work.
"""

import re

MEASURES = re.compile(
    r"(?P<ja>[一-龥々ァ-ヴー]{0,8}(?:率|額|料|費|価格|賃|売上高?|利益|年収|割引|倍率|偏差値|面積|人口|台数|便数|編成数"
    r"|(?:店舗|学生|論文|特許)数|バリュエーション))(?:は|って|が|も|を|の)"
    r"|\b(?P<en>(?:[a-z][a-z-]+ )?(?:rate|price|fee|cost|valuation|revenue|profit|salary|wage|rent|discount|capacity"
    r"|population|ratio|score|allowance|dues|turnover|subsidy|quota|premium)s?)\b"
    r"(?! (?:it|them|this|that|him|her|us)\b)",
    re.IGNORECASE,
)
NO_MEASURE = re.compile(
    r"(?:金|総|全|の|合計|同|.*(?:投資|支援|調達|出資|予算))?額|(?:they|we|you|i|people|to|would|did|do|it) \w+",
    re.IGNORECASE,
)
"""What tells of no measure in particular, and verbs."""

PART_OF = re.compile(
    r"(?:percentage|percent|share|proportion|fraction|part|portion) of (?:the |its |their )?$", re.IGNORECASE
)
PART_IN_JAPANESE = re.compile(r"の(?:うち)?(?:何|どれ)")
"""What tells of a share of a measure: the share is asked for."""

LEAD = re.compile(
    r"^(?:the|a|an|any|what|which|its|their|our|your|this|that|of|and|or|in|is|for|per|no) ", re.IGNORECASE
)

USUAL = re.compile(
    r"annual|yearly|monthly|weekly|daily|total|overall|average|mean|median|current|latest|exact|maximum|minimum|max|min"
    r"|typical|usual|standard|regular|new|old|big|high|low|same|other|us|uk|japanese|american",
    re.IGNORECASE,
)
"""What may stand before any measure."""


def measures_in(clause: str) -> tuple[str, ...]:
    """The measures that a clause of a question names, in either language.

    >>> measures_in("what was the jobless rate in Maine"), measures_in("失業率は何％でしたか"), measures_in("総額は？")
    (('jobless rate',), ('失業率',), ())
    """
    found = [
        match["ja"] or match["en"]
        for match in MEASURES.finditer(clause)
        if not (PART_OF.search(clause[: match.start()]) or PART_IN_JAPANESE.match(clause, match.end() - 1))
    ]
    return tuple(LEAD.sub("", text) for text in found if not NO_MEASURE.fullmatch(text))


def telling_word(measure: str) -> str:
    """The word that tells a measure from others of its kind; all of it in Japanese, where it is one word.

    >>> telling_word("jobless rate"), telling_word("annual fee"), telling_word("失業率")
    ('jobless', 'fee', '失業率')
    """
    first, _, last = measure.partition(" ")
    return last if last and USUAL.fullmatch(first) else first
