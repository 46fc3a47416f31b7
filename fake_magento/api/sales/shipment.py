"""``sales_order_shipment``: shipments and their tracks.

Source of the rules: the transcripts ``v1_shipment``, ``v1_shipment_tracks`` and their twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.api.sales.args import COMMENT, FILTERS, ITEMS_QTY, ORDER_INCREMENT_ID
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
from fake_magento.state.documents import add_comment, touch
from fake_magento.state.order_life import LoadedOrder, OrderStateError
from fake_magento.state.shipments import (
    CarrierError,
    EmptyShipmentError,
    add_track,
    create_shipment,
    tracking_carriers,
)

SHIPMENT_INCREMENT_ID = Arg("shipmentIncrementId", refers_to="shipment")

SHIPMENT = Resource(
    "sales_order_shipment",
    "Shipment API",
    aliases=("order_shipment",),
    acl="sales/order/shipment",
    php_class="Mage_Sales_Model_Order_Shipment_Api",
    faults={
        "not_exists": (100, "Requested shipment not exists."),
        "filters_invalid": (101, "Invalid filters given. Details in error message."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "order_not_exists": (103, "Requested order not exists."),
        "track_not_exists": (104, "Requested tracking not exists."),
        "track_not_deleted": (105, "Tracking not deleted. Details in error message."),
    },
)


@SHIPMENT.method(
    "list",
    "Retrieve list of shipments by filters",
    FILTERS,
    returns="salesOrderShipmentEntityArray",
    acl="sales/order/shipment/info",
    php_name="items",
)
def items(request: Request, filters: Any) -> Any:
    """The shipments that meet the filters, without their ids; fault 1 for what the database refuses."""
    rows = listed(request.shop.table("sales_flat_shipment"), filters, {"shipment_id": "entity_id"})
    return [{**request.row(row, ("increment_id", "created_at", "total_qty")), "shipment_id": None} for row in rows]


@SHIPMENT.method(
    "info",
    "Retrieve shipment information",
    SHIPMENT_INCREMENT_ID,
    returns="salesOrderShipmentEntity",
    acl="sales/order/shipment/info",
)
def info(request: Request, increment_id: Any) -> Any:
    """All of a shipment, its items, tracks and comments; fault 100."""
    shipment = _find(request, increment_id)
    return {
        **told(request, shipment, "shipment_id"),
        "items": told_items(request, "shipment", shipment),
        "tracks": [told(request, each, "track_id") for each in _tracks(request, shipment)],
        "comments": told_comments(request, "shipment", shipment),
    }


def _find(request: Request, increment_id: Any) -> Row:
    return find_document(request, "shipment", increment_id, SHIPMENT.fault("not_exists"))


def _tracks(request: Request, shipment: Row) -> list[Row]:
    return request.shop.table("sales_flat_shipment_track").select(parent_id=shipment["entity_id"])


@SHIPMENT.method(
    "sendInfo",
    "Send shipment info",
    SHIPMENT_INCREMENT_ID,
    COMMENT,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/shipment/send",
)
def send_info(request: Request, increment_id: Any, comment: Any) -> Any:
    """Tell the customer of a shipment, which then says so; fault 100."""
    touch(request.shop, "shipment", _find(request, increment_id)["entity_id"], {"email_sent": 1})
    return True


@SHIPMENT.method(
    "create",
    "Create new shipment for order",
    ORDER_INCREMENT_ID,
    ITEMS_QTY,
    COMMENT,
    Arg("email", "int", default=False, wsi_required=True),
    Arg("includeComment", "int", default=False, wsi_required=True),
    returns="shipmentIncrementId:string",
    acl="sales/order/shipment/create",
)
def create(request: Request, order_id: Any, items_qty: Any, comment: Any, email: Any, include_comment: Any) -> Any:
    """Ship what is open of an order, or these quantities by item as far as they are open; the shipment's number.

    Faults: 103 for no such order, 102 where nothing can be shipped.
    """
    order = LoadedOrder(request.shop, find_order(request, order_id, SHIPMENT.fault("order_not_exists")), "shipment")
    said, is_told = text_of_comment(comment), not php.is_empty(email)
    try:
        open_items = [item for item in order.items if item.is_to_ship]
        asked = quantities(items_qty if order.can_ship else [], open_items)
        shipment = create_shipment(request.shop, order, asked, is_told)
    except (OrderStateError, EmptyShipmentError) as refused:
        raise SHIPMENT.fault("data_invalid", str(refused)) from None
    add_comment(request.shop, "shipment", shipment["entity_id"], said, is_told and not php.is_empty(include_comment))
    return shipment["increment_id"]


@SHIPMENT.method(
    "addComment",
    "Add new comment to shipment",
    SHIPMENT_INCREMENT_ID,
    Arg("comment", wsi_required=False),
    Arg("email", default=False, wsi_required=True),
    Arg("includeInEmail", default=False, wsi_required=True),
    returns="shipmentIncrementId:boolean",
    wsi_returns="int",
    acl="sales/order/shipment/comment",
)
def comment_on(request: Request, increment_id: Any, comment: Any, email: Any, include_comment: Any) -> Any:
    """Comment on a shipment; fault 100."""
    id = _find(request, increment_id)["entity_id"]
    add_comment(request.shop, "shipment", id, text_of_comment(comment), email)
    touch(request.shop, "shipment", id)
    return True


@SHIPMENT.method(
    "addTrack",
    "Add new tracking number",
    SHIPMENT_INCREMENT_ID,
    Arg("carrier"),
    Arg("title"),
    Arg("trackNumber"),
    Arg("weight", "double", default=None, not_in=("magento-1.9",)),
    returns="int",
    acl="sales/order/shipment/track",
)
def create_track(request: Request, increment_id: Any, carrier: Any, title: Any, number: Any, weight: Any = None) -> Any:
    """Add the number of a parcel to a shipment; the track's id. Faults 100, and 102 for a carrier that does not track."""
    shipment = _find(request, increment_id)
    try:
        code = php.to_string(php.array_key(carrier))
        return str(add_track(request.shop, shipment, code, title, number, weight)["entity_id"])
    except CarrierError as refused:
        raise SHIPMENT.fault("data_invalid", str(refused)) from None


@SHIPMENT.method(
    "removeTrack",
    "Remove tracking number",
    SHIPMENT_INCREMENT_ID,
    Arg("trackId"),
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/shipment/track",
)
def remove_track(request: Request, increment_id: Any, track_id: Any) -> Any:
    """Take a track off a shipment; faults 100, and 104 for one that it does not have."""
    for track in _tracks(request, _find(request, increment_id)):
        if php.equals(request.database_number(track["entity_id"]), track_id):
            return request.shop.table("sales_flat_shipment_track").delete(track["entity_id"])
    raise SHIPMENT.fault("track_not_exists")


@SHIPMENT.method(
    "getCarriers",
    "Retrieve list of allowed carriers for order",
    ORDER_INCREMENT_ID,
    returns="associativeArray",
)
def carriers(request: Request, order_id: Any) -> Any:
    """The titles of the carriers that track, by code; fault 103 for no such order."""
    find_order(request, order_id, SHIPMENT.fault("order_not_exists"))
    return tracking_carriers(request.shop)


@carriers.v2
def carriers_v2(request: Request, order_id: Any) -> Any:
    """The same as pairs of key and value."""
    found = tracking_carriers(request.shop)
    find_order(request, order_id, SHIPMENT.fault("order_not_exists"))
    return [{"key": code, "value": title} for code, title in found.items()]
