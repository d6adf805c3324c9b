"""The table of settings."""

from pathlib import Path
from typing import Any

from assistant.settings import Settings

HEAD = """# Settings

Every setting is an environment variable. `jnexus` also reads them from a file `.env` in the folder where it is
started; the environment goes before the file. None has to be set.

| variable | default | what it sets |
| --- | --- | --- |
"""


def settings_markdown() -> str:
    """The page on settings, from the class that reads them."""
    prefix = Settings.model_config.get("env_prefix", "")
    lines = [
        f"| `{prefix}{name.upper()}` | {default_text(name, field.get_default())} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return HEAD + "\n".join(lines) + "\n"


def default_text(name: str, default: Any) -> str:
    """A default as the table shows it."""
    if name == "home":
        return "the user data folder, such as `~/.local/share/jnexus`"
    if default is None:
        return "—"
    if isinstance(default, Path):
        raise ValueError(f"the default of {name} is a path of this machine; describe it here instead")
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"
