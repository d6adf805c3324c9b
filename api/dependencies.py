"""What routes get from the app: the assistant and the artist that draws pages."""

from typing import cast

from fastapi import Request

from assistant.assistant import Assistant
from corpus.artist import Artist


def get_assistant(request: Request) -> Assistant:
    """The app's assistant."""
    return cast("Assistant", request.app.state.assistant)


def get_artist(request: Request) -> Artist:
    """The app's artist."""
    return cast("Artist", request.app.state.artist)
