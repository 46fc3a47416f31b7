"""``catalog_category_attribute``: categories' attributes. Source of the rules: the transcript ``v1_category_scope``."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import ATTRIBUTE_ID, STORE
from fake_magento.api.declare import Resource
from fake_magento.api.request import Request
from fake_magento.state import attributes as rules
from fake_magento.state.schema import CATEGORY
from fake_magento.state.sources import options as options_of

CATEGORY_ATTRIBUTE = Resource(
    "catalog_category_attribute",
    "Category attributes API",
    aliases=("category_attribute",),
    acl="catalog/category",
    current_store="category",
    php_class="Mage_Catalog_Model_Category_Attribute_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "not_exists": (101, "Requested attribute not found."),
    },
)

_STATIC = ("created_at", "updated_at", "parent_id", "increment_id")
"""Columns of categories that count as attributes."""

_STATIC_TOO = ("entity_type_id", "attribute_set_id")
"""Those that no list has."""


@CATEGORY_ATTRIBUTE.method("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
def current_store(request: Request, store: Any) -> Any:
    """The id of the current store view, after setting it; it holds for the rest of the request (``multiCall``)."""
    request.current_store = request.store_view(store, CATEGORY_ATTRIBUTE.fault("store_not_exists")).id
    return request.database_number(request.current_store)


@CATEGORY_ATTRIBUTE.method(
    "list",
    "Retrieve category attributes",
    returns="catalogAttributeEntityArray",
    php_name="items",
)
def items(request: Request) -> Any:
    """The columns that count as attributes, and those that stand in the categories' set, in its order."""
    columns = [
        {"attribute_id": None, "code": code, "type": None, "required": None, "scope": "global"} for code in _STATIC
    ]
    found = rules.attributes_in_set(request.shop, CATEGORY, CATEGORY)
    return [*columns, *(request.listed_attribute(each) for each in found)]


@CATEGORY_ATTRIBUTE.method(
    "options",
    "Retrieve attribute options",
    ATTRIBUTE_ID,
    STORE,
    returns="catalogAttributeOptionEntityArray",
)
def options(request: Request, attribute: Any, store: Any) -> Any:
    """What can be chosen, with the store view's labels; nothing for attributes of other inputs."""
    view = request.store_view(store, CATEGORY_ATTRIBUTE.fault("store_not_exists")).id
    key = "" if attribute is None else php.array_key(attribute)
    found = rules.attribute_of(request.shop, CATEGORY, key)
    if found is not None:
        return [each.described(request.database_number) for each in options_of(request.shop, found, view)]
    if key in _STATIC or key in _STATIC_TOO:
        return []
    raise CATEGORY_ATTRIBUTE.fault("not_exists")
