"""Addresses in what a reader is told: kept when an institution or the library's own publications stand behind them.

Anyone can write an address into a document, so one that nothing vouches for is left out of an answer's text; the
reader finds it where the source is cited.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import urlsplit

from assistant.answer import Citation
from assistant.phrases import phrase
from corpus.catalogue import Publication, sources

INSTITUTIONS = re.compile(r"(?:^|\.)(?:(?:go|lg|ac|ed)\.jp|gov|mil|edu|int)$")
"""Names that only governments, universities and international organisations can take."""

TOP_LEVEL = (
    "com|net|org|info|biz|io|ai|co|jp|us|uk|eu|cn|ru|app|dev|site|online|xyz|top|me|link|click|example|test"
)
CHARACTER = r"[^\s<>\"'（）「」『』【】、。，\[\]]"
LINK = re.compile(
    rf"(?P<picture>!\[[^\]]*\]\([^)]*\))|\[(?P<label>[^\]]+)\]\((?P<target>[^)]*)\)"
    rf"|(?P<scheme>\b[a-z][a-z0-9+.-]{{1,12}}://|\bwww\.|\b(?:javascript|data|mailto|tel):){CHARACTER}+"
    r"|(?P<mail>[\w.+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,})"
    rf"|(?<![\w@.\-/])(?P<bare>(?:[a-z0-9-]+\.)+(?:{TOP_LEVEL})\b(?:/{CHARACTER}*)?)",
    re.IGNORECASE,
)
TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE)
MARK = re.compile(r"\[(\d+)\]")


def known_hosts(publications: Iterable[Publication]) -> frozenset[str]:
    """The hosts of the official addresses of publications."""
    addresses = [
        address
        for publication in (*publications, *sources().values())
        for address in (publication.url, publication.file_url)
    ]
    return frozenset(host_of(address) for address in addresses if address)


def host_of(address: str) -> str:
    """The host of an address, with or without its scheme.

    >>> host_of("WWW.Example.org/a"), host_of("https://user@a.example:80/b"), host_of("me@b.example")
    ('www.example.org', 'a.example', 'b.example')
    """
    whole = address if "://" in address else f"//{address.removeprefix('mailto:')}"
    try:
        return (urlsplit(whole).hostname or "").lower()
    except ValueError:
        return ""


def is_vouched(address: str, hosts: Collection[str]) -> bool:
    """Whether an institution or a publication's own host stands behind an address."""
    if re.match(r"(?!https?://|www\.|mailto:)[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
        return False
    host = host_of(address)
    return host in hosts or bool(INSTITUTIONS.search(host))


def without_foreign_links(text: str, hosts: Collection[str], language: str) -> str:
    """Text without the addresses that nothing vouches for, and without markup that a browser could follow.

    >>> without_foreign_links("See https://a.example/x or https://www.mofa.go.jp/.", (), "en")
    'See (address given in the source) or https://www.mofa.go.jp/.'
    """

    def replaced(match: re.Match[str]) -> str:
        if match["picture"]:
            return ""
        if match["label"]:
            return match["label"]
        address = match[0].rstrip(".,;:!?")
        tail = match[0][len(address) :]
        return match[0] if is_vouched(address, hosts) else phrase("address_in_source", language) + tail

    return LINK.sub(replaced, TAG.sub("", text))


def has_markup(text: str) -> bool:
    """Whether a text has tags in it, or an address that runs a program."""
    return bool(TAG.search(text) or re.search(r"\b(?:javascript|data|vbscript):\S", text, re.IGNORECASE))


def with_safe_links(
    lines: Iterable[str], citations: Iterable[Citation], hosts: Collection[str], language: str
) -> list[str]:
    """The lines of an answer, each safe to follow; what the project's own digests say is taken as it is."""
    by_number: Mapping[int, Citation] = {citation.number: citation for citation in citations}
    safe = []
    for line in lines:
        cited = [by_number[number] for mark in MARK.findall(line) if (number := int(mark)) in by_number]
        own = bool(cited) and all(citation.source == "digest" for citation in cited)
        safe.append(line if own else without_foreign_links(line, hosts, language))
    return safe
