"""``catalog_product_custom_option``: a product's custom options."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain
from fake_magento.api.catalog.args import OPTION_ID, PRODUCT_ID_AS_IS, STORE_AS_IS
from fake_magento.api.catalog.custom_option_value import described_value
from fake_magento.api.catalog.saving import product_fault
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row, StateError
from fake_magento.state.custom_options import (
    TYPES,
    is_choice,
    options_of,
    save_option,
    shown_option,
    values_of,
)
from fake_magento.state.option_rows import OPTIONS, delete_option

_FIELDS = ("price", "price_type", "sku")
_FIELDS_BY_TYPE = {
    "field": ("max_characters",),
    "area": ("max_characters",),
    "file": ("file_extension", "image_size_x", "image_size_y"),
}

CUSTOM_OPTION = Resource(
    "catalog_product_custom_option",
    "Catalog product custom options API",
    aliases=("product_custom_option",),
    acl="catalog/product/option",
    php_class="Mage_Catalog_Model_Product_Option_Api",
    faults={
        "product_not_exists": (101, "Product with requested id does not exist."),
        "invalid_data": (102, "Provided data is invalid."),
        "save_option_error": (103, "Error while saving an option. Details are in the error message."),
        "store_not_exists": (104, "Store with requested code/id does not exist."),
        "option_not_exists": (105, "Option with requested id does not exist."),
        "invalid_type": (106, "Invalid option type provided. Call 'types' to get list of allowed option types."),
        "delete_option_error": (107, "Error while deleting an option. Details are in the error message."),
    },
)


def _product(request: Request, product: Any, store: Any) -> tuple[Row, int]:
    """The product, and the id of the store view; raises the faults 104 and 101."""
    store_id = request.store_view(store, CUSTOM_OPTION.fault("store_not_exists")).id
    found = request.find_product(product, None)
    if found is None:
        raise CUSTOM_OPTION.fault("product_not_exists")
    return found, store_id


def _option(request: Request, option_id: Any) -> Row:
    found = request.shop.table(OPTIONS).get(request.row_id(option_id))
    if found is None:
        raise CUSTOM_OPTION.fault("option_not_exists")
    return found


def _shown(request: Request, option_id: Any, store: Any, called: str) -> tuple[dict[str, Any], Row, int]:
    """The option as the store view shows it, its product, and the id of the view; raises the faults 105 and 104.

    An id that just the database takes for one, such as ``1abc``, is an error of PHP's, which names what is ``called`` first.
    """
    row = _option(request, option_id)
    product, store_id = _product(request, row["product_id"], store)
    if php.array_key(option_id) != row["option_id"]:
        raise php.PhpError(f"Call to a member function {called}() on null")
    return shown_option(request.shop, row, store_id), product, store_id


def _check_type(type: Any) -> None:
    if not any(php.equals(type, each) for each in TYPES):
        raise CUSTOM_OPTION.fault("invalid_type")


def _with_fields(data: dict[str, Any], type: Any) -> dict[str, Any]:
    """The data with its ``additional_fields`` as columns of the option, or as its values. Raises fault 102.

    Values that have an id stand under it, the others under the next number: so a second new value takes the place of the value
    1 if it is the option's, as on the real server.
    """
    made = {name: value for name, value in data.items() if name != "additional_fields"}
    rows = data["additional_fields"]
    if not php.is_array(rows):
        return made
    if not is_choice(type):
        field = next(iter(php.values(rows)), None)
        if not php.is_array(field) or not field:
            raise CUSTOM_OPTION.fault("invalid_data")
        return {**made, **_keyed(field)}
    values: dict[Any, Any] = _keyed(made["values"]) if php.is_array(made.get("values")) else {}
    following = max([key for key in values if isinstance(key, int)], default=-1) + 1
    for row in php.values(rows):
        if not php.is_array(row) or not row:
            raise CUSTOM_OPTION.fault("invalid_data")
        value = {name: php.strip_tags(each) for name, each in _keyed(row).items()}
        key: Any = following
        if not php.is_empty(value.get("value_id")):
            value["option_type_id"] = value.pop("value_id")
            key = php.array_key(value["option_type_id"])
        values[key] = value
        if isinstance(key, int):
            following = max(following, key + 1)
    return {**made, "values": values}


def _keyed(array: Any) -> dict[Any, Any]:
    return array if isinstance(array, dict) else dict(enumerate(array))


def _save(request: Request, product: Row, data: dict[str, Any], store_id: int) -> None:
    stripped = {name: php.strip_tags(each) if isinstance(each, str) else each for name, each in data.items()}
    try:
        save_option(request.shop, product, stripped, store_id)
    except StateError as refused:
        fault = product_fault(refused)
        raise CUSTOM_OPTION.fault("save_option_error", fault.message) if isinstance(fault, Fault) else fault from None


@CUSTOM_OPTION.method(
    "add",
    "Add new custom option into product",
    PRODUCT_ID_AS_IS,
    Arg("data", "catalogProductCustomOptionToAdd", from_v2=as_plain),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/add",
)
def add(request: Request, product: Any, data: Any, store: Any) -> Any:
    """Add an option to a product: true. Titles lose their tags. Raises 104, 101, 102, 106 and 103 (``v1_option_data``)."""
    found, store_id = _product(request, product, store)
    fields = php.read(data, "additional_fields")
    if not php.is_array(fields) or not fields:
        raise CUSTOM_OPTION.fault("invalid_data")
    type = php.item(data, "type")
    _check_type(type)
    _save(request, found, _with_fields(data, type), store_id)
    return True


@CUSTOM_OPTION.method(
    "update",
    "Update custom option of product",
    OPTION_ID,
    Arg("data", "catalogProductCustomOptionToUpdate", from_v2=as_plain),
    STORE_AS_IS,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/update",
)
def update(request: Request, option_id: Any, data: Any, store: Any) -> Any:
    """Change an option in a store view: true. What is not given is saved there again as the store view shows it.

    Values that are not named stay, but an option that is chosen from values needs some, even where they do not change.
    ``additional_fields`` are read for the type that the option had. Raises 105, 104, 106, 102 and 103 (``v1_option_data``).
    """
    has_fields = php.is_array(data) and php.item(data, "additional_fields") is not None
    option, product, store_id = _shown(request, option_id, store, "getGroupByType" if has_fields else "getValues")
    if not php.is_array(data):
        raise php.PhpError(f"array_merge(): Argument #2 must be of type array, {php.type_name(data)} given")
    given = _keyed(data)
    if given.get("type") is not None:
        _check_type(given["type"])
    if has_fields:
        given = _with_fields(given, option["type"])
    if php.is_array(given.get("values")):
        values = _keyed(given["values"])
        for value in values_of(request.shop, option["option_id"], store_id):
            id = value["option_type_id"]
            if php.is_array(values.get(id)):
                values = {**values, id: {**value, **_keyed(values[id])}}
        given = {**given, "values": values}
    _save(request, product, {**option, **given}, store_id)
    return True


@CUSTOM_OPTION.method(
    "types",
    "Get list of available custom option types",
    returns="catalogProductCustomOptionTypesArray",
    acl="catalog/product/option/types",
)
def types(request: Request) -> Any:
    """The types of options (``v1_option_data``)."""
    return [{"label": label, "value": value} for value, label in TYPES.items()]


@CUSTOM_OPTION.method(
    "info",
    "Get full information about custom option in product",
    OPTION_ID,
    STORE_AS_IS,
    returns="catalogProductCustomOptionInfoEntity",
    acl="catalog/product/option/info",
)
def info(request: Request, option_id: Any, store: Any) -> Any:
    """An option as a store view shows it, with its price and limits, or its values, which are told as ``admin`` has them.

    Raises 105 and 104 (``v1_option_value``).
    """
    option, *_ = _shown(request, option_id, store, "getTitle")
    if is_choice(option["type"]):
        fields = [described_value(request, each) for each in values_of(request.shop, option["option_id"])]
    else:
        fields = [request.row(option, (*_FIELDS, *_FIELDS_BY_TYPE.get(option["type"], ())))]
    return {**request.row(option, ("title", "type", "is_require", "sort_order")), "additional_fields": fields}


@CUSTOM_OPTION.method(
    "list",
    "Retrieve list of product custom options",
    PRODUCT_ID_AS_IS,
    STORE_AS_IS,
    returns="catalogProductCustomOptionListArray",
    acl="catalog/product/option/list",
    php_name="items",
)
def items(request: Request, product: Any, store: Any) -> Any:
    """The options of a product as a store view shows them, by sort order and title. Raises 104 and 101."""
    found, store_id = _product(request, product, store)
    columns = ("option_id", "title", "type", "is_require", "sort_order")
    return [request.row(each, columns) for each in options_of(request.shop, found["entity_id"], store_id)]


@CUSTOM_OPTION.method(
    "remove",
    "Remove custom option",
    OPTION_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/option/remove",
)
def remove(request: Request, option_id: Any) -> Any:
    """Take an option away: true. The product is not saved, and keeps saying that it has options. Raises 105."""
    delete_option(request.shop, _option(request, option_id)["option_id"])
    return True
