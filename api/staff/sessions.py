"""Sessions of staff who signed in on the pages with the staff token.

A browser holds a random secret in a cookie. The database holds no secret, but what the staff token makes of it: whoever
reads the database cannot sign in, and a new staff token ends every session.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from corpus.database import rows, run

COOKIE = "jnexus_staff"
HOURS = 8
"""How long a session lasts."""


@dataclass(frozen=True)
class Session:
    """A session; `reviewer` is the name last given in it for a review."""

    secret: str
    reviewer: str


class Sessions:
    """The sessions that one staff token opened."""

    def __init__(self, engine: Engine, staff_token: str) -> None:
        self.engine = engine
        self.key = staff_token.encode()

    def open(self) -> str:
        """Begin a session, and let go of those that are over.

        Returns:
            The secret for the cookie.
        """
        secret = secrets.token_urlsafe(32)
        now = datetime.now(UTC)
        with self.engine.begin() as connection:
            run(connection, "delete from staff_session where expires_at < :now", {"now": now.isoformat()})
            run(
                connection,
                "insert into staff_session values (:id, '', :expires)",
                {
                    "id": self.made_of("session", secret),
                    "expires": (now + timedelta(hours=HOURS)).isoformat(),
                },
            )
        return secret

    def find(self, secret: str) -> Session | None:
        """The session of a secret, unless it is over."""
        with self.engine.connect() as connection:
            found = rows(
                connection,
                "select reviewer from staff_session where session_id = :id and expires_at > :now",
                id=self.made_of("session", secret),
                now=datetime.now(UTC).isoformat(),
            )
        return Session(secret, found[0].reviewer) if found else None

    def remember(self, session: Session, reviewer: str) -> None:
        """Keep the name given for a review, for the next one."""
        with self.engine.begin() as connection:
            run(
                connection,
                "update staff_session set reviewer = :reviewer where session_id = :id",
                {"reviewer": reviewer, "id": self.made_of("session", session.secret)},
            )

    def close(self, secret: str) -> None:
        """End a session."""
        with self.engine.begin() as connection:
            run(
                connection,
                "delete from staff_session where session_id = :id",
                {"id": self.made_of("session", secret)},
            )

    def form_token(self, secret: str) -> str:
        """What a form carries to show that it comes from a page of whoever holds the secret."""
        return self.made_of("form", secret)

    def is_form_token(self, given: str, secret: str) -> bool:
        """Whether a form carries the right token."""
        return hmac.compare_digest(given.encode(), self.form_token(secret).encode())

    def made_of(self, purpose: str, secret: str) -> str:
        """What the staff token makes of a secret for a purpose (HMAC, RFC 2104)."""
        return hmac.new(self.key, f"{purpose}:{secret}".encode(), "sha256").hexdigest()
