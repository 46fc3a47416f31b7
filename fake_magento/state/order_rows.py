"""An order as the rows that the shop keeps of it and of its documents, to be written down and made again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import StateError
from fake_magento.state.increments import count_on
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

Rows = Mapping[str, Iterable[Mapping[str, Any]]]
"""Rows by the name of their table, each without what its columns have by default."""

ORDER = "sales_flat_order"
DOCUMENTS = ("invoice", "shipment", "creditmemo")
"""The kinds of documents that orders have."""

_GIFTS = "gift_message"
_PARTS = {"item": "order_id", "address": "parent_id", "payment": "parent_id", "status_history": "parent_id"}
_PARTS_OF_DOCUMENTS = ("item", "comment", "track")

TABLES = (
    *(ORDER, *(f"{ORDER}_{part}" for part in _PARTS), _GIFTS),
    *(f"sales_flat_{kind}" for kind in DOCUMENTS),
    *("sales_flat_invoice_item", "sales_flat_invoice_comment"),
    *("sales_flat_shipment_item", "sales_flat_shipment_comment", "sales_flat_shipment_track"),
    *("sales_flat_creditmemo_item", "sales_flat_creditmemo_comment"),
)
"""The tables whose rows are of orders."""


def rows_of(shop: Shop, order: Row) -> dict[str, list[dict[str, Any]]]:
    """All rows of an order, of which `write_rows` makes it again."""
    id = order["entity_id"]
    found: dict[str, list[Row]] = {ORDER: [order]}
    for part, column in _PARTS.items():
        found[f"{ORDER}_{part}"] = shop.table(f"{ORDER}_{part}").select({column: id})
    gifts = [row["gift_message_id"] for row in (order, *found[f"{ORDER}_item"])]
    found[_GIFTS] = [row for each in gifts if (row := shop.table(_GIFTS).get(each)) is not None]
    for kind in DOCUMENTS:
        documents = found[f"sales_flat_{kind}"] = shop.table(f"sales_flat_{kind}").select(order_id=id)
        for part in _PARTS_OF_DOCUMENTS:
            name = f"sales_flat_{kind}_{part}"
            if name in TABLES:
                found[name] = [
                    row for each in documents for row in shop.table(name).select(parent_id=each["entity_id"])
                ]
    return {name: [_said(shop, name, row) for row in rows] for name, rows in found.items() if rows}


def _said(shop: Shop, name: str, row: Row) -> dict[str, Any]:
    defaults = shop.table(name).schema.defaults
    return {column: value for column, value in row.items() if value != defaults[column] and value != []}


def write_rows(shop: Shop, rows: Rows) -> Row:
    """Write the rows of an order as they are; the order. The numbers of what comes next are behind theirs.

    Raises `StateError` for what is not one order, and where an id or a number is taken.
    """
    orders = [*rows.get(ORDER, ())]
    if len(orders) != 1:
        raise StateError(f"rows of an order are of one {ORDER}, not of {len(orders)}")
    for name in TABLES:
        for row in rows.get(name, ()):
            given = {"additional_information": [], **row} if name == f"{ORDER}_payment" else row
            shop.table(name).insert(given)
    order = shop.table(ORDER).find(increment_id=orders[0].get("increment_id"))
    if order is None or not order["increment_id"]:
        raise StateError("an order has no increment_id")
    for kind in ("order", *DOCUMENTS):
        for row in rows.get(f"sales_flat_{kind}", ()):
            count_on(shop, kind, str(row.get("increment_id", "")))
    shop.table("sales_flat_quote").count_from((order["quote_id"] or 0) + 1)
    return order
