"""What an answer costs its reader: its language, length and how long it took."""

import re

from eval.case import Case
from eval.metrics.metric import Both, Metric, each
from index.language import language_of

TIME = Both(
    "一つのプロセスで質問してから回答全体が得られるまでのミリ秒（最近順位法）。",
    "Milliseconds to the whole answer, measured around the assistant in one process; nearest rank.",
)
QUOTED = re.compile(r"「[^」]*」|“[^”]*”|\"[^\"]*\"|『[^』]*』|[(（][^)）]*[)）]")


def language_match(case: Case) -> float:
    """Whether the answer, quotes aside, is in the question's language."""
    if case.answer is None:
        return 0.0
    own_words = QUOTED.sub(" ", case.text)
    return float(case.answer.language == case.item.lang and language_of(own_words) == case.item.lang)


def length_ja(case: Case) -> float | None:
    """The characters of a Japanese answer."""
    if case.item.lang != "ja" or not case.answer:
        return None
    return float(len(re.sub(r"\s", "", case.text)))


def length_en(case: Case) -> float | None:
    """The words of an English answer, the dots of its lists aside."""
    if case.item.lang != "en" or not case.answer:
        return None
    return float(sum(word != "-" for word in case.text.split()))


def milliseconds(case: Case) -> float:
    """How long the answer took."""
    return case.recorded.milliseconds


def failed(case: Case) -> float:
    """Whether the question ended in an error."""
    return float(case.answer is None)


METRICS = (
    Metric(
        "language match",
        Both("言語の一致", "Language match"),
        (0, 1),
        "higher",
        Both(
            "全質問：引用とかっこの中を除く回答が質問の言語であるとき1。エラーは0。",
            "Over all questions: 1 when the answer, quotes and brackets aside, is in the question's language; an error "
            "counts as 0.",
        ),
        "ours",
        each(language_match),
    ),
    Metric(
        "errors",
        Both("エラー", "Errors"),
        (0, 1),
        "lower",
        Both("全質問：回答が得られなかったとき1。", "Over all questions: 1 when no answer came."),
        "ours",
        each(failed),
    ),
    Metric(
        "length ja",
        Both("回答の長さ（日本語）", "Length, Japanese"),
        (0, None),
        "neither",
        Both(
            "日本語の質問への回答の文字数（引用番号と空白を除く）。",
            "Characters of an answer to a Japanese question, without marks and white space.",
        ),
        "ours",
        each(length_ja),
        unit="characters",
    ),
    Metric(
        "length en",
        Both("回答の長さ（英語）", "Length, English"),
        (0, None),
        "neither",
        Both(
            "英語の質問への回答の語数（引用番号と箇条書きの記号を除く）。",
            "Words of an answer to an English question, without marks and the dashes of lists.",
        ),
        "ours",
        each(length_en),
        unit="words",
    ),
    Metric(
        "latency p50",
        Both("応答時間（中央値）", "Latency, median"),
        (0, None),
        "lower",
        TIME,
        "ours",
        each(milliseconds),
        "p50",
        "ms",
    ),
    Metric(
        "latency p95",
        Both("応答時間（95パーセンタイル）", "Latency, 95th percentile"),
        (0, None),
        "lower",
        TIME,
        "ours",
        each(milliseconds),
        "p95",
        "ms",
    ),
)
