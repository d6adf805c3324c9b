"""What routes get from the app: the assistant, the artist that draws pages, and the jobs."""

from typing import cast

from fastapi import Request

from api.jobs.runner import JobRunner
from assistant.assistant import Assistant
from corpus.artist import Artist


def get_assistant(request: Request) -> Assistant:
    """The app's assistant."""
    return cast("Assistant", request.app.state.assistant)


def get_artist(request: Request) -> Artist:
    """The app's artist."""
    return cast("Artist", request.app.state.artist)


def get_jobs(request: Request) -> JobRunner:
    """The app's jobs."""
    return cast("JobRunner", request.app.state.jobs)
