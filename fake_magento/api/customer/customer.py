"""``customer``: customers.

Source of the rules: the transcripts ``v1_customer``, ``v1_customer_filters`` and their twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_given
from fake_magento.api.customer.args import CUSTOMER_ID, told, with_time_zone
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.filters import QueryError, UnknownFieldError, parse_filters, select
from fake_magento.api.request import Request
from fake_magento.state import Row, StateError, customers

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


def _load(request: Request, customer: Any) -> Row:
    """The customer; raises fault 102."""
    found = request.shop.customers.get(request.row_id(customer))
    if found is None:
        raise CUSTOMER.fault("not_exists")
    return found


def _data(data: Any) -> dict[str, Any]:
    """The data of a customer, by the names of its columns and attributes; what is no array holds none.

    Raises `php.PhpError` for an object.
    """
    id = php.item(data, "customer_id")
    given = data if isinstance(data, dict) else {}
    return given if id is None else {**given, "entity_id": id}


def _data_of_object(data: Any) -> dict[str, Any]:
    """The same of V2's data, which have to be there: raises `php.PhpError` for null (``v2_customer``)."""
    php.check_object(data)
    return _data(data)


def _refusal(error: StateError) -> Fault:
    """Fault 1; a store view that is unknown has no text."""
    if isinstance(error, customers.UnknownStoreError):
        return Fault(1, "")
    return database_fault(error)


@CUSTOMER.method(
    "list",
    "Retrieve customers",
    Arg("filters", "filters", from_v2=as_given),
    returns="storeView:customerCustomerEntityArray",
    acl="customer/info",
    php_name="items",
)
def items(request: Request, filters: Any) -> Any:
    """The customers that meet the filters, each without what has no value.

    Attributes that were asked for come first (``v1_customer_filters``), but for those that every entity has. Raises fault 101
    for an unknown attribute; what the database refuses is the shop's page for errors.
    """
    table = request.shop.customers
    conditions = parse_filters(filters, {"customer_id": "entity_id"})
    try:
        found = select(table, conditions)
    except UnknownFieldError as unknown:
        raise CUSTOMER.fault("filters_invalid", f"Invalid attribute name: {unknown.field}") from None
    except QueryError as error:
        raise php.UncaughtError(str(error)) from None
    codes = customers.attributes(table)
    asked = [code for code in conditions if code in codes and code not in customers.OF_ALL_ENTITIES]
    rows = []
    for row in found:
        values = told(request, table, row)
        shown = {code: values[code] for code in (*asked, *codes) if code in values}
        rows.append({"customer_id": values["entity_id"], **shown})
    return rows


@CUSTOMER.method("create", "Create customer", CUSTOMER_DATA, returns="int", acl="customer/create")
def create(request: Request, data: Any) -> Any:
    """A new customer; the answer is the id, as it was given, or as text.

    Raises fault 100 for an e-mail that is missing or taken, and 1 for what is refused otherwise. Nothing else is asked for.
    """
    return _create(request, _data(data))


@create.v2
def create_v2(request: Request, data: Any) -> Any:
    """The same, of an object."""
    return _create(request, _data_of_object(data))


def _create(request: Request, values: dict[str, Any]) -> Any:
    try:
        made = customers.create_customer(request.shop, values)
    except customers.EmailError as refused:
        raise CUSTOMER.fault("data_invalid", str(refused)) from None
    except StateError as refused:
        raise _refusal(refused) from None
    return str(made["entity_id"]) if php.is_empty(values.get("entity_id")) else values["entity_id"]


@CUSTOMER.method(
    "info",
    "Retrieve customer data",
    CUSTOMER_ID,
    Arg("attributes", "ArrayOfString", default=None),
    returns="customerInfo:customerCustomerEntity",
    acl="customer/info",
)
def info(request: Request, customer: Any, asked: Any) -> Any:
    """A customer with all attributes, or those asked for by code or id; null where one has no value. Raises fault 102."""
    row = _load(request, customer)
    table = request.shop.customers
    values = told(request, table, row)
    values["created_at"] = with_time_zone(row["created_at"])
    names = asked if asked is None or php.is_array(asked) else [asked]
    answer = {"customer_id": values["entity_id"]}
    for code, id in customers.attributes(table).items():
        if names is None or _is_asked_for(code, request.database_number(id), names):
            answer[code] = values.get(code)
    return answer


def _is_asked_for(code: str, id: Any, names: Any) -> bool:
    return any(php.equals(code, name) or php.equals(id, name) for name in php.values(names))


@CUSTOMER.method(
    "update",
    "Update customer data",
    CUSTOMER_ID,
    CUSTOMER_DATA,
    returns="boolean",
    acl="customer/update",
)
def update(request: Request, customer: Any, data: Any) -> Any:
    """Change what is given of a customer; a password and the id are ignored. Raises fault 102, and 1 for what is refused."""
    return _update(request, customer, _data(data))


@update.v2
def update_v2(request: Request, customer: Any, data: Any) -> Any:
    """The same, of an object."""
    return _update(request, customer, _data_of_object(data))


def _update(request: Request, customer: Any, values: dict[str, Any]) -> bool:
    row = _load(request, customer)
    try:
        customers.update_customer(request.shop, row["entity_id"], values)
    except StateError as refused:
        raise _refusal(refused) from None
    return True


@CUSTOMER.method("delete", "Delete customer", CUSTOMER_ID, returns="boolean", acl="customer/delete")
def delete(request: Request, customer: Any) -> Any:
    """Take a customer away, and the addresses. Raises fault 102."""
    return customers.delete_customer(request.shop, _load(request, customer)["entity_id"])
