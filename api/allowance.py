"""How often a client may ask."""

import time
from collections import OrderedDict
from collections.abc import Mapping
from math import ceil
from threading import Lock
from typing import Any

from fastapi import Request

from api.errors import ApiError, ErrorBody

TOO_MANY: Mapping[int | str, dict[str, Any]] = {
    429: {"model": ErrorBody, "description": "Asked too often; the hint says how long to wait."}
}


class Allowance:
    """How often each client may ask: a bucket of tokens that fills up again with time."""

    def __init__(self, size: int, per_second: float, clients: int = 10_000) -> None:
        self.size, self.per_second, self.clients = size, per_second, clients
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self.lock = Lock()

    def take(self, client: str, cost: int = 1) -> float:
        """Take tokens; gives how many seconds to wait where there are too few, else 0."""
        now = time.monotonic()
        with self.lock:
            tokens, since = self.buckets.pop(client, (float(self.size), now))
            tokens = min(self.size, tokens + (now - since) * self.per_second)
            wait = max(0.0, (cost - tokens) / self.per_second)
            self.buckets[client] = (tokens if wait else tokens - cost, now)
            while len(self.buckets) > self.clients:
                self.buckets.popitem(last=False)
        return wait


def address_of(request: Request) -> str:
    """What clients are told apart by."""
    return request.client.host if request.client else ""


def take_from(allowance: Allowance, request: Request, what: str, cost: int = 1, more: str = "") -> None:
    """Let a client have what it asks for, or refuse it for asking too often.

    Args:
        allowance: what is given out.
        request: the client's.
        what: what it asked for too often, for the message: "too many {what} from this address".
        cost: how many tokens it takes.
        more: what else to do than wait.

    Raises:
        ApiError: 429, with how long to wait.
    """
    wait = ceil(allowance.take(address_of(request), cost))
    if wait:
        hint = f"try again in {wait} s" + (f"; {more}" if more else "")
        message = f"too many {what} from this address"
        raise ApiError(429, "too_many_requests", message, hint, {"Retry-After": str(wait)})
