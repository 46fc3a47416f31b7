"""``catalog_category_attribute``: categories' attributes."""

from __future__ import annotations

from fake_magento.api.catalog.args import ATTRIBUTE_ID, STORE
from fake_magento.api.declare import Resource

CATEGORY_ATTRIBUTE = Resource(
    "catalog_category_attribute",
    "Category attributes API",
    aliases=("category_attribute",),
    acl="catalog/category",
    php_class="Mage_Catalog_Model_Category_Attribute_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "not_exists": (101, "Requested attribute not found."),
    },
)

CATEGORY_ATTRIBUTE.declare("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
CATEGORY_ATTRIBUTE.declare(
    "list",
    "Retrieve category attributes",
    returns="catalogAttributeEntityArray",
    php_name="items",
)
CATEGORY_ATTRIBUTE.declare(
    "options",
    "Retrieve attribute options",
    ATTRIBUTE_ID,
    STORE,
    returns="catalogAttributeOptionEntityArray",
)
