"""Researcher records from the rows of a list: columns recognised by their headings, in any order."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from corpus.document import Row, Table
from corpus.folding import folded_text

COLUMNS: Mapping[str, str] = {
    "number": r"^(no|番号|#|№)",
    "name_kana": r"^(?!.*(氏名|名前)).*(かな|カナ|ふりがな|フリガナ|kana|reading)",
    "name_ja": r"氏名|名前|漢字|namejapanese|japanesename",
    "name_en": r"^(full)?names?$|nameenglish|romaji|ローマ字|英語名|investigator",
    "url": r"url|website|web|link|homepage|ホームページ|連絡先|リンク",
    "keywords": r"keyword|キーワード|topics?",
    "title": r"title|position|職名|職位|役職|肩書",
    "institution": r"institution|affiliation|university|organi[sz]ation|所属機関|所属先|機関|大学|^所属$",
    "department": r"department|laborator|lab$|division|school|部局|学部|研究室|講座|専攻",
    "field_ja": r"研究分野|専門分野|研究領域|専門|分野",
    "field_en": r"field|research|area|speciali|expertise|discipline",
    "state": r"^(state|region|area)|州|地域",
}
"""For each field, what its column may be called, after folding."""

NOTHING = frozenset({"", "n/a", "na", "-", "－", "—", "–", "ー", "none", "なし", "不明", "?"})
JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
TWO_NAMES = re.compile(r"(?P<first>[^()（）]+)[(（](?P<second>[^()（）]{2,})[)）]")
DITTO = frozenset({"〃", "同上", '"', "″", "do.", "ditto", "々"})


@dataclass(frozen=True)
class Researcher:
    """A person as a list states them; empty cells are None. `row` counts the rows of the list from 1."""

    record_id: str
    list_id: str
    name_en: str | None
    name_ja: str | None
    name_kana: str | None
    title: str | None
    institution: str | None
    department: str | None
    field_en: str | None
    field_ja: str | None
    keywords: tuple[str, ...]
    state: str | None
    url: str | None
    page: int | None
    row: int

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Researcher":
        """The record that `to_dict` wrote."""
        return cls(**{**data, "keywords": tuple(data["keywords"])})

    def line(self, language: str) -> str:
        """The record as one line in Japanese or English, with nothing that the list does not state."""
        names = (self.name_ja, self.name_en) if language == "ja" else (self.name_en, self.name_ja)
        first, second = (name for name in names)
        name = f"{first}（{second}）" if first and second and language == "ja" else first or second or ""
        if language == "en" and first and second:
            name = f"{first} ({second})"
        field = (self.field_ja or self.field_en) if language == "ja" else (self.field_en or self.field_ja)
        place = [part for part in (self.title, self.department, self.institution, self.state) if part]
        separator = "、" if language == "ja" else ", "
        head = f"{name}: " if language == "en" else f"{name}："
        tail = f" — {field}" if field else ""
        return head + separator.join(place) + tail


def column_fields(columns: tuple[str, ...]) -> dict[str, int]:
    """Which column holds which field; the first that fits a field keeps it."""
    found: dict[str, int] = {}
    for index, heading in enumerate(columns):
        folded = re.sub(r"[\W_]+", "", folded_text(heading))
        for name, pattern in COLUMNS.items():
            if name not in found and re.search(pattern, folded):
                found[name] = index
                break
    return found


def is_researcher_list(columns: tuple[str, ...]) -> bool:
    """Whether a table with these headings lists people at institutions."""
    fields = column_fields(columns)
    return bool({"name_en", "name_ja"} & fields.keys()) and "institution" in fields


def researchers(table: Table, list_id: str) -> Iterator[Researcher]:
    """The records of a table; a ditto mark takes the cell above, repeated header rows are passed over."""
    fields = column_fields(table.columns)
    headings = {folded_text(heading) for heading in table.columns}
    above: dict[str, str] = {}
    for row in table.rows:
        if all(folded_text(cell) in headings for cell in row.cells if cell):
            continue
        cells: dict[str, str] = {}
        for name, index in fields.items():
            raw = row.cells[index].strip() if index < len(row.cells) else ""
            value = above.get(name, "") if raw in DITTO else raw
            cells[name] = "" if folded_text(value) in NOTHING else re.sub(r"\s+", " ", value)
        above = cells
        if cells.get("name_en") or cells.get("name_ja"):
            yield record(by_script(cells), list_id, row.number, row.page)


def unread_rows(table: Table) -> Iterator[Row]:
    """The rows that hold something but name nobody, so that no record can be made of them."""
    fields = column_fields(table.columns)
    headings = {folded_text(heading) for heading in table.columns}
    names = [fields[name] for name in ("name_en", "name_ja") if name in fields]
    for row in table.rows:
        filled = [cell for cell in row.cells if cell and folded_text(cell) not in headings]
        if filled and not any(row.cells[at].strip() for at in names if at < len(row.cells)):
            yield row


def by_script(cells: Mapping[str, str]) -> dict[str, str]:
    """Cells with names and fields in the language that they are written in, whatever their column is called."""
    sorted_out = dict(cells)
    for ja, en in (("name_ja", "name_en"), ("field_ja", "field_en")):
        own, other = sorted_out.get(ja, ""), sorted_out.get(en, "")
        if own and not other and not JAPANESE.search(own):
            sorted_out[ja], sorted_out[en] = "", own
        elif other and not own and JAPANESE.search(other):
            sorted_out[ja], sorted_out[en] = other, ""
    names = [sorted_out.get(name, "") for name in ("name_en", "name_ja")]
    both = TWO_NAMES.fullmatch("".join(names)) if not all(names) else None
    if both:
        latin, kanji = sorted((both["first"].strip(), both["second"].strip()), key=is_japanese)
        if is_japanese(kanji) and not is_japanese(latin):
            sorted_out["name_en"], sorted_out["name_ja"] = latin, kanji
    return sorted_out


def is_japanese(text: str) -> bool:
    """Whether a text has Japanese script."""
    return bool(JAPANESE.search(text))


def record(cells: Mapping[str, str], list_id: str, row: int, page: int | None) -> Researcher:
    """The record of one row's cells. Its id stays the same while name and institution do."""
    key = "|".join(folded_text(cells.get(name, "")) for name in ("name_en", "name_ja", "institution"))
    keywords = re.split(r"[;；、,，\n]\s*", cells.get("keywords", ""))
    get = {name: value or None for name, value in cells.items()}.get
    return Researcher(
        record_id=f"{list_id}:{hashlib.sha256(key.encode()).hexdigest()[:10]}",
        list_id=list_id,
        name_en=get("name_en"),
        name_ja=get("name_ja"),
        name_kana=get("name_kana"),
        title=get("title"),
        institution=get("institution"),
        department=get("department"),
        field_en=get("field_en"),
        field_ja=get("field_ja"),
        keywords=tuple(keyword.strip() for keyword in keywords if keyword.strip()),
        state=get("state"),
        url=(get("url") or "").replace(" ", "") or None,
        page=page,
        row=row,
    )
