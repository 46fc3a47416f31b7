"""The settings that the shop reads, rows of ``core_config_data``, and how PHP reads their text."""

from __future__ import annotations

from decimal import Decimal
from math import copysign
from typing import Final

from fake_magento import php
from fake_magento.state.table import Table

GUEST_CHECKOUT: Final = "checkout/options/guest_checkout"
PRICE_SCOPE: Final = "catalog/price/scope"

_PER_WEBSITE: Final = 1
_MOST: Final = 99999999.9999
"""No column of an amount holds more."""

_OFFLINE_METHODS: Final = ("free", "checkmo", "purchaseorder", "banktransfer", "cashondelivery")
_CARRIERS_WITH_TRACKING: Final = ("dhl", "fedex", "ups", "usps", "dhlint")

READ: Final = frozenset(
    {
        "catalog/frontend/default_sort_by",
        PRICE_SCOPE,
        "catalog/seo/category_url_suffix",
        "catalog/seo/product_url_suffix",
        *(
            f"cataloginventory/item_options/{name}"
            for name in ("backorders", "manage_stock", "max_sale_qty", "min_qty", "min_sale_qty")
        ),
        "cataloginventory/options/can_back_in_stock",
        "cataloginventory/options/can_subtract",
        GUEST_CHECKOUT,
        "currency/options/base",
        "customer/account_share/scope",
        "customer/create_account/confirm",
        "customer/create_account/default_group",
        "general/country/optional_zip_countries",
        "general/region/state_required",
        *(
            f"carriers/flatrate/{name}"
            for name in ("active", "title", "name", "price", "type", "handling_fee", "handling_type")
        ),
        *(f"carriers/freeshipping/{name}" for name in ("active", "title", "name", "free_shipping_subtotal")),
        *(f"carriers/{code}/title" for code in _CARRIERS_WITH_TRACKING),
        *(f"payment/{code}/{name}" for code in _OFFLINE_METHODS for name in ("active", "title", "order_status")),
    }
)
"""Their paths; ``docs/settings.md`` says what each does. A clean shop has more, which nothing obeys."""


def text(config: Table, path: str) -> str | None:
    """A setting as it was written, ``None`` where it is null or there is none."""
    row = config.get(path)
    return None if row is None else row["value"]


def number(config: Table, path: str) -> float:
    """``(float)`` of a setting: the number that it begins with (``"5,00"`` is 5), and 0 where there is none."""
    return php.to_float(text(config, path) or "")


def whole(config: Table, path: str) -> int:
    """``(int)`` of a setting."""
    return php.to_int(text(config, path))


def amount(config: Table, path: str) -> Decimal:
    """A setting as an amount of money: `number`, or what a column of amounts keeps of one that is too large."""
    found = number(config, path)
    return Decimal(repr(found if abs(found) <= _MOST else copysign(_MOST, found)))


def flag(config: Table, path: str) -> bool:
    """Whether a setting is on, which it is for PHP's ``getStoreConfigFlag`` unless it is empty, ``0`` or ``false``."""
    value = text(config, path)
    return not php.is_empty(value) and str(value).lower() != "false"


def prices_are_by_website(config: Table) -> bool:
    """Whether each website has prices of its own."""
    return whole(config, PRICE_SCOPE) == _PER_WEBSITE
