"""The page on the command line."""

from collections.abc import Iterator

import typer.main
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from api.command import app

HEAD = """# The command line

`jnexus` answers, searches and keeps the library. `--json` prints JSON: for the commands that read, the body of the
matching [HTTP route](http.md). What goes wrong is told in one sentence on standard error; the exit status is 0 for
success, 1 for work that failed and 2 for wrong usage.

"""


def commands_markdown() -> str:
    """The page on every command, from the command line's own definition."""
    return HEAD + "\n".join(sections("jnexus", typer.main.get_command(app)))


def sections(name: str, command: object) -> Iterator[str]:
    """The lines on a command, or on those of a group in the order in which they were defined."""
    if isinstance(command, TyperGroup):
        for child_name, child in command.commands.items():
            yield from sections(f"{name} {child_name}", child)
    elif isinstance(command, TyperCommand):
        yield from section(name, command)


def section(name: str, command: TyperCommand) -> Iterator[str]:
    """One command: usage, what it does, what it takes."""
    arguments = [item for item in command.params if isinstance(item, TyperArgument)]
    options = [item for item in command.params if isinstance(item, TyperOption)]
    yield f"## `{name}`\n"
    yield f"    {' '.join([name, *map(argument_usage, arguments), '[OPTIONS]'])}\n"
    yield " ".join((command.help or "").split()) + "\n"
    yield "| what | meaning |\n| --- | --- |"
    for argument in arguments:
        yield f"| `{str(argument.name).upper()}` | {argument.help} |"
    for option in options:
        yield f"| `{option_usage(option)}` | {option.help}{default_text(option)} |"
    yield ""


def argument_usage(argument: TyperArgument) -> str:
    """An argument as usage shows it."""
    name = str(argument.name).upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def option_usage(option: TyperOption) -> str:
    """An option's name and what follows it."""
    value = "" if option.is_flag else f" {option.metavar or str(option.name).upper()}"
    return option.opts[0] + value.replace("|", r"\|")


def default_text(option: TyperOption) -> str:
    """The default of an option, where there is one worth saying."""
    return "" if option.is_flag or option.default is None else f" Default: `{option.default}`."
