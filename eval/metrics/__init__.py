"""The metrics that a run is scored by, each a small declaration."""

from eval.metrics import abstention, citations, effort, facts, quotes, ranking, support
from eval.metrics.metric import Metric

METRICS: tuple[Metric, ...] = (
    *facts.METRICS,
    *abstention.METRICS,
    *ranking.METRICS,
    *citations.METRICS,
    *quotes.METRICS,
    *support.METRICS,
    *effort.METRICS,
)
BY_NAME = {metric.name: metric for metric in METRICS}

__all__ = ["BY_NAME", "METRICS", "Metric"]
