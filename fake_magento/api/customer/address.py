"""``customer_address``: customers' addresses.

Source of the rules: the transcripts ``v1_customer_address``, ``v1_addresses`` and their twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.customer.args import CUSTOMER_ID, told, with_time_zone
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row, StateError, customers

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


def _customer(request: Request, customer: Any) -> Row:
    """The customer; raises fault 101."""
    found = request.shop.customers.get(request.row_id(customer))
    if found is None:
        raise CUSTOMER_ADDRESS.fault("customer_not_exists")
    return found


def _load(request: Request, address: Any) -> Row:
    """The address; raises fault 102."""
    found = request.shop.addresses.get(request.row_id(address))
    if found is None:
        raise CUSTOMER_ADDRESS.fault("not_exists")
    return found


def _data(data: Any) -> dict[str, Any]:
    """The data of an address; what is no array holds none.

    Raises `php.PhpError` for an object, and for a street that is one, as WS-I's without lines.
    """
    if isinstance(php.item(data, "street"), php.PhpObject):
        raise php.PhpError("explode(): Argument #2 ($string) must be of type string, stdClass given")
    return data if isinstance(data, dict) else {}


def _refusal(error: StateError) -> Fault:
    if isinstance(error, customers.AddressError):
        return CUSTOMER_ADDRESS.fault("data_invalid", str(error))
    return database_fault(error)


def _defaults(request: Request, address: Row, customer: Row | None) -> dict[str, bool]:
    """Whether the address is the customer's default one for billing, and for shipping."""
    if customer is None:
        return {}
    table = request.shop.customers
    return {
        flag: table.value(customer, attribute) == address["entity_id"] for flag, attribute in customers.DEFAULTS.items()
    }


@CUSTOMER_ADDRESS.method(
    "list",
    "Retrieve customer addresses",
    CUSTOMER_ID,
    returns="customerAddressEntityArray",
    acl="customer/address/info",
    php_name="items",
)
def items(request: Request, customer: Any) -> Any:
    """The addresses of a customer, the last one first, without what has no value. Raises fault 101."""
    owner = _customer(request, customer)
    table = request.shop.addresses
    rows = []
    for address in customers.addresses_of(request.shop, owner["entity_id"]):
        values = told(request, table, address)
        shown = {code: values[code] for code in customers.attributes(table) if code in values}
        rows.append(
            {"customer_address_id": values["entity_id"], **shown, **_defaults(request, address, owner)},
        )
    return rows


@CUSTOMER_ADDRESS.method(
    "create",
    "Create customer address",
    CUSTOMER_ID,
    ADDRESS_DATA,
    returns="int",
    acl="customer/address/create",
)
def create(request: Request, customer: Any, data: Any) -> Any:
    """A new address of a customer; the answer is its id as text.

    Raises the faults 101, and 100 for what is missing. Country and region are not looked at.
    """
    owner = _customer(request, customer)
    try:
        made = customers.create_address(request.shop, owner["entity_id"], _data(data))
    except StateError as refused:
        raise _refusal(refused) from None
    return str(made["entity_id"])


@CUSTOMER_ADDRESS.method(
    "info",
    "Retrieve address data",
    ADDRESS_ID,
    returns="info:customerAddressEntityItem",
    acl="customer/address/info",
)
def info(request: Request, address: Any) -> Any:
    """An address, null where an attribute has no value. Raises fault 102."""
    row = _load(request, address)
    table = request.shop.addresses
    values = told(request, table, row)
    values["created_at"] = with_time_zone(row["created_at"])
    owner = request.shop.customers.get(row["parent_id"])
    shown = {code: values.get(code) for code in customers.attributes(table)}
    return {"customer_address_id": values["entity_id"], **shown, **_defaults(request, row, owner)}


@CUSTOMER_ADDRESS.method(
    "update",
    "Update customer address data",
    ADDRESS_ID,
    ADDRESS_DATA,
    returns="info:boolean",
    acl="customer/address/update",
)
def update(request: Request, address: Any, data: Any) -> Any:
    """Change what is given of an address. Raises the faults 102, and 100 where it would lack something."""
    row = _load(request, address)
    try:
        customers.update_address(request.shop, row["entity_id"], _data(data))
    except StateError as refused:
        raise _refusal(refused) from None
    return True


@CUSTOMER_ADDRESS.method(
    "delete",
    "Delete customer address",
    ADDRESS_ID,
    returns="info:boolean",
    acl="customer/address/delete",
)
def delete(request: Request, address: Any) -> Any:
    """Take an address away; it stays the customer's default one by its id (``v1_addresses``). Raises fault 102."""
    return request.shop.addresses.delete(_load(request, address)["entity_id"])
