"""What is held out of learning to measure by, and the record of how learning went."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

LOG = logging.getLogger(__name__)
ONE_IN = 10


def is_held_out(name: str) -> bool:
    """Whether what has this name, one in ten, is for measuring only."""
    return crc32(name.encode()) % ONE_IN == 0


def write_record(learned: Path, record: Mapping[str, Any]) -> None:
    """Write how learning went beside the file that was learned, and log it."""
    learned.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    LOG.info("%s", record)
