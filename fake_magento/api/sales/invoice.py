"""``sales_order_invoice``: invoices."""

from __future__ import annotations

from fake_magento.api.declare import Arg, Resource
from fake_magento.api.sales.args import COMMENT, FILTERS, ITEMS_QTY, REQUIRED_COMMENT

INVOICE_INCREMENT_ID = Arg("invoiceIncrementId", refers_to="invoice")
EMAIL = Arg("email", default=None)
INCLUDE_COMMENT = Arg("includeComment", default=None)

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

INVOICE.declare(
    "list",
    "Retrieve list of invoices by filters",
    FILTERS,
    returns="salesOrderInvoiceEntityArray",
    acl="sales/order/invoice/info",
    php_name="items",
)
INVOICE.declare(
    "info",
    "Retrieve invoice information",
    INVOICE_INCREMENT_ID,
    returns="salesOrderInvoiceEntity",
    acl="sales/order/invoice/info",
)
INVOICE.declare(
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
INVOICE.declare(
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
INVOICE.declare(
    "capture",
    "Capture invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/capture",
)
INVOICE.declare(
    "void",
    "Void invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/void",
)
INVOICE.declare(
    "cancel",
    "Cancel invoice",
    INVOICE_INCREMENT_ID,
    returns="boolean",
    wsi_returns="string",
    acl="sales/order/invoice/cancel",
)
