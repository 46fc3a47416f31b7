"""The statuses of orders."""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry, known, of_clean_shop
from fake_magento.fixture_shape import TEXT, Section
from fake_magento.state import Row, StateError

_STATUSES, _STATES = "sales_order_status", "sales_order_status_state"


@dataclass(frozen=True)
class OrderStatus:
    """A status that orders can have: its code, what it is called, and the state of orders that it belongs to, if any."""

    status: str
    label: str
    state: str | None


class OrderStatuses(Entities[OrderStatus]):
    """The statuses of orders by their codes, such as ``pending``."""

    section = "order_statuses"
    one = "status"
    table = _STATUSES
    named_by = "status"
    shape = Section({"status": str, "label": TEXT, "state": str}, 1)

    @in_words_of_an_entry()
    def add(self, status: str, *, label: str | None = None, state: str | None = None) -> OrderStatus:
        """Add a status of the shop's own, such as ``exported``, which orders can then be given.

        ``label`` is what it is called, its code unless given. ``state`` is the state that it belongs to, such as
        ``processing``: an order that is added with the status is brought into that state; without one it is but written to
        the order. Raises `StateError` for a status that there is already, and for a state that there is not.
        """
        with self._shop.lock:
            statuses, states = self._shop.table(_STATUSES), self._shop.table(_STATES)
            if status in statuses:
                raise StateError(f"there is a status {status!r} already")
            statuses.schema.check(status=status, label=label or None)
            if state is not None:
                known("state of orders", state, dict.fromkeys(row["state"] for row in states))
            row = statuses.insert(status=status, label=label or status)
            if state is not None:
                states.insert(status=status, state=state)
            return self.made(row)

    def made(self, row: Row) -> OrderStatus:
        belongs = self._shop.table(_STATES).get(row["status"])
        return OrderStatus(row["status"], row["label"], None if belongs is None else belongs["state"])

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        """Those beyond the clean shop's."""
        clean = of_clean_shop(_STATUSES)
        return [self._entry(self.made(row)) for row in self._shop.table(_STATUSES) if row["status"] not in clean]

    def _entry(self, status: OrderStatus) -> Entry:
        entry = {"status": status.status, "label": status.label}
        return entry if status.state is None else {**entry, "state": status.state}
