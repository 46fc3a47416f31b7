"""``catalog_product_link``: related, up-sold, cross-sold and grouped products."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID, TYPE
from fake_magento.api.declare import Arg, Fault, Resource
from fake_magento.api.request import DATABASE_MISSING, Request
from fake_magento.state import MissingError
from fake_magento.state.links import LINK_TYPES, linked_products, remove_link, save_link

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


def _linking(request: Request, type: Any, product: Any, identifier_type: Any) -> tuple[str | int, int]:
    """The type of links, and the id of the product that has them. Raises the faults 100 and 101."""
    key = php.array_key(type)
    if key not in LINK_TYPES:
        raise LINK.fault("type_not_exists")
    found = request.find_product(product, identifier_type)
    if found is None:
        raise LINK.fault("product_not_exists")
    return key, found["entity_id"]


def _linked_id(request: Request, linked: Any) -> int:
    """The id of the product to be linked: the SKU counts first, and all else is an id (``v1_link``)."""
    found = None if php.is_array(linked) else request.shop.catalogue.product_by_sku(php.to_string(linked))
    return found["entity_id"] if found else php.to_int(linked)


def _values(type: str | int, data: Any) -> dict[str, Any]:
    """What the data give of what links of the type have."""
    given = {code: (kind, php.item(data, code)) for code, kind in ATTRIBUTES[type].items()}
    return {
        code: php.to_int(value) if kind == "int" else php.to_float(php.to_string(value))
        for code, (kind, value) in given.items()
        if value is not None
    }


@LINK.method(
    "list",
    "Retrieve linked products",
    TYPE,
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="catalogProductLinkEntityArray",
    php_name="items",
)
def items(request: Request, type: Any, product: Any, identifier_type: Any) -> Any:
    """The linked products by their ids, whatever their positions. Raises the faults 100 and 101 (``v1_link``)."""
    key, id = _linking(request, type, product, identifier_type)
    number = request.database_number
    return [
        {
            "product_id": number(linked["entity_id"]),
            "type": linked["type_id"],
            "set": number(linked["attribute_set_id"]),
            "sku": linked["sku"],
            **request.row(link, ATTRIBUTES[key]),
        }
        for linked, link in linked_products(request.shop, id, key)
    ]


@LINK.method(
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
def assign(request: Request, type: Any, product: Any, linked: Any, data: Any, identifier_type: Any) -> Any:
    """Link a product, or change its link where it is linked. Raises the faults 100, 101 and 102 (``v1_link``)."""
    try:
        return _save(request, type, product, linked, data, identifier_type)
    except MissingError:
        raise _not_linked() from None


@assign.v2
def assign_v2(request: Request, type: Any, product: Any, linked: Any, data: Any, identifier_type: Any) -> Any:
    """As `assign`; fault 102 has the database's words (``v2_link``)."""
    try:
        return _save(request, type, product, linked, data, identifier_type)
    except MissingError:
        raise LINK.fault("data_invalid", DATABASE_MISSING) from None


@LINK.method(
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
def update(request: Request, type: Any, product: Any, linked: Any, data: Any, identifier_type: Any) -> Any:
    """As `assign`: a product that is not linked is linked then (``v1_link``)."""
    try:
        return _save(request, type, product, linked, data, identifier_type)
    except MissingError:
        raise _not_linked() from None


def _not_linked() -> Fault:
    return LINK.fault("data_invalid", "Link product does not exist.")


def _save(request: Request, type: Any, product: Any, linked: Any, data: Any, identifier_type: Any) -> bool:
    key, id = _linking(request, type, product, identifier_type)
    save_link(request.shop, id, _linked_id(request, linked), key, _values(key, data))
    return True


@LINK.method(
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
def remove(request: Request, type: Any, product: Any, linked: Any, identifier_type: Any) -> Any:
    """Link a product no more; true also where it was not linked. Raises the faults 100 and 101."""
    key, id = _linking(request, type, product, identifier_type)
    remove_link(request.shop, id, _linked_id(request, linked), key)
    return True


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
