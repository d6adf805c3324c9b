"""`python -m api.reference` writes the reference pages of the documentation; `--check` fails where one has drifted."""

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from api.app import create_app
from api.reference.commands import commands_markdown
from api.reference.routes import routes_markdown
from api.reference.settings import settings_markdown
from assistant.assistant import Assistant
from assistant.settings import Settings


def pages() -> dict[str, str]:
    """Every reference page, by its path in the documentation."""
    with tempfile.TemporaryDirectory() as home:
        openapi = create_app(Assistant.open(Settings(home=Path(home)))).openapi()
    return {
        "operators/settings.md": settings_markdown(),
        "users/commands.md": commands_markdown(),
        "users/http.md": routes_markdown(openapi),
    }


def main(
    docs: Annotated[Path, typer.Argument(help="The folder of the documentation.")] = Path("docs"),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail where a page has drifted.")
    ] = False,
) -> None:
    """Write the reference pages."""
    drifted = []
    for name, text in pages().items():
        path = docs / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            drifted.append(str(path))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if check and drifted:
        sys.exit(f"{', '.join(drifted)} has drifted from the program; run `python -m api.reference`")


if __name__ == "__main__":
    typer.run(main)
