"""``sales_order_shipment``: shipments and their tracks."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource
from fake_magento.api.sales.args import COMMENT, FILTERS, ITEMS_QTY, ORDER_INCREMENT_ID

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

SHIPMENT.declare(
    "list",
    "Retrieve list of shipments by filters",
    FILTERS,
    returns="salesOrderShipmentEntityArray",
    acl="sales/order/shipment/info",
    php_name="items",
)
SHIPMENT.declare(
    "info",
    "Retrieve shipment information",
    SHIPMENT_INCREMENT_ID,
    returns="salesOrderShipmentEntity",
    acl="sales/order/shipment/info",
)
SHIPMENT.declare(
    "sendInfo",
    "Send shipment info",
    SHIPMENT_INCREMENT_ID,
    COMMENT,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/shipment/send",
)
SHIPMENT.declare(
    "create",
    "Create new shipment for order",
    ORDER_INCREMENT_ID,
    ITEMS_QTY,
    COMMENT,
    Arg("email", "int", default=None, wsi_required=True),
    Arg("includeComment", "int", default=None, wsi_required=True),
    returns="shipmentIncrementId:string",
    acl="sales/order/shipment/create",
)
SHIPMENT.declare(
    "addComment",
    "Add new comment to shipment",
    SHIPMENT_INCREMENT_ID,
    Arg("comment", wsi_required=False),
    Arg("email", default=None, wsi_required=True),
    Arg("includeInEmail", default=None, wsi_required=True),
    returns="shipmentIncrementId:boolean",
    wsi_returns="int",
    acl="sales/order/shipment/comment",
)
SHIPMENT.declare(
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
SHIPMENT.declare(
    "removeTrack",
    "Remove tracking number",
    SHIPMENT_INCREMENT_ID,
    Arg("trackId"),
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/shipment/track",
)
SHIPMENT.declare(
    "getCarriers",
    "Retrieve list of allowed carriers for order",
    ORDER_INCREMENT_ID,
    returns="associativeArray",
)
