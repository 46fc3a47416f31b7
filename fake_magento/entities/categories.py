"""The categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fake_magento.entities.base import (
    TIME,
    VALUES_AND_LISTS,
    Entities,
    Entry,
    FileContent,
    in_words_of_an_entry,
    or_undone,
    other_stores,
    product_of,
    store_id,
    the_one,
    times,
    times_of,
)
from fake_magento.fixture_shape import TEXT, Items, OneOf, Section, Values
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.categories import (
    AVAILABLE,
    TREE_ROOT,
    assign,
    assigned_products,
    attributes_of,
    children_finder,
    create_category,
    delete_category,
    save_category,
)
from fake_magento.state.clock import Moment

ROOT = 2
"""The category below which a fresh shop's catalogue is."""

_MADE = "url_path"
_POSITION = "position"
_FILLED_IN = {"include_in_menu": 1}
"""What a category has that a tester adds without saying more."""
_FROM_SETTINGS = ("available_sort_by", "default_sort_by")


class CategoryView:
    """A category of the fake's shop, as a store view sees it; ``admin`` unless `in_store` says otherwise.

    What is asked of it is answered as it is now, and raises `LookupError` once the category is gone.
    """

    def __init__(self, shop: Shop, id: int, store: int = ADMIN_STORE) -> None:
        self._shop = shop
        self._store = store
        self.id = id

    def __repr__(self) -> str:
        return f"<category {self.id}>"

    @property
    def _category(self) -> Row:
        with self._shop.lock:
            found = self._shop.categories.get(self.id)
        if found is None:
            raise LookupError(f"the category {self.id} is gone")
        return found

    def in_store(self, store: str | int) -> CategoryView:
        """The category as a store view sees it, named by code or id. Raises `StateError` where there is none such."""
        return CategoryView(self._shop, self.id, store_id(self._shop, store))

    @property
    def name(self) -> str | None:
        """Its name."""
        found: str | None = self.attributes["name"]
        return found

    @property
    def is_active(self) -> bool:
        """Whether the shop shows it."""
        return bool(self.attributes["is_active"])

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The values of its attributes by code, as the shop keeps them; ``None`` for none."""
        with self._shop.lock:
            category = self._category
            return {
                row["attribute_code"]: self._shop.categories.value(category, row, self._store)
                for row in attributes_of(self._shop)
            }

    @property
    def parent(self) -> CategoryView | None:
        """The category that it lies in; ``None`` for the root of all."""
        parent = self._category["parent_id"]
        return CategoryView(self._shop, parent, self._store) if parent else None

    @property
    def children(self) -> list[CategoryView]:
        """The categories that lie in it, by position."""
        with self._shop.lock:
            rows = self._shop.categories.select(parent_id=self._category["entity_id"])
        rows.sort(key=lambda row: row["position"])
        return [CategoryView(self._shop, row["entity_id"], self._store) for row in rows]

    @property
    def products(self) -> list[str]:
        """The SKUs of the products in it, as the store view shows them."""
        with self._shop.lock:
            return [row["sku"] for row, _ in assigned_products(self._shop, self._category, self._store)]


class Categories(Entities[CategoryView]):
    """The categories below the root by name, where just one has it. An id finds any of them."""

    section = "categories"
    one = "category"
    table = "catalog_category_entity"
    named_by = "name"
    shape = Section(
        {
            "name": TEXT,
            "id": int,
            "parent": OneOf((int, str)),
            "is_active": bool,
            "attributes": VALUES_AND_LISTS,
            "stores": Values(VALUES_AND_LISTS),
            "products": Items(TEXT),
            "created_at": TIME,
            "updated_at": TIME,
        },
        1,
    )

    @in_words_of_an_entry("created_at", "updated_at")
    def add(
        self,
        name: str,
        *,
        id: int | None = None,
        parent: int | str | None = None,
        is_active: bool = True,
        attributes: Mapping[str, Any] | None = None,
        stores: Mapping[str, Mapping[str, Any]] | None = None,
        products: Sequence[str] = (),
        created_at: Moment | None = None,
        updated_at: Moment | None = None,
    ) -> CategoryView:
        """Add a category, the last in its parent.

        ``parent`` is the id or name of one, the shop's default category unless given. ``attributes`` are values of other
        attributes by code, ``position`` among them, ``stores`` by store view what is otherwise there, ``products`` SKUs.
        ``created_at`` and ``updated_at`` are when it was made and last changed, as `Clock.set` takes times; now unless given.

        Raises `StateError` for a parent, product, attribute or store view that there is not, and for an id that is taken.
        """
        shop = self._shop
        with shop.lock:
            above = shop.categories[ROOT if parent is None else self._id(parent)]
            given = self._values(attributes or {})
            others = {self.store_id(store): self._values(own) for store, own in (stores or {}).items()}
            ids = [product_of(shop, sku)["entity_id"] for sku in products]
            placed: dict[str, Any] = {**times(created_at=created_at, updated_at=updated_at)}
            if given.get(_POSITION) is not None:
                placed[_POSITION] = given[_POSITION]
            if id in shop.categories:
                raise StateError(f"a category has the id {id} already")
            given = {"name": name, "is_active": int(is_active), **_FILLED_IN, **given}
            row = create_category(shop, above, given, from_config=_FROM_SETTINGS, id=id)
            with or_undone(lambda: delete_category(shop, row)):
                for store, own in others.items():
                    row = save_category(shop, row, own, store, checked=False)
            for product in ids:
                assign(shop, product, row["entity_id"], 1)
            if placed:
                shop.categories.update(row["entity_id"], placed)
            return CategoryView(shop, row["entity_id"])

    @in_words_of_an_entry()
    def update(
        self,
        category: str | int,
        *,
        name: str | None = None,
        is_active: bool | None = None,
        attributes: Mapping[str, Any] | None = None,
        stores: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> CategoryView:
        """Change a category, by its name or id, as somebody in the shop's back office does: no call of the API is counted.

        The words are those of `add`; what is not given stays. Raises `KeyError` for a category that there is not, and
        `StateError` as `add`; nothing has changed then.
        """
        shop = self._shop
        with self._whole():
            row = self[category]._category
            given = self._values(attributes or {})
            given |= {} if name is None else {"name": name}
            given |= {} if is_active is None else {"is_active": int(is_active)}
            row = save_category(shop, row, given, checked=False)
            for store, own in (stores or {}).items():
                row = save_category(shop, row, self._values(own), self.store_id(store), checked=False)
            return self.made(row)

    def remove(self, category: str | int) -> None:
        """Take a category away, by its name or id, with all below it; products only leave it.

        Raises `KeyError` for a category that there is not, and `StateError` for the root of all and that of a website.
        """
        with self._shop.lock:
            row = self[category]._category
            if row["entity_id"] == TREE_ROOT:
                raise StateError("the root of all categories cannot be removed")
            delete_category(self._shop, row)

    def _values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Values of attributes as the shop takes them. Raises `StateError` for an attribute that there is not."""
        known = [row["attribute_code"] for row in attributes_of(self._shop)]
        for code in given:
            if code not in known:
                raise StateError(f"categories have no attribute {code!r}{nearest(code, known)}")
            if isinstance(given[code], list) and code != AVAILABLE:
                raise StateError(f"one value of {code} can be given, not {given[code]!r:.100}")
        return {
            code: value.split(",") if code == AVAILABLE and isinstance(value, str) else value
            for code, value in given.items()
        }

    def _id(self, category: int | str) -> int:
        return category_id(self._shop, category)

    def made(self, row: Row) -> CategoryView:
        return CategoryView(self._shop, row["entity_id"])

    def name(self, row: Row) -> str:
        return str(self._shop.categories.value(row, "name"))

    def rows(self) -> list[Row]:
        return [row for row in self._shop.categories if row["parent_id"]]

    def rows_of(self, name: str) -> list[Row]:
        return [row for row in self.rows() if self.name(row) == name]

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**entry)

    def dump(self) -> list[Entry]:
        """Those beyond the clean shop's own two, each behind its parent; products name their categories themselves."""
        children, rows = children_finder(self._shop), [self._shop.categories[TREE_ROOT]]
        for above in rows:  # grows until nothing is below the last of them
            rows += children(above)
        return [self._entry(row) for row in rows if row["entity_id"] > ROOT]

    def _entry(self, row: Row) -> Entry:
        categories = self._shop.categories
        stored = {each["attribute_code"]: categories.stored(row, each["attribute_code"]) for each in _kept(self._shop)}
        general = {code: values[ADMIN_STORE] for code, values in stored.items() if values.get(ADMIN_STORE) is not None}
        entry: Entry = {
            "name": general.pop("name", ""),
            "id": row["entity_id"],
            "parent": row["parent_id"],
            "is_active": bool(general.pop("is_active", 0)),
            "attributes": {**dict.fromkeys(_FILLED_IN.keys() - general.keys()), **general, _POSITION: row["position"]},
        }
        for number, code_of_store in other_stores(self._shop):
            own = {code: categories.value(row, code, number) for code, values in stored.items() if number in values}
            if own:
                entry.setdefault("stores", {})[code_of_store] = own
        return {**entry, **times_of(row)}


def _kept(shop: Shop) -> list[Row]:
    """The attributes whose values are not made of others."""
    return [row for row in attributes_of(shop) if row["backend_type"] != "static" and row["attribute_code"] != _MADE]


def category_id(shop: Shop, category: int | str) -> int:
    """The id of a category named by id or name. Raises `StateError` where there is none, or several of the name."""
    if isinstance(category, int):
        if category not in shop.categories:
            raise StateError(f"no category of the id {category}{nearest(category, shop.categories.ids())}")
        return category
    names = [shop.categories.value(row, "name") for row in shop.categories]
    found = [row for row, name in zip(shop.categories, names, strict=True) if name == category]
    if not found:
        raise StateError(f"no category {category!r}{nearest(category, filter(None, names))}")
    id: int = the_one("categories", category, found, "entity_id")["entity_id"]
    return id
