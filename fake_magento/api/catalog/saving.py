"""Saving products, wherever the API does it: prices by customer group as clients give them, and what they read of a failure."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Resource
from fake_magento.api.request import Request
from fake_magento.state import StateError
from fake_magento.state.products import NoTextError
from fake_magento.state.tier_prices import ALL_GROUPS, Price

_ALL = "all"


def product_fault(error: StateError) -> Exception:
    """What the server answers where a product cannot be saved."""
    if isinstance(error, NoTextError):
        return php.PhpError("strtr(): Argument #1 ($string) must be of type string, array given")
    return database_fault(error)


def tier_prices(request: Request, given: Any, website_ids: list[int], resource: Resource) -> list[Price] | None:
    """Tier prices as clients give them: a list of ``qty``, ``price``, ``website`` (id or code) and ``customer_group_id``.

    Without a website, and with one that there is not, a price is for all of them (``v1_tier_prices``). ``None`` for what is no
    list of prices; raises the resource's ``data_invalid`` for a website that the product is not in (``website_ids`` are its
    own), and `PhpError` for a quantity that is no number.
    """
    if not php.is_array(given):
        return None
    rows = []
    for row in php.plain(php.values(given)) if request.is_v2 else php.values(given):
        qty, price = (php.item(row, name) if php.is_array(row) else None for name in ("qty", "price"))
        if qty is None or price is None:
            return None
        website = _website_id(request, php.item(row, "website"))
        if website and website not in website_ids:
            text = "Invalid tier prices. The product is not associated to the requested website."
            raise resource.fault("data_invalid", text)
        rows.append((website, php.item(row, "customer_group_id"), price, qty))
    return [Price(website, _group_id(group), price, _number(qty)) for website, group, price, qty in rows]


def group_prices(given: Any) -> list[Price]:
    """Group prices as clients give them: ``website_id``, ``cust_group`` and ``price``, without those to ``delete``."""
    rows = [row for row in php.values(given) if isinstance(row, dict)] if php.is_array(given) else []
    return [
        Price(php.to_int(row.get("website_id")), _group_id(row["cust_group"]), row.get("price"))
        for row in rows
        if row.get("cust_group") is not None and php.is_empty(row.get("delete"))
    ]


def _website_id(request: Request, website: Any) -> int:
    """The id of a website by its id or code; 0, which stands for all, where there is none."""
    table = request.shop.table("core_website")
    if website is None or php.is_array(website) or php.equals(website, _ALL):
        return 0
    found = table.get(request.row_id(website)) if php.is_numeric(website) else table.find(code=php.to_string(website))
    return found["website_id"] if found else 0


def _group_id(group: Any) -> Any:
    return ALL_GROUPS if group is None or php.equals(group, _ALL) or php.equals(group, ALL_GROUPS) else group


def _number(qty: Any) -> float:
    """``$qty * 1``: text that begins with a number is that."""
    if php.is_array(qty) or (isinstance(qty, str) and not php.begins_with_number(qty)):
        raise php.PhpError(f"Unsupported operand types: {php.type_name(qty)} * int")
    return php.to_float(php.to_string(qty))
