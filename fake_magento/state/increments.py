"""The numbers that orders and their documents are known by: for each kind and store view they count on from 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

_DIGITS, _MOST_DIGITS = 8, 9


def next_increment_id(shop: Shop, kind: str, store_id: int) -> str:
    """The next number of a kind (``order``, ``invoice``, ``shipment``, ``creditmemo``) in a store view, which is then used up.

    It begins with the id of the store view: ``100000001``, and ``000000001`` for ``admin`` (transcript ``v1_cart_order``).
    """
    table = shop.table("eav_entity_store")
    there = table.find(entity_type=kind, store_id=store_id)
    number = 1 if there is None else there["last_number"] + 1
    table.put(entity_type=kind, store_id=store_id, last_number=number)
    return f"{store_id}{number:0{_DIGITS}}"


def count_on(shop: Shop, kind: str, increment_id: str) -> None:
    """Let the next number of a kind be behind this one in the store view that it is a number of, if any."""
    table = shop.table("eav_entity_store")
    for store in shop.table("core_store"):
        id = store["store_id"]
        there = table.find(entity_type=kind, store_id=id)
        number = _number(id, increment_id)
        if number > (0 if there is None else there["last_number"]):
            table.put(entity_type=kind, store_id=id, last_number=number)


def _number(store_id: int, increment_id: str) -> int:
    """The count in a number of a store view; 0 for what is none of its numbers, or longer than any that it comes to."""
    digits = increment_id.removeprefix(str(store_id))
    is_one = len(digits) < len(increment_id) and digits.isascii() and digits.isdecimal()
    return int(digits) if is_one and _DIGITS <= len(digits) <= _MOST_DIGITS else 0
