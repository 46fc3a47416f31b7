"""``catalog_product_attribute_tier_price``: a product's tier prices."""

from __future__ import annotations

from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID
from fake_magento.api.declare import Arg, Resource

TIER_PRICE = Resource(
    "catalog_product_attribute_tier_price",
    "Product Tier Price API",
    aliases=(
        "product_attribute_tier_price",
        "product_tier_price",
    ),
    acl="catalog/product",
    php_class="Mage_Catalog_Model_Product_Attribute_Tierprice_Api",
    faults={
        "product_not_exists": (100, "Product not exists."),
        "data_invalid": (101, "Invalid data given. Details in error message."),
        "not_updated": (102, "Tier prices not updated. Details in error message."),
    },
)

TIER_PRICE.declare(
    "info",
    "Retrieve product tier prices",
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="catalogProductTierPriceEntityArray",
)
TIER_PRICE.declare(
    "update",
    "Update product tier prices",
    PRODUCT_ID,
    Arg("tierPrices", "catalogProductTierPriceEntityArray", v2="tier_price"),
    IDENTIFIER_TYPE,
    returns="int",
    acl="catalog/product/update_tier_price",
)
