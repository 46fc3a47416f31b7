"""Creating, saving and deleting products: what a save makes of the values that are given, and what follows from it.

Sources: the transcripts ``v1_product``, ``v1_product_write``, ``v1_product_scope`` and ``v1_product_data``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state.attributes import attributes_in_set
from fake_magento.state.catalogue import IMAGE
from fake_magento.state.dates import read_date
from fake_magento.state.download_rows import delete_downloads
from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.errors import MissingError, StateError
from fake_magento.state.option_rows import OPTIONS, delete_option
from fake_magento.state.product_images import NO_SELECTION
from fake_magento.state.quotes import take_out
from fake_magento.state.schema import PRODUCT
from fake_magento.state.stock import save_with_product
from fake_magento.state.table import Row, Table
from fake_magento.state.tier_prices import GROUP_PRICES, TIER_PRICES, Price, PriceChange, check_prices, price_change
from fake_magento.state.urls import refresh_product, url_key

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

TYPES = {
    "simple": "Simple Product",
    "grouped": "Grouped Product",
    "configurable": "Configurable Product",
    "virtual": "Virtual Product",
    "bundle": "Bundle Product",
    "downloadable": "Downloadable Product",
}
"""The types of products, and what they are called."""

DOWNLOADABLE = "downloadable"
"""The type of products that have links and samples to download."""

MAX_SKU = 64

_WEBSITES = "catalog_product_website"
_CATEGORIES = "catalog_category_product"
_DYNAMIC = 0
_SET_BY_SHOP = ("msrp", "boolean")

# The tables and the column that holds the product's id, of what goes with a deleted product.
_BELONGINGS = (
    (_WEBSITES, "product_id"),
    (_CATEGORIES, "product_id"),
    ("core_url_rewrite", "product_id"),
    ("cataloginventory_stock_item", "product_id"),
    ("catalog_product_link", "product_id"),
    ("catalog_product_link", "linked_product_id"),
    ("tag_relation", "product_id"),
    (TIER_PRICES, "entity_id"),
    (GROUP_PRICES, "entity_id"),
)


PRICES = {"tierprice": TIER_PRICES, "groupprice": GROUP_PRICES}
"""The tables of prices by customer group, by what keeps the values of their attributes."""


class InvalidProductError(StateError):
    """A product that cannot be saved; the message is what the shop says."""


class NoTextError(StateError):
    """A list where a URL key is to be made of text."""


@dataclass
class ProductChange:
    """What is to be saved of a product: values of attributes by code, and where not ``None``, what it then is in and has.

    ``websites`` and ``categories`` are ids, ``stock`` are columns of its stock, ``prices`` are those by customer group, by
    their table. ``has_new_link`` is whether something to download is added.
    """

    values: dict[str, Any] = field(default_factory=dict)
    websites: Iterable[Any] | None = None
    categories: Iterable[Any] | None = None
    stock: Mapping[str, Any] | None = None
    prices: dict[str, Sequence[Price]] = field(default_factory=dict)
    has_new_link: bool = False


def attributes_of(shop: Shop, set_id: int, type_id: str) -> list[Row]:
    """The attributes that products of the set and type have, in the order in which the set shows them."""
    return [each for each in attributes_in_set(shop, PRODUCT, set_id) if applies(each, type_id)]


def applies(attribute: Row, type_id: str) -> bool:
    """Whether products of the type have the attribute."""
    types = attribute["apply_to"]
    return not types or type_id in types.split(",")


def website_ids(shop: Shop, product_id: int) -> list[int]:
    """The websites that the product is in."""
    return websites_finder(shop)(product_id)


def category_ids(shop: Shop, product_id: int) -> list[int]:
    """The categories that the product is in."""
    return categories_finder(shop)(product_id)


def websites_finder(shop: Shop, number: Callable[[int], Any] = int) -> Callable[[int], list[Any]]:
    """What gives the websites of one product after the other, each as ``number`` writes it, until one is put into another.

    Products that are in the same get the same list.
    """
    return _finder(shop.table(_WEBSITES), "website_id", number)


def categories_finder(shop: Shop, number: Callable[[int], Any] = int) -> Callable[[int], list[Any]]:
    """What gives the categories of one product after the other, as `websites_finder` gives the websites."""
    return _finder(shop.table(_CATEGORIES), "category_id", number)


def _finder(table: Table, column: str, number: Callable[[int], Any]) -> Callable[[int], list[Any]]:
    rows = table.finder("product_id")
    made: dict[tuple[int, ...], list[Any]] = {}

    def found(product_id: int) -> list[Any]:
        ids = tuple(sorted([row[column] for row in rows(product_id)]))
        known = made.get(ids)
        if known is None:
            known = made[ids] = [*map(number, ids)]
        return known

    return found


def is_in_store(shop: Shop, product_id: int, store_id: int) -> bool:
    """Whether the product is in the website of the store view."""
    website_id = shop.table("core_store")[store_id]["website_id"]
    return shop.table(_WEBSITES).find(product_id=product_id, website_id=website_id) is not None


def create_product(shop: Shop, type_id: str, set_id: int, change: ProductChange, store: int = ADMIN_STORE) -> Row:
    """A new product, saved in the store view; the product.

    Values that are not given are the defaults of their attributes. Raises `InvalidProductError` and `DuplicatePriceError`,
    which use no id up, and `MissingError`, which does.
    """
    values = {"type_id": type_id, **change.values}
    if type_id == DOWNLOADABLE:
        values["links_exist"] = None
    attributes = attributes_of(shop, set_id, type_id)
    for attribute in attributes:
        if attribute["frontend_input"] == IMAGE and store == ADMIN_STORE:
            values.setdefault(attribute["attribute_code"], NO_SELECTION)
        elif (store == ADMIN_STORE or attribute["scope"] == "global") and _default_of(attribute) is not None:
            values.setdefault(attribute["attribute_code"], _default_of(attribute))
    values = _prepared(shop, attributes, None, values, store)
    for table, prices in _prices(attributes, change).items():
        check_prices(shop.database, table, prices)
    now = shop.clock.text()
    product = shop.products.insert(
        {"created_at": now, **values, "attribute_set_id": set_id, "updated_at": now}, store=store
    )
    try:
        changes = _price_changes(shop, product, attributes, change)
        return _save_belongings(shop, product, change, changes, bool(values.get("url_key")))
    except StateError:
        shop.products.delete(product["entity_id"])
        raise


def save_product(shop: Shop, product: Row, change: ProductChange, store: int = ADMIN_STORE) -> Row:
    """Save a product in the store view; the product. Raises as `create_product` does, and saves nothing then."""
    values = {code: value for code, value in change.values.items() if code != "attribute_set_id"}
    if product["type_id"] == DOWNLOADABLE:
        values |= _of_links(shop, product, change, store)
    attributes = attributes_of(shop, product["attribute_set_id"], product["type_id"])
    values = _prepared(shop, attributes, product, values, store)
    prices = _price_changes(shop, product, attributes, change)
    key = shop.products.value(product, "url_key", store) if shop.products.attribute("url_key") else None
    has_new_key = (values.get("url_key") or "") != (key or "")
    has_moved = change.websites is not None and _save_websites(shop, product["entity_id"], change.websites)
    product = shop.products.save(product["entity_id"], {**values, "updated_at": shop.clock.text()}, store)
    return _save_belongings(shop, product, replace(change, websites=None), prices, has_new_key or has_moved)


def delete_product(shop: Shop, product: Row) -> None:
    """Take a product away, with all that belongs to it."""
    id = product["entity_id"]
    for name, column in _BELONGINGS:
        shop.table(name).delete_where({column: id})
    for option in shop.table(OPTIONS).select(product_id=id):
        delete_option(shop, option["option_id"])
    delete_downloads(shop, id)
    gallery = shop.table("catalog_product_entity_media_gallery")
    for image in gallery.select(entity_id=id):
        shop.table("catalog_product_entity_media_gallery_value").delete_where(value_id=image["value_id"])
        gallery.delete(image["value_id"])
    take_out(shop, id)
    shop.products.delete(id)


def _of_links(shop: Shop, product: Row, change: ProductChange, store: int) -> dict[str, Any]:
    """What a downloadable product says of its links: that there are some just where this very change adds one."""
    if not change.has_new_link:
        return {"links_exist": None}
    of_links = {"links_exist": 1, "has_options": 1}
    is_required = not php.is_empty(shop.products.value(product, "links_purchased_separately", store))
    return {**of_links, "required_options": 1} if is_required else of_links


def _default_of(attribute: Row) -> Any:
    """What a new product has of an attribute; those that the shop's settings decide on have nothing."""
    default = attribute["default_value"]
    return None if attribute["backend"] in _SET_BY_SHOP or php.is_empty(default) else default


def _prepared(
    shop: Shop, attributes: list[Row], product: Row | None, values: Mapping[str, Any], store: int
) -> dict[str, Any]:
    """The values as they are saved: checked and read, and with those that follow from them or from what is there."""
    made = dict(values)
    _check_sku(values)

    def current(code: str) -> Any:
        """What is given, or else what the product has."""
        is_given = code in values or product is None
        return values.get(code) if is_given else shop.products.value(product or {}, code, store)

    def is_saved(code: str) -> bool:
        """Whether the value is saved even where it is not given, as all are in ``admin``; elsewhere it is what is there."""
        if store == ADMIN_STORE or code in values:
            return True
        return product is not None and store in shop.products.stored(product, code)

    has_dynamic_price = current("type_id") == "bundle" and php.to_int(current("price_type")) == _DYNAMIC
    for attribute in attributes:
        code = attribute["attribute_code"]
        if code in values:
            made[code] = read_value(attribute, values[code])
            if attribute["backend"] == "created" and made[code] is None:
                del made[code]
                continue
            if attribute["is_unique"]:
                _check_unique(shop, product, attribute, made[code])
        if attribute["backend"] == "specialprice" and is_saved(code):
            if not current(code) and not php.is_empty(current("special_price")):
                made[code] = f"{shop.clock.text()[:-2]}00"
        elif attribute["backend"] == "urlkey" and is_saved(code):
            made[code] = url_key(_text(current("name") if current(code) in (None, "") else current(code)))
        elif attribute["backend"] == "msrp" and has_dynamic_price:
            made[code] = 0
    if current("type_id") == "bundle" and php.to_int(current("weight_type")) == _DYNAMIC:
        made["weight"] = None
    return made


def read_value(attribute: Row, value: Any) -> Any:
    """What a client's value of an attribute means. Raises `InvalidDateError` for text that is no date, where one must be."""
    if php.is_array(value) and attribute["frontend_input"] == "multiselect":
        return ",".join(php.to_string(each) for each in php.values(value) if not php.is_empty(each))
    if attribute["backend_type"] == "datetime" or attribute["backend"] == "created":
        return read_date(value)
    if attribute["backend_type"] == "decimal" and isinstance(value, str) and value != "":
        return read_number(value)
    return value


def read_number(text: str) -> float:
    """A number as people write it: ``1,5`` and ``1.5`` are one and a half, ``1,000.5`` and ``1.000,5`` a thousand more."""
    text = text.replace("'", "").replace(" ", "")
    if "," in text and "." in text:
        point = max(",.", key=text.rindex)
        text = text.replace("," if point == "." else ".", "")
    return php.to_float(text.replace(",", "."))


def _text(value: Any) -> str:
    if php.is_array(value):
        raise NoTextError
    return php.to_string(value)


def _check_sku(values: Mapping[str, Any]) -> None:
    if "sku" in values and len(php.to_string(values["sku"])) > MAX_SKU:
        raise InvalidProductError(f"SKU length should be {MAX_SKU} characters maximum.")


def _check_unique(shop: Shop, product: Row | None, attribute: Row, value: Any) -> None:
    """Raises `InvalidProductError` where another product has the value of an attribute that must be unique."""
    if value is None or value == "":
        return
    code, id = attribute["attribute_code"], None if product is None else product["entity_id"]
    same: Iterable[Row]
    if code in shop.products.schema.columns:
        same = shop.products.select({code: value})
    else:
        same = shop.products.with_value(attribute, value)
    if any(each["entity_id"] != id for each in same):
        raise InvalidProductError(f'The value of attribute "{attribute["frontend_label"]}" must be unique')


def _prices(attributes: Iterable[Row], change: ProductChange) -> Mapping[str, Sequence[Price]]:
    """The prices by customer group of the kinds that the product has attributes for."""
    kept = {PRICES.get(attribute["backend"]) for attribute in attributes}
    return {table: prices for table, prices in change.prices.items() if table in kept}


def _price_changes(shop: Shop, product: Row, attributes: Iterable[Row], change: ProductChange) -> list[PriceChange]:
    prices = _prices(attributes, change)
    return [price_change(shop.database, table, product["entity_id"], each) for table, each in prices.items()]


def _save_belongings(
    shop: Shop, product: Row, change: ProductChange, prices: Iterable[PriceChange], has_new_paths: bool
) -> Row:
    """Save the websites, categories, stock and prices of a product; the product.

    Its paths are looked at where websites or categories change, or ``has_new_paths`` says so.
    """
    id = product["entity_id"]
    if change.websites is not None:
        has_new_paths |= _save_websites(shop, id, change.websites)
    if change.categories is not None:
        has_new_paths |= _save_categories(shop, id, change.categories)
    if change.stock is not None:
        save_with_product(shop.database, product, change.stock)
    for each in prices:
        each.save()
    return refresh_product(shop.database, product) if has_new_paths else product


def _save_websites(shop: Shop, id: int, given: Iterable[Any]) -> bool:
    """Put the product into these websites alone; whether those were others.

    Raises `MissingError`, and changes nothing, for one that there is not.
    """
    table = shop.table(_WEBSITES)
    wanted = dict.fromkeys(map(php.to_int, given))
    there = {row["website_id"]: row["id"] for row in table.select(product_id=id)}
    new = [each for each in wanted if each not in there]
    for website_id in new:
        if website_id not in shop.table("core_website"):
            raise MissingError("website_id", website_id)
    for website_id in new:
        table.insert(product_id=id, website_id=website_id)
    for website_id in there.keys() - wanted.keys():
        table.delete(there[website_id])
    return wanted.keys() != there.keys()


def _save_categories(shop: Shop, id: int, given: Iterable[Any]) -> bool:
    """Put the product into these categories alone, at position 1 where it is new; whether those were others.

    Categories that there are not are left out.
    """
    table = shop.table(_CATEGORIES)
    wanted = {each for each in map(php.to_int, given) if each in shop.categories}
    there = {row["category_id"]: row["id"] for row in table.select(product_id=id)}
    for category_id in sorted(wanted - there.keys()):
        table.insert(category_id=category_id, product_id=id, position=1)
    for category_id in there.keys() - wanted:
        table.delete(there[category_id])
    return wanted != there.keys()
