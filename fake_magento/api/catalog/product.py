"""``catalog_product``: products."""

from __future__ import annotations

from fake_magento.api.catalog.args import (
    ATTRIBUTE_SET_ID,
    IDENTIFIER_TYPE,
    PRODUCT_ID,
    PRODUCT_ID_AS_IS,
    PRODUCT_IDS,
    STORE,
    STORE_AS_IS,
    TYPE,
)
from fake_magento.api.declare import Arg, Resource

PRODUCT_DATA = Arg("productData", "catalogProductCreateEntity")
IDENTIFIER_TYPE_NOT_IN_WSI = Arg("identifierType", wsi=False, default=None)

PRODUCT = Resource(
    "catalog_product",
    "Product API",
    aliases=("product",),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Api",
    faults={
        "store_not_exists": (100, "Requested store view not found."),
        "product_not_exists": (101, "Product not exists."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "not_deleted": (103, "Product not deleted. Details in error message."),
        "product_type_not_exists": (104, "Product type is not in allowed types."),
        "product_attribute_set_not_exists": (105, "Product attribute set is not existed"),
        "product_attribute_set_not_valid": (106, "Product attribute set is not belong catalog product entity type"),
        "multi_update_not_match": (107, "Quantity of product IDs and product data should match. No changes made."),
        "partially_updated": (108, "There was an error during one or more products update. See error log for details."),
    },
)

PRODUCT.declare("currentStore", "Set/Get current store view", STORE, returns="storeView:int")
PRODUCT.declare(
    "list",
    "Retrieve products list by filters",
    Arg("filters", "filters", default=None, wsi_required=True),
    STORE,
    returns="storeView:catalogProductEntityArray",
    acl="catalog/product/info",
    php_name="items",
)
PRODUCT.declare(
    "info",
    "Retrieve product",
    PRODUCT_ID_AS_IS,
    STORE,
    Arg("attributes", "catalogProductRequestAttributes", default=None),
    IDENTIFIER_TYPE,
    returns="info:catalogProductReturnEntity",
    acl="catalog/product/info",
)
PRODUCT.declare(
    "create",
    "Create new product",
    TYPE,
    Arg("set"),
    Arg("sku", refers_to="product"),
    PRODUCT_DATA,
    STORE,
    returns="int",
    acl="catalog/product/create",
)
PRODUCT.declare(
    "update",
    "Update product",
    PRODUCT_ID,
    PRODUCT_DATA,
    STORE,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/product/update",
)
PRODUCT.declare(
    "multiUpdate",
    "Multi update product",
    PRODUCT_IDS,
    Arg("productData", "catalogProductCreateEntityArray"),
    STORE_AS_IS,
    IDENTIFIER_TYPE,
    returns="boolean",
    acl="catalog/product/update",
    dialects=("v2", "wsi"),
)
PRODUCT.declare("delete", "Delete product", PRODUCT_ID, IDENTIFIER_TYPE, returns="int", acl="catalog/product/delete")
PRODUCT.declare(
    "getSpecialPrice",
    "Get special price",
    PRODUCT_ID,
    STORE,
    IDENTIFIER_TYPE_NOT_IN_WSI,
    returns="catalogProductSpecialPriceReturnEntity",
)
PRODUCT.declare(
    "setSpecialPrice",
    "Set special price",
    PRODUCT_ID,
    Arg("specialPrice", default=None),
    Arg("fromDate", default=None),
    Arg("toDate", default=None),
    STORE,
    IDENTIFIER_TYPE_NOT_IN_WSI,
    returns="int",
    acl="catalog/product/update",
)
PRODUCT.declare(
    "listOfAdditionalAttributes",
    "Get list of non-default attributes by product type and attributes set",
    Arg("productType"),
    ATTRIBUTE_SET_ID,
    returns="catalogAttributeEntityArray",
    acl="catalog/product/listOfAdditionalAttributes",
    php_name="getAdditionalAttributes",
    dialects=("v1", "xmlrpc", "v2"),
)
