"""``catalog_product_custom_option_value``: the values of a custom option."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain
from fake_magento.api.catalog.args import OPTION_ID, STORE_AS_IS
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import DATABASE_SYNTAX, Request
from fake_magento.state import Row, StateError
from fake_magento.state.custom_options import (
    is_choice,
    save_values,
    shown_value,
    values_of,
)
from fake_magento.state.option_rows import OPTIONS, VALUES, delete_value

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


def described_value(request: Request, value: Mapping[str, Any]) -> dict[str, Any]:
    """A value as `list`, and the option's own `info`, tell it."""
    columns = ("title", "price", "price_type", "sku", "sort_order")
    return {"value_id": request.database_number(value["option_type_id"]), **request.row(value, columns)}


def _option(request: Request, option_id: Any, store: Any) -> tuple[Row, int]:
    """The option, and the id of the store view; raises the faults 103, 104 and 105."""
    found = request.shop.table(OPTIONS).get(request.row_id(option_id))
    if found is None:
        raise CUSTOM_OPTION_VALUE.fault("option_not_exists")
    if not is_choice(found["type"]):
        raise CUSTOM_OPTION_VALUE.fault("invalid_option_type")
    return found, request.store_view(store, CUSTOM_OPTION_VALUE.fault("store_not_exists")).id


def _value(request: Request, value_id: Any) -> Row:
    found = request.shop.table(VALUES).get(request.row_id(value_id))
    if found is None:
        raise CUSTOM_OPTION_VALUE.fault("value_not_exists")
    return found


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
    """The values of an option as a store view shows them, by their ids (``v1_option_value``)."""
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
    """A value, with title and price of ``admin``, of the store view, and as shown there. Raises 101 and 105."""
    value = _value(request, value_id)
    store_id = request.store_view(store, CUSTOM_OPTION_VALUE.fault("store_not_exists")).id
    shown = request.row(shown_value(request.shop, value, store_id))
    id = shown.pop("option_type_id")
    return {**shown, "value_id": id}


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
    """Add values to an option: true. Titles lose their tags; what is no list adds nothing. Raises 103, 104, 105 and 102."""
    option, store_id = _option(request, option_id, store)
    rows = [_stripped(row) for row in php.values(data)] if php.is_array(data) else []
    try:
        save_values(request.shop, option["option_id"], rows, store_id)
    except StateError as refused:
        raise CUSTOM_OPTION_VALUE.fault("add_option_value_error", database_fault(refused).message) from None
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
    """Change a value in a store view: true; the price in ``admin`` alone. A title must be given.

    Without SKU and sort order the real server has nothing to write, which its database refuses: 107. Raises 101, 105, 108
    and 107 (``v1_option_value``).
    """
    value = _value(request, value_id)
    store_id = request.store_view(store, CUSTOM_OPTION_VALUE.fault("store_not_exists")).id
    row = _stripped(data)
    if php.is_empty(row.get("title")):
        raise CUSTOM_OPTION_VALUE.fault("option_value_title_required")
    if row.get("sku") is None and row.get("sort_order") is None:
        raise CUSTOM_OPTION_VALUE.fault("update_option_value_error", DATABASE_SYNTAX)
    price = shown_value(request.shop, value, store_id)
    kept = {"price": price["price"], "price_type": price["price_type"], "option_type_id": value["option_type_id"]}
    try:
        save_values(request.shop, value["option_id"], [{**kept, **row}], store_id)
    except StateError as refused:
        raise CUSTOM_OPTION_VALUE.fault("update_option_value_error", database_fault(refused).message) from None
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
    """Take a value away: true, but the last one of an option stays. Raises 101 and 109 (``v1_option_value``)."""
    value = _value(request, value_id)
    if len(request.shop.table(VALUES).select(option_id=value["option_id"])) < 2:
        raise CUSTOM_OPTION_VALUE.fault("cant_delete_last_value")
    delete_value(request.shop, value["option_type_id"])
    return True


def _stripped(row: Any) -> dict[str, Any]:
    """The fields of a value, texts without tags; of what is no array none."""
    if not php.is_array(row):
        return {}
    fields = row if isinstance(row, dict) else {}
    return {name: php.strip_tags(each) if isinstance(each, str) else each for name, each in fields.items()}
