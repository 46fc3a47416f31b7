"""``sales_order_creditmemo``: credit memos.

Source of the rules: the transcripts ``v1_creditmemo``, ``v1_odd_faults`` and their twins.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from fake_magento import php
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.api.sales.args import COMMENT, FILTERS, ORDER_INCREMENT_ID, REQUIRED_COMMENT, creditmemo_data
from fake_magento.api.sales.documents import (
    find_document,
    find_order,
    listed,
    number,
    quantities,
    text_of_comment,
    told,
    told_comments,
    told_items,
)
from fake_magento.state import Row
from fake_magento.state.creditmemos import (
    NothingInvoicedError,
    RefundError,
    ShippingError,
    StoreCreditError,
    create_creditmemo,
)
from fake_magento.state.documents import Quantities, QuantityError, add_comment, touch
from fake_magento.state.order_life import LoadedOrder, OrderItem, OrderStateError

CREDITMEMO_INCREMENT_ID = Arg("creditmemoIncrementId", refers_to="creditmemo")
NOTIFY_CUSTOMER = Arg("notifyCustomer", "int", default=False)
INCLUDE_COMMENT = Arg("includeComment", "int", default=False)

CREDITMEMO = Resource(
    "sales_order_creditmemo",
    "Credit memo API",
    aliases=("order_creditmemo",),
    acl="sales/order/creditmemo",
    php_class="Mage_Sales_Model_Order_Creditmemo_Api",
    faults={
        "not_exists": (100, "Requested credit memo does not exist"),
        "invalid_filter": (101, "Invalid filter given. Details in error message"),
        "data_invalid": (102, "Invalid data given. Details in error message"),
        "order_not_exists": (103, "Requested order does not exist"),
        "status_not_changed": (104, "Credit memo status not changed"),
        "cannot_refund_to_storecredit": (
            105,
            "Money can not be refunded to the store credit account as order was created by guest",
        ),
        "cannot_create_creditmemo": (106, "Credit memo for requested order can not be created."),
    },
)


@CREDITMEMO.method(
    "list",
    "Retrieve list of credit memos by filters",
    FILTERS,
    returns="salesOrderCreditmemoEntityArray",
    acl="sales/order/creditmemo/list",
    php_name="items",
)
def items(request: Request, filters: Any) -> Any:
    """The credit memos that meet the filters; fault 101 for what the database refuses."""
    try:
        rows = listed(request.shop.table("sales_flat_creditmemo"), filters, {"creditmemo_id": "entity_id"})
    except Fault as refused:
        raise CREDITMEMO.fault("invalid_filter", refused.message) from None
    return [told(request, row, "creditmemo_id") for row in rows]


@CREDITMEMO.method(
    "info",
    "Retrieve credit memo information",
    CREDITMEMO_INCREMENT_ID,
    returns="salesOrderCreditmemoEntity",
    acl="sales/order/creditmemo/info",
)
def info(request: Request, increment_id: Any) -> Any:
    """All of a credit memo, its items and comments; fault 100."""
    creditmemo = _find(request, increment_id)
    return {
        **told(request, creditmemo, "creditmemo_id"),
        "order_increment_id": request.shop.table("sales_flat_order")[creditmemo["order_id"]]["increment_id"],
        "items": told_items(request, "creditmemo", creditmemo),
        "comments": told_comments(request, "creditmemo", creditmemo),
    }


def _find(request: Request, increment_id: Any) -> Row:
    return find_document(request, "creditmemo", increment_id, CREDITMEMO.fault("not_exists"))


@CREDITMEMO.method(
    "create",
    "Create new credit memo for order",
    ORDER_INCREMENT_ID,
    Arg("creditmemoData", "salesOrderCreditmemoData", default=None, from_v2=creditmemo_data),
    COMMENT,
    NOTIFY_CUSTOMER,
    INCLUDE_COMMENT,
    Arg("refundToStoreCreditAmount", default=None),
    returns="string",
    acl="sales/order/creditmemo/create",
)
def create(
    request: Request, order_id: Any, data: Any, comment: Any, notify: Any, include_comment: Any, store_credit: Any
) -> Any:
    """Refund what is invoiced of an order, or these quantities by item, with shipping and adjustments; the memo's number.

    Faults: 103 for no such order, 106 where nothing can be refunded, 105 for store credit of a guest, 1 for too much.
    """
    order = LoadedOrder(request.shop, find_order(request, order_id, CREDITMEMO.fault("order_not_exists")), "creditmemo")
    data = data if order.can_refund else None
    asked = _quantities(php.item(data, "qtys"), order.items)
    shipping, positive, negative = (
        None if php.item(data, name) is None else number(php.item(data, name))
        for name in ("shipping_amount", "adjustment_positive", "adjustment_negative")
    )
    said = text_of_comment(comment)
    is_told, is_credited = not php.is_empty(notify), not php.is_empty(store_credit)
    try:
        creditmemo = create_creditmemo(
            request.shop, order, asked, shipping, positive, negative, email_sent=is_told, to_store_credit=is_credited
        )
    except OrderStateError:
        raise CREDITMEMO.fault("cannot_create_creditmemo") from None
    except StoreCreditError:
        raise CREDITMEMO.fault("cannot_refund_to_storecredit") from None
    except QuantityError as refused:
        raise Fault(1, str(refused)) from None
    except ShippingError as refused:
        raise Fault(1, f"Maximum shipping amount allowed to refund is: {_price(refused.most)}") from None
    except RefundError as refused:
        text = f'Maximum amount available to refund is <span class="price">{_price(refused.most)}</span>'
        raise Fault(1, text) from None
    except NothingInvoicedError:
        raise php.PhpError("Division by zero") from None
    if not php.is_empty(comment):
        add_comment(request.shop, "creditmemo", creditmemo["entity_id"], said, notify)
    return creditmemo["increment_id"]


def _quantities(value: Any, items: list[OrderItem]) -> Quantities:
    """The quantities that are given, by item, or as V1 takes them too, in a list of items with their quantities."""
    if value is None:
        return None
    php.count(value)  # is an array, or an error
    by_item: dict[Any, Any] = {}
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        if not php.is_array(each):
            by_item[key] = each
        elif php.item(each, "order_item_id") is not None and php.item(each, "qty") is not None:
            by_item[php.array_key(php.item(each, "order_item_id"))] = php.item(each, "qty")
    return quantities(by_item, items)


def _price(value: Decimal) -> str:
    return f"{'-' if value < 0 else ''}${abs(value):,.2f}"


@CREDITMEMO.method(
    "addComment",
    "Add new comment to credit memo",
    CREDITMEMO_INCREMENT_ID,
    REQUIRED_COMMENT,
    NOTIFY_CUSTOMER,
    INCLUDE_COMMENT,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/creditmemo/comment",
)
def comment_on(request: Request, increment_id: Any, comment: Any, notify: Any, include_comment: Any) -> Any:
    """Comment on a credit memo; fault 100."""
    id = _find(request, increment_id)["entity_id"]
    add_comment(request.shop, "creditmemo", id, text_of_comment(comment), notify)
    touch(request.shop, "creditmemo", id)
    return True


@CREDITMEMO.method(
    "cancel",
    "Cancel credit memo",
    CREDITMEMO_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/creditmemo/cancel",
)
def cancel(request: Request, increment_id: Any) -> Any:
    """Fault 104, for a credit memo is paid out when it is made; 100 for none."""
    _find(request, increment_id)
    raise CREDITMEMO.fault("status_not_changed", "Credit memo cannot be canceled.")
