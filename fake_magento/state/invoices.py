"""Invoices: what of an order is to be paid, and is paid at once.

Sources: the transcripts ``v1_invoice``, ``v1_order_items``, ``v1_cart_virtual`` and their twins.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fake_magento.state.documents import Quantities, QuantityError, money, row_total, write_document
from fake_magento.state.order_life import LoadedOrder, OrderItem, OrderStateError
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

PAID = 2
"""The state of an invoice."""

_NOTHING = Decimal(0)
_TOTALS = ("subtotal", "tax", "shipping", "discount", "hidden_tax")


def create_invoice(shop: Shop, order: LoadedOrder, quantities: Quantities, email_sent: bool = False) -> Row:
    """Make an invoice of these quantities of an order; the invoice.

    Without any known item it is an empty one. The first invoice of an order has all of the shipping on it. Raises
    `OrderStateError` where nothing can be invoiced, `QuantityError` for more than is open.
    """
    if not order.can_invoice:
        raise OrderStateError("Cannot do invoice for order.")
    open_items = [item for item in order.items if item.qty_to_invoice]
    asked = {
        item.id: item.qty_to_invoice if quantities is None else quantities.get(item.id, _NOTHING) for item in open_items
    }
    taken = [(item, _qty(item, asked[item.id])) for item in open_items]
    rows = [(item, qty, _row(item, qty)) for item, qty in taken]

    left = order.amount("subtotal") - order.amount("subtotal_invoiced")
    is_last = all(qty == item.qty_to_invoice for item, qty in taken)
    subtotal = left if is_last else min(left, sum((row["row_total"] for _, _, row in rows), _NOTHING))
    is_first = shop.table("sales_flat_invoice").find(order_id=order.id) is None
    shipping = order.amount("shipping_amount") if is_first else _NOTHING
    total = subtotal + shipping

    for item, qty, row in rows:
        if qty:
            _register(item, qty, row["row_total"])
    for name, value in zip(_TOTALS, (subtotal, _NOTHING, shipping, _NOTHING, _NOTHING), strict=True):
        order.add_money(f"{name}_invoiced", value)
    order.add_money("total_invoiced", total)
    order.add_money("total_paid", total)
    order.add("base_total_invoiced_cost", _NOTHING)
    if order.payment is not None:
        order.payment.add_money("amount_paid", total)
        order.payment.add_money("shipping_captured", shipping)

    amounts = {"subtotal": subtotal, "subtotal_incl_tax": subtotal, "shipping_amount": shipping, "grand_total": total}
    amounts |= dict.fromkeys(("tax_amount", "discount_amount", "hidden_tax_amount"), _NOTHING)
    if is_first:
        amounts |= {"shipping_tax_amount": _NOTHING, "shipping_incl_tax": order.amount("shipping_incl_tax")}
    values = {
        **money(amounts),
        "shipping_hidden_tax_amount": _NOTHING if is_first else None,
        "total_qty": sum(asked.values()),
        "state": PAID,
        "can_void_flag": 0,
        "email_sent": 1 if email_sent else None,
    }
    items = [(item, {"qty": qty, **money(row)}) for item, qty, row in rows if qty]
    invoice = write_document(shop, "invoice", order, values, items)
    order.save()
    return invoice


def _qty(item: OrderItem, asked: Decimal) -> Decimal:
    qty = item.whole(asked)
    if qty > item.qty_to_invoice:
        raise QuantityError(f'Invalid qty to invoice item "{item.values["name"] or ""}"')
    return qty


def _row(item: OrderItem, qty: Decimal) -> dict[str, Decimal]:
    rest = item.amount("row_total") - item.amount("row_invoiced")
    open = item.amount("qty_ordered") - item.amount("qty_invoiced")
    return row_total(item, qty, rest, open, qty == item.qty_to_invoice)


def _register(item: OrderItem, qty: Decimal, total: Decimal) -> None:
    item.add("qty_invoiced", qty)
    item.add_money("row_invoiced", total)
    for name in ("tax_invoiced", "hidden_tax_invoiced", "discount_invoiced"):
        item.add_money(name, _NOTHING)
