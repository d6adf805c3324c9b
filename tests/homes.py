"""Copies of homes."""

import os
from pathlib import Path
from shutil import copy2, copytree

WRITTEN_ONCE = {"asked", "lexical"}
"""Folders of states, which are named by their content and never changed; they make up most of a home."""


def copy_home(home: Path, to: Path) -> Path:
    """Copy a home to a folder that is not there yet, and return that; files never changed are shared with the copy."""

    def copy_file(source: str, target: str) -> str:
        if WRITTEN_ONCE.isdisjoint(Path(source).relative_to(home).parts[:1]):
            return copy2(source, target)
        os.link(source, target)
        return target

    return copytree(home, to, copy_function=copy_file)
