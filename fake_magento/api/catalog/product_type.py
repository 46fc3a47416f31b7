"""``catalog_product_type``: the types of products."""

from __future__ import annotations

from typing import Any

from fake_magento.api.declare import Resource
from fake_magento.api.request import Request
from fake_magento.state.products import TYPES

PRODUCT_TYPE = Resource(
    "catalog_product_type",
    "Product types API",
    aliases=("product_type",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Type_Api",
    faults={},
)


@PRODUCT_TYPE.method("list", "Retrieve product types", returns="catalogProductTypeEntityArray", php_name="items")
def items(request: Request) -> Any:
    """The types that a product can be of, and what they are called."""
    return [{"type": type_id, "label": label} for type_id, label in TYPES.items()]
