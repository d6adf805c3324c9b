"""The assistant of this process, made from the settings."""

from assistant.assistant import Assistant
from assistant.settings import settings
from index.passage_index import Progress
from index.shipped import bring_up_to_date


def open_assistant(progress: Progress | None = None) -> Assistant:
    """The assistant over the home that settings name, brought up to date with what the project ships."""
    assistant = Assistant.open(settings())
    bring_up_to_date(assistant.index, progress)
    return assistant
