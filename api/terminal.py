"""Answers, passages and publications as people read them in a terminal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from assistant.answer import Answer, Citation, Hit
    from assistant.documents import Document
    from assistant.events import Event
    from assistant.researchers import Researchers
    from index.ingest import Report

LABELS: Mapping[str, Mapping[str, str]] = {
    "verified": {"ja": "原文と一致", "en": "verified quote"},
    "publication": {"ja": "資料", "en": "publication"},
    "digest": {"ja": "非公式の要約", "en": "unofficial digest"},
    "list": {"ja": "リスト", "en": "list"},
    "event": {"ja": "行事", "en": "event"},
    "fictitious": {"ja": "架空のサンプル", "en": "fictitious sample"},
    "page": {"ja": "{}ページ", "en": "p. {}"},
    "to_come": {"ja": "今後のイベント", "en": "To come"},
    "past": {"ja": "過去のイベント", "en": "Past"},
    "inferred": {"ja": "年は推定", "en": "year inferred"},
    "nothing": {"ja": "該当するイベントはありません。", "en": "No event fits that."},
    "nobody": {"ja": "該当する研究者はリストにいません。", "en": "Nobody on the lists works on that."},
    "nearest": {"ja": "近い分野：{}", "en": "Nearest fields: {}"},
}


def terminal() -> Console:
    """Standard output; lines are left whole, so that they can be piped."""
    return Console(soft_wrap=True, highlight=False)


def print_answer(answer: "Answer") -> None:
    """An answer with its citations, labelled in its language."""
    screen = terminal()
    screen.print(escape(answer.answer))
    for citation in answer.citations:
        screen.print(
            f"\n[bold]{escape(f'[{citation.number}]')}[/] {escape(place(citation, answer.language))}"
        )
        screen.print(f"    {escape(citation.quote)}")
        if citation.url:
            screen.print(f"    [dim]{escape(citation.url)}[/]")
    for note in answer.notes:
        screen.print(f"\n[italic]{escape(note)}[/]")


def place(citation: "Citation", language: str) -> str:
    """Where a quote stands and how sure that is: title, page or section, label."""
    label = citation.page_label or citation.page
    section = citation.section if citation.section != citation.title else None
    where = LABELS["page"][language].format(label) if label else section
    kind = LABELS["verified" if citation.verified else citation.source][language]
    marks = [kind, LABELS["fictitious"][language]] if citation.fictitious else [kind]
    return ", ".join(filter(None, (citation.title, where))) + f" ({', '.join(marks)})"


def print_hits(hits: Sequence["Hit"]) -> None:
    """Ranked passages, each with the beginning of its text."""
    screen = terminal()
    for rank, hit in enumerate(hits, start=1):
        page = f", {LABELS['page'][hit.language].format(hit.page)}" if hit.page else ""
        kind = LABELS[hit.source][hit.language]
        screen.print(f"[bold]{rank:2}. {escape(hit.title)}[/]{page} ({kind}) [dim]{hit.score:.3f}[/]")
        screen.print(f"    {escape(' '.join(hit.text.split())[:160])}")


def print_researchers(found: "Researchers", language: str) -> None:
    """People on lists, each with what was matched, and where nobody is, the nearest fields."""
    screen = terminal()
    for person in found.researchers:
        names = " · ".join(filter(None, (person.name.ja, person.name.en)))
        mark = f" ({LABELS['fictitious'][language]})" if person.fictitious else ""
        screen.print(f"[bold]{escape(names)}[/]{mark}  [dim]{escape(person.record_id)}[/]")
        place = ", ".join(filter(None, (person.title, person.institution, person.state)))
        fields = person.fields.ja if language == "ja" else person.fields.en
        screen.print(f"    {escape(' — '.join(filter(None, (place, '; '.join(fields)))))}")
        if person.matched:
            screen.print(f"    [dim]{escape(' · '.join(person.matched[:5]))}[/]")
        if person.url:
            screen.print(f"    [dim]{escape(person.url)}[/]")
    if not found.researchers:
        screen.print(LABELS["nobody"][language])
        if found.nearest:
            nearest = ", ".join(item[language] for item in found.nearest)
            screen.print(escape(LABELS["nearest"][language].format(nearest)))
    elif found.total > len(found.researchers):
        screen.print(f"[dim]{len(found.researchers)} / {found.total}[/]")


def print_events(found: Sequence["Event"], language: str) -> None:
    """Events by date, the past ones before those to come."""
    screen = terminal()
    for heading, part in (
        ("past", [event for event in found if event.past]),
        ("to_come", [event for event in found if not event.past]),
    ):
        if part:
            screen.print(f"[bold]{LABELS[heading][language]} ({len(part)})[/]")
        for event in part:
            title = escape(event.title[language])
            mark = f" ({LABELS['inferred'][language]})" if event.year_inferred else ""
            screen.print(f"{when(event)}{mark}  {title}  [dim]{escape(event.event_id)}[/]")
            if event.place:
                screen.print(f"    [dim]{escape(event.place[language])}[/]")
    if not found:
        screen.print(LABELS["nothing"][language])


def when(event: "Event") -> str:
    """The days of an event, or its months where only they are known."""
    length = len("2026-04" if event.month_only else "2026-04-01")
    first, last = event.first_day[:length], event.last_day[:length]
    return first if first == last else f"{first} – {last}"


def print_documents(found: Sequence["Document"]) -> None:
    """What the library holds, a few lines for each publication."""
    screen = terminal()
    for item in found:
        facts = [
            *filter(None, (item.published, item.version and f"version {item.versions} ({item.version})")),
            f"{item.pages} pages" if item.version else "digest only",
            f"{item.passages} passages",
            f"{item.statements} digest statements",
        ]
        if item.fictitious:
            facts.append("fictitious")
        screen.print(f"[bold]{escape(item.id)}[/]  {escape(item.titles['en'])}")
        screen.print(f"    [dim]{escape(' · '.join(facts))}[/]")
        for warning in item.warnings:
            screen.print(f"    [yellow]warning:[/] {escape(warning)}")


def print_report(report: "Report") -> None:
    """What an ingest took in."""
    screen = terminal()
    for name in report.added:
        screen.print(f"[green]added[/]      {escape(name)}")
        for warning in report.warnings.get(name, ()):
            screen.print(f"           [yellow]warning:[/] {escape(warning)}")
    for name, changes in report.lists.items():
        for change, people in changes.items():
            for person in people:
                screen.print(f"           {escape(name)}: {change} {escape(person)}")
    if report.unchanged:
        screen.print(f"unchanged  {len(report.unchanged)}")
