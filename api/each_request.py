"""What every answer of the server carries in its headers, and how requests are counted."""

import time

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import count_request


class EachRequest:
    """Sets the headers that keep a browser safe, and counts requests by route, status and time to the first byte.

    Args:
        app: what answers.
        policy: the content security policy of answers that set none themselves.
    """

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app = app
        self.policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request (ASGI)."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, taken, status = time.perf_counter(), 0.0, 500

        async def sending(message: Message) -> None:
            nonlocal taken, status
            if message["type"] == "http.response.start":
                taken, status = time.perf_counter() - started, message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
                headers.setdefault("Content-Security-Policy", self.policy)
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-cache"
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            route = getattr(scope.get("route"), "path", "") or "other"
            count_request(scope["method"], route, status, taken or time.perf_counter() - started)
