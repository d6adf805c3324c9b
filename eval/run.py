"""A run: every gold question asked, the answers kept and scored."""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from assistant.assistant import Assistant
from eval.case import Case, Ranked, Recorded
from eval.gold import Item, Split, gold_hash
from eval.metrics.ranking import DEPTH
from eval.pages import StoredPages
from eval.provenance import code_used, corpus_used, digests_used, settings_used
from eval.scores import score
from eval.store import Description, Run, RunStore, now

Progress = Callable[[int, int], None]
"""Told (done, total) as questions are answered."""


def evaluate(
    assistant: Assistant, items: Sequence[Item], split: Split | None = None, progress: Progress | None = None
) -> Run:
    """Ask every question, score the answers and keep the run in the assistant's home.

    Args:
        assistant: what answers.
        items: the gold questions.
        split: the split that they were chosen by, for the record.
        progress: told how far it is.
    """
    today = assistant.settings.current_date()
    started, clock = now(), time.perf_counter()
    assistant.warm()
    answers = []
    for done, item in enumerate(items, start=1):
        answers.append(answer(assistant, item, today))
        if progress:
            progress(done, len(items))
    pages = StoredPages(assistant.index.engine)
    scores = score([Case(item, recorded, pages) for item, recorded in zip(items, answers, strict=True)])
    gold = gold_hash(items)
    name = hashlib.sha256(f"{started.isoformat()}{gold}".encode()).hexdigest()[:4]
    description = Description(
        run_id=f"{started:%Y%m%d-%H%M%S}-{name}",
        created_at=started.isoformat(timespec="milliseconds"),
        split=split,
        today=today.isoformat(),
        questions=len(items),
        seconds=round(time.perf_counter() - clock, 1),
        settings=settings_used(assistant.settings),
        code=code_used(),
        corpus=corpus_used(assistant.index.engine),
        digests=digests_used(assistant.index.engine),
        gold=gold,
    )
    run = Run(description, list(items), answers, scores)
    store_of(assistant).save(run)
    return run


def answer(assistant: Assistant, item: Item, today: date) -> Recorded:
    """Ask one question; an error is recorded and counts against the run."""
    started = time.perf_counter()
    try:
        given = assistant.ask(
            item.question,
            earlier=list(item.turns),
            keep=False,
            today=item.today or today,
        )
    except Exception as fault:  # noqa: BLE001 - a run goes on and counts the failure
        elapsed = (time.perf_counter() - started) * 1000
        reason = f"{type(fault).__name__}: {fault}"
        return Recorded(item_id=item.id, answer=None, error=reason, milliseconds=elapsed)
    elapsed = (time.perf_counter() - started) * 1000
    ranking = {hit.passage_id: hit for hit in given.hits}
    if not item.turns:
        ranking |= {
            hit.passage_id: hit
            for hit in assistant.search(item.question, DEPTH)
            if hit.passage_id not in ranking
        }
    return Recorded(
        item_id=item.id,
        answer=given,
        ranking=[
            Ranked.model_validate(hit.model_dump(include=set(Ranked.model_fields)))
            for hit in ranking.values()
        ],
        milliseconds=elapsed,
    )


def rescore(assistant: Assistant, run: Run) -> Run:
    """Score a run's answers again, against its own questions and the stored pages, and keep the scores."""
    scored = replace(run, scores=score(run.cases(StoredPages(assistant.index.engine))))
    store_of(assistant).save_scores(scored)
    return scored


def store_of(assistant: Assistant) -> RunStore:
    """The runs kept in an assistant's home."""
    return RunStore(assistant.index.home, assistant.index.engine)
