"""What products have beyond the values of attributes: links, prices by customer group, custom options."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fake_magento.entities.base import Entry, as_text, known, other_stores, store_id
from fake_magento.entities.customer_groups import group_id
from fake_magento.fixture_shape import NUMBER, TEXT, Items, OneOf, Section, Values
from fake_magento.nearest import nearest
from fake_magento.state import ADMIN_STORE, Row, Shop, StateError
from fake_magento.state.custom_options import TYPES, is_choice, options_of, values_of
from fake_magento.state.links import LINK_TYPES, linked_products, save_link
from fake_magento.state.option_rows import OPTION_PRICES, OPTION_TITLES, OPTIONS, VALUE_PRICES, VALUE_TITLES, VALUES
from fake_magento.state.products import ProductChange, save_product
from fake_magento.state.tier_prices import ALL_GROUPS, GROUP_PRICES, TIER_PRICES, Price, prices_of

_TITLE = OneOf((str, int, None))
_FIXED, _PERCENT = "fixed", "percent"
_LINK = Section({"sku": TEXT, "position": int, "qty": NUMBER}, 1)
_GROUP_PRICE = Section({"price": NUMBER, "customer_group": OneOf((int, str)), "website": str}, 1)
_TIER_PRICE = Section({"qty": NUMBER, **_GROUP_PRICE.keys}, 2)
_PRICED: Mapping[str, Any] = {"id": int, "price": NUMBER, "price_type": str, "sku": TEXT, "sort_order": int}
_VALUE = Section({"title": _TITLE, **_PRICED, "titles": Values(TEXT)}, 1)
_OPTION_COLUMNS = (
    "is_require",
    "sku",
    "sort_order",
    "max_characters",
    "file_extension",
    "image_size_x",
    "image_size_y",
)
_OPTION = Section(
    {
        "title": _TITLE,
        "type": str,
        **_PRICED,
        "is_require": bool,
        "max_characters": int,
        "file_extension": str,
        "image_size_x": int,
        "image_size_y": int,
        "titles": Values(TEXT),
        "values": Items(OneOf((str, int, _VALUE))),
    },
    2,
)
_PRICE_SHAPES = {"tier_prices": _TIER_PRICE, "group_prices": _GROUP_PRICE}
PRICE_TABLES = {"tier_prices": TIER_PRICES, "group_prices": GROUP_PRICES}
"""The tables of prices by customer group, by word."""

SHAPES: Mapping[str, Any] = {
    "links": Values(Items(OneOf((str, int, _LINK)))),
    **{word: Items(shape) for word, shape in _PRICE_SHAPES.items()},
    "options": Items(_OPTION),
}
"""What an entry of products may hold of them, by word."""

LinkSource = str | Mapping[str, Any]
"""The SKU of a linked product, or a mapping with ``sku`` and, where wanted, ``position`` and ``qty``."""


@dataclass(frozen=True)
class ProductLink:
    """A product that is linked to another one."""

    sku: str
    position: int | None
    qty: Decimal | None


@dataclass(frozen=True)
class CustomerGroupPrice:
    """A price for a customer group and a website (``None`` for all of them), from a quantity on."""

    price: Decimal
    qty: Decimal
    customer_group: str | None
    website: str | None


@dataclass(frozen=True)
class CustomOptionValue:
    """What can be chosen of a custom option; the price is an amount (``fixed``) or per cent."""

    id: int
    title: str | None
    price: Decimal | None
    price_type: str | None
    sku: str | None


@dataclass(frozen=True)
class CustomOption:
    """A custom option of a product. Those that are chosen from have ``values``, others a price of their own."""

    id: int
    title: str | None
    type: str
    is_require: bool
    price: Decimal | None
    price_type: str | None
    sku: str | None
    values: list[CustomOptionValue]


def links_of(shop: Shop, product_id: int) -> dict[str, list[ProductLink]]:
    """The products that are linked to a product, by type of link, all types among them."""
    return {
        str(type): [
            ProductLink(linked["sku"], link["position"], _decimal(link["qty"]))
            for linked, link in linked_products(shop, product_id, type)
        ]
        for type in LINK_TYPES
    }


def add_links(shop: Shop, product_id: int, links: Mapping[str, Iterable[LinkSource]]) -> None:
    """Link products to a product. Raises `StateError` for an unknown type or SKU; links before that are made."""
    for type, linked in links.items():
        known("type of links", type, [str(each) for each in LINK_TYPES])
        for each in linked:
            given = each if isinstance(each, Mapping) else {"sku": each}
            other = shop.catalogue.product_by_sku(str(given["sku"]))
            if other is None:
                others = (row["sku"] for row in shop.products if row["entity_id"] != product_id)
                raise StateError(f"no product {given['sku']!r}{nearest(given['sku'], others)}")
            values = {name: as_text(value) for name, value in given.items() if name != "sku"}
            save_link(shop, product_id, other["entity_id"], type, values)


def group_prices_of(shop: Shop, table: str, product_id: int) -> list[CustomerGroupPrice]:
    """The prices of a product by customer group, by quantity."""
    return [_group_price(shop, row) for row in prices_of(shop.database, table, product_id)]


def _group_price(shop: Shop, row: Row) -> CustomerGroupPrice:
    group, website = row["customer_group_id"], row["website_id"]
    return CustomerGroupPrice(
        Decimal(row["value"]),
        Decimal(row.get("qty", 1)),
        None if row["all_groups"] else shop.table("customer_group")[group]["customer_group_code"],
        shop.table("core_website")[website]["code"] if website else None,
    )


def read_prices(shop: Shop, word: str, given: Iterable[Mapping[str, Any]]) -> Iterator[Price]:
    """Prices by customer group as the shop takes them. Raises `StateError` for an unknown group or website."""
    for price in given:
        group, website = price.get("customer_group"), price.get("website")
        yield Price(
            0 if website is None else website_id(shop, website),
            ALL_GROUPS if group is None else group_id(shop, group),
            as_text(price["price"]),
            float(price.get("qty", 1)),
        )


def website_id(shop: Shop, code: str) -> int:
    """The id of the website of that code. Raises `StateError` where there is none."""
    websites = {row["code"]: row["website_id"] for row in shop.table("core_website")}
    id: int = websites[known("website", code, websites)]
    return id


def custom_options_of(shop: Shop, product_id: int, store: int) -> list[CustomOption]:
    """The custom options of a product as a store view shows them."""
    return [
        CustomOption(
            row["option_id"],
            row["title"],
            row["type"],
            bool(row["is_require"]),
            *_priced(row),
            [
                CustomOptionValue(each["option_type_id"], each["title"], *_priced(each))
                for each in values_of(shop, row["option_id"], store)
            ],
        )
        for row in options_of(shop, product_id, store)
    ]


def _priced(row: Mapping[str, Any]) -> tuple[Decimal | None, str | None, str | None]:
    return _decimal(row["price"]), row["price_type"], row["sku"]


def add_custom_options(shop: Shop, product: Row, options: Sequence[Mapping[str, Any]]) -> Row:
    """Give a product custom options; the product, saved. Raises `StateError`; what was given before is there then."""
    for number, given in enumerate(options):
        type, values = known("type of options", given["type"], TYPES), given.get("values", ())
        if is_choice(type) != ("values" in given):
            raise StateError(f"an option of the type {type!r} {'needs' if is_choice(type) else 'has no'} values")
        product = save_product(shop, product, ProductChange({"has_options": 1}))
        columns = {"sort_order": number, **{name: given[name] for name in _OPTION_COLUMNS if name in given}}
        row = shop.table(OPTIONS).insert(
            {**columns, "option_id": given.get("id"), "product_id": product["entity_id"], "type": type}
        )
        owner = {"option_id": row["option_id"]}
        write_titles(shop, OPTION_TITLES, owner, given)
        if not is_choice(type):
            _write_price(shop, OPTION_PRICES, owner, given)
        for place, value in enumerate(values):
            _add_value(shop, owner, value, place)
    return product


def _add_value(shop: Shop, option: Mapping[str, int], value: str | int | Mapping[str, Any], number: int) -> None:
    given = value if isinstance(value, Mapping) else {"title": value}
    columns = {
        "option_type_id": given.get("id"),
        "sku": given.get("sku"),
        "sort_order": given.get("sort_order", number),
    }
    row = shop.table(VALUES).insert({**option, **columns})
    owner = {"option_type_id": row["option_type_id"]}
    write_titles(shop, VALUE_TITLES, owner, given)
    _write_price(shop, VALUE_PRICES, owner, given)


def write_titles(shop: Shop, table: str, owner: Mapping[str, int], given: Mapping[str, Any]) -> None:
    """Write the ``title`` that is given, and ``titles`` by store view. Raises `StateError` for an unknown one."""
    title = given["title"]
    shop.table(table).insert({**owner, "store_id": ADMIN_STORE, "title": None if title is None else str(title)})
    for code, each in given.get("titles", {}).items():
        shop.table(table).insert({**owner, "store_id": store_id(shop, code), "title": str(each)})


def _write_price(shop: Shop, table: str, owner: Mapping[str, int], given: Mapping[str, Any]) -> None:
    price = {name: as_text(given[name]) for name in ("price", "price_type") if name in given}
    known("type of prices", price.get("price_type", _FIXED), (_FIXED, _PERCENT))
    shop.table(table).insert({**owner, "store_id": ADMIN_STORE, **price})


def part_entries(shop: Shop, product_id: int) -> Entry:
    """What an entry says of all of these parts of a product, by word."""
    found: Entry = {
        "links": {type: [_said(vars(each)) for each in linked] for type, linked in links_of(shop, product_id).items()},
        "options": [_option_entry(shop, row) for row in shop.table(OPTIONS).select(product_id=product_id)],
    }
    found["links"] = {type: linked for type, linked in found["links"].items() if linked}
    for word, table in PRICE_TABLES.items():
        found[word] = [
            _said({name: getattr(_group_price(shop, row), name) for name in _PRICE_SHAPES[word].keys})
            for row in shop.table(table).select(entity_id=product_id)
        ]
    return {word: value for word, value in found.items() if value}


def _option_entry(shop: Shop, row: Row) -> Entry:
    owner = {"option_id": row["option_id"]}
    entry: Entry = {**titles_of(shop, OPTION_TITLES, owner), "type": row["type"], "id": row["option_id"]}
    entry |= _said({name: row[name] for name in _OPTION_COLUMNS})
    entry["is_require"] = bool(row["is_require"])
    if not is_choice(row["type"]):
        return {**entry, **_price(shop, OPTION_PRICES, owner)}
    entry["values"] = [
        {
            **titles_of(shop, VALUE_TITLES, {"option_type_id": each["option_type_id"]}),
            **_said({"id": each["option_type_id"], "sku": each["sku"], "sort_order": each["sort_order"]}),
            **_price(shop, VALUE_PRICES, {"option_type_id": each["option_type_id"]}),
        }
        for each in shop.table(VALUES).select(owner)
    ]
    return entry


def titles_of(shop: Shop, table: str, owner: Mapping[str, int]) -> Entry:
    """What an entry says of titles: ``title``, and ``titles`` by store view where there are some."""
    titles = {row["store_id"]: row["title"] for row in shop.table(table).select(owner)}
    by_code = {code: titles[id] for id, code in other_stores(shop) if titles.get(id) is not None}
    return {"title": titles.get(ADMIN_STORE), **({"titles": by_code} if by_code else {})}


def _price(shop: Shop, table: str, owner: Mapping[str, int]) -> Entry:
    row = shop.table(table).find({**owner, "store_id": ADMIN_STORE})
    if row is None:
        return {}
    return {"price": row["price"], "price_type": _PERCENT if row["price_type"] == _PERCENT else _FIXED}


def _said(values: Mapping[str, Any]) -> Entry:
    return {name: as_text(value) for name, value in values.items() if value is not None}


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
