"""``sales_order``: orders."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource
from fake_magento.api.sales.args import COMMENT, ORDER_INCREMENT_ID

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

ORDER.declare(
    "list",
    "Retrieve list of orders by filters",
    Arg("filters", "filters", default=None, wsi_required=True),
    returns="salesOrderListEntityArray",
    acl="sales/order/info",
    php_name="items",
)
ORDER.declare(
    "info",
    "Retrieve order information",
    ORDER_INCREMENT_ID,
    returns="salesOrderEntity",
    acl="sales/order/info",
)
ORDER.declare(
    "addComment",
    "Add comment to order",
    ORDER_INCREMENT_ID,
    Arg("status"),
    COMMENT,
    Arg("notify", wsi_type="int", default=None),
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
ORDER.declare("hold", "Hold order", ORDER_INCREMENT_ID, returns="boolean", wsi_returns="int", acl="sales/order/change")
ORDER.declare(
    "unhold",
    "Unhold order",
    ORDER_INCREMENT_ID,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
ORDER.declare(
    "cancel",
    "Cancel order",
    ORDER_INCREMENT_ID,
    returns="boolean",
    wsi_returns="int",
    acl="sales/order/change",
)
