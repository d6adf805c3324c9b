"""What a run was made with: settings without secrets, code, corpus and digests."""

import hashlib
import subprocess
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from assistant.settings import Settings
from corpus.database import rows
from corpus.library import publications

SECRET = {"staff_token", "database_url", "chroma_url", "home", "chat_options", "gold"}
PACKAGES = ("corpus", "index", "assistant")
"""The packages that answers depend on."""


def settings_used(settings: Settings) -> dict[str, Any]:
    """The settings, without addresses and secrets; with a chat model also the version of what it is told."""
    used = settings.model_dump(mode="json", exclude=SECRET)
    if settings.chat_model:
        from assistant.generation.prompt import prompt_version

        used["chat_model"] = settings.chat_model.partition("@http")[0]
        used["chat_options"] = {
            name: value for name, value in settings.chat_options.items() if isinstance(value, int | float)
        }
        used["prompts"] = prompt_version()
    return used


def code_used() -> dict[str, str | None]:
    """The program's version, its commit where it runs from a checkout, and the hash of the files that answer."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        with as_file(files(package)) as folder:
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".py", ".sql", ".toml", ".csv"} and "__pycache__" not in path.parts:
                    digest.update(f"{package}/{path.relative_to(folder).as_posix()}\n".encode())
                    digest.update(path.read_bytes())
    return {"version": program_version(), "commit": commit(), "files": digest.hexdigest()[:16]}


def program_version() -> str | None:
    """The version of the installed program."""
    try:
        return version("jnexus-assistant")
    except PackageNotFoundError:
        return None


def commit() -> str | None:
    """The commit of the checkout that the program runs from, marked where files differ from it; None elsewhere."""
    root = Path(__file__).resolve().parent.parent
    if not (root / ".git").exists():
        return None
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "describe", "--always", "--dirty", "--exclude", "*"],
            capture_output=True,
            text=True,
            timeout=10,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip()


def corpus_used(engine: Engine) -> dict[str, str | None]:
    """The version of each publication; None where only its digest is held."""
    with engine.connect() as connection:
        return {name: version for name, (_, version) in publications(connection).items()}


def digests_used(engine: Engine) -> dict[str, str]:
    """The hash of each digest that is held."""
    with engine.connect() as connection:
        found = rows(connection, "select key, value from state where key like 'digest:%' order by key")
    return {row.key.removeprefix("digest:"): row.value.split()[0][:16] for row in found}
