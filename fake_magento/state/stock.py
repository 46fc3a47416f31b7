"""How many of a product there are: a row of ``cataloginventory_stock_item`` for each product."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_magento import php
from fake_magento.state import settings
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.database import Database

TYPES_WITH_QTY = ("simple", "virtual", "downloadable")
"""The types of products that have a quantity of their own."""

_OF_ALL_ITEMS = "cataloginventory/item_options"
"""Where the shop's settings of a stock are."""

_STOCK = "cataloginventory_stock_item"
_NOT_FROM_SETTINGS = ("min_qty", "backorders", "min_sale_qty", "max_sale_qty", "notify_stock_qty")
"""What is the shop's setting until a product is saved with a value of its own."""


def stock_of(database: Database, product_id: int) -> Row | None:
    """The stock of a product, ``None`` where none was ever saved."""
    return database[_STOCK].find(product_id=product_id)


def save_with_product(database: Database, product: Row, data: Mapping[str, Any]) -> Row:
    """Save the stock of a product with these values, as saving the product does it; the row.

    A value that is otherwise the shop's setting counts from then on, unless ``data`` says itself what counts.
    """
    own = {
        f"use_config_{name}": 0
        for name in _NOT_FROM_SETTINGS
        if data.get(name) is not None and data.get(f"use_config_{name}") is None
    }
    return save_stock(database, product, {**data, **own})


def save_stock(database: Database, product: Row, values: Mapping[str, Any]) -> Row:
    """Save the stock of a product with these values; the row. What is no column is left out, and so is null.

    Without anything left a product is out of stock, unless it can be ordered all the same (``v1_stock_item``). What is left is
    compared as it was given: nothing is less than what is needed, and text that is no number is not (``v1_odd_faults``).
    """
    table = database[_STOCK]
    there = table.find(product_id=product["entity_id"])
    known = {name: value for name, value in values.items() if name in table.schema.columns}
    given = {**table.schema.defaults, **(there or {}), **known}
    if product["type_id"] not in TYPES_WITH_QTY:
        known["qty"] = 0
    elif php.equals(stock_value(database, given, "backorders"), 0) and _is_used_up(database, given):
        known["is_in_stock"] = 0
    known = {name: value for name, value in known.items() if value is not None}
    known |= {"item_id": there["item_id"] if there else None, "product_id": product["entity_id"]}
    return table.put(known)


def put_in_stock(database: Database, product_id: int, is_in_stock: bool) -> None:
    """Let the shop sell a product of which a stock is saved, or not, whatever its quantity, as saving the stock does not."""
    stock = stock_of(database, product_id)
    if stock is not None:
        database[_STOCK].update(stock["item_id"], is_in_stock=int(is_in_stock))


def take_out(database: Database, product: Row, qty: float) -> None:
    """Take what is sold of a product out of its stock, even where there is less (``v1_cart_order``)."""
    stock = _counted(database, product)
    if stock is not None:
        save_stock(database, product, {"qty": float(stock["qty"]) - qty})


def give_back(database: Database, product: Row, qty: float) -> None:
    """Put what was not sold after all back; what there is of again is in stock again (``v1_order_cancel_short``)."""
    stock = _counted(database, product)
    if stock is None:
        return
    saved = save_stock(database, product, {"qty": float(stock["qty"]) + qty})
    if settings.flag(database.config, "cataloginventory/options/can_back_in_stock") and not _is_used_up(
        database, saved
    ):
        save_stock(database, product, {"is_in_stock": 1, "stock_status_changed_auto": 1})


def _counted(database: Database, product: Row) -> Row | None:
    """The stock of a product of which the shop counts what is sold."""
    stock = stock_of(database, product["entity_id"])
    is_counted = stock is not None and product["type_id"] in TYPES_WITH_QTY and manages_stock(database, stock)
    return stock if is_counted and settings.flag(database.config, "cataloginventory/options/can_subtract") else None


def _is_used_up(database: Database, stock: Row) -> bool:
    return php.is_at_most(stock["qty"], php.to_float(php.to_string(stock_value(database, stock, "min_qty"))))


def manages_stock(database: Database, stock: Row) -> bool:
    """Whether it counts how many of the product there are; otherwise the product is always in stock."""
    if _is_own(stock, "manage_stock"):
        return not php.is_empty(stock["manage_stock"])
    return settings.flag(database.config, f"{_OF_ALL_ITEMS}/manage_stock")


def stock_value(database: Database, stock: Row, name: str) -> Any:
    """The stock's own value, or the number that the shop's setting is."""
    return stock[name] if _is_own(stock, name) else settings.number(database.config, f"{_OF_ALL_ITEMS}/{name}")


def _is_own(stock: Row, name: str) -> bool:
    return php.is_empty(stock[f"use_config_{name}"])
