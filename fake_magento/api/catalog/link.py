"""``catalog_product_link``: related, up-sold, cross-sold and grouped products."""

from __future__ import annotations

from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, TYPE
from fake_magento.api.declare import Arg, Resource

LINKED_PRODUCT_ID = Arg("linkedProductId", v2="linkedProduct")
DATA = Arg("data", "catalogProductLinkEntity", default=None)

LINK = Resource(
    "catalog_product_link",
    "Product links API (related, cross sells, up sells)",
    aliases=("product_link",),
    acl="catalog/product/link",
    php_class="Mage_Catalog_Model_Product_Link_Api",
    faults={
        "type_not_exists": (100, "Given invalid link type."),
        "product_not_exists": (101, "Product not exists."),
        "data_invalid": (102, "Invalid data given. Details in error message."),
        "not_removed": (104, "Product link not removed."),
    },
)

LINK.declare(
    "list",
    "Retrieve linked products",
    TYPE,
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="catalogProductLinkEntityArray",
    php_name="items",
)
LINK.declare(
    "assign",
    "Assign product link",
    TYPE,
    PRODUCT_ID,
    LINKED_PRODUCT_ID,
    DATA,
    IDENTIFIER_TYPE,
    returns="boolean",
    wsi_returns="string",
    acl="catalog/product/link/assign",
)
LINK.declare(
    "update",
    "Update product link",
    TYPE,
    PRODUCT_ID,
    LINKED_PRODUCT_ID,
    DATA,
    IDENTIFIER_TYPE,
    returns="boolean",
    wsi_returns="string",
    acl="catalog/product/link/update",
)
LINK.declare(
    "remove",
    "Remove product link",
    TYPE,
    PRODUCT_ID,
    LINKED_PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="boolean",
    wsi_returns="string",
    acl="catalog/product/link/remove",
)
LINK.declare("types", "Retrieve product link types", returns="ArrayOfString")
LINK.declare(
    "attributes",
    "Retrieve product link type attributes",
    TYPE,
    returns="catalogProductLinkAttributeEntityArray",
)
