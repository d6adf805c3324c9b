"""The assistant of this process, made from the settings."""

from assistant.assistant import Assistant
from assistant.settings import Settings, settings
from corpus.readers import Limits
from index.passage_index import Progress
from index.shipped import bring_up_to_date


def open_assistant(progress: Progress | None = None) -> Assistant:
    """The assistant over the home that settings name, brought up to date with what the project ships."""
    assistant = Assistant.open(settings())
    bring_up_to_date(assistant.index, progress)
    return assistant


def reading_limits(chosen: Settings) -> Limits:
    """What reading one file may cost, by the settings."""
    return Limits(
        seconds=chosen.read_seconds,
        memory=chosen.read_memory_mb * 1024**2,
        pages=chosen.max_pages,
        file_size=chosen.max_file_mb * 1024**2,
    )
