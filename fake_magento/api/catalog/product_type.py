"""``catalog_product_type``: the types of products."""

from __future__ import annotations

from fake_magento.api.declare import Resource

PRODUCT_TYPE = Resource(
    "catalog_product_type",
    "Product types API",
    aliases=("product_type",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Type_Api",
)

PRODUCT_TYPE.declare("list", "Retrieve product types", returns="catalogProductTypeEntityArray", php_name="items")
