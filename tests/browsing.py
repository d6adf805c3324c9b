"""Which browser the tests of pages drive, and how it is started."""

import os
from shutil import which

CHROMIUM = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or "/usr/bin/chromium"
"""Chromium's headless shell, where it is installed, draws the same pages for half the processor time."""

FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
