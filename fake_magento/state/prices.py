"""What a product costs in a store view."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from fake_magento.state.eav import ADMIN_STORE
from fake_magento.state.table import Row
from fake_magento.state.tier_prices import GROUP_PRICES, TIER_PRICES

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_CENT = Decimal("0.01")


def final_price(shop: Shop, product: Row, store_id: int, group_id: Any, qty: int | float) -> Decimal:
    """The price of one of so many of a product that a customer group buys: the lowest that there is for it.

    That is its own price, the group's, the one that counts from that quantity on, and the special price while it is the time
    for it.
    """
    found = [Decimal(shop.products.value(product, "price", store_id) or 0)]
    for table in (GROUP_PRICES, TIER_PRICES):
        found += (Decimal(row["value"]) for row in _prices_for(shop, table, product, store_id, group_id, qty))
    special = shop.products.value(product, "special_price", store_id)
    if special is not None and _is_time(shop, product, store_id):
        found.append(Decimal(special))
    return min(found)


def rounded(amount: Decimal) -> Decimal:
    """An amount of money in whole cents."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _prices_for(shop: Shop, table: str, product: Row, store_id: int, group_id: Any, qty: int | float) -> list[Row]:
    store = shop.table("core_store").get(store_id)
    websites = (ADMIN_STORE, ADMIN_STORE if store is None else store["website_id"])
    return [
        row
        for row in shop.table(table).select(entity_id=product["entity_id"])
        if row["website_id"] in websites
        and (row["all_groups"] or row["customer_group_id"] == group_id)
        and float(row.get("qty", 0)) <= qty
    ]


def _is_time(shop: Shop, product: Row, store_id: int) -> bool:
    today = shop.clock.text()[:10]
    first: Any = shop.products.value(product, "special_from_date", store_id)
    last: Any = shop.products.value(product, "special_to_date", store_id)
    return (not first or first[:10] <= today) and (not last or today <= last[:10])
