"""The numbers that orders and their documents are known by: for each kind and store view they count on from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_DIGITS = 8


def next_increment_id(shop: Shop, kind: str, store_id: int) -> str:
    """The next number of a kind (``order``, ``invoice``, ``shipment``, ``creditmemo``) in a store view, which is then used up.

    It begins with the id of the store view: ``100000001``, and ``000000001`` for ``admin`` (transcript ``v1_cart_order``).
    """
    table = shop.table("eav_entity_store")
    there = table.find(entity_type=kind, store_id=store_id)
    number = 1 if there is None else there["last_number"] + 1
    table.put(entity_type=kind, store_id=store_id, last_number=number)
    return f"{store_id}{number:0{_DIGITS}}"


def number_before(store_id: int, increment_id: str) -> int | None:
    """The number that comes before this one in a store view; ``None`` for what is none of its numbers."""
    digits = increment_id.removeprefix(str(store_id))
    is_one = len(digits) < len(increment_id) and len(digits) >= _DIGITS and digits.isdecimal()
    return int(digits) - 1 if is_one and int(digits) else None


def count_on(shop: Shop, kind: str, store_id: int, increment_id: str) -> None:
    """Let the next number of a kind in a store view be behind this one, where that is one of its numbers."""
    before = number_before(store_id, increment_id)
    table = shop.table("eav_entity_store")
    there = table.find(entity_type=kind, store_id=store_id)
    if before is not None and (there is None or there["last_number"] <= before):
        table.put(entity_type=kind, store_id=store_id, last_number=before + 1)
