"""The products."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from fake_magento.entities.base import (
    TIME,
    VALUES,
    VALUES_AND_LISTS,
    Entities,
    Entry,
    EntryError,
    FileContent,
    as_text,
    counted,
    in_words_of_an_entry,
    known,
    numbered,
    or_undone,
    other_stores,
    product_of,
    store_id,
    times,
    times_of,
)
from fake_magento.entities.categories import category_id
from fake_magento.entities.downloads import (
    DOWNLOAD_SHAPES,
    DownloadLink,
    DownloadSample,
    add_downloads,
    download_entries,
    download_links_of,
    download_samples_of,
)
from fake_magento.entities.product_parts import (
    PRICE_TABLES,
    SHAPES,
    CustomerGroupPrice,
    CustomOption,
    LinkSource,
    ProductLink,
    add_custom_options,
    add_links,
    custom_options_of,
    group_prices_of,
    links_of,
    part_entries,
    read_prices,
    website_id,
)
from fake_magento.fixture_shape import IMAGE, NUMBER, TEXT, Items, OneOf, Section, Values
from fake_magento.gallery import Image, ImageSource, image_entries, images_of, picture, place_images, prepare_images
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.catalogue import PRODUCT_DEFAULTS
from fake_magento.state.categories import assign
from fake_magento.state.clock import Moment
from fake_magento.state.dates import InvalidDateError
from fake_magento.state.products import (
    TYPES,
    ProductChange,
    attributes_of,
    category_ids,
    delete_product,
    read_value,
    save_product,
    website_ids,
)
from fake_magento.state.schema import SCHEMAS
from fake_magento.state.sources import options, source
from fake_magento.state.stock import TYPES_WITH_QTY, put_in_stock, stock_of
from fake_magento.state.tags import tags_of
from fake_magento.state.tier_prices import Price

_TYPE = "simple"
_SEVERAL = "multiselect"
_WORDS = ("name", "price")
"""Attributes that `Products.add` takes by a word of its own."""
_FILLED_IN = frozenset((*PRODUCT_DEFAULTS, "name", "url_key", "url_path"))
"""Attributes that a product has that a tester adds without saying more."""
_Prices = Sequence[Mapping[str, Any]] | None
_MORE_STOCK = {
    name: column
    for name, column in SCHEMAS["cataloginventory_stock_item"].columns.items()
    if name not in ("item_id", "product_id", "qty", "is_in_stock")
}
"""The columns of the stock that there is no word for."""


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
    def labels(self) -> Mapping[str, Any]:
        """What is chosen for attributes with options, by code, as the store view calls it.

        ``None`` for nothing, a list where several can be chosen. Raises `KeyError`, which names the nearest, for a code that
        the product cannot have, or that has no options.
        """
        with self._shop.lock:
            product = self._product
            rows = attributes_of(self._shop, product["attribute_set_id"], product["type_id"])
            return _Attributes(
                {
                    row["attribute_code"]: self._label(row, self._shop.products.value(product, row, self._store))
                    for row in rows
                    if source(row) is not None
                }
            )

    def _label(self, attribute: Row, value: Any) -> Any:
        labels = {str(each.value): each.label for each in options(self._shop, attribute, self._store)}
        if attribute["frontend_input"] == _SEVERAL:
            return [labels[each] for each in str(value or "").split(",") if each in labels]
        return labels.get(str(value))

    @property
    def type(self) -> str:
        """Its type, such as ``simple``."""
        found: str = self._product["type_id"]
        return found

    @property
    def websites(self) -> list[str]:
        """The codes of the websites that it is in."""
        with self._shop.lock:
            websites = self._shop.table("core_website")
            return [websites[id]["code"] for id in website_ids(self._shop, self._product["entity_id"])]

    @property
    def links(self) -> Mapping[str, list[ProductLink]]:
        """The products that are linked to it: ``related``, ``up_sell``, ``cross_sell`` and ``grouped``."""
        with self._shop.lock:
            return links_of(self._shop, self._product["entity_id"])

    @property
    def tier_prices(self) -> list[CustomerGroupPrice]:
        """Its prices from a quantity on, by quantity."""
        with self._shop.lock:
            return group_prices_of(self._shop, PRICE_TABLES["tier_prices"], self._product["entity_id"])

    @property
    def group_prices(self) -> list[CustomerGroupPrice]:
        """Its prices for customer groups."""
        with self._shop.lock:
            return group_prices_of(self._shop, PRICE_TABLES["group_prices"], self._product["entity_id"])

    @property
    def options(self) -> list[CustomOption]:
        """Its custom options as the store view shows them."""
        with self._shop.lock:
            return custom_options_of(self._shop, self._product["entity_id"], self._store)

    @property
    def download_links(self) -> list[DownloadLink]:
        """What is sold with it to be downloaded, as the store view shows it."""
        with self._shop.lock:
            return download_links_of(self._shop, self._product["entity_id"], self._store)

    @property
    def download_samples(self) -> list[DownloadSample]:
        """The samples that anybody may download, as the store view shows them."""
        with self._shop.lock:
            return download_samples_of(self._shop, self._product["entity_id"], self._store)

    @property
    def tags(self) -> list[str]:
        """The names of the tags that it was given in any store view."""
        with self._shop.lock:
            return [str(each["name"]) for each in tags_of(self._shop, self._product["entity_id"])]

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


class Products(Entities[ProductView]):
    """The products by SKU, found as the shop finds them: whatever the case."""

    section = "products"
    one = "product"
    table = "catalog_product_entity"
    named_by = "sku"
    shape = Section(
        {
            "sku": TEXT,
            "id": int,
            "type": str,
            "attribute_set": OneOf((str, int)),
            "name": TEXT,
            "price": NUMBER,
            "qty": NUMBER,
            "is_in_stock": bool,
            "stock": VALUES,
            "attributes": VALUES_AND_LISTS,
            "stores": Values(VALUES_AND_LISTS),
            "websites": Items(str),
            "categories": OneOf((Items(OneOf((int, str))), Values(int))),
            "images": Items(IMAGE),
            **SHAPES,
            **DOWNLOAD_SHAPES,
            "created_at": TIME,
            "updated_at": TIME,
        },
        1,
    )

    @in_words_of_an_entry("images", "created_at", "updated_at")
    def add(
        self,
        sku: str,
        *,
        id: int | None = None,
        type: str = _TYPE,
        attribute_set: str | int | None = None,
        name: str | None = None,
        price: str | float | Decimal | None = None,
        qty: str | float | Decimal | None = None,
        is_in_stock: bool | None = None,
        stock: Mapping[str, Any] | None = None,
        attributes: Mapping[str, Any] | None = None,
        stores: Mapping[str, Mapping[str, Any]] | None = None,
        categories: Sequence[int | str] | Mapping[str, int] = (),
        images: Sequence[ImageSource] = (),
        websites: Sequence[str] | None = None,
        links: Mapping[str, Sequence[LinkSource]] | None = None,
        tier_prices: Sequence[Mapping[str, Any]] = (),
        group_prices: Sequence[Mapping[str, Any]] = (),
        options: Sequence[Mapping[str, Any]] = (),
        download_links: Sequence[Mapping[str, Any]] = (),
        download_samples: Sequence[Mapping[str, Any]] = (),
        created_at: Moment | None = None,
        updated_at: Moment | None = None,
    ) -> ProductView:
        """Add a product: enabled, and in stock in all websites, unless something else is said.

        ``type`` is ``simple``, ``grouped``, ``virtual``, …, and ``attribute_set`` the name or id of one, the first of the shop
        unless given. It ``is_in_stock`` where its ``qty`` is more than 0, unless given. ``stock`` are the other columns of
        its stock, such as ``manage_stock``, ``min_qty`` or ``backorders``; what is given counts instead of the shop's setting.
        ``attributes`` are values of other attributes by code, of those that choose among options also by the option's label,
        or a list of these where several can be chosen; ``stores`` are by store view what is otherwise there.
        ``categories`` are ids or names, or a mapping of these to the product's positions. An image is bytes, a path, or a
        mapping with ``content`` and, where wanted, ``name``, ``label``, ``position``, ``exclude``, ``types`` and ``stores``.

        ``websites`` are codes. ``links`` are by type (``related``, ``up_sell``, ``cross_sell``, ``grouped``) the SKUs of the
        linked products, or mappings with ``sku`` and, where wanted, ``position`` and ``qty``. A tier price is a mapping with
        ``qty``, ``price`` and, where it is not for all, ``customer_group`` (name or id) and ``website`` (code); a group price
        one without ``qty``. A custom option is a mapping with ``title``, ``type`` (``field``, ``drop_down``, …), the other
        words of Magento's, such as ``is_require``, ``price`` and ``price_type``, and, where it is chosen from, ``values``:
        titles, or mappings with ``title``, ``price``, ``price_type``, ``sku`` and ``sort_order``; ``titles`` are by store view.

        ``download_links`` and ``download_samples`` are for the type ``downloadable``: mappings with ``title`` and
        ``link_url`` (of samples ``sample_url``) or ``link_file`` (``sample_file``), a mapping with ``name`` and ``base64``;
        of links also ``price``, ``number_of_downloads`` and ``is_shareable``.

        ``created_at`` and ``updated_at`` are when it was made and last changed, as `Clock.set` takes times; now unless given.

        Raises `StateError` where id or SKU is taken, for anything named that there is not, such as a set, attribute, option
        or store view, and for an image that cannot be used; nothing is added then.
        """
        shop = self._shop
        with shop.lock:
            chosen = shop.catalogue.attribute_set(attribute_set)
            known("type of products", type, TYPES)
            by_store = self._by_store(chosen.id, type, name, price, attributes, stores)
            where = {category_id(shop, each): position for each, position in _positions(categories)}
            saved_stock = {**_stock(type, qty, is_in_stock), **_more_stock(stock or {})}
            prepared = prepare_images(shop, chosen, images)
            dated = times(created_at=created_at, updated_at=updated_at)
            change = ProductChange(by_store.pop(ADMIN_STORE), categories=[*where] or None, stock=saved_stock or None)
            in_websites = None if websites is None else {website_id(shop, each): None for each in websites}
            change.prices = _prices(shop, tier_prices or None, group_prices or None)
            product = shop.catalogue.add_product(sku, chosen, id, type, in_websites)
            with or_undone(lambda: delete_product(shop, product)):
                product = self._save(
                    product, None if change == ProductChange() else change, by_store, where, is_in_stock
                )
                product = add_custom_options(shop, product, options)
                product = add_downloads(shop, product, download_links, download_samples)
                add_links(shop, product["entity_id"], links or {})
                place_images(shop, product, prepared)
                if dated:
                    product = shop.products.update(product["entity_id"], dated)
            return ProductView(shop, product, self._base_url)

    def add_many(
        self,
        count: int,
        *,
        sku: str = "sku-{}",
        images: int | Callable[[int], Sequence[ImageSource]] = 0,
        **more: Any,
    ) -> list[ProductView]:
        """Add ``count`` products.

        ``sku`` is the pattern of their SKUs, of which ``{}`` (or ``{:05}``) is the number of each from 1. ``images`` is how
        many pictures each gets, all of them different, or a function that gives the images for a number. ``more`` are further
        words of `add`, the same for each. Raises `StateError` as `add`, and adds none then.
        """

        def images_of(number: int) -> Sequence[ImageSource]:
            if callable(images):
                return images(number)
            return [
                {"content": picture(images * number + each), "label": f"Picture {each + 1}"}
                for each in range(counted(images))
            ]

        with self._whole():
            return [
                self.add(each, images=images_of(number), **more) for number, each in enumerate(numbered(sku, count), 1)
            ]

    def add_images(self, sku: str, images: Sequence[ImageSource]) -> None:
        """Give a product more images, as in `add`. Raises `KeyError` for an unknown SKU, and `StateError`."""
        with self._shop.lock:
            product = self[sku]._product
            attribute_set = self._shop.catalogue.attribute_set(product["attribute_set_id"])
            place_images(self._shop, product, prepare_images(self._shop, attribute_set, images))

    @in_words_of_an_entry()
    def update(
        self,
        product: str | int,
        *,
        name: str | None = None,
        price: str | float | Decimal | None = None,
        qty: str | float | Decimal | None = None,
        is_in_stock: bool | None = None,
        stock: Mapping[str, Any] | None = None,
        attributes: Mapping[str, Any] | None = None,
        stores: Mapping[str, Mapping[str, Any]] | None = None,
        categories: Sequence[int | str] | Mapping[str, int] | None = None,
        websites: Sequence[str] | None = None,
        tier_prices: Sequence[Mapping[str, Any]] | None = None,
        group_prices: Sequence[Mapping[str, Any]] | None = None,
    ) -> ProductView:
        """Change a product, by its SKU or id, as somebody in the shop's back office does: no call of the API is counted.

        The words are those of `add`. What is not given stays; ``categories``, ``websites``, ``tier_prices`` and
        ``group_prices`` are all that it then has, none of them where they are empty.

        Raises `KeyError` for a product that there is not, and `StateError` as `add`; nothing has changed then.
        """
        shop = self._shop
        with self._whole():
            row = self[product]._product
            type = row["type_id"]
            by_store = self._by_store(row["attribute_set_id"], type, name, price, attributes, stores)
            change = ProductChange(by_store.pop(ADMIN_STORE), stock=_more_stock(stock or {}) or None)
            if qty is not None or is_in_stock is not None:
                change.stock = {**_stock(type, qty, is_in_stock), **(change.stock or {})}
            where = {category_id(shop, each): position for each, position in _positions(categories or ())}
            change.categories = None if categories is None else [*where]
            change.websites = None if websites is None else [website_id(shop, each) for each in websites]
            change.prices = _prices(shop, tier_prices, group_prices)
            return self.made(self._save(row, change, by_store, where, is_in_stock))

    def remove(self, product: str | int) -> None:
        """Take a product away, by its SKU or id, with all that belongs to it; orders of it stay. Raises `KeyError`."""
        with self._shop.lock:
            delete_product(self._shop, self[product]._product)

    def _save(
        self,
        product: Row,
        change: ProductChange | None,
        by_store: Mapping[int, dict[str, Any]],
        where: Mapping[int, int | None],
        is_in_stock: bool | None,
    ) -> Row:
        """Save what is given of a product in ``admin``, if anything, in store views, and of its places; the product."""
        shop = self._shop
        if change is not None:
            product = save_product(shop, product, change)
        if is_in_stock is not None:
            put_in_stock(shop.database, product["entity_id"], is_in_stock)
        for store, own in by_store.items():
            product = save_product(shop, product, ProductChange(own), store)
        for category, position in where.items():
            if position is not None:
                assign(shop, product["entity_id"], category, position)
        return product

    def _by_store(
        self,
        set_id: int,
        type: str,
        name: Any,
        price: Any,
        attributes: Mapping[str, Any] | None,
        stores: Mapping[str, Mapping[str, Any]] | None,
    ) -> dict[int, dict[str, Any]]:
        """What is given of attributes, as the shop takes it, by store view, ``admin`` among them. Raises `StateError`."""
        rows = {row["attribute_code"]: row for row in attributes_of(self._shop, set_id, type)}
        given = {code: value for code, value in (("name", name), ("price", price)) if value is not None}
        general = dict(self._values(rows, {**given, **(attributes or {})}))
        own = {self.store_id(each): dict(self._values(rows, values)) for each, values in (stores or {}).items()}
        return {ADMIN_STORE: {**general, **own.pop(ADMIN_STORE, {})}, **own}

    def _values(self, rows: Mapping[str, Row], given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """What is given of attributes, as the shop takes it. Raises `StateError` for unknown ones and options, and no dates."""
        for code, value in given.items():
            if code not in rows:
                raise StateError(f"products of the set have no attribute {code!r}{nearest(code, rows)}")
            if isinstance(value, list) and rows[code]["frontend_input"] != _SEVERAL:
                raise StateError(f"one value of {code} can be given, not {value!r:.100}")
            if isinstance(value, (str, list)) and source(rows[code]) is not None:
                value = self._option(rows[code], value)
            try:
                read_value(rows[code], value)
            except InvalidDateError:
                raise StateError(f"{code!r} must be a date, such as 2026-01-02, not {value!r:.100}") from None
            yield code, as_text(value)

    def _option(self, attribute: Row, given: str | list[str]) -> Any:
        """The value of an option that is given by label or value; of several that can be chosen a list of these."""
        there = options(self._shop, attribute)
        labels = {each.label: each.value for each in there if each.label}
        values = {str(each.value) for each in there}

        def value_of(option: str) -> Any:
            if option not in labels and option not in values:
                raise StateError(f"{attribute['attribute_code']} has no option {option!r}{nearest(option, labels)}")
            return labels.get(option, option)

        if attribute["frontend_input"] == _SEVERAL:
            if isinstance(given, str):
                given = [given] if given in labels else given.split(",")
            return [value_of(str(each)) for each in given]
        return value_of(str(given))

    def made(self, row: Row) -> ProductView:
        return ProductView(self._shop, row, self._base_url)

    def load(self, entry: Entry, content: FileContent) -> None:
        self.add(**_without(entry, "images", "links"))
        for image in entry.get("images", ()):
            given: Any = {**_without(image, "base64"), "content": content(image)}
            try:
                self.add_images(entry["sku"], [given])
            except StateError as error:
                raise EntryError(image, str(error)) from None

    def connect(self, entry: Entry) -> None:
        if "links" in entry:
            add_links(self._shop, product_of(self._shop, entry["sku"])["entity_id"], entry["links"])

    def dump(self) -> list[Entry]:
        """Without products that have no SKU, by which nobody could name them."""
        return [self._entry(product) for product in self._shop.products if product["sku"]]

    def _entry(self, product: Row) -> Entry:
        shop, id = self._shop, product["entity_id"]
        entry: Entry = {"sku": product["sku"], "id": id, "attribute_set": product["attribute_set_id"]}
        stock = stock_of(shop.database, id)
        if stock is not None:
            entry["qty"] = stock["qty"]
            if bool(stock["is_in_stock"]) != (Decimal(stock["qty"]) > 0):
                entry["is_in_stock"] = bool(stock["is_in_stock"])
            more = [name for name, column in _MORE_STOCK.items() if stock[name] != column.default]
            if more:
                switches = [f"use_config_{name}" for name in more]
                entry["stock"] = {name: stock[name] for name in [*more, *switches] if name in _MORE_STOCK}
        stored = {
            row["attribute_code"]: shop.products.stored(product, row["attribute_code"])
            for row in attributes_of(shop, product["attribute_set_id"], product["type_id"])
            if row["backend_type"] != "static" and row["frontend_input"] not in ("media_image", "gallery")
        }
        general = {code: values[ADMIN_STORE] for code, values in stored.items() if values.get(ADMIN_STORE) is not None}
        entry |= {code: general.pop(code) for code in _WORDS if code in general}
        general |= dict.fromkeys(
            code for code in stored if code in _FILLED_IN and code not in general and code not in entry
        )
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
        if product["type_id"] != _TYPE:
            entry["type"] = product["type_id"]
        codes = {each["website_id"]: each["code"] for each in shop.table("core_website")}
        websites = website_ids(shop, id)
        if websites != [each for each in codes if each != ADMIN_STORE]:
            entry["websites"] = [codes[each] for each in websites]
        return {**entry, **part_entries(shop, id), **download_entries(shop, id), **times_of(product)}


def _stock(type: str, qty: Any, is_in_stock: bool | None) -> dict[str, Any]:
    """What is saved of the stock: of products that have no quantity, that there are some."""
    if qty is None and is_in_stock is None and type in TYPES_WITH_QTY:
        return {}
    there = qty is None or float(qty) > 0 if is_in_stock is None else is_in_stock
    return {"is_in_stock": int(there), **({} if qty is None else {"qty": as_text(qty)})}


def _prices(shop: Shop, tier: _Prices, group: _Prices) -> dict[str, Sequence[Price]]:
    """The prices by customer group that are given, by their table."""
    given = {"tier_prices": tier, "group_prices": group}
    return {PRICE_TABLES[word]: [*read_prices(shop, word, each)] for word, each in given.items() if each is not None}


def _more_stock(given: Mapping[str, Any]) -> dict[str, Any]:
    """Further columns of the stock; what is given counts instead of the shop's setting, unless that is said otherwise."""
    own = {f"use_config_{name}": 0 for name in given}
    values = {known("column of the stock", name, _MORE_STOCK): as_text(value) for name, value in given.items()}
    return {name: value for name, value in {**own, **values}.items() if name in _MORE_STOCK}


def _positions(categories: Sequence[int | str] | Mapping[str, int]) -> Iterator[tuple[int | str, int | None]]:
    """The categories by id or name; an id may be written as text where positions are given."""
    if isinstance(categories, Mapping):
        for each, position in categories.items():
            yield (int(each) if str(each).isdecimal() else each), position
    else:
        yield from ((each, None) for each in categories)


def _without(entry: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in keys}
