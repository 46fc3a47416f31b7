"""All state of one fake, on one object: a reset replaces it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from fake_magento.state.accounts import SESSION_TIMEOUT, ApiUser, Sessions
from fake_magento.state.catalogue import Catalogue
from fake_magento.state.clean import clean_shop
from fake_magento.state.clock import Clock, ClockState
from fake_magento.state.database import Database, DatabaseSnapshot
from fake_magento.state.eav import EavTable
from fake_magento.state.errors import StateError
from fake_magento.state.media import MediaStorage
from fake_magento.state.randomness import Randomness
from fake_magento.state.table import Row, Table

ACCESS_TO_ALL = "all"
"""The ``resources`` of a role that allows everything."""


@dataclass(frozen=True, repr=False)
class Snapshot:
    """The state of a shop at one time."""

    tables: DatabaseSnapshot
    clock: ClockState
    random: Any
    session_timeout: float
    credentials: tuple[str, str]

    def __repr__(self) -> str:
        tables = Database(self.tables)
        counts = {
            "products": tables["catalog_product_entity"],
            "customers": tables["customer_entity"],
            "orders": tables["sales_flat_order"],
        }
        return f"<snapshot, {', '.join(f'{name}: {len(table)}' for name, table in counts.items())}>"


class Shop:
    """A shop, clean at first. ``lock`` guards all of it; whoever reads or writes holds it.

    All that it keeps are the rows of its tables, its clock's setting and where its randomness stands.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.clock = Clock()
        self.random = Randomness()
        self.database = Database()
        self.catalogue = Catalogue(self.database, self.clock)
        self.media = MediaStorage(self.database["media_file"])
        self.sessions = Sessions(self.database["api_session"], self.clock, self.random)
        self._users = self.database["api_user"]
        self.credentials = "", ""
        """Name and key of the user that a tester is to log in as."""
        self.restored = 0
        """How often it was made what it was at another time, or a clean shop."""
        self.clear()

    def table(self, name: str) -> Table:
        """The table of that name, one of `fake_magento.state.schema`."""
        return self.database[name]

    @property
    def config(self) -> Table:
        """The settings, which `fake_magento.state.settings` reads."""
        return self.database.config

    @property
    def products(self) -> EavTable:
        """The products."""
        return self.database.entities("catalog_product_entity")

    @property
    def categories(self) -> EavTable:
        """The categories."""
        return self.database.entities("catalog_category_entity")

    @property
    def customers(self) -> EavTable:
        """The customers."""
        return self.database.entities("customer_entity")

    @property
    def addresses(self) -> EavTable:
        """The customers' addresses."""
        return self.database.entities("customer_address_entity")

    def clear(self) -> None:
        """Make it a clean shop; its clock is the machine's again, and nothing is repeated."""
        self.restore(Snapshot(clean_shop(), ClockState(0.0, None), None, SESSION_TIMEOUT, ("", "")))

    def snapshot(self) -> Snapshot:
        """All of its state, sessions, clock and randomness among it. It costs the same at any size."""
        with self.lock:
            tables, timeout = self.database.snapshot(), self.sessions.timeout
            return Snapshot(tables, self.clock.state, self.random.state, timeout, self.credentials)

    def restore(self, snapshot: Snapshot) -> None:
        """Make it what it was when the snapshot was taken, of this shop or another; it can be restored again."""
        with self.lock:
            self.restored += 1
            self.database.restore(snapshot.tables)
            self.clock.state = snapshot.clock
            self.random.state = snapshot.random
            self.sessions.timeout = snapshot.session_timeout
            self.credentials = snapshot.credentials

    @property
    def users(self) -> list[ApiUser]:
        """The API users."""
        return [api_user(row) for row in self._users]

    def add_user(
        self,
        name: str,
        key: str,
        resources: str | Collection[str] | None = ACCESS_TO_ALL,
        active: bool = True,
    ) -> ApiUser:
        """A new API user whose role allows the ACL paths in ``resources``.

        ``"all"`` allows everything, ``None`` is a user without a role. Raises `StateError` where the name is taken or too long,
        or the name or key is empty.
        """
        if not name or not key:
            raise StateError("an API user needs a name and a key")
        self._users.schema.check(username=name)
        if self._users.find(username=name) is not None:
            raise StateError(f"an API user {name!r} exists already")
        if isinstance(resources, str) and resources != ACCESS_TO_ALL:
            raise StateError(f"resources are {ACCESS_TO_ALL!r}, a list of ACL paths, or None; not {resources!r}")
        allowed = None if resources is None or isinstance(resources, str) else frozenset(resources)
        has_role = resources is not None
        row = self._users.insert(username=name, key=key, resources=allowed, is_active=active, has_role=has_role)
        return api_user(row)

    def authenticate(self, name: str, key: str) -> ApiUser | None:
        """The user, where name and key fit and the user is active and has a role."""
        row = self._users.find(username=name)
        if row is None or row["key"] != key or not row["is_active"] or not row["has_role"]:
            return None
        return api_user(row)

    def subjects(self, about: Mapping[str, str | int]) -> dict[str, str]:
        """What a tester names by kind, as calls name it: a product by its SKU, others by what is given."""
        return {kind: self.sku(named) if kind == "product" else str(named) for kind, named in about.items()}

    def sku(self, product: str | int) -> str:
        """The SKU of a product by its SKU (text) or its id (a number); what was given, as text, where there is none."""
        with self.lock:
            found = self.products.find(sku=product) if isinstance(product, str) else self.products.get(product)
            return found["sku"] if found else str(product)


def api_user(row: Row) -> ApiUser:
    """The API user of a row of ``api_user``."""
    return ApiUser(row["username"], row["key"], row["resources"], row["is_active"], row["has_role"])
