"""``sales_order``: orders.

Source of the rules: the transcripts ``v1_order``, ``v1_order_states``, ``v1_order_filters`` and their twins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_given
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.filters import Field
from fake_magento.api.request import Request
from fake_magento.api.sales.args import COMMENT, ORDER_INCREMENT_ID
from fake_magento.api.sales.documents import find_order, listed, text_of_comment, told
from fake_magento.state import Row, Shop
from fake_magento.state.order_life import CANCELED, LoadedOrder, OrderStateError, history
from fake_magento.state.quotes import BILLING, SHIPPING

ORDER = Resource(
    "sales_order",
    "Order API",
    aliases=("order",),
    acl="sales/order",
    php_class="Mage_Sales_Model_Order_Api",
    faults={
        "not_exists": (100, "Requested order not exists."),
        "filters_invalid": (101, "Invalid filters given. Details in error message."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "status_not_changed": (103, "Order status not changed. Details in error message."),
    },
)


@ORDER.method(
    "list",
    "Retrieve list of orders by filters",
    Arg("filters", "filters", default=None, wsi_required=True, from_v2=as_given),
    returns="salesOrderListEntityArray",
    acl="sales/order/info",
    php_name="items",
)
def items(request: Request, filters: Any) -> Any:
    """The orders that meet the filters, each with names of its addresses; fault 1 for what the database refuses."""
    shop = request.shop
    rows = listed(shop.table("sales_flat_order"), filters, _FIELDS, _fields(shop), shop.table(_ADDRESS).schema.columns)
    addresses = shop.table(_ADDRESS).finder("parent_id")
    return [_listed(request, row, addresses(row["entity_id"])) for row in rows]


_ADDRESS = "sales_flat_order_address"
_FIELDS = {"order_id": "entity_id"}
_OF_ADDRESS = ("firstname", "middlename", "lastname", "telephone", "postcode")
_OLDER_NAMES = {
    "payment_auth_expiration": "payment_authorization_expiration",
    "forced_shipment_with_invoice": "forced_do_shipment_with_invoice",
    "base_shipping_hidden_tax_amnt": "base_shipping_hidden_tax_amount",
}


def _fields(shop: Shop) -> dict[str, Field]:
    """What orders can be filtered by beyond their own columns."""
    columns = shop.table(_ADDRESS).schema.columns
    return {
        f"{kind}_{name}": Field(columns[name], partial(_address_value, shop, kind, name))
        for kind in (BILLING, SHIPPING)
        for name in ("firstname", "lastname", "telephone", "postcode")
    }


def _address_value(shop: Shop, kind: str, name: str, order: Row) -> Any:
    address = _address(shop, order, kind)
    return None if address is None else address[name]


def _address(shop: Shop, order: Row, kind: str) -> Row | None:
    return shop.table(_ADDRESS).find(parent_id=order["entity_id"], address_type=kind)


def _listed(request: Request, order: Row, addresses: list[Row]) -> dict[str, Any]:
    by_kind = {row["address_type"]: row for row in reversed(addresses)}
    billing, shipping = by_kind.get(BILLING, {}), by_kind.get(SHIPPING, {})
    result = told(request, order, older_names=_OLDER_NAMES)
    result |= {
        **{name: shipping.get(name) for name in _OF_ADDRESS},
        "billing_firstname": billing.get("firstname"),
        "billing_lastname": billing.get("lastname"),
        "shipping_firstname": shipping.get("firstname"),
        "shipping_lastname": shipping.get("lastname"),
        "billing_name": _name(billing),
        "shipping_name": _name(shipping),
        "order_id": request.database_number(order["entity_id"]),
    }
    return result


def _name(address: Mapping[str, Any]) -> str | None:
    names = address.get("firstname"), address.get("lastname")
    return None if None in names else " ".join(map(str, names))


@ORDER.method(
    "info",
    "Retrieve order information",
    ORDER_INCREMENT_ID,
    returns="salesOrderEntity",
    acl="sales/order/info",
)
def info(request: Request, increment_id: Any) -> Any:
    """All of an order: its addresses, items, payment, and its history, the newest first. Raises fault 100."""
    shop = request.shop
    order = _find(request, increment_id)
    id = order["entity_id"]
    payment = shop.table("sales_flat_order_payment").find(parent_id=id)
    return {
        **told(request, order),
        **{older: request.database_number(order[name]) for name, older in _OLDER_NAMES.items()},
        **_gift_message(request, order),
        "order_id": request.database_number(id),
        "shipping_address": _told_address(request, order, SHIPPING),
        "billing_address": _told_address(request, order, BILLING),
        "items": [
            {**told(request, item), **_gift_message(request, item)}
            for item in shop.table("sales_flat_order_item").select(order_id=id)
        ],
        "payment": {} if payment is None else told(request, payment, "payment_id"),
        "status_history": [
            {**told(request, entry), "store_id": request.database_number(order["store_id"])}
            for entry in history(shop, id)
        ],
    }


def _find(request: Request, increment_id: Any) -> Row:
    return find_order(request, increment_id, ORDER.fault("not_exists"))


def _told_address(request: Request, order: Row, kind: str) -> dict[str, Any]:
    address = _address(request.shop, order, kind)
    return {} if address is None else told(request, address, "address_id")


def _gift_message(request: Request, row: Row) -> dict[str, Any]:
    message = request.shop.table("gift_message").get(row["gift_message_id"] or 0)
    return {} if message is None else {"gift_message": message["message"]}


@ORDER.method(
    "addComment",
    "Add comment to order",
    ORDER_INCREMENT_ID,
    Arg("status"),
    COMMENT,
    Arg("notify", wsi_type="int", default=False),
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
def add_comment(request: Request, increment_id: Any, status: Any, comment: Any, notify: Any) -> Any:
    """Comment on an order and give it a status, which need be none that there is; false keeps the status. Raises fault 100."""
    order = LoadedOrder(request.shop, _find(request, increment_id))
    if status is False:
        status = order.values["status"]
    order.set_status(None if status is None else php.to_string(status), notify, text_of_comment(comment))
    order.save()
    return True


@ORDER.method("hold", "Hold order", ORDER_INCREMENT_ID, returns="boolean", wsi_returns="int", acl="sales/order/change")
def hold(request: Request, increment_id: Any) -> Any:
    """Hold an order; faults 100, and 103 for a state that does not allow it."""
    return _change(request, increment_id, LoadedOrder.hold)


def _change(request: Request, increment_id: Any, change: Callable[[LoadedOrder], None]) -> bool:
    order = LoadedOrder(request.shop, _find(request, increment_id))
    try:
        change(order)
    except OrderStateError as refused:
        raise ORDER.fault("status_not_changed", str(refused)) from None
    order.save()
    return True


@ORDER.method(
    "unhold",
    "Unhold order",
    ORDER_INCREMENT_ID,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
def unhold(request: Request, increment_id: Any) -> Any:
    """Give an order back the state that it had before it was held; faults 100 and 103."""
    return _change(request, increment_id, LoadedOrder.unhold)


@ORDER.method(
    "cancel",
    "Cancel order",
    ORDER_INCREMENT_ID,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
def cancel(request: Request, increment_id: Any) -> Any:
    """Cancel what can be cancelled. Fault 103 where the order is not cancelled as a whole: the rest is all the same."""
    order = LoadedOrder(request.shop, _find(request, increment_id))
    was_canceled = order.state == CANCELED
    if not was_canceled:
        order.cancel()
        order.save()
    if was_canceled or order.state != CANCELED:
        raise ORDER.fault("status_not_changed")
    return True
