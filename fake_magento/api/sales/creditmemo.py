"""``sales_order_creditmemo``: credit memos."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource
from fake_magento.api.sales.args import COMMENT, FILTERS, ORDER_INCREMENT_ID, REQUIRED_COMMENT

CREDITMEMO_INCREMENT_ID = Arg("creditmemoIncrementId", refers_to="creditmemo")
NOTIFY_CUSTOMER = Arg("notifyCustomer", "int", default=None)
INCLUDE_COMMENT = Arg("includeComment", "int", default=None)

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

CREDITMEMO.declare(
    "list",
    "Retrieve list of credit memos by filters",
    FILTERS,
    returns="salesOrderCreditmemoEntityArray",
    acl="sales/order/creditmemo/list",
    php_name="items",
)
CREDITMEMO.declare(
    "info",
    "Retrieve credit memo information",
    CREDITMEMO_INCREMENT_ID,
    returns="salesOrderCreditmemoEntity",
    acl="sales/order/creditmemo/info",
)
CREDITMEMO.declare(
    "create",
    "Create new credit memo for order",
    ORDER_INCREMENT_ID,
    Arg("creditmemoData", "salesOrderCreditmemoData", default=None),
    COMMENT,
    NOTIFY_CUSTOMER,
    INCLUDE_COMMENT,
    Arg("refundToStoreCreditAmount", default=None),
    returns="string",
    acl="sales/order/creditmemo/create",
)
CREDITMEMO.declare(
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
CREDITMEMO.declare(
    "cancel",
    "Cancel credit memo",
    CREDITMEMO_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/creditmemo/cancel",
)
