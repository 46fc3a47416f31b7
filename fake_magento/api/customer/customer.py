"""``customer``: customers."""

from __future__ import annotations

from fake_magento.api.customer.args import CUSTOMER_ID
from fake_magento.api.declare import Arg, Resource

CUSTOMER_DATA = Arg("customerData", "customerCustomerEntityToCreate")

CUSTOMER = Resource(
    "customer",
    "Customer API",
    acl="customer",
    operations="customerCustomer",
    php_class="Mage_Customer_Model_Customer_Api",
    faults={
        "data_invalid": (100, "Invalid customer data. Details in error message."),
        "filters_invalid": (101, "Invalid filters specified. Details in error message."),
        "not_exists": (102, "Customer not exists."),
        "not_deleted": (103, "Customer not deleted. Details in error message."),
    },
)

CUSTOMER.declare(
    "list",
    "Retrieve customers",
    Arg("filters", "filters"),
    returns="storeView:customerCustomerEntityArray",
    acl="customer/info",
    php_name="items",
)
CUSTOMER.declare("create", "Create customer", CUSTOMER_DATA, returns="int", acl="customer/create")
CUSTOMER.declare(
    "info",
    "Retrieve customer data",
    CUSTOMER_ID,
    Arg("attributes", "ArrayOfString", default=None),
    returns="customerInfo:customerCustomerEntity",
    acl="customer/info",
)
CUSTOMER.declare(
    "update",
    "Update customer data",
    CUSTOMER_ID,
    CUSTOMER_DATA,
    returns="boolean",
    acl="customer/update",
)
CUSTOMER.declare("delete", "Delete customer", CUSTOMER_ID, returns="boolean", acl="customer/delete")
