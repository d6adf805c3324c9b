"""Tables of runs in Markdown, in both languages: `docs/quality.md` is made of them."""

from collections.abc import Sequence

from eval.metrics import METRICS
from eval.metrics.metric import Metric
from eval.statistics import Estimate
from eval.store import Run

INTRODUCTION = """# Answer quality / 回答の品質

Written by `jnexus eval report RUN... --out docs/quality.md`; do not edit by hand. 95 % intervals in brackets
(bootstrap over question pairs). Tuning looks at dev only; test is run for reports.

`jnexus eval report RUN... --out docs/quality.md` が書き出したもの。手で直さない。
かっこ内は95%信頼区間（質問の組を単位とするブートストラップ）。調整にはdevだけを使い、testは報告のためだけに実行する。
"""
APPENDIX = "<!-- from here on written by python -m bench.ablation -->"
"""The line after which other tables stand, which a new report leaves as they are."""

COLUMNS = ("dev/ja", "dev/en", "test/ja", "test/en")


def tables(runs: Sequence[Run]) -> str:
    """The scores of runs, by split and language, and the gap between the languages."""
    return "\n".join([INTRODUCTION, *(part for run in runs for part in run_part(run)), *definitions()])


def without_appendix(text: str) -> str:
    """What stands before the other tables."""
    return text.partition(APPENDIX)[0]


def appendix(text: str) -> str:
    """The other tables, with the line that begins them; nothing where there are none."""
    return "".join(text.partition(APPENDIX)[1:])


def run_part(run: Run) -> list[str]:
    """One run: what it was made with, its scores and gaps."""
    made = run.description
    digests = made.settings.get("digests")
    lines = [
        f"## Digests {digests} / 要約 {'あり' if digests == 'on' else 'なし'}",
        "",
        f"Run `{run.id}`: {made.questions} questions (`{made.gold}`) in {made.seconds} s, "
        f"code `{made.code.get('files')}`, today {made.today}.",
        "",
    ]
    columns = [column for column in COLUMNS if column in run.scores.groups]
    lines.append(f"| Metric / 指標 | {' | '.join(columns)} | ja − en (all) |")
    lines.append(f"| --- |{' --- |' * (len(columns) + 1)}")
    for metric in METRICS:
        cells = [cell(metric, run.scores.groups[column].get(metric.name)) for column in columns]
        gap = run.scores.gaps.get("all", {}).get(metric.name)
        if any(found != "–" for found in cells):
            difference = f"{gap.value:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]" if gap else "–"
            lines.append(f"| {metric.title.en} / {metric.title.ja} | {' | '.join(cells)} | {difference} |")
    return [*lines, ""]


def cell(metric: Metric, found: Estimate | None) -> str:
    """A score with its interval and how many values it rests on."""
    if found is None:
        return "–"
    digits = 3 if metric.unit == "share" else 0
    low, high = f"{found.low:.{digits}f}", f"{found.high:.{digits}f}"
    return f"{found.value:.{digits}f} [{low}, {high}] n={found.count}"


def definitions() -> list[str]:
    """What each metric means."""
    lines = ["## Definitions / 定義", ""]
    for metric in METRICS:
        lines.append(f"- **{metric.title.en} / {metric.title.ja}** (`{metric.name}`, {metric.source}).")
        lines.append(f"  {metric.definition.en}")
        lines.append(f"  {metric.definition.ja}")
    return [*lines, ""]
