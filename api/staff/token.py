"""The staff token, as programs send it with each request."""

import hmac
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.allowance import TOO_MANY, Allowance, take_from
from api.dependencies import get_assistant
from api.errors import ApiError, ErrorBody
from assistant.assistant import Assistant

REFUSALS = {
    401: {"model": ErrorBody, "description": "The staff token is missing or wrong."},
    403: {"model": ErrorBody, "description": "The server has no staff token, so staff routes are off."},
    **TOO_MANY,
}
WRONG_TOKENS = Allowance(size=10, per_second=1 / 30)
"""Wrong tokens that an address may try, by page and by program together."""

bearer = HTTPBearer(auto_error=False, description="The token that JNEXUS_STAFF_TOKEN sets.")


def is_staff_token(given: str, token: str) -> bool:
    """Whether this is the token; takes as long for a nearly right one as for any other."""
    return hmac.compare_digest(given.encode(), token.encode())


def staff_only(
    request: Request,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    assistant: Annotated[Assistant, Depends(get_assistant)],
) -> None:
    """Let only staff pass.

    Raises:
        ApiError: 403 where no token is set, 401 for a missing or wrong one, 429 after too many wrong ones.
    """
    token = assistant.settings.staff_token
    if not token:
        raise ApiError(
            403,
            "staff_off",
            "staff routes are off, because this server has no staff token",
            "set JNEXUS_STAFF_TOKEN and start the server again",
        )
    if given and is_staff_token(given.credentials, token):
        return
    if given:
        take_from(WRONG_TOKENS, request, "wrong staff tokens")
    raise ApiError(
        401,
        "not_staff",
        "the staff token is wrong" if given else "this route needs the staff token",
        "send it as 'Authorization: Bearer TOKEN'",
        {"WWW-Authenticate": "Bearer"},
    )
