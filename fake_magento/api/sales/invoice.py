"""``sales_order_invoice``: invoices.

Source of the rules: the transcript ``v1_invoice`` and its twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.api.sales.args import COMMENT, FILTERS, ITEMS_QTY, REQUIRED_COMMENT
from fake_magento.api.sales.documents import (
    find_document,
    find_order,
    listed,
    quantities,
    text_of_comment,
    told,
    told_comments,
    told_items,
)
from fake_magento.state import Row
from fake_magento.state.documents import QuantityError, add_comment, touch
from fake_magento.state.invoices import create_invoice
from fake_magento.state.order_life import LoadedOrder, OrderStateError

INVOICE_INCREMENT_ID = Arg("invoiceIncrementId", refers_to="invoice")
EMAIL = Arg("email", default=False)
INCLUDE_COMMENT = Arg("includeComment", default=False)

INVOICE = Resource(
    "sales_order_invoice",
    "Invoice API",
    aliases=("order_invoice",),
    acl="sales/order/invoice",
    php_class="Mage_Sales_Model_Order_Invoice_Api",
    faults={
        "not_exists": (100, "Requested invoice does not exist."),
        "invalid_filter": (101, "Invalid filter given. Details in error message."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "order_not_exists": (103, "Requested order not exists."),
        "status_not_changed": (104, "Invoice status not changed"),
    },
)


@INVOICE.method(
    "list",
    "Retrieve list of invoices by filters",
    FILTERS,
    returns="salesOrderInvoiceEntityArray",
    acl="sales/order/invoice/info",
    php_name="items",
)
def items(request: Request, filters: Any) -> Any:
    """The invoices that meet the filters; fault 1 for what the database refuses."""
    rows = listed(request.shop.table("sales_flat_invoice"), filters, {"invoice_id": "entity_id"})
    return [{**request.row(row, _LISTED), "invoice_id": request.database_number(row["entity_id"])} for row in rows]


_LISTED = ("order_id", "increment_id", "created_at", "state", "grand_total", "order_currency_code")


@INVOICE.method(
    "info",
    "Retrieve invoice information",
    INVOICE_INCREMENT_ID,
    returns="salesOrderInvoiceEntity",
    acl="sales/order/invoice/info",
)
def info(request: Request, increment_id: Any) -> Any:
    """All of an invoice, its items and comments; fault 100."""
    invoice = _find(request, increment_id)
    order = request.shop.table("sales_flat_order")[invoice["order_id"]]
    billing = request.shop.table("sales_flat_order_address").get(invoice["billing_address_id"] or 0) or {}
    return {
        **told(request, invoice, "invoice_id"),
        "order_increment_id": order["increment_id"],
        "order_created_at": order["created_at"],
        **{f"billing_{name}": billing.get(name) for name in ("firstname", "middlename", "lastname")},
        "items": told_items(request, "invoice", invoice),
        "comments": told_comments(request, "invoice", invoice),
    }


def _find(request: Request, increment_id: Any) -> Row:
    return find_document(request, "invoice", increment_id, INVOICE.fault("not_exists"))


@INVOICE.method(
    "create",
    "Create new invoice for order",
    Arg("invoiceIncrementId", refers_to="order"),
    ITEMS_QTY,
    COMMENT,
    EMAIL,
    INCLUDE_COMMENT,
    returns="string",
    acl="sales/order/invoice/create",
)
def create(request: Request, order_id: Any, items_qty: Any, comment: Any, email: Any, include_comment: Any) -> Any:
    """Invoice what is open of an order, or these quantities by item, which is paid at once; the invoice's number.

    Faults: 103 for no such order, 102 where nothing can be invoiced, 1 for more than is open.
    """
    order = LoadedOrder(request.shop, find_order(request, order_id, INVOICE.fault("order_not_exists")), "invoice")
    said = text_of_comment(comment)
    try:
        open_items = [item for item in order.items if item.qty_to_invoice]
        asked = quantities(items_qty if order.can_invoice else [], open_items)
        invoice = create_invoice(request.shop, order, asked, not php.is_empty(email))
    except OrderStateError as refused:
        raise INVOICE.fault("data_invalid", str(refused)) from None
    except QuantityError as refused:
        raise Fault(1, str(refused)) from None
    if said is not None:
        add_comment(request.shop, "invoice", invoice["entity_id"], said, email)
    return invoice["increment_id"]


@INVOICE.method(
    "addComment",
    "Add new comment to shipment",
    INVOICE_INCREMENT_ID,
    REQUIRED_COMMENT,
    EMAIL,
    INCLUDE_COMMENT,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/comment",
)
def comment_on(request: Request, increment_id: Any, comment: Any, email: Any, include_comment: Any) -> Any:
    """Comment on an invoice; fault 100."""
    id = _find(request, increment_id)["entity_id"]
    add_comment(request.shop, "invoice", id, text_of_comment(comment), email)
    touch(request.shop, "invoice", id)
    return True


@INVOICE.method(
    "capture",
    "Capture invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/capture",
)
def capture(request: Request, increment_id: Any) -> Any:
    """Fault 104, for an invoice is paid when it is made; 100 for none."""
    return _refuse(request, increment_id, "captured")


def _refuse(request: Request, increment_id: Any, change: str) -> bool:
    _find(request, increment_id)
    raise INVOICE.fault("status_not_changed", f"Invoice cannot be {change}.")


@INVOICE.method(
    "void",
    "Void invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/void",
)
def void(request: Request, increment_id: Any) -> Any:
    """Fault 104, for there is nothing authorised; 100 for none."""
    return _refuse(request, increment_id, "voided")


@INVOICE.method(
    "cancel",
    "Cancel invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/cancel",
)
def cancel(request: Request, increment_id: Any) -> Any:
    """Fault 104, for an invoice is paid when it is made; 100 for none."""
    return _refuse(request, increment_id, "canceled")
