"""Which picture of a page to show, and which pages come before and after it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.assistant import Assistant
from corpus.digest_pages import printed_digest
from corpus.document import Page
from corpus.library import Version, current_version, get_page, versions


@dataclass(frozen=True)
class PagePicture:
    """A page of a version; `address` is its picture's, None where the version's format has none to draw.

    `of_digest` tells that the page is one of the printed digest, and not of the publication.
    """

    document_id: str
    version: str | None
    page: Page
    pages: int
    address: str | None
    highlighted: bool
    of_digest: bool = False

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page.number - 1 if self.page.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.page.number + 1 if self.page.number < self.pages else None


def page_picture(
    assistant: Assistant, document_id: str, version: str | None, number: int | None, **highlight: object
) -> PagePicture | None:
    """A page to show, with what `highlight` names marked; None where the library holds no such page."""
    with assistant.index.engine.connect() as connection:
        held = find(versions(connection, document_id), version or current_version(connection, document_id))
        page = get_page(connection, document_id, held.version, number) if held and number else None
    if held is None or page is None:
        return None
    marked = {name: value for name, value in highlight.items() if value}
    query = urlencode({**marked, **({"version": version} if version else {})})
    address = f"/v1/documents/{document_id}/pages/{page.number}.png" + (f"?{query}" if query else "")
    return PagePicture(
        document_id, held.version, page, held.pages, address if held.format == "pdf" else None, bool(marked)
    )


def digest_picture(document_id: str, number: int, **highlight: object) -> PagePicture | None:
    """A page of the printed digest of a publication; None where there is none."""
    printed = printed_digest(document_id)
    if printed is None or not 1 <= number <= printed.pages:
        return None
    query = urlencode(highlight)
    address = f"/v1/documents/{document_id}/digest/{number}.png" + (f"?{query}" if query else "")
    page = Page(number, str(number), "")
    return PagePicture(document_id, None, page, printed.pages, address, bool(highlight), of_digest=True)


def find(held: list[Version], version: str | None) -> Version | None:
    """A version of those held."""
    return next((item for item in held if item.version == version), None)
