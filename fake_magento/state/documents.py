"""What invoices, shipments and credit memos of an order have in common: rows of a table each, with their items and comments.

Sources: the transcripts ``v1_invoice``, ``v1_shipment``, ``v1_creditmemo`` and their twins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import StateError
from fake_magento.state.increments import next_increment_id
from fake_magento.state.order_life import LoadedOrder, OrderItem
from fake_magento.state.prices import rounded
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

Quantities = Mapping[int, Decimal] | None
"""How much of each item of an order a document is of, by the item's id; ``None`` is all that is open."""

_OF_ORDER = (
    "store_id",
    "billing_address_id",
    "shipping_address_id",
    "customer_id",
    "global_currency_code",
    "base_currency_code",
    "store_currency_code",
    "order_currency_code",
    "store_to_base_rate",
    "store_to_order_rate",
    "base_to_global_rate",
    "base_to_order_rate",
    "discount_description",
)
_OF_ITEM = (
    "product_id",
    "sku",
    "name",
    "description",
    "price",
    "base_price",
    "price_incl_tax",
    "base_price_incl_tax",
    "base_cost",
    "weight",
    "weee_tax_applied",
    *(
        f"{prefix}weee_tax_{name}"
        for prefix in ("", "base_")
        for name in ("disposition", "row_disposition", "applied_amount")
    ),
    "weee_tax_applied_row_amount",
    "base_weee_tax_applied_row_amnt",
)
_NO_TAX = ("tax_amount", "base_tax_amount", "hidden_tax_amount", "base_hidden_tax_amount")


class QuantityError(StateError):
    """More of an item than is open; the message names the item."""


def money(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Amounts by column, each with its twin in the shop's currency: orders have no other."""
    return {f"{prefix}{name}": value for name, value in values.items() for prefix in ("", "base_")}


def row_total(item: OrderItem, qty: Decimal, rest: Decimal, open: Decimal, is_last: bool) -> dict[str, Decimal]:
    """What a quantity of an item costs: all of the ``rest`` where it is the last of it, or its share of what is ``open``.

    Raises `ZeroDivisionError` where nothing is open.
    """
    if not (is_last or open):
        raise ZeroDivisionError
    total = rest if is_last else rounded(rest * qty / open)
    return {"row_total": total, "row_total_incl_tax": item.share("row_total_incl_tax", qty)}


def write_document(
    shop: Shop,
    kind: str,
    order: LoadedOrder,
    values: Mapping[str, Any],
    items: Iterable[tuple[OrderItem, Mapping[str, Any]]],
) -> Row:
    """Write a document (``invoice``, ``shipment``, ``creditmemo``) with its items; the document. Its number is the next one.

    ``values`` and those of each item are what it has beyond what it takes from the order and the order's item.
    """
    table, of_items = shop.table(f"sales_flat_{kind}"), shop.table(f"sales_flat_{kind}_item")
    now = shop.clock.text()
    written = table.insert(
        {
            **{name: order.values[name] for name in _OF_ORDER if name in table.schema.columns},
            "order_id": order.id,
            "increment_id": next_increment_id(shop, kind, order.values["store_id"]),
            "created_at": now,
            "updated_at": now,
            **values,
        }
    )
    for item, more in items:
        of_items.insert(
            {
                **{name: item.values[name] for name in _OF_ITEM if name in of_items.schema.columns},
                **{name: 0 for name in _NO_TAX if name in of_items.schema.columns},
                "parent_id": written["entity_id"],
                "order_item_id": item.id,
                **more,
            }
        )
    return written


def add_comment(shop: Shop, kind: str, document_id: int, comment: Any, notified: Any) -> None:
    """Add a comment to a document; ``notified`` is whether the customer was told."""
    shop.table(f"sales_flat_{kind}_comment").insert(
        parent_id=document_id, comment=comment, is_customer_notified=notified, created_at=shop.clock.text()
    )


def touch(shop: Shop, kind: str, document_id: int, values: Mapping[str, Any] | None = None) -> Row:
    """Save a document, with these values changed; the document."""
    return shop.table(f"sales_flat_{kind}").update(document_id, {**(values or {}), "updated_at": shop.clock.text()})


def comments(shop: Shop, kind: str, document_id: int) -> list[Row]:
    """The comments on a document: those of the newest second first, those of one second in the order in which they came."""
    rows = shop.table(f"sales_flat_{kind}_comment").select(parent_id=document_id)
    return sorted(rows, key=lambda row: row["created_at"], reverse=True)
