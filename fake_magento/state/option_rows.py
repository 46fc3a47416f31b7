"""The rows of custom options and of their values, and how they are taken away with all that belongs to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

OPTIONS = "catalog_product_option"
VALUES = "catalog_product_option_type_value"
"""The tables of options and of their values."""

OPTION_TITLES, OPTION_PRICES = "catalog_product_option_title", "catalog_product_option_price"
VALUE_TITLES, VALUE_PRICES = "catalog_product_option_type_title", "catalog_product_option_type_price"


def delete_option(shop: Shop, id: int) -> None:
    """Take an option away, and its values."""
    for value in shop.table(VALUES).select(option_id=id):
        delete_value(shop, value["option_type_id"])
    for table in (OPTION_TITLES, OPTION_PRICES):
        shop.table(table).delete_where(option_id=id)
    shop.table(OPTIONS).delete(id)


def delete_value(shop: Shop, id: int) -> None:
    """Take a value of an option away."""
    for table in (VALUE_TITLES, VALUE_PRICES):
        shop.table(table).delete_where(option_type_id=id)
    shop.table(VALUES).delete(id)
