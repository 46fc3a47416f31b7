"""All state of one fake, on one object: a reset replaces it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from fake_magento.state.accounts import ApiUser, Clock, Sessions
from fake_magento.state.catalogue import ADMIN_STORE, Catalogue
from fake_magento.state.collation import collate
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage

ACCESS_TO_ALL = "all"
"""The ``resources`` of a role that allows everything."""


_STATE = ("catalogue", "media", "sessions", "credentials", "_users")
"""What changes in a shop, beside its clock."""


@dataclass(frozen=True)
class Snapshot:
    """The state of a shop at one time."""

    state: Mapping[str, Any]
    clock_offset: float


class Shop:
    """A shop with the store ``admin`` and nothing else. ``lock`` guards all of it; whoever reads or writes holds it."""

    catalogue: Catalogue
    media: MediaStorage
    sessions: Sessions
    credentials: tuple[str, str]
    """Name and key of the user that a tester is to log in as."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clock = Clock()
        self.clear()

    def clear(self) -> None:
        """Make it a fresh shop; its clock is the machine's again."""
        with self.lock:
            self.clock.offset = 0.0
            self.catalogue = Catalogue()
            self.catalogue.add_store("admin", ADMIN_STORE, "Admin", "admin")
            self.media = MediaStorage()
            self.sessions = Sessions(self.clock)
            self._users: dict[str, ApiUser] = {}
            self.credentials = "", ""

    def snapshot(self) -> Snapshot:
        """All of its state, sessions and the clock among it; the bytes of images are not copied."""
        with self.lock:
            state = {name: getattr(self, name) for name in _STATE}
            return Snapshot(self._copied(state), self.clock.offset)

    def restore(self, snapshot: Snapshot) -> None:
        """Make it what it was when the snapshot was taken, which can be restored again."""
        with self.lock:
            self.clock.offset = snapshot.clock_offset
            self.__dict__.update(self._copied(snapshot.state))

    def _copied(self, state: Mapping[str, Any]) -> Mapping[str, Any]:
        return deepcopy(state, {id(self.clock): self.clock})

    @property
    def users(self) -> list[ApiUser]:
        """The API users."""
        return [*self._users.values()]

    def add_user(
        self,
        name: str,
        key: str,
        resources: str | Collection[str] | None = ACCESS_TO_ALL,
        active: bool = True,
    ) -> ApiUser:
        """A new API user whose role allows the ACL paths in ``resources``.

        ``"all"`` allows everything, ``None`` is a user without a role. Raises `StateError` where the name is taken, or the
        name or key is empty.
        """
        if not name or not key:
            raise StateError("an API user needs a name and a key")
        if collate(name) in self._users:
            raise StateError(f"an API user {name!r} exists already")
        if isinstance(resources, str) and resources != ACCESS_TO_ALL:
            raise StateError(f"resources are {ACCESS_TO_ALL!r}, a list of ACL paths, or None; not {resources!r}")
        allowed = None if resources is None or isinstance(resources, str) else frozenset(resources)
        user = ApiUser(name, key, allowed, active, has_role=resources is not None)
        self._users[collate(name)] = user
        return user

    def authenticate(self, name: str, key: str) -> ApiUser | None:
        """The user, where name and key fit and the user is active and has a role."""
        user = self._users.get(collate(name))
        if user is None or user.key != key or not user.active or not user.has_role:
            return None
        return user

    def sku(self, product: str | int) -> str:
        """The SKU of a product by its SKU (text) or its id (a number); what was given, as text, where there is none."""
        with self.lock:
            catalogue = self.catalogue
            found = catalogue.product_by_sku(product) if isinstance(product, str) else catalogue.products.get(product)
            return found.sku if found else str(product)
