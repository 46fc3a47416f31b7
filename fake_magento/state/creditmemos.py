"""Credit memos: what of a paid order is given back.

Sources: the transcripts ``v1_creditmemo``, ``v1_order_items``, ``v1_odd_faults`` and their twins.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fake_magento.state.documents import Quantities, QuantityError, money, row_total, write_document
from fake_magento.state.errors import StateError
from fake_magento.state.order_life import LoadedOrder, OrderItem, OrderStateError
from fake_magento.state.prices import rounded
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

REFUNDED = 2
"""The state of a credit memo."""

_NOTHING = Decimal(0)


class ShippingError(StateError):
    """More shipping than can be refunded, which is ``most``."""

    def __init__(self, most: Decimal) -> None:
        super().__init__(f"at most {most} of the shipping can be refunded")
        self.most = most


class RefundError(StateError):
    """More than can be refunded, which is ``most``."""

    def __init__(self, most: Decimal) -> None:
        super().__init__(f"at most {most} can be refunded")
        self.most = most


class StoreCreditError(StateError):
    """Store credit for a guest, who has none."""


class NothingInvoicedError(StateError):
    """An item of which nothing is left to refund, and something to invoice: the server divides by zero over it."""


def create_creditmemo(
    shop: Shop,
    order: LoadedOrder,
    quantities: Quantities,
    shipping: Decimal | None = None,
    positive: Decimal | None = None,
    negative: Decimal | None = None,
    *,
    email_sent: bool = False,
    to_store_credit: bool = False,
) -> Row:
    """Make a credit memo of these quantities of an order; the credit memo. Nothing goes back to the stock.

    Without any known item it is an empty one. It has all shipping that is open unless ``shipping`` is given; ``positive`` and
    ``negative`` are added and taken off. Raises `OrderStateError` where nothing can be refunded, `QuantityError` for more than
    is invoiced, `ShippingError`, `RefundError`, `StoreCreditError`, and `NothingInvoicedError`.
    """
    if not order.can_refund:
        raise OrderStateError("Credit memo for requested order can not be created.")
    taken = [
        (item, _qty(item, item.qty_to_refund if quantities is None else quantities[item.id]))
        for item in order.items
        if quantities is None or item.id in quantities
    ]
    rows = [(item, qty, _row(item, qty)) for item, qty in taken]
    most = order.amount("shipping_amount") - order.amount("shipping_refunded")
    if shipping is not None and rounded(shipping) > most:
        raise ShippingError(most)

    subtotal = sum((row["row_total"] for _, _, row in rows), _NOTHING)
    sent = most if shipping is None else rounded(shipping)
    added, taken_off = (_NOTHING if each is None else rounded(each) for each in (positive, negative))
    total = subtotal + sent + added - taken_off
    if to_store_credit and order.values["customer_is_guest"]:
        raise StoreCreditError("a guest has no store credit")
    refunded, paid = order.amount("base_total_refunded"), order.amount("base_total_paid")
    if rounded(refunded + total) > rounded(paid):
        raise RefundError(paid - refunded)

    for item, qty, row in rows:
        if qty:
            _register(item, qty, row["row_total"])
    registered = {
        "total": total,
        "total_online": total,
        "subtotal": subtotal,
        "tax": _NOTHING,
        "hidden_tax": _NOTHING,
        "shipping": sent,
        "shipping_tax": _NOTHING,
        "discount": _NOTHING,
    }
    for name, value in registered.items():
        order.add_money(f"{name}_refunded", value)
    order.add_money("adjustment_positive", added)
    order.add_money("adjustment_negative", taken_off)

    amounts = {
        "subtotal": subtotal,
        "subtotal_incl_tax": subtotal,
        "shipping_amount": sent,
        "shipping_incl_tax": sent if shipping is None else order.amount("shipping_incl_tax"),
        "adjustment": added - taken_off,
        "grand_total": total,
    }
    amounts |= dict.fromkeys(("tax_amount", "shipping_tax_amount", "discount_amount", "hidden_tax_amount"), _NOTHING)
    if positive is not None:
        amounts["adjustment_positive"] = added
    if negative is not None:
        amounts["adjustment_negative"] = taken_off
    values = {**money(amounts), "state": REFUNDED, "email_sent": 1 if email_sent else None}
    items = [(item, {"qty": qty, **money(row)}) for item, qty, row in rows if qty]
    creditmemo = write_document(shop, "creditmemo", order, values, items)
    order.save()
    return creditmemo


def _qty(item: OrderItem, asked: Decimal) -> Decimal:
    qty = item.whole(asked)
    if qty > item.qty_to_refund:
        raise QuantityError(f'Invalid qty to refund item "{item.values["name"] or ""}"')
    return qty


def _row(item: OrderItem, qty: Decimal) -> dict[str, Decimal]:
    rest = item.amount("row_invoiced") - item.amount("amount_refunded")
    open = item.amount("qty_invoiced") - item.amount("qty_refunded")
    try:
        return row_total(item, qty, rest, open, qty == item.qty_to_refund and not item.qty_to_invoice)
    except ZeroDivisionError:
        raise NothingInvoicedError(f"nothing of item {item.id} can be refunded") from None


def _register(item: OrderItem, qty: Decimal, total: Decimal) -> None:
    item.add("qty_refunded", qty)
    item.add_money("amount_refunded", total)
    for name in ("tax_refunded", "hidden_tax_refunded", "discount_refunded"):
        item.add_money(name, _NOTHING)
