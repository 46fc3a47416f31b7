"""``catalog_product_tag``: products' tags."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.arguments import as_plain
from fake_magento.api.catalog.args import PRODUCT_ID_AS_IS
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row
from fake_magento.state.cascades import delete_row
from fake_magento.state.tags import (
    SPACE,
    STATUSES,
    TAGS,
    TagExistsError,
    base_popularity,
    names_in,
    popularity,
    put_tag,
    save_tag,
    tags_of,
)

TAG_ID = Arg("tagId")
REQUIRED_STORE = Arg("store")

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


def _store_id(request: Request, store: Any) -> int:
    return request.store_view(store, TAG.fault("store_not_exists")).id


def _product(request: Request, product: Any) -> Row:
    """The product of that id; a SKU is none."""
    found = request.shop.products.get(request.row_id(product))
    if found is None:
        raise TAG.fault("product_not_exists")
    return found


def _tag(request: Request, tag_id: Any) -> Row:
    found = request.shop.table(TAGS).get(request.row_id(tag_id))
    if found is None:
        raise TAG.fault("tag_not_exists")
    return found


def _data(data: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """What is given of the names, where it is not null."""
    if not isinstance(data, dict):
        return {}
    return {name: data[name] for name in names if data.get(name) is not None}


def _pairs(values: dict[Any, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": value} for key, value in values.items()]


def _items(request: Request, product: Any, store: Any) -> dict[int, dict[str, Any]]:
    found = _product(request, product)
    store_id = None if php.is_empty(store) else _store_id(request, store)
    tags = tags_of(request.shop, found["entity_id"], store_id)
    return {tag["tag_id"]: request.row(tag, ("tag_id", "name")) for tag in tags}


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
    """By their ids the tags on a product, in all store views or in one. Raises 102 and 101 (``v1_tag``)."""
    return _items(request, product, store)


@items.v2
def items_v2(request: Request, product: Any, store: Any) -> Any:
    """As `items`, in a list."""
    return [*_items(request, product, store).values()]


def _info(request: Request, tag_id: Any, store: Any) -> dict[str, Any]:
    store_id = _store_id(request, store)
    tag = _tag(request, tag_id)
    kept = base_popularity(request.shop, tag["tag_id"], store_id)
    counts = popularity(request.shop, tag["tag_id"], store_id)
    return {
        **request.row(tag, ("status", "name")),
        "base_popularity": 0 if kept is None else request.database_number(kept),
        "products": {id: request.database_number(count) for id, count in counts.items()},
    }


@TAG.method(
    "info",
    "Retrieve product tag info",
    TAG_ID,
    REQUIRED_STORE,
    returns="catalogProductTagInfoEntity",
    acl="catalog/product/tag/info",
)
def info(request: Request, tag_id: Any, store: Any) -> Any:
    """A tag, and by product how many customers put it there in the store view. Raises 101 and 104 (``v1_tag``)."""
    return _info(request, tag_id, store)


@info.v2
def info_v2(request: Request, tag_id: Any, store: Any) -> Any:
    """As `info`, with the products as pairs of key and value."""
    result = _info(request, tag_id, store)
    return {**result, "products": _pairs(result["products"])}


def _add(request: Request, data: Any) -> dict[Any, Any]:
    names = ("product_id", "tag", "customer_id", "store")
    given = _data(data, names)
    if len(given) < len(names):
        raise TAG.fault("invalid_data")
    product = _product(request, given["product_id"])
    customer = request.shop.customers.get(request.row_id(given["customer_id"]))
    if customer is None:
        raise TAG.fault("customer_not_exists")
    store_id = _store_id(request, given["store"])
    if php.is_array(given["tag"]):
        raise php.PhpError("explode(): Argument #2 ($string) must be of type string, array given")
    found: dict[Any, Any] = {}
    for name in names_in(php.to_string(given["tag"])):
        id, is_new = put_tag(request.shop, name, product["entity_id"], customer["entity_id"], store_id)
        found[php.array_key(name)] = str(id) if is_new else request.database_number(id)
    return found


@TAG.method(
    "add",
    "Add tag(s) to product",
    Arg("data", "catalogProductTagAddEntity", from_v2=as_plain),
    returns="associativeArray",
    acl="catalog/product/tag/add",
)
def add(request: Request, data: Any) -> Any:
    """Put tags on a product for a customer in a store view; the ids by name, null where there are no names.

    A tag is a word, or words in single quotes. The id of a new one is text. Raises 105, 102, 103 and 101 (``v1_tag``).
    """
    return _add(request, data) or None


@add.v2
def add_v2(request: Request, data: Any) -> Any:
    """As `add`, in pairs of key and value."""
    return _pairs(_add(request, data))


@TAG.method(
    "update",
    "Update product tag",
    TAG_ID,
    Arg("data", "catalogProductTagUpdateEntity", from_v2=as_plain),
    REQUIRED_STORE,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/update",
)
def update(request: Request, tag_id: Any, data: Any, store: Any) -> Any:
    """Change a tag, and in the store view what its popularity counts from: true. Raises 105, 101, 104 and 106 (``v1_tag``)."""
    given = _data(data, ("name", "status", "base_popularity"))
    if not given:
        raise TAG.fault("invalid_data")
    store_id = _store_id(request, store)
    tag = _tag(request, tag_id)
    values = {name: value for name, value in given.items() if name != "base_popularity"}
    if "name" in values:
        if php.is_array(values["name"]):
            raise php.PhpError("trim(): Argument #1 ($string) must be of type string, array given")
        values["name"] = php.to_string(values["name"]).strip(SPACE)
    if "status" in values and not any(php.equals(values["status"], each) for each in STATUSES):
        raise TAG.fault("invalid_data")
    try:
        save_tag(request.shop, tag["tag_id"], values, given.get("base_popularity"), store_id)
    except TagExistsError as refused:
        raise TAG.fault("save_error", str(refused)) from None
    return True


@TAG.method(
    "remove",
    "Remove product tag",
    TAG_ID,
    returns="boolean",
    wsi_returns="int",
    acl="catalog/product/tag/remove",
)
def remove(request: Request, tag_id: Any) -> Any:
    """Take a tag away, from all products: true. Raises 104."""
    delete_row(request.shop, TAGS, _tag(request, tag_id)["tag_id"])
    return True
