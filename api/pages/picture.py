"""Which picture of a page to show, and which pages come before and after it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from assistant.assistant import Assistant
from corpus.document import Page
from corpus.library import Version, current_version, get_page, versions


@dataclass(frozen=True)
class PagePicture:
    """A page of a version; `address` is its picture's, None where the version's format has none to draw."""

    document_id: str
    version: str
    page: Page
    pages: int
    address: str | None
    highlighted: bool

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


def find(held: list[Version], version: str | None) -> Version | None:
    """A version of those held."""
    return next((item for item in held if item.version == version), None)
