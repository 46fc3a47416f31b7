"""API users, what they may do, and their sessions."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from fake_magento.state.collation import collate

SESSION_TIMEOUT = 3600.0
"""Seconds of idleness after which a session expires, Magento's default."""


class Clock:
    """The time that sessions expire by. A test moves it with `advance` instead of waiting.

    ``offset`` is how many seconds it is ahead of its source.
    """

    def __init__(self, source: Callable[[], float] = time.time) -> None:
        self._source = source
        self.offset = 0.0

    def now(self) -> float:
        """Seconds since the epoch, moved by what `advance` added."""
        return self._source() + self.offset

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self.offset += seconds


@dataclass(frozen=True, slots=True)
class ApiUser:
    """Someone who may log in.

    ``resources`` are the ACL paths that the user's role allows (``catalog/product``, …), ``None`` means all of them. As
    on the real server a path allows itself alone, not what lies below it (transcript ``v1_resources``: ``sales/order``
    does not show the order's methods). ``has_role`` is false for a user to whom nobody gave a role.
    """

    name: str
    key: str
    resources: frozenset[str] | None = None
    active: bool = True
    has_role: bool = True

    def may(self, acl: str | None) -> bool:
        """Whether the user's role allows the ACL path; ``None`` is a path that everybody may."""
        return acl is None or self.resources is None or acl in self.resources


@dataclass(slots=True)
class Session:
    """A session id that the server gave out; nobody is logged in where ``user`` is ``None`` (``startSession``)."""

    id: str
    user: ApiUser | None
    used_at: float


class Sessions:
    """The sessions of one shop. They expire after ``timeout`` seconds without a call.

    ``taken`` are the ids of those that did not end by themselves: a tester moved the clock, or ended them.
    """

    def __init__(self, clock: Clock, timeout: float = SESSION_TIMEOUT) -> None:
        self.clock = clock
        self.timeout = timeout
        self.taken: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def start(self, user: ApiUser | None = None) -> str:
        """A new session's id: 32 hexadecimal digits."""
        session = Session(secrets.token_hex(16), user, self.clock.now())
        self._sessions[session.id] = session
        return session.id

    def is_live(self, session_id: str) -> bool:
        """Whether somebody is logged in under this id."""
        session = self._sessions.get(session_id)
        return session is not None and session.user is not None and not self._is_expired(session)

    def user_of(self, session_id: str) -> ApiUser | None:
        """Who is logged in under this id, and keeps the session from expiring; ``None`` where nobody is."""
        session = self._sessions.get(session_id)
        if session is None or session.user is None:
            return None
        if self._is_expired(session):
            self.take(session_id)
            return None
        session.used_at = self.clock.now()
        return session.user

    def _is_expired(self, session: Session) -> bool:
        return self.clock.now() - session.used_at > self.timeout

    def end(self, session_id: str) -> None:
        """Forget the session, which the database finds whatever the case of its id; unknown ids are ignored."""
        self._sessions.pop(collate(session_id).lower(), None)

    def take(self, session_id: str) -> None:
        """The session is over without its client having ended it; unknown ids are ignored."""
        if self._sessions.pop(session_id, None):
            self.taken.add(session_id)

    def expire_all(self) -> None:
        """Every session is over, as after the timeout."""
        self.taken.update(self._sessions)
        self._sessions.clear()
