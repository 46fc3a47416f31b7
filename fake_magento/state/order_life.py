"""What happens to an order once it is placed: comments, holding, cancelling, and what its documents make of it.

Sources: the transcripts ``v1_order``, ``v1_order_states``, ``v1_order_life``, ``v1_order_items`` and their twins.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from fake_magento.state.errors import StateError
from fake_magento.state.orders import NEW
from fake_magento.state.prices import rounded
from fake_magento.state.stock import give_back
from fake_magento.state.table import Row

if TYPE_CHECKING:
    from fake_magento.state.shop import Shop

PROCESSING, COMPLETE, CLOSED, CANCELED, HOLDED = "processing", "complete", "closed", "canceled", "holded"
"""The states of an order after the first."""

NOT_APPLICABLE = 2
"""What the history has for whether the customer was told, where nobody could say."""

_MOST = Decimal(10**12)
_NOTHING_LEFT = Decimal("0.0001")


class OrderStateError(StateError):
    """What an order's state does not allow; the message says what."""


def amount(value: Any) -> Decimal:
    """A number or the text of one as an amount; null is 0, and what no column can hold is a trillion."""
    try:
        read = Decimal(str(value or 0))
    except InvalidOperation:
        return Decimal(0)
    return min(max(read, -_MOST), _MOST) if not read.is_nan() else Decimal(0)


class Changes:
    """The values of a row that are changed before they are written."""

    def __init__(self, row: Row) -> None:
        self.values: dict[str, Any] = {**row}

    def amount(self, name: str) -> Decimal:
        """The amount in a column."""
        return amount(self.values[name])

    def add(self, name: str, value: Decimal) -> None:
        """Add to a column, in which null is 0."""
        self.values[name] = self.amount(name) + value

    def add_money(self, name: str, value: Decimal) -> None:
        """Add to a column of money and to the same one in the shop's currency: orders have no other."""
        self.add(name, value)
        self.add(f"base_{name}", value)


class OrderItem(Changes):
    """An item of an order: how much of it is still to be invoiced, shipped, refunded, cancelled."""

    @property
    def id(self) -> int:
        """Its id."""
        id: int = self.values["item_id"]
        return id

    @property
    def qty_to_invoice(self) -> Decimal:
        """What is neither invoiced nor cancelled."""
        return self._rest("qty_ordered", "qty_invoiced", "qty_canceled")

    @property
    def qty_to_ship(self) -> Decimal:
        """What is neither shipped nor refunded nor cancelled."""
        return self._rest("qty_ordered", "qty_shipped", "qty_refunded", "qty_canceled")

    @property
    def qty_to_refund(self) -> Decimal:
        """What is invoiced and not refunded."""
        return self._rest("qty_invoiced", "qty_refunded")

    @property
    def qty_to_cancel(self) -> Decimal:
        """What is neither invoiced nor shipped."""
        return min(self.qty_to_invoice, self.qty_to_ship)

    @property
    def is_to_ship(self) -> bool:
        """Whether something of it is to be shipped."""
        return bool(self.qty_to_ship) and not self.values["is_virtual"]

    def _rest(self, whole: str, *parts: str) -> Decimal:
        return max(self.amount(whole) - sum(map(self.amount, parts)), Decimal(0))

    def whole(self, qty: Decimal) -> Decimal:
        """The quantity as the item takes it: whole unless the product has decimals, and not below 0."""
        return max(qty if self.values["is_qty_decimal"] else Decimal(int(qty)), Decimal(0))

    def share(self, name: str, qty: Decimal) -> Decimal:
        """What this quantity has of an amount of all that is ordered."""
        ordered = self.amount("qty_ordered")
        return rounded(self.amount(name) * qty / ordered) if ordered else Decimal(0)


class LoadedOrder(Changes):
    """An order with its items and its payment, to be changed and saved. What is not saved changes nothing.

    ``document`` is the kind of document that changes it (``invoice``, …), or ``order``; with one it is in process.
    """

    def __init__(self, shop: Shop, row: Row, document: str = "order") -> None:
        super().__init__(row)
        self._shop = shop
        self.id: int = row["entity_id"]
        self.document = document
        self.items = [OrderItem(each) for each in shop.table("sales_flat_order_item").select(order_id=self.id)]
        payment = shop.table("sales_flat_order_payment").find(parent_id=self.id)
        self.payment = None if payment is None else Changes(payment)
        self._history: list[dict[str, Any]] = []

    @property
    def state(self) -> str | None:
        """Its state, from which follows what can be done with it."""
        state: str | None = self.values["state"]
        return state

    @property
    def can_hold(self) -> bool:
        """Whether it can be held."""
        return self.state not in (CANCELED, COMPLETE, CLOSED, HOLDED)

    @property
    def can_cancel(self) -> bool:
        """Whether there is something that can be cancelled."""
        return self.can_hold and any(item.qty_to_invoice for item in self.items)

    @property
    def can_invoice(self) -> bool:
        """Whether there is something to invoice."""
        return self.can_hold and any(item.qty_to_invoice for item in self.items)

    @property
    def can_ship(self) -> bool:
        """Whether there is something to ship."""
        if self.state in (HOLDED, CANCELED) or self.values["is_virtual"]:
            return False
        return any(item.is_to_ship for item in self.items)

    @property
    def can_refund(self) -> bool:
        """Whether something is paid that is not refunded."""
        if self.state in (HOLDED, CANCELED, CLOSED):
            return False
        return abs(rounded(self.amount("total_paid")) - self.amount("total_refunded")) >= _NOTHING_LEFT

    def enter(self, state: str, notified: Any = None) -> None:
        """Let it be in this state, with the state's own status, which the history tells."""
        self.values["state"] = state
        statuses = self._shop.table("sales_order_status_state").select(state=state)
        self.set_status(next((row["status"] for row in statuses if row["is_default"]), None), notified)

    def set_status(self, status: Any, notified: Any = None, comment: Any = None) -> None:
        """Let it have this status, which need be none that there is; the history tells it with the comment.

        ``notified`` is whether the customer was told, where somebody can say.
        """
        told = NOT_APPLICABLE if notified is None else notified
        self.values["status"] = status
        self._history.append(
            {"status": status, "comment": comment, "is_customer_notified": told, "entity_name": self.document}
        )

    def hold(self) -> None:
        """Hold it. Raises `OrderStateError`."""
        if not self.can_hold:
            raise OrderStateError("Hold action is not available.")
        self.values |= {"hold_before_state": self.state, "hold_before_status": self.values["status"]}
        self.enter(HOLDED)

    def unhold(self) -> None:
        """Give it back the state and the status that it had; the status stays where it had none. Raises `OrderStateError`."""
        if self.state != HOLDED:
            raise OrderStateError("Unhold action is not available.")
        self.values["state"] = self.values["hold_before_state"]
        if self.values["hold_before_status"]:
            self.set_status(self.values["hold_before_status"])
        self.values |= {"hold_before_state": None, "hold_before_status": None}

    def cancel(self) -> None:
        """Cancel what can be cancelled, if anything.

        The order is cancelled unless something is to be refunded: then it is complete, or in process while more is to be
        shipped than is cancelled (``v1_order_states``).
        """
        if not self.can_cancel:
            return
        state = CANCELED
        for item in self.items:
            if state != PROCESSING and item.qty_to_refund:
                state = PROCESSING if item.qty_to_ship > item.qty_to_cancel else COMPLETE
            self._cancel_item(item)
        for prefix in ("", "base_"):
            for name in ("subtotal", "tax", "shipping", "discount"):
                ordered = self.amount(f"{prefix}{name}" if name == "subtotal" else f"{prefix}{name}_amount")
                canceled = abs(ordered) - self.amount(f"{prefix}{name}_invoiced")
                self.values[f"{prefix}{name}_canceled"] = canceled
            total = self.amount(f"{prefix}grand_total") - self.amount(f"{prefix}total_paid")
            self.values[f"{prefix}total_canceled"] = total
        self.enter(state)

    def _cancel_item(self, item: OrderItem) -> None:
        values = item.values
        ordered, canceled = item.amount("qty_ordered"), item.amount("qty_canceled")
        if canceled and canceled == ordered:
            return
        unsold = ordered - max(item.amount("qty_shipped"), item.amount("qty_invoiced")) - canceled
        product = self._shop.products.get(values["product_id"] or 0)
        if product is not None and unsold:
            give_back(self._shop.database, product, float(unsold))
        values["qty_canceled"] = item.qty_to_cancel
        for name in ("tax", "hidden_tax"):
            part = item.share(f"base_{name}_amount", item.amount("qty_canceled"))
            values[f"{name}_canceled"] = item.amount(f"{name}_canceled") + part

    def save(self) -> Row:
        """Write it with what follows from its quantities: its state, and what is due; the order."""
        self._follow_quantities()
        now = self._shop.clock.text()
        for prefix in ("", "base_"):
            due = rounded(self.amount(f"{prefix}grand_total") - self.amount(f"{prefix}total_paid"))
            self.values[f"{prefix}total_due"] = max(due, Decimal(0))
        for item in self.items:
            self._shop.table("sales_flat_order_item").update(item.id, {**item.values, "updated_at": now})
        if self.payment is not None:
            payments = self._shop.table("sales_flat_order_payment")
            payments.update(self.payment.values["entity_id"], self.payment.values)
        for entry in self._history:
            self._shop.table("sales_flat_order_status_history").insert(
                {**entry, "parent_id": self.id, "created_at": now}
            )
        self._history = []
        return self._shop.table("sales_flat_order").update(self.id, {**self.values, "updated_at": now})

    def _follow_quantities(self) -> None:
        notified = self.values["customer_note_notify"]
        if self.state not in (CANCELED, HOLDED) and not self.can_invoice and not self.can_ship:
            if not self.amount("base_grand_total") or self.can_refund:
                if self.state != COMPLETE:
                    self.enter(COMPLETE, notified)
            elif self.amount("total_refunded") and self.state != CLOSED:
                self.enter(CLOSED, notified)
        if self.state == NEW and self.document != "order":
            self.enter(PROCESSING, notified)


def history(shop: Shop, order_id: int) -> list[Mapping[str, Any]]:
    """What was said of an order and what happened to it, the newest first."""
    rows = shop.table("sales_flat_order_status_history").select(parent_id=order_id)
    return sorted(rows, key=lambda row: (row["created_at"], row["entity_id"]), reverse=True)
