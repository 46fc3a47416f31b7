"""``catalog_product_link``: related, up-sold, cross-sold and grouped products."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, TYPE
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request

LINKED_PRODUCT_ID = Arg("linkedProductId", v2="linkedProduct")
DATA = Arg("data", "catalogProductLinkEntity", default=None)

_POSITION = {"position": "int"}
ATTRIBUTES: dict[str | int, dict[str, str]] = {
    "related": _POSITION,
    "up_sell": _POSITION,
    "cross_sell": _POSITION,
    "grouped": {**_POSITION, "qty": "decimal"},
}
"""The types of links, and by code the type of what a link of each has."""

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


@LINK.method("types", "Retrieve product link types", returns="ArrayOfString")
def types(request: Request) -> Any:
    """The names of the types of links (``v1_link``)."""
    return [*ATTRIBUTES]


@LINK.method(
    "attributes",
    "Retrieve product link type attributes",
    TYPE,
    returns="catalogProductLinkAttributeEntityArray",
)
def attributes(request: Request, type: Any) -> Any:
    """What a link of a type holds beside its two products. Raises fault 100 (``v1_link``)."""
    found = ATTRIBUTES.get(php.array_key(type))
    if found is None:
        raise LINK.fault("type_not_exists")
    return [{"code": code, "type": kind} for code, kind in found.items()]
