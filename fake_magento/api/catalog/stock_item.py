"""``cataloginventory_stock_item``: products' stock."""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.catalog.args import PRODUCT_ID, PRODUCT_IDS
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row
from fake_magento.state.stock import manages_stock, save_stock, stock_of

STOCK_ITEM = Resource(
    "cataloginventory_stock_item",
    "Inventory API",
    aliases=("product_stock",),
    acl="cataloginventory",
    operations="catalogInventoryStockItem",
    php_class="Mage_CatalogInventory_Model_Stock_Item_Api",
    faults={
        "not_exists": (101, "Product not exists."),
        "not_updated": (102, "Product inventory not updated. Details in error message."),
        "multi_update_not_match": (
            103,
            "Quantity of product IDs and product data should match. Inventory was not updated.",
        ),
    },
)


@STOCK_ITEM.method(
    "list",
    "Retrieve stock data by product ids",
    Arg("productIds", "ArrayOfString", v2="products"),
    returns="catalogInventoryStockItemEntityArray",
    acl="cataloginventory/info",
    php_name="items",
)
def items(request: Request, products: Any) -> Any:
    """The stock of products that are named by SKU or id, in the order of their ids; unknown ones are left out.

    Where stock is not managed, ``is_in_stock`` is true instead of what is in the database (``v1_stock_item``).
    """
    named = php.values(products) if php.is_array(products) else [products]
    found = {each["entity_id"]: each for each in map(request.find_product_by_sku, named) if each is not None}
    return [_described(request, found[id], stock) for id in sorted(found) if (stock := _stock(request, found[id]))]


def _stock(request: Request, product: Row) -> Row | None:
    return stock_of(request.shop.database, product["entity_id"])


def _described(request: Request, product: Row, stock: Row) -> dict[str, Any]:
    number = request.database_number
    is_managed = manages_stock(request.shop.database, stock)
    return {
        "product_id": number(product["entity_id"]),
        "sku": product["sku"],
        "qty": stock["qty"],
        "is_in_stock": number(stock["is_in_stock"]) if is_managed else True,
    }


@STOCK_ITEM.method(
    "update",
    "Update product stock data",
    PRODUCT_ID,
    Arg("data", "catalogInventoryStockItemUpdateEntity"),
    returns="int",
    acl="cataloginventory/update",
)
def update(request: Request, product: Any, data: Any) -> Any:
    """Save columns of a product's stock; what is none, and what is no structure, changes nothing. Raises fault 101."""
    _update(request, product, data)
    return True


def _update(request: Request, product: Any, data: Any) -> None:
    found = request.find_product_by_sku(product)
    if found is None:
        raise STOCK_ITEM.fault("not_exists")
    values = php.plain(data)
    save_stock(request.shop.database, found, values if isinstance(values, dict) else {})


@STOCK_ITEM.method(
    "multiUpdate",
    "Multi update product stock data",
    PRODUCT_IDS,
    Arg("productData", "catalogInventoryStockItemUpdateEntityArray"),
    returns="boolean",
    acl="cataloginventory/update",
    dialects=("v2", "wsi"),
)
def multi_update(request: Request, products: Any, data: Any) -> Any:
    """`update` of each product with the data of the same number. Raises fault 103 before anything is done.

    It stops at the first fault, and what is done by then stays (``v2_product_multi``).
    """
    if php.count(products) != php.count(data):
        raise STOCK_ITEM.fault("multi_update_not_match")
    for product, values in zip(php.values(products), php.values(data), strict=True):
        _update(request, product, values)
    return True
