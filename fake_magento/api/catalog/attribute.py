"""``catalog_product_attribute``: products' attributes and their options.

Source of the rules: the transcripts ``v1_attribute_read``, ``v1_attribute_write``, ``v1_attribute_options`` and their V2 twins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain, unpacked
from fake_magento.api.catalog.args import OPTION_ID, STORE
from fake_magento.api.database_faults import database_fault
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import ADMIN_STORE, Row, StateError
from fake_magento.state import attributes as rules
from fake_magento.state.schema import PRODUCT
from fake_magento.state.sources import options as options_of
from fake_magento.state.sources import source

ATTRIBUTE_BY_ID_OR_CODE = Arg("attribute", refers_to="attribute")

ATTRIBUTE = Resource(
    "catalog_product_attribute",
    "Product attributes API",
    aliases=("product_attribute",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Attribute_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "not_exists": (101, "Requested attribute not found."),
        "invalid_parameters": (102, "Invalid request parameters."),
        "invalid_code": (
            103,
            "Attribute code is invalid. Please use only letters (a-z), numbers (0-9) or underscore(_) in "
            "this field, first character should be a letter.",
        ),
        "invalid_frontend_input": (104, "Incorrect attribute type."),
        "unable_to_save": (105, "Unable to save attribute."),
        "can_not_delete": (106, "This attribute cannot be deleted."),
        "can_not_edit": (107, "This attribute cannot be edited."),
        "unable_to_add_option": (108, "Unable to add option."),
        "unable_to_remove_option": (109, "Unable to remove option."),
    },
)

_TYPES: tuple[Mapping[str, Any], ...] = (
    {"value": "text", "label": "Text Field"},
    {"value": "textarea", "label": "Text Area"},
    {"value": "date", "label": "Date"},
    {"value": "boolean", "label": "Yes/No"},
    {"value": "multiselect", "label": "Multiple Select"},
    {"value": "select", "label": "Dropdown"},
    {"value": "price", "label": "Price"},
    {"value": "media_image", "label": "Media Image"},
    {
        "value": "weee",
        "label": "Fixed Product Tax",
        "hide_fields": [
            "is_unique",
            "is_required",
            "frontend_class",
            "is_configurable",
            "_scope",
            "_default_value",
            "_front_fieldset",
        ],
        "disabled_types": ["grouped"],
    },
)
"""The inputs that a new attribute can have, as the shop's back end offers them."""

_NOT_LISTED = ("gallery", "media_image")
"""The inputs of the attributes that no list has; `fake_magento.api.catalog.media` has them."""

_STATIC = ("entity_id", "entity_type_id", "attribute_set_id", "type_id")
"""Columns of products that count as attributes without options."""

_COLUMNS = (
    "default_value",
    "is_unique",
    "is_required",
    "apply_to",
    "is_configurable",
    "is_searchable",
    "is_visible_in_advanced_search",
    "is_comparable",
    "is_used_for_promo_rules",
    "is_visible_on_front",
    "used_in_product_listing",
)
_FILTER = ("is_filterable", "is_filterable_in_search", "position")
_ADDITIONAL: Mapping[str | None, tuple[str, ...]] = {
    "text": ("frontend_class", "is_html_allowed_on_front", "used_for_sort_by"),
    "textarea": ("is_wysiwyg_enabled", "is_html_allowed_on_front"),
    "date": ("used_for_sort_by",),
    "boolean": ("used_for_sort_by",),
    "multiselect": _FILTER,
    "select": (*_FILTER, "used_for_sort_by"),
    "price": (*_FILTER, "used_for_sort_by"),
}
"""By input the further columns that ``info`` gives."""

_RESET = {"is_configurable": 0, "is_filterable": 0, "is_filterable_in_search": 0, "apply_to": []}
"""What a save makes of columns that it is not told."""


def _find(request: Request, attribute: Any) -> Row:
    """The attribute of that id or code, of whatever entities; raises the fault 101."""
    key = (
        php.to_int(attribute) if php.is_numeric(attribute) else None if attribute is None else php.to_string(attribute)
    )
    found = None if key is None else rules.find_attribute(request.shop, key)
    if found is None:
        raise ATTRIBUTE.fault("not_exists")
    return found


def _options(request: Request, attribute: Row, store: int) -> list[dict[str, Any]]:
    return [each.described(request.database_number) for each in options_of(request.shop, attribute, store)]


def _prepared(data: dict[Any, Any]) -> tuple[dict[str, Any], dict[Any, str] | None]:
    """What is to be saved, by column, and the labels by store view, ``None`` where none are given."""
    values = {**data, **{name: value for name, value in _RESET.items() if data.get(name) is None}}
    scope = data.get("scope")
    values["is_global"] = next((number for number in (1, 2) if php.equals(scope, rules.SCOPES[number])), 0)
    label = values.pop("frontend_label", None)
    labels = _labels(label) if php.is_array(label) else None
    additional = values.pop("additional_fields", None)
    if isinstance(additional, dict):
        values |= additional
    values["is_global"] = php.to_int(values["is_global"])
    if php.is_array(values["apply_to"]):
        values["apply_to"] = ",".join(map(php.to_string, php.values(values["apply_to"])))
    if not php.is_empty(values.get("default_value")):
        values["default_value"] = php.strip_tags(values["default_value"])
    return values, labels


def _labels(given: Any) -> dict[Any, str]:
    """Labels by store view."""
    pairs = ((php.read(each, "store_id"), php.read(each, "label")) for each in php.values(given))
    return {_store_key(store): php.strip_tags(label) for store, label in pairs}


def _store_key(store: Any) -> Any:
    return "" if store is None else php.array_key(store)


@ATTRIBUTE.method(
    "currentStore",
    "Set/Get current store view",
    STORE,
    returns="storeView:int",
    acl="catalog/product/attribute/write",
)
def current_store(request: Request, store: Any) -> Any:
    """The id of the current store view, after setting it; it holds for the rest of the request (``multiCall``)."""
    request.current_store = request.store_view(store, ATTRIBUTE.fault("store_not_exists")).id
    return request.database_number(request.current_store)


@ATTRIBUTE.method(
    "list",
    "Retrieve attribute list",
    Arg("setId", "int"),
    returns="catalogAttributeEntityArray",
    acl="catalog/product/attribute/read",
    php_name="items",
)
def items(request: Request, set_id: Any) -> Any:
    """The attributes of a set by the orders of its groups, without those of images; none of what is no set of products."""
    key = "" if set_id is None else php.array_key(set_id)
    found = rules.attributes_in_set(request.shop, PRODUCT, key) if isinstance(key, int) else []
    return [request.listed_attribute(each) for each in found if each["frontend_input"] not in _NOT_LISTED]


@ATTRIBUTE.method(
    "options",
    "Retrieve attribute options",
    Arg("attributeId", wsi_type="int"),
    STORE,
    returns="catalogAttributeOptionEntityArray",
    acl="catalog/product/attribute/read",
)
def options(request: Request, attribute: Any, store: Any) -> Any:
    """What can be chosen, with the store view's labels, that of nothing chosen first; nothing for other attributes."""
    view = request.store_view(store, ATTRIBUTE.fault("store_not_exists")).id
    key = "" if attribute is None else php.array_key(attribute)
    found = rules.attribute_of(request.shop, PRODUCT, key)
    if found is not None:
        return _options(request, found, view)
    if key in _STATIC:
        return []
    raise ATTRIBUTE.fault("not_exists")


@ATTRIBUTE.method(
    "types",
    "Get list of possible attribute types",
    returns="catalogAttributeOptionEntityArray",
    acl="catalog/product/attribute/types",
    dialects=("v1", "xmlrpc", "v2"),
)
def types(request: Request) -> Any:
    """The inputs that a new attribute can have."""
    return [dict(each) for each in _TYPES]


@ATTRIBUTE.method(
    "create",
    "Create new attribute",
    Arg("data", "catalogProductAttributeEntityToCreate", from_v2=unpacked),
    returns="int",
    wsi_returns="string",
    acl="catalog/product/attribute/create",
)
def create(request: Request, data: Any) -> Any:
    """A new attribute of products, which stands in no set yet; its id."""
    code, label = php.item(data, "attribute_code"), php.item(data, "frontend_label")
    if php.is_empty(code) or not (label is None or php.is_array(label)):
        raise ATTRIBUTE.fault("invalid_parameters")
    if php.is_array(code) or isinstance(code, php.PhpObject):
        must = f"must be of type string, {php.type_name(code)} given"
        raise php.PhpError(f"preg_match(): Argument #2 ($subject) {must}")
    if not rules.CODE.fullmatch(php.to_string(code)):
        raise ATTRIBUTE.fault("invalid_code")
    frontend_input = php.item(data, "frontend_input")
    if not any(php.equals(frontend_input, each["value"]) for each in _TYPES):
        raise ATTRIBUTE.fault("invalid_frontend_input")
    values, labels = _prepared(data)
    try:
        row = rules.create_attribute(request.shop, values, labels)
    except StateError as refused:
        raise ATTRIBUTE.fault("unable_to_save", database_fault(refused).message) from None
    return row["attribute_id"]


@ATTRIBUTE.method(
    "update",
    "Update attribute",
    ATTRIBUTE_BY_ID_OR_CODE,
    Arg("data", "catalogProductAttributeEntityToUpdate", from_v2=unpacked),
    returns="boolean",
    acl="catalog/product/attribute/update",
)
def update(request: Request, attribute: Any, data: Any) -> Any:
    """Save an attribute of products: what is not given stays, but for what `_RESET` says, and the scope, which is then store.

    Labels that are given are all that it has then.
    """
    found = _find(request, attribute)
    if found["entity_type_id"] != PRODUCT:
        raise ATTRIBUTE.fault("can_not_edit")
    kept = ("attribute_code", "is_user_defined", "frontend_input")
    values, labels = _prepared({**_written_to(data), **{name: found[name] for name in kept}})
    try:
        rules.update_attribute(request.shop, found, values, labels)
    except StateError as refused:
        raise ATTRIBUTE.fault("unable_to_save", database_fault(refused).message) from None
    return True


def _written_to(data: Any) -> dict[Any, Any]:
    """The array that PHP writes an element to; nothing becomes one. Raises `PhpError` for what cannot."""
    if isinstance(data, list):
        return dict(enumerate(data))
    if isinstance(data, dict):
        return data
    if data is None or data is False:
        return {}
    php.read(data, "attribute_code")
    raise php.PhpError("Cannot use a scalar value as an array")


@ATTRIBUTE.method(
    "remove", "Delete attribute", ATTRIBUTE_BY_ID_OR_CODE, returns="boolean", acl="catalog/product/attribute/remove"
)
def remove(request: Request, attribute: Any) -> Any:
    """Take away an attribute of products that is none of the shop's own."""
    found = _find(request, attribute)
    if found["entity_type_id"] != PRODUCT or not found["is_user_defined"]:
        raise ATTRIBUTE.fault("can_not_delete")
    rules.remove_attribute(request.shop, found)
    return True


@ATTRIBUTE.method(
    "info",
    "Get full information about attribute with list of options",
    ATTRIBUTE_BY_ID_OR_CODE,
    returns="catalogProductAttributeEntity",
    acl="catalog/product/attribute/info",
)
def info(request: Request, attribute: Any) -> Any:
    """An attribute of products. Of its options the first one, that of nothing chosen, is left out: also where it is "Yes"."""
    found = _find(request, attribute)
    if rules.attribute_of(request.shop, PRODUCT, found["attribute_id"]) is None:
        raise ATTRIBUTE.fault("not_exists")
    frontend_input = found["frontend_input"]
    labels = {ADMIN_STORE: found["frontend_label"], **rules.labels_of(request.shop, found)}
    result: dict[str, Any] = {
        **request.row(found, ("attribute_id", "attribute_code", "frontend_input", *_COLUMNS)),
        "apply_to": found["apply_to"].split(",") if found["apply_to"] else [],
        "frontend_label": [{"store_id": store, "label": label} for store, label in labels.items()],
    }
    if frontend_input != "price":
        result["scope"] = found["scope"]
    result["additional_fields"] = request.row(found, _ADDITIONAL.get(frontend_input, ()))
    choices = _options(request, found, request.current_store)[frontend_input != "boolean" :]
    if choices:
        result["options"] = choices
    return result


@info.v2
def info_v2(request: Request, attribute: Any) -> Any:
    """The same, with the further columns as pairs of key and value."""
    result = info.run(request, attribute) if info.run else {}
    fields = result["additional_fields"]
    return {**result, "additional_fields": [{"key": key, "value": value} for key, value in fields.items()]}


@ATTRIBUTE.method(
    "addOption",
    "Add option",
    ATTRIBUTE_BY_ID_OR_CODE,
    Arg("data", "catalogProductAttributeOptionEntityToAdd", from_v2=as_plain),
    returns="boolean",
    acl="catalog/product/attribute/option/add",
)
def add_option(request: Request, attribute: Any, data: Any) -> Any:
    """A new option. For attributes whose options are the shop's own it is kept, and never shown."""
    found = _with_options(request, attribute)
    labels: dict[Any, str] = {}
    given = php.read(data, "label")
    for label in php.values(given) if php.is_array(given) else ():
        stores, text = php.read(label, "store_id"), php.strip_tags(php.read(label, "value"))
        for store in php.values(stores) if php.is_array(stores) else [stores]:
            labels[_store_key(store)] = text
    position, is_default = php.to_int(php.read(data, "order")), not php.is_empty(php.read(data, "is_default"))
    try:
        rules.add_option(request.shop, found, labels, position, is_default)
    except StateError as refused:
        raise ATTRIBUTE.fault("unable_to_add_option", database_fault(refused).message) from None
    return True


def _with_options(request: Request, attribute: Any) -> Row:
    """The attribute; raises the faults 101, and 104 where nothing can be chosen."""
    found = _find(request, attribute)
    if source(found) is None:
        raise ATTRIBUTE.fault("invalid_frontend_input")
    return found


@ATTRIBUTE.method(
    "removeOption",
    "Remove option",
    ATTRIBUTE_BY_ID_OR_CODE,
    OPTION_ID,
    returns="boolean",
    acl="catalog/product/attribute/option/remove",
    dialects=("v1", "xmlrpc", "v2"),
)
def remove_option(request: Request, attribute: Any, option: Any) -> Any:
    """Take an option away, of whatever attribute it is; true for any number. Products keep its id."""
    found = _with_options(request, attribute)
    id = 0 if option is None else php.to_int(php.array_key(option))
    try:
        rules.remove_option(request.shop, found, id)
    except StateError as refused:
        raise ATTRIBUTE.fault("unable_to_remove_option", database_fault(refused).message) from None
    return True
