"""The groups of customers."""

from __future__ import annotations

from dataclasses import dataclass

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry, of_clean_shop
from fake_magento.fixture_shape import TEXT, Section
from fake_magento.nearest import nearest
from fake_magento.state import Row, Shop, StateError

_TABLE = "customer_group"


@dataclass(frozen=True)
class CustomerGroup:
    """A group that customers are in; the id 0 is that of whoever is not logged in."""

    id: int
    name: str


class CustomerGroups(Entities[CustomerGroup]):
    """The groups of customers by name, such as ``Wholesale``."""

    section = "customer_groups"
    one = "customer group"
    table = _TABLE
    named_by = "customer_group_code"
    shape = Section({"name": TEXT, "id": int}, 1)

    @in_words_of_an_entry()
    def add(self, name: str, *, id: int | None = None) -> CustomerGroup:
        """Add a group, for customers and for prices. ``id`` is the next free one unless given.

        Raises `StateError` where name or id is taken.
        """
        with self._shop.lock:
            groups = self._shop.table(_TABLE)
            if groups.find(customer_group_code=name) is not None:
                raise StateError(f"there is a customer group {name!r} already")
            if id in groups:
                raise StateError(f"there is a customer group of the id {id} already")
            groups.schema.check(customer_group_id=id, customer_group_code=name)
            like_others = {"tax_class_id": next(iter(groups))["tax_class_id"]}
            return self.made(groups.insert(like_others, customer_group_id=id, customer_group_code=name))

    def made(self, row: Row) -> CustomerGroup:
        return CustomerGroup(row["customer_group_id"], row["customer_group_code"])

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        """Those beyond the clean shop's."""
        clean = of_clean_shop(_TABLE)
        rows = (row for row in self._shop.table(_TABLE) if row["customer_group_id"] not in clean)
        return [{"name": row["customer_group_code"], "id": row["customer_group_id"]} for row in rows]


def group_id(shop: Shop, group: int | str) -> int:
    """The id of the group of customers of that id or name. Raises `StateError` where there is none."""
    groups = {row["customer_group_code"]: row["customer_group_id"] for row in shop.table(_TABLE)}
    if isinstance(group, str) and group.isdecimal() and group not in groups:
        group = int(group)
    if group not in (*groups, *groups.values()):
        raise StateError(f"no customer group {group!r}{nearest(group, groups)}")
    id: int = groups.get(group, group)
    return id
