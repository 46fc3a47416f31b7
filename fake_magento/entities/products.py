"""The products."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fake_magento.entities.base import VALUES, Entities, Entry, EntryError, FileContent, other_stores, store_id
from fake_magento.entities.categories import category_id
from fake_magento.fixture_shape import IMAGE, TEXT, Items, OneOf, Section, Values
from fake_magento.gallery import Image, ImageSource, image_entries, images_of, place_images, prepare_images
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.categories import assign
from fake_magento.state.products import ProductChange, attributes_of, category_ids, delete_product, save_product
from fake_magento.state.sources import options, source
from fake_magento.state.stock import stock_of

_NUMBER = OneOf((int, float, str))
_TYPE = "simple"
_WORDS = ("name", "price")
"""Attributes that `Products.add` takes by a word of its own."""


class ProductView:
    """A product of the fake's shop, by its id and SKU, as a store view sees it; ``admin`` unless `in_store` says otherwise.

    What is asked of it is answered as it is now, and raises `LookupError` once the product is gone.
    """

    def __init__(self, shop: Shop, product: Row, base_url: Callable[[], str], store: int = ADMIN_STORE) -> None:
        self._shop = shop
        self._base_url = base_url
        self._store = store
        self.id: int = product["entity_id"]
        self.sku: str = product["sku"]

    def __repr__(self) -> str:
        return f"<product {self.sku!r}, id {self.id}>"

    @property
    def _product(self) -> Row:
        with self._shop.lock:
            product = self._shop.products.get(self.id)
        if product is None:
            raise LookupError(f"the product {self.sku!r} is gone")
        return product

    def in_store(self, store: str | int) -> ProductView:
        """The product as a store view sees it, named by code or id. Raises `StateError` where there is none such."""
        with self._shop.lock:
            return ProductView(self._shop, self._product, self._base_url, store_id(self._shop, store))

    @property
    def attribute_set(self) -> str:
        """The name of the product's attribute set."""
        with self._shop.lock:
            return self._shop.catalogue.attribute_set(self._product["attribute_set_id"]).name

    @property
    def name(self) -> str | None:
        """Its name."""
        found: str | None = self.attributes["name"]
        return found

    @property
    def price(self) -> Decimal | None:
        """Its price; ``None`` where it has none."""
        found = self.attributes["price"]
        return None if found is None else Decimal(found)

    @property
    def qty(self) -> Decimal | None:
        """How many are in stock; ``None`` where nothing is known of its stock."""
        with self._shop.lock:
            stock = stock_of(self._shop.database, self._product["entity_id"])
        return None if stock is None else Decimal(stock["qty"])

    @property
    def is_in_stock(self) -> bool:
        """Whether the shop sells it."""
        with self._shop.lock:
            stock = stock_of(self._shop.database, self._product["entity_id"])
        return stock is not None and bool(stock["is_in_stock"])

    @property
    def attributes(self) -> Mapping[str, Any]:
        """The values of all attributes that the product can have, by code, as the shop keeps them; ``None`` for none.

        Raises `KeyError`, which names the nearest, for a code that it cannot have.
        """
        with self._shop.lock:
            product = self._product
            rows = attributes_of(self._shop, product["attribute_set_id"], product["type_id"])
            return _Attributes(
                {row["attribute_code"]: self._shop.products.value(product, row, self._store) for row in rows}
            )

    @property
    def categories(self) -> list[int]:
        """The ids of the categories that it is in."""
        with self._shop.lock:
            return category_ids(self._shop, self._product["entity_id"])

    @property
    def images(self) -> list[Image]:
        """The gallery as the store view sees it, by position."""
        return self.images_in(self._store)

    def images_in(self, store: str | int) -> list[Image]:
        """The gallery as a store view sees it, by position. Raises `StateError` where there is no such store view."""
        with self._shop.lock:
            return images_of(self._shop, self._product, store_id(self._shop, store), self._base_url, self._image)

    def _image(self, file: str, store: str | int) -> Image:
        for image in self.images_in(store):
            if image.file == file:
                return image
        raise LookupError(f"product {self.sku!r} has no image {file!r} any more")


class _Attributes(dict[str, Any]):
    def __missing__(self, code: str) -> Any:
        raise KeyError(f"the product has no attribute {code!r}{nearest(code, self)}")


class Products(Entities):
    """The products by SKU, found as the shop finds them: whatever the case."""

    section = "products"
    one = "product"
    shape = Section(
        {
            "sku": TEXT,
            "id": int,
            "attribute_set": OneOf((str, int)),
            "name": TEXT,
            "price": _NUMBER,
            "qty": _NUMBER,
            "attributes": VALUES,
            "stores": Values(VALUES),
            "categories": OneOf((Items(OneOf((int, str))), Values(int))),
            "images": Items(IMAGE),
        },
        1,
    )

    def __getitem__(self, sku: str) -> ProductView:
        view: ProductView = super().__getitem__(sku)
        return view

    def add(
        self,
        sku: str,
        *,
        id: int | None = None,
        attribute_set: str | int | None = None,
        name: str | None = None,
        price: str | float | Decimal | None = None,
        qty: str | float | Decimal | None = None,
        attributes: Mapping[str, Any] | None = None,
        stores: Mapping[str, Mapping[str, Any]] | None = None,
        categories: Sequence[int | str] | Mapping[str, int] = (),
        images: Sequence[ImageSource] = (),
    ) -> ProductView:
        """Add a product: enabled, and in stock in all websites, unless something else is said.

        ``attribute_set`` is the name or id of one, the first of the shop unless given. ``attributes`` are values of other
        attributes by code, of those that choose among options also by the option's label; ``stores`` are by store view what
        is otherwise there. ``categories`` are ids or names, or a mapping of these to the product's positions. An image is
        bytes, a path, or a mapping with ``content`` and, where wanted, ``name``, ``label``, ``position``, ``exclude``,
        ``types`` and ``stores``.

        Raises `StateError` where id or SKU is taken, for a set, attribute, option, store view or category that there is
        not, and for an image that cannot be used; nothing is added then.
        """
        shop = self._shop
        with shop.lock:
            chosen = shop.catalogue.attribute_set(attribute_set)
            rows = {row["attribute_code"]: row for row in attributes_of(shop, chosen.id, _TYPE)}
            given = {code: value for code, value in (("name", name), ("price", price)) if value is not None}
            values = dict(self._values(rows, {**given, **(attributes or {})}))
            others = {self.store_id(each): dict(self._values(rows, own)) for each, own in (stores or {}).items()}
            where = {category_id(shop, each): position for each, position in _positions(categories)}
            stock = None if qty is None else {"qty": _text(qty), "is_in_stock": int(float(qty) > 0)}
            prepared = prepare_images(shop, chosen, images)
            product = shop.catalogue.add_product(sku, chosen, id)
            try:
                if values or stock or where:
                    product = save_product(
                        shop, product, ProductChange(values, categories=[*where] or None, stock=stock)
                    )
                for store, own in others.items():
                    product = save_product(shop, product, ProductChange(own), store)
            except StateError:
                delete_product(shop, product)
                raise
            for category, position in where.items():
                if position is not None:
                    assign(shop, product["entity_id"], category, position)
            place_images(shop, product, prepared)
            return ProductView(shop, product, self._base_url)

    def add_images(self, sku: str, images: Sequence[ImageSource]) -> None:
        """Give a product more images, as in `add`. Raises `KeyError` for an unknown SKU, and `StateError`."""
        with self._shop.lock:
            product = self[sku]._product
            attribute_set = self._shop.catalogue.attribute_set(product["attribute_set_id"])
            place_images(self._shop, product, prepare_images(self._shop, attribute_set, images))

    def _values(self, rows: Mapping[str, Row], given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What is given of attributes, as the shop takes it. Raises `StateError` for unknown attributes and options."""
        for code, value in given.items():
            if code not in rows:
                raise StateError(f"products of the set have no attribute {code!r}{nearest(code, rows)}")
            if isinstance(value, str) and source(rows[code]) is not None:
                known = options(self._shop, rows[code])
                labels = {each.label: each.value for each in known if each.label}
                if value not in labels and value not in {str(each.value) for each in known}:
                    raise StateError(f"{code} has no option {value!r}{nearest(value, labels)}")
                value = labels.get(value, value)
            yield code, _text(value)

    def find(self, name: str) -> ProductView | None:
        product = self._shop.catalogue.product_by_sku(name)
        return None if product is None else ProductView(self._shop, product, self._base_url)

    def names(self) -> list[str]:
        return [product["sku"] for product in self._shop.products]

    def __len__(self) -> int:
        return len(self._shop.products)

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**_without(entry, "images"))
        for image in entry.get("images", ()):
            given: Any = {**_without(image, "base64"), "content": content(image)}
            try:
                self.add_images(entry["sku"], [given])
            except StateError as error:
                raise EntryError(image, str(error)) from None

    def dump(self) -> list[Entry]:
        return [self._entry(product) for product in self._shop.products]

    def _entry(self, product: Row) -> Entry:
        shop, id = self._shop, product["entity_id"]
        entry: Entry = {"sku": product["sku"], "id": id, "attribute_set": product["attribute_set_id"]}
        stock = stock_of(shop.database, id)
        if stock is not None:
            entry["qty"] = stock["qty"]
        stored = {
            row["attribute_code"]: shop.products.stored(product, row["attribute_code"])
            for row in attributes_of(shop, product["attribute_set_id"], product["type_id"])
            if row["backend_type"] != "static" and row["frontend_input"] not in ("media_image", "gallery")
        }
        general = {code: values[ADMIN_STORE] for code, values in stored.items() if values.get(ADMIN_STORE) is not None}
        entry |= {code: general.pop(code) for code in _WORDS if code in general}
        if general:
            entry["attributes"] = general
        for number, code_of_store in other_stores(shop):
            own = {
                code: shop.products.value(product, code, number) for code, values in stored.items() if number in values
            }
            if own:
                entry.setdefault("stores", {})[code_of_store] = own
        places = shop.table("catalog_category_product").select(product_id=id)
        if places:
            entry["categories"] = {str(place["category_id"]): place["position"] for place in places}
        entry["images"] = [*image_entries(shop, product)]
        return entry


def _positions(categories: Sequence[int | str] | Mapping[str, int]) -> Iterator[tuple[int | str, int | None]]:
    """The categories by id or name; an id may be written as text where positions are given."""
    if isinstance(categories, Mapping):
        for each, position in categories.items():
            yield (int(each) if str(each).isdecimal() else each), position
    else:
        yield from ((each, None) for each in categories)


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, (Decimal, float)) else value


def _without(entry: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name != key}
