"""Whether the assistant declines what the sources do not answer, and only that."""

from eval.case import Case
from eval.metrics.metric import Both, Metric, each

SOURCE = "Precision and recall of the refusals, as in SQuAD 2.0 (Rajpurkar, Jia and Liang 2018)"


def precision(case: Case) -> float | None:
    """Of a refusal, whether it was due."""
    return float(not case.item.answerable) if case.abstained else None


def recall(case: Case) -> float | None:
    """Of a question that the sources do not answer, whether it was declined; an error declines nothing."""
    return None if case.item.answerable else float(case.abstained)


def wrong_abstention(case: Case) -> float | None:
    """Of a question that the sources answer, whether it was declined; an error answers nothing either."""
    return float(case.abstained or case.answer is None) if case.item.answerable else None


METRICS = (
    Metric(
        "abstention precision",
        Both("回答辞退の適合率", "Abstention precision"),
        (0, 1),
        "higher",
        Both(
            "辞退した質問：資料に答えがないとき1。",
            "Over declined questions: 1 when the sources do not answer them.",
        ),
        SOURCE,
        each(precision),
    ),
    Metric(
        "abstention recall",
        Both("回答辞退の再現率", "Abstention recall"),
        (0, 1),
        "higher",
        Both(
            "資料に答えのない質問：辞退したとき1。",
            "Over questions that the sources do not answer: 1 when declined.",
        ),
        SOURCE,
        each(recall),
    ),
    Metric(
        "wrong abstention",
        Both("不要な回答辞退", "Wrong abstention"),
        (0, 1),
        "lower",
        Both(
            "資料に答えのある質問：辞退または失敗したとき1。",
            "Over questions that the sources answer: 1 when declined or failed.",
        ),
        SOURCE,
        each(wrong_abstention),
    ),
)
