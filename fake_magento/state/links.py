"""Products that are linked to a product: related, up-sold, cross-sold and grouped ones (transcript ``v1_link``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import MissingError
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

LINK_TYPES: dict[str | int, int] = {"related": 1, "up_sell": 4, "cross_sell": 5, "grouped": 3}
"""The types of links, and their ids."""

_LINKS = "catalog_product_link"


def linked_products(shop: Shop, product_id: int, type: str | int) -> list[tuple[Row, Row]]:
    """The products that are linked to a product, each with the row of its link, by their ids.

    A product can be linked to itself, which is never shown.
    """
    links = shop.table(_LINKS).select(product_id=product_id, link_type_id=LINK_TYPES[type])
    return [
        (shop.products[link["linked_product_id"]], link)
        for link in sorted(links, key=lambda link: int(link["linked_product_id"]))
        if link["linked_product_id"] != product_id
    ]


def save_link(shop: Shop, product_id: int, linked_id: int, type: str | int, values: Mapping[str, Any]) -> None:
    """Link a product, or change its link; what ``values`` (position, qty) do not have stays as it is.

    Raises `MissingError` where there is no product to be linked.
    """
    if linked_id not in shop.products:
        raise MissingError("linked_product_id", linked_id)
    link = {"product_id": product_id, "linked_product_id": linked_id, "link_type_id": LINK_TYPES[type]}
    shop.table(_LINKS).put({**link, **values})


def remove_link(shop: Shop, product_id: int, linked_id: int, type: str | int) -> None:
    """Link a product no more; nothing happens where it was not."""
    where = {"product_id": product_id, "linked_product_id": linked_id, "link_type_id": LINK_TYPES[type]}
    shop.table(_LINKS).delete_where(where)
