"""Two invented publications, one in Japanese and one in English, and an invented list of researchers."""

import json
from pathlib import Path

from tests.paper import Paper

NOTES = "harbour-notes"
NOTES_TITLES = {"ja": "港湾実験室だより", "en": "Harbour Laboratory Notes"}
BATTERIES = "港の実験室では灯台用の蓄電池を四十二基そろえた。"
VISITS = "灯台の見学は春と秋の土曜日に受け付けている。"

REPORT = "orchard-report"
CIDER = "The orchard presses nine thousand litres of cider each autumn."
BEES = "Fourteen beehives stand between the rows of pear trees."

LIST = "pi-list-orchard"
LIST_ROWS = """Name,氏名,Title,Institution,Research field,研究分野,State
KAJUEN Ringo,果樹園 林檎,Professor,Orchard Institute of Technology,Pear pollination,梨の受粉,MA
"""


def write_notes(folder: Path, batteries: str = BATTERIES) -> Path:
    """The Japanese publication: a PDF of three pages, the first a cover without a number."""
    paper = Paper(folder / f"{NOTES}.pdf")
    paper.page((NOTES_TITLES["ja"], 20), "この冊子は試験のために書かれたもので、港の実験室の一年を伝える。")
    paper.page(("蓄電池", 18), "冬の海で使うための備えを進めている。", batteries, "点検は毎月行う。")
    paper.page(("見学", 18), VISITS, "申し込みは窓口で受け付ける。")
    return paper.save()


def write_report(folder: Path) -> Path:
    """The English publication: Markdown, without pages."""
    path = folder / f"{REPORT}.md"
    path.write_text(
        f"# The Orchard Report\n\n## Cider\n\n{CIDER} It is sold at the gate.\n\n"
        f"## Bees\n\n{BEES} They winter under straw.\n",
        encoding="utf-8",
    )
    return path


def write_list(folder: Path) -> Path:
    """A list of researchers."""
    path = folder / f"{LIST}.csv"
    path.write_text(LIST_ROWS, encoding="utf-8")
    return path


def write_publications(folder: Path) -> Path:
    """A folder with both publications and the manifest of the first."""
    folder.mkdir(parents=True, exist_ok=True)
    write_notes(folder)
    write_report(folder)
    entry = {
        "id": NOTES,
        "file": f"{NOTES}.pdf",
        "title_ja": NOTES_TITLES["ja"],
        "title_en": NOTES_TITLES["en"],
        "publisher": "港湾実験室",
        "publisher_en": "Harbour Laboratory",
        "kind": "report",
        "language": "ja",
        "published": "2026-01-15",
        "source_url": "https://harbour.example/notes",
        "printed_page_offset": 1,
    }
    (folder / "manifest.json").write_text(json.dumps([entry], ensure_ascii=False), encoding="utf-8")
    return folder
