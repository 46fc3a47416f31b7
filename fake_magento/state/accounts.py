"""API users, what they may do, and their sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fake_magento.state.clock import Clock
from fake_magento.state.collation import collate
from fake_magento.state.randomness import Randomness
from fake_magento.state.table import Row, Table

SESSION_TIMEOUT = 3600.0
"""Seconds of idleness after which a session expires, Magento's default."""

_REMEMBERED: Final = 10_000
"""Of so many sessions that somebody began it is known that a tester took them away with all else that there was."""


@dataclass(frozen=True, slots=True)
class ApiUser:
    """Someone who may log in.

    ``resources`` are the ACL paths that the user's role allows (``catalog/product/media``, …), ``None`` means all of them. As
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


class Sessions:
    """The sessions of one shop, rows of ``api_session``. They expire after ``timeout`` seconds without a call."""

    def __init__(self, table: Table, clock: Clock, random: Randomness) -> None:
        self.timeout = SESSION_TIMEOUT
        self._table = table
        self._clock = clock
        self._random = random
        self._begun: dict[str, None] = {}

    def start(self, user: ApiUser | None = None) -> str:
        """A new session's id: 32 hexadecimal digits. Nobody is logged in where there is no user (``startSession``)."""
        id = self._random.hex(32)
        self._table.insert(sessid=id, user=user, used_at=self._clock.now())
        if user is not None:
            self._remember(id)
        return id

    def _remember(self, id: str) -> None:
        self._begun[id] = None
        if len(self._begun) > _REMEMBERED:
            del self._begun[next(iter(self._begun))]

    def is_live(self, session_id: str) -> bool:
        """Whether somebody is logged in under this id."""
        return self._live(session_id) is not None

    def user_of(self, session_id: str) -> ApiUser | None:
        """Who is logged in under this id, and keeps the session from expiring; ``None`` where nobody is."""
        session = self._live(session_id)
        if session is None:
            self.take(session_id)
            return None
        self._table.update(session_id, used_at=self._clock.now())
        if session["sessid"] not in self._begun:  # it came with a snapshot of another shop
            self._remember(session["sessid"])
        user: ApiUser = session["user"]
        return user

    def _live(self, session_id: str) -> Row | None:
        session = self._table.get(session_id)
        if session is None or session["user"] is None or session["taken"]:
            return None
        return session if self._clock.now() - session["used_at"] <= self.timeout else None

    def was_taken(self, session_id: str) -> bool:
        """Whether the session is over without its client having ended it.

        A tester moved the clock, ended it, or made the shop what it was before it began.
        """
        session = self._table.get(session_id)
        return collate(session_id).lower() in self._begun if session is None else bool(session["taken"])

    def end(self, session_id: str) -> None:
        """Forget the session, which the database finds whatever the case of its id; unknown ids are ignored."""
        id = collate(session_id).lower()
        if not self.was_taken(id):
            self._table.delete(id)
            self._begun.pop(id, None)

    def take(self, session_id: str) -> None:
        """The session is over without its client having ended it, where somebody is logged in; unknown ids are ignored."""
        session = self._table.get(session_id)
        if session is not None and session["user"] is not None:
            self._table.update(session_id, taken=True)

    def expire_all(self) -> None:
        """Every session is over, as after the timeout."""
        for session in self._table:
            self._table.update(session["sessid"], taken=True)
