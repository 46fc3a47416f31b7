"""``catalog_product_custom_option_value``: the values of a custom option."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain
from fake_magento.api.catalog.args import OPTION_ID, STORE_AS_IS
from fake_magento.api.catalog.options import described_value
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import DATABASE_SYNTAX, Request
from fake_magento.state import Row, StateError
from fake_magento.state.cascades import delete_row
from fake_magento.state.custom_options import (
    OPTIONS,
    VALUES,
    is_choice,
    save_values,
    shown_value,
    values_of,
)

_COLUMNS = {"option_id", "sku", "sort_order"}
_SHOWN = ("default_title", "store_title", "title", "default_price", "default_price_type", "store_price")

VALUE_ID = Arg("valueId")

CUSTOM_OPTION_VALUE = Resource(
    "catalog_product_custom_option_value",
    "Catalog product custom option values API",
    aliases=("product_custom_option_value",),
    acl="catalog/product/option/value",
    php_class="Mage_Catalog_Model_Product_Option_Value_Api",
    faults={
        "value_not_exists": (101, "Option value with requested id does not exist."),
        "add_option_value_error": (102, "Error while adding an option value. Details are in the error message."),
        "option_not_exists": (103, "Option with requested id does not exist."),
        "invalid_option_type": (104, "Invalid option type."),
        "store_not_exists": (105, "Store with requested code/id does not exist."),
        "can_not_delete": (106, "Can not delete option."),
        "update_option_value_error": (107, "Error while updating an option value. Details are in the error message."),
        "option_value_title_required": (108, "Title field is required."),
        "cant_delete_last_value": (109, "Option should have at least one value. Can not delete last value."),
    },
)


def _store_id(request: Request, store: Any) -> int:
    return request.store_view(store, CUSTOM_OPTION_VALUE.fault("store_not_exists")).id


def _option(request: Request, option_id: Any, store: Any) -> tuple[Row, int]:
    """An option that is chosen from values, and the id of the store view; raises the faults 105, 103 and 104."""
    store_id = _store_id(request, store)
    found = request.shop.table(OPTIONS).get(request.row_id(option_id))
    if found is None:
        raise CUSTOM_OPTION_VALUE.fault("option_not_exists")
    if not is_choice(found["type"]):
        raise CUSTOM_OPTION_VALUE.fault("invalid_option_type")
    return found, store_id


def _value(request: Request, value_id: Any) -> Row:
    found = request.shop.table(VALUES).get(request.row_id(value_id))
    if found is None:
        raise CUSTOM_OPTION_VALUE.fault("value_not_exists")
    return found


def _stripped(array: Any) -> dict[Any, Any]:
    """Everything in it as text without tags."""
    pairs = array.items() if isinstance(array, dict) else enumerate(array)
    return {name: php.strip_tags(each) for name, each in pairs}


def _save(request: Request, option: Row, rows: list[dict[Any, Any]], store_id: int) -> Fault | None:
    """What the database says where it refuses one."""
    try:
        save_values(request.shop, option["option_id"], rows, store_id)
    except StateError as refused:
        return database_fault(refused)
    return None


@CUSTOM_OPTION_VALUE.method(
    "list",
    "Retrieve list of option values",
    OPTION_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionValueListArray",
    acl="catalog/product/option/value/list",
    php_name="items",
)
def items(request: Request, option_id: Any, store: Any) -> Any:
    """The values of an option as a store view shows them, by their ids. Raises 105, 103 and 104 (``v1_option_value``)."""
    option, store_id = _option(request, option_id, store)
    return [described_value(request, each) for each in values_of(request.shop, option["option_id"], store_id)]


@CUSTOM_OPTION_VALUE.method(
    "info",
    "Retrieve option value info",
    VALUE_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionValueInfoEntity",
    acl="catalog/product/option/value/info",
)
def info(request: Request, value_id: Any, store: Any) -> Any:
    """A value with its title and price in ``admin``, in the store view, and as shown there. Raises 101 and 105."""
    row = _value(request, value_id)
    value = shown_value(request.shop, row, _store_id(request, store))
    return {
        **request.row(value, ("option_id", "sku", "sort_order", *_SHOWN)),
        **request.row(value, ("store_price_type", "price", "price_type")),
        "value_id": request.database_number(value["option_type_id"]),
    }


@CUSTOM_OPTION_VALUE.method(
    "add",
    "Add new values into custom option",
    OPTION_ID,
    Arg("data", "catalogProductCustomOptionValueAddArray", from_v2=as_plain),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/add",
)
def add(request: Request, option_id: Any, data: Any, store: Any) -> Any:
    """Add values to an option: true. Titles lose their tags, and may be empty. Raises 105, 103, 104 and 102.

    What is no structure is the one before it once more, and first of all one of nothing (``v1_option_value``).
    """
    option, store_id = _option(request, option_id, store)
    given = php.values(data) if php.is_array(data) else []
    rows = [_stripped(each) for each in given if php.is_array(each)]
    if given and not php.is_array(given[0]):
        rows.insert(0, {})
    refused = _save(request, option, rows, store_id)
    if refused is not None:
        raise CUSTOM_OPTION_VALUE.fault("add_option_value_error", refused.message)
    return True


@CUSTOM_OPTION_VALUE.method(
    "update",
    "Update value of custom option",
    VALUE_ID,
    Arg("data", "catalogProductCustomOptionValueUpdateEntity", from_v2=as_plain),
    Arg("store", v2="storeId", default=None),
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/update",
)
def update(request: Request, value_id: Any, data: Any, store: Any) -> Any:
    """Change a value in a store view: true. A price that is not given becomes 0. Raises 101, 105, 104, 108 and 107.

    Without ``sku`` and ``sort_order`` the server has nothing to write into its row, and fails (``v1_option_value``).
    """
    value = _value(request, value_id)
    option, store_id = _option(request, value["option_id"], store)
    given = _stripped(data) if php.is_array(data) else {}
    if php.is_empty(given.get("title")):
        raise CUSTOM_OPTION_VALUE.fault("option_value_title_required")
    if not given.keys() & _COLUMNS:
        raise CUSTOM_OPTION_VALUE.fault("update_option_value_error", DATABASE_SYNTAX)
    refused = _save(request, option, [{**given, "option_type_id": value["option_type_id"]}], store_id)
    if refused is not None:
        raise CUSTOM_OPTION_VALUE.fault("update_option_value_error", refused.message)
    return True


@CUSTOM_OPTION_VALUE.method(
    "remove",
    "Remove value from custom option",
    VALUE_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/value/remove",
)
def remove(request: Request, value_id: Any) -> Any:
    """Take a value away: true. Raises 101, 104 where its option needs none any more, and 109 for an option's last one."""
    value = _value(request, value_id)
    option, _ = _option(request, value["option_id"], None)
    if len(values_of(request.shop, option["option_id"])) <= 1:
        raise CUSTOM_OPTION_VALUE.fault("cant_delete_last_value")
    delete_row(request.shop, VALUES, value["option_type_id"])
    return True
