"""``catalog_product_tag``: products' tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import PRODUCT_ID_AS_IS
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row
from fake_magento.state.tags import (
    STATUSES,
    TakenNameError,
    add_tag,
    base_popularity,
    delete_tag,
    save_tag,
    tagged_products,
    tags_of,
)

TAG_ID = Arg("tagId")
REQUIRED_STORE = Arg("store")

_NEEDED = ("product_id", "tag", "customer_id", "store")
_LISTED = ("tag_id", "name")
_CHANGED = ("name", "status", "base_popularity")
_QUOTED_OR_BLANK = re.compile(r"('.*?')|\s+", re.ASCII)
_BLANKS = " \t\n\r\0\v"

TAG = Resource(
    "catalog_product_tag",
    "Product Tag API",
    aliases=("product_tag",),
    acl="catalog/product/tag",
    php_class="Mage_Tag_Model_Api",
    faults={
        "store_not_exists": (101, "Requested store does not exist."),
        "product_not_exists": (102, "Requested product does not exist."),
        "customer_not_exists": (103, "Requested customer does not exist."),
        "tag_not_exists": (104, "Requested tag does not exist."),
        "invalid_data": (105, "Provided data is invalid."),
        "save_error": (106, "Error while saving tag. Details in error message."),
        "remove_error": (107, "Error while removing tag. Details in error message."),
    },
)


def _tag(request: Request, tag_id: Any) -> Row:
    """The tag of that id. Raises the fault 104."""
    found = request.shop.table("tag").get(request.row_id(tag_id))
    if found is None:
        raise TAG.fault("tag_not_exists")
    return found


def _product_id(request: Request, product: Any) -> int:
    """The id of the product, which its SKU is not taken for. Raises the fault 102 (``v1_tag``)."""
    found = request.shop.products.get(request.row_id(product))
    if found is None:
        raise TAG.fault("product_not_exists")
    id: int = found["entity_id"]
    return id


def _store_id(request: Request, store: Any) -> int:
    """The id of the store view. Raises the fault 101."""
    found = request.find_store(store)
    if found is None:
        raise TAG.fault("store_not_exists")
    return found.id


def _names(tags: Any) -> list[str]:
    """The tags that a text has: words, and whatever stands in single quotes."""
    if isinstance(tags, php.PhpObject):
        raise php.PhpError("preg_replace(): Argument #3 ($subject) must be of type array|string, stdClass given")
    if php.is_array(tags):
        raise php.PhpError("explode(): Argument #2 ($string) must be of type string, array given")
    lines = _QUOTED_OR_BLANK.sub(lambda found: f"{found[1] or ''}\n", php.to_string(tags)).split("\n")
    return [name for name in (line.strip("'").strip(_BLANKS) for line in lines) if name]


def _pairs(mapping: Mapping[Any, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in mapping.items()]


@TAG.method(
    "list",
    "Retrieve list of tags by product",
    PRODUCT_ID_AS_IS,
    Arg("store", default=None, wsi_required=True),
    returns="catalogProductTagListEntityArray",
    acl="catalog/product/tag/list",
    php_name="items",
)
def items(request: Request, product: Any, store: Any) -> Any:
    """The tags of a product by their ids, of all store views or one. Raises the faults 102 and 101 (``v1_tag``)."""
    return {tag["tag_id"]: request.row(tag, _LISTED) for tag in _tags_of(request, product, store)}


@items.v2
def items_v2(request: Request, product: Any, store: Any) -> Any:
    """As `items`, in a list (``v2_tag``)."""
    return [request.row(tag, _LISTED) for tag in _tags_of(request, product, store)]


def _tags_of(request: Request, product: Any, store: Any) -> list[Row]:
    id = _product_id(request, product)
    return tags_of(request.shop, id, None if php.is_empty(store) else _store_id(request, store))


@TAG.method(
    "info",
    "Retrieve product tag info",
    TAG_ID,
    REQUIRED_STORE,
    returns="catalogProductTagInfoEntity",
    acl="catalog/product/tag/info",
)
def info(request: Request, tag_id: Any, store: Any) -> Any:
    """A tag, and how many customers gave it to which product in a store view. Raises the faults 101 and 104 (``v1_tag``)."""
    return _info(request, tag_id, store)


@info.v2
def info_v2(request: Request, tag_id: Any, store: Any) -> Any:
    """As `info`, with a list of pairs (``v2_tag``)."""
    told = _info(request, tag_id, store)
    return {**told, "products": _pairs(told["products"])}


def _info(request: Request, tag_id: Any, store: Any) -> dict[str, Any]:
    store_id = _store_id(request, store)
    tag, number = _tag(request, tag_id), request.database_number
    popularity = base_popularity(request.shop, tag["tag_id"], store_id)
    products = tagged_products(request.shop, tag["tag_id"], store_id)
    return {
        **request.row(tag, ("status", "name")),
        "base_popularity": 0 if popularity is None else number(popularity),
        "products": {product_id: number(count) for product_id, count in products.items()},
    }


@TAG.method(
    "add",
    "Add tag(s) to product",
    Arg("data", "catalogProductTagAddEntity"),
    returns="associativeArray",
    acl="catalog/product/tag/add",
)
def add(request: Request, data: Any) -> Any:
    """Tag a product; by name the ids of the tags, null for no tag. A new one's is text, as the database tells it.

    Raises the faults 105, 102, 103 and 101 (``v1_tag``).
    """
    return _add(request, data) or None


@add.v2
def add_v2(request: Request, data: Any) -> Any:
    """As `add`, in a list of pairs (``v2_tag``)."""
    return _pairs(_add(request, data))


def _add(request: Request, data: Any) -> dict[str | int, Any]:
    if any(php.item(data, key) is None for key in _NEEDED):
        raise TAG.fault("invalid_data")
    product_id = _product_id(request, data["product_id"])
    customer = request.shop.customers.get(request.row_id(data["customer_id"]))
    if customer is None:
        raise TAG.fault("customer_not_exists")
    store_id = _store_id(request, data["store"])
    added: dict[str | int, Any] = {}
    for name in _names(data["tag"]):
        id, is_new = add_tag(request.shop, name, product_id, customer["entity_id"], store_id)
        added[php.array_key(name)] = str(id) if is_new else request.database_number(id)
    return added


@TAG.method(
    "update",
    "Update product tag",
    TAG_ID,
    Arg("data", "catalogProductTagUpdateEntity"),
    REQUIRED_STORE,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/update",
)
def update(request: Request, tag_id: Any, data: Any, store: Any) -> Any:
    """Change a tag, and its base popularity in a store view. Raises the faults 105, 101, 104 and 106 (``v1_tag``)."""
    values = {key: php.item(data, key) for key in _CHANGED}
    values = {key: value for key, value in values.items() if value is not None}
    if not values:
        raise TAG.fault("invalid_data")
    store_id = _store_id(request, store)
    tag = _tag(request, tag_id)
    if "name" in values:
        values["name"] = _trimmed(values["name"])
    if "status" in values and not any(php.equals(values["status"], status) for status in STATUSES):
        raise TAG.fault("invalid_data")
    try:
        save_tag(request.shop, tag["tag_id"], values, store_id)
    except TakenNameError as taken:
        raise TAG.fault("save_error", str(taken)) from None
    return True


def _trimmed(name: Any) -> str:
    if php.is_array(name) or isinstance(name, php.PhpObject):
        raise php.PhpError(f"trim(): Argument #1 ($string) must be of type string, {php.type_name(name)} given")
    return php.to_string(name).strip(_BLANKS)


@TAG.method(
    "remove",
    "Remove product tag",
    TAG_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/remove",
)
def remove(request: Request, tag_id: Any) -> Any:
    """Take a tag away, from all products. Raises the fault 104."""
    return delete_tag(request.shop, _tag(request, tag_id)["tag_id"])
