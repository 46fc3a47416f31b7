"""The tags that customers give to products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fake_magento.entities.base import (
    Entities,
    Entry,
    FileContent,
    in_words_of_an_entry,
    known,
    other_stores,
    product_of,
)
from fake_magento.entities.customers import customer_of
from fake_magento.fixture_shape import TEXT, Items, OneOf, Section, Values
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.tags import DISABLED, PENDING, give_tag, save_tag

_TABLE = "tag"
_STATUSES = {"approved": 1, "pending": PENDING, "disabled": DISABLED}
_GIVEN = Section({"sku": TEXT, "customer": OneOf((str, int)), "store": OneOf((str, int))}, 1)


class TagView:
    """A tag of the fake's shop. What is asked is answered as it is now, and raises `LookupError` once it is gone."""

    def __init__(self, shop: Shop, id: int) -> None:
        self._shop = shop
        self.id = id

    def __repr__(self) -> str:
        return f"<tag {self.id}>"

    @property
    def _tag(self) -> Row:
        with self._shop.lock:
            found = self._shop.table(_TABLE).get(self.id)
        if found is None:
            raise LookupError(f"the tag {self.id} is gone")
        return found

    @property
    def name(self) -> str | None:
        """The word that it is."""
        found: str | None = self._tag["name"]
        return found

    @property
    def status(self) -> str:
        """``approved``, ``pending`` or ``disabled``."""
        return _status(self._tag)

    @property
    def products(self) -> list[str]:
        """The SKUs of the products that have it in any store view, each once."""
        with self._shop.lock:
            ids = {each["product_id"] for each in _relations(self._shop, self._tag)}
            return [self._shop.products[id]["sku"] for id in sorted(ids)]


class Tags(Entities[TagView]):
    """The tags by name, whatever the case."""

    section = "tags"
    one = "tag"
    table = _TABLE
    named_by = "name"
    shape = Section(
        {
            "name": TEXT,
            "id": int,
            "status": str,
            "products": Items(OneOf((str, int, _GIVEN))),
            "base_popularity": Values(int),
        },
        1,
    )

    @in_words_of_an_entry()
    def add(
        self,
        name: str,
        *,
        id: int | None = None,
        status: str = "pending",
        products: Sequence[str | Mapping[str, Any]] = (),
        base_popularity: Mapping[str, int] | None = None,
    ) -> TagView:
        """Add a tag.

        ``status`` is ``approved``, ``pending`` or ``disabled``. ``products`` are those that have it: SKUs, or mappings with
        ``sku`` and, where wanted, the ``customer`` who gave it (his e-mail address or id; nobody unless given) and the
        ``store`` view where (the first unless given). ``base_popularity`` is what is added to that, by store view.

        Raises `StateError` where name or id is taken, and for a status, product, customer or store view that there is not.
        """
        shop = self._shop
        with self._whole():
            value = _STATUSES[known("status of tags", status, _STATUSES)]
            if name and name in self:
                raise StateError(f"a tag {name!r} exists already")
            row = shop.table(_TABLE).insert(tag_id=id, name=name, status=value)
            for product, customer, store in self._given(products):
                give_tag(shop, row["tag_id"], product, customer, store)
            for code, popularity in (base_popularity or {}).items():
                save_tag(shop, row["tag_id"], {"base_popularity": popularity}, self.store_id(code))
            return TagView(shop, row["tag_id"])

    def _given(self, products: Sequence[str | Mapping[str, Any]]) -> Iterator[tuple[int, int | None, int]]:
        """To which product it was given, by whom, and where."""
        for each in products:
            given = each if isinstance(each, Mapping) else {"sku": each}
            customer, store = given.get("customer"), given.get("store")
            yield (
                product_of(self._shop, str(given["sku"]))["entity_id"],
                None if customer is None else customer_of(self._shop, customer)["entity_id"],
                other_stores(self._shop)[0][0] if store is None else self.store_id(store),
            )

    def made(self, row: Row) -> TagView:
        return TagView(self._shop, row["tag_id"])

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        return [self._entry(row) for row in self._shop.table(_TABLE)]

    def _entry(self, row: Row) -> Entry:
        codes = {ADMIN_STORE: "admin", **dict(other_stores(self._shop))}
        entry = {"name": row["name"] or "", "id": row["tag_id"], "status": _status(row)}
        given = [
            {
                "sku": self._shop.products[each["product_id"]]["sku"],
                **({} if each["customer_id"] is None else {"customer": each["customer_id"]}),
                "store": codes[each["store_id"]],
            }
            for each in _relations(self._shop, row)
        ]
        popularity = {
            codes[each["store_id"]]: each["base_popularity"]
            for each in self._shop.table("tag_properties").select(tag_id=row["tag_id"])
        }
        return {**entry, "products": given, "base_popularity": popularity}


def _status(tag: Row) -> str:
    return next((word for word, status in _STATUSES.items() if status == tag["status"]), str(tag["status"]))


def _relations(shop: Shop, tag: Row) -> list[Row]:
    return shop.table("tag_relation").select(tag_id=tag["tag_id"])
