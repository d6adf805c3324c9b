"""Events as a calendar that calendar programs read and subscribe to (iCalendar, RFC 5545 and 7986)."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from icalendar import TRANSP, Calendar
from icalendar import Event as Entry

from assistant.answer import Language
from assistant.events import Event
from corpus.catalogue import Publication

PRODUCT = "-//J-NEXUS Assistant//Events//EN"
REFRESHED = timedelta(days=1)
"""How often a subscriber may ask again."""

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "calendar": "Events in the publications around J-NEXUS",
        "year": "The source does not print the year; it is inferred.",
        "month": "The source gives the month and no day.",
        "month_title": "{} (day not given)",
        "hosts": "Hosts: {}",
        "audience": "For: {}",
        "source": "Source: {}",
        "page": "{}, p. {}",
        "and": ", ",
    },
    "ja": {
        "calendar": "J-NEXUSに関わる刊行物のイベント",
        "year": "年は資料に印刷されておらず、推定です。",
        "month": "資料には月だけが書かれ、日付はありません。",
        "month_title": "{}（日付の記載なし）",
        "hosts": "主催：{}",
        "audience": "対象：{}",
        "source": "出典：{}",
        "page": "{}{}ページ",
        "and": "、",
    },
}


def as_calendar(
    events: Iterable[Event],
    publications: Mapping[str, Publication],
    language: Language,
    origin: str,
) -> bytes:
    """A calendar of events, those without a day left out.

    Args:
        events: what it holds.
        publications: the library's publications by id, to name sources by.
        language: of its texts.
        origin: the address of the server, such as `https://example.org`, that links lead to.
    """
    calendar = Calendar.new(
        prodid=PRODUCT,
        uid=f"events-{language}@jnexus-assistant",
        name=WORDS[language]["calendar"],
        language=language,
        refresh_interval=REFRESHED,
        subcomponents=[
            entry(event, publications[event.document_id], language, origin) for event in events if event.start
        ],
    )
    written: bytes = calendar.to_ical()
    return written


def entry(event: Event, publication: Publication, language: Language, origin: str) -> Entry:
    """An event that lasts whole days and leaves them free; it is the same whenever it is asked for."""
    first = date.fromisoformat(event.first_day)
    title = event.title[language]
    return Entry.new(
        uid=f"{event.event_id}@{event.document_id}.jnexus-assistant",
        stamp=stamp(publication.published, first),
        start=first,
        end=date.fromisoformat(event.last_day) + timedelta(days=1),
        summary=WORDS[language]["month_title"].format(title) if event.month_only else title,
        location=event.place[language] if event.place else None,
        description=description(event, publication, language),
        url=f"{origin}/{language}/events/{event.event_id}",
        transparency=TRANSP.TRANSPARENT,
    )


def description(event: Event, publication: Publication, language: Language) -> str:
    """Who is behind an event, for whom it is, what is uncertain of it, and where it is told."""
    words = WORDS[language]
    source = publication.title(language)
    hosts = words["and"].join(host[language] for host in event.hosts)
    lines = [
        words["hosts"].format(hosts) if hosts else None,
        words["audience"].format(event.audience[language]) if event.audience else None,
        event.result[language] if event.result else None,
        words["year"] if event.year_inferred else None,
        words["month"] if event.month_only else None,
        words["source"].format(
            words["page"].format(source, event.page_label) if event.page_label else source
        ),
    ]
    return "\n".join(line for line in lines if line)


def stamp(published: str | None, otherwise: date) -> datetime:
    """The moment from which an event is known: when its publication came out, else another day."""
    try:
        day = date.fromisoformat(f"{published}-01-01"[:10])
    except ValueError:
        day = otherwise
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
