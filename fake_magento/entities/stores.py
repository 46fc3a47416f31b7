"""The store views."""

from __future__ import annotations

from fake_magento.entities.base import Entities, Entry, FileContent, in_words_of_an_entry
from fake_magento.fixture_shape import TEXT, Section
from fake_magento.state import ADMIN_STORE, Row, Store


class Stores(Entities[Store]):
    """The store views by code, ``admin`` among them."""

    section = "stores"
    one = "store view"
    table = "core_store"
    named_by = "code"
    shape = Section({"code": str, "id": int, "name": TEXT, "website": str, "sort_order": int}, 1)

    @in_words_of_an_entry()
    def add(
        self, code: str, *, id: int | None = None, name: str | None = None, website: str = "base", sort_order: int = 0
    ) -> Store:
        """Add a store view, in the website of that code, which is made where there is none.

        ``id`` is the next free one unless given. Raises `StateError` where id or code is taken.
        """
        with self._shop.lock:
            return self._shop.catalogue.add_store(code, id, name, website, sort_order)

    def make_way(self) -> None:
        self._shop.catalogue.clear_stores()

    def made(self, row: Row) -> Store:
        return self._shop.catalogue.made_store(row)

    def rows_of(self, name: str) -> list[Row]:
        return [row for row in super().rows_of(name) if row["code"] == name]

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        return [
            {
                "code": each.code,
                "id": each.id,
                "name": each.name,
                "website": each.website,
                "sort_order": each.sort_order,
            }
            for each in self._shop.catalogue.stores
            if each.id != ADMIN_STORE
        ]
