"""``cataloginventory_stock_item``: products' stock."""

from __future__ import annotations

from fake_magento.api.catalog.args import PRODUCT_ID, PRODUCT_IDS
from fake_magento.api.declare import Arg, Resource

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

STOCK_ITEM.declare(
    "list",
    "Retrieve stock data by product ids",
    Arg("productIds", "ArrayOfString", v2="products"),
    returns="catalogInventoryStockItemEntityArray",
    acl="cataloginventory/info",
    php_name="items",
)
STOCK_ITEM.declare(
    "update",
    "Update product stock data",
    PRODUCT_ID,
    Arg("data", "catalogInventoryStockItemUpdateEntity"),
    returns="int",
    acl="cataloginventory/update",
)
STOCK_ITEM.declare(
    "multiUpdate",
    "Multi update product stock data",
    PRODUCT_IDS,
    Arg("productData", "catalogInventoryStockItemUpdateEntityArray"),
    returns="boolean",
    acl="cataloginventory/update",
    dialects=("v2", "wsi"),
)
