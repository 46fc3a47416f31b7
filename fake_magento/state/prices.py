"""What a product costs in a store view."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_CENT = Decimal("0.01")


def final_price(shop: Shop, product: Row, store_id: int) -> Decimal:
    """The price at which a product is sold: its own, or its special price where that is lower and it is the time for it."""
    price = Decimal(shop.products.value(product, "price", store_id) or 0)
    special = shop.products.value(product, "special_price", store_id)
    if special is None or not _is_time(shop, product, store_id):
        return price
    return min(price, Decimal(special))


def rounded(amount: Decimal) -> Decimal:
    """An amount of money in whole cents."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def _is_time(shop: Shop, product: Row, store_id: int) -> bool:
    today = shop.clock.text()[:10]
    first: Any = shop.products.value(product, "special_from_date", store_id)
    last: Any = shop.products.value(product, "special_to_date", store_id)
    return (not first or first[:10] <= today) and (not last or today <= last[:10])
