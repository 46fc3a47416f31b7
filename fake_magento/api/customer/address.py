"""``customer_address``: customers' addresses."""

from __future__ import annotations

from fake_magento.api.customer.args import CUSTOMER_ID
from fake_magento.api.declare import Arg, Resource

ADDRESS_DATA = Arg("addressData", "customerAddressEntityCreate")
ADDRESS_ID = Arg("addressId", "int", refers_to="customer_address")

CUSTOMER_ADDRESS = Resource(
    "customer_address",
    "Customer Address API",
    acl="customer/address",
    php_class="Mage_Customer_Model_Address_Api",
    faults={
        "data_invalid": (100, "Invalid address data. Details in error message."),
        "customer_not_exists": (101, "Customer not exists."),
        "not_exists": (102, "Address not exists."),
        "not_deleted": (103, "Address not deleted. Details in error message."),
    },
)

CUSTOMER_ADDRESS.declare(
    "list",
    "Retrieve customer addresses",
    CUSTOMER_ID,
    returns="customerAddressEntityArray",
    acl="customer/address/info",
    php_name="items",
)
CUSTOMER_ADDRESS.declare(
    "create",
    "Create customer address",
    CUSTOMER_ID,
    ADDRESS_DATA,
    returns="int",
    acl="customer/address/create",
)
CUSTOMER_ADDRESS.declare(
    "info",
    "Retrieve address data",
    ADDRESS_ID,
    returns="info:customerAddressEntityItem",
    acl="customer/address/info",
)
CUSTOMER_ADDRESS.declare(
    "update",
    "Update customer address data",
    ADDRESS_ID,
    ADDRESS_DATA,
    returns="info:boolean",
    acl="customer/address/update",
)
CUSTOMER_ADDRESS.declare(
    "delete",
    "Delete customer address",
    ADDRESS_ID,
    returns="info:boolean",
    acl="customer/address/delete",
)
