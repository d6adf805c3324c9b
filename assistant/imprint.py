"""The imprint of a publication: what every citation gives beside its quote, where names and dates may stand too."""

from collections.abc import Mapping
from datetime import date

from corpus.catalogue import Publication
from index.passage import Passage


def imprint(publication: Publication | None) -> tuple[str, ...]:
    """The titles, publishers and date of issue of a publication, in both languages; nothing for an unknown one."""
    if publication is None:
        return ()
    given = (
        publication.title_ja,
        publication.title_en,
        publication.publisher,
        publication.publisher_en,
        written(publication.published),
    )
    return tuple(dict.fromkeys(filter(None, given)))


def setting_of(passage: Passage, known: Mapping[str, Publication]) -> tuple[str, ...]:
    """What a passage is set in: the imprint of its publication and its headings."""
    given = (*imprint(known.get(passage.publication_id)), *passage.section.values())
    return tuple(dict.fromkeys(filter(None, given)))


def given_with(passage: Passage, known: Mapping[str, Publication], language: str) -> tuple[str, ...]:
    """What a citation of a passage gives in a language beside the quote: title, publisher, date of issue, heading."""
    publication = known.get(passage.publication_id, Publication(passage.publication_id))
    heading = passage.section.get(language) or next(iter(passage.section.values()), None)
    given = (
        publication.title(language),
        publication.publisher_name(language),
        written(publication.published),
        heading,
    )
    return tuple(filter(None, given))


def written(published: str | None) -> str | None:
    """An ISO date or month written so that both languages' dates are found in it."""
    if not published:
        return None
    try:
        day = date.fromisoformat(published if len(published) > 7 else f"{published}-01")
    except ValueError:
        return published
    return f"{day.year}年{day.month}月" + (f"{day.day}日" if len(published) > 7 else "")
