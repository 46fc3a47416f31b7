"""``catalog_product_attribute_tier_price``: a product's tier prices."""

from __future__ import annotations

from typing import Any

from fake_magento.api.arguments import as_given
from fake_magento.api.catalog.args import IDENTIFIER_TYPE, PRODUCT_ID
from fake_magento.api.catalog.saving import product_fault, tier_prices
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row, StateError
from fake_magento.state.products import ProductChange, save_product, website_ids
from fake_magento.state.tier_prices import TIER_PRICES, prices_of

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


def _product(request: Request, product: Any, identifier_type: Any) -> Row:
    found = request.find_product(product, identifier_type)
    if found is None:
        raise TIER_PRICE.fault("product_not_exists")
    return found


@TIER_PRICE.method(
    "info",
    "Retrieve product tier prices",
    PRODUCT_ID,
    IDENTIFIER_TYPE,
    returns="catalogProductTierPriceEntityArray",
)
def info(request: Request, product: Any, identifier_type: Any) -> Any:
    """The tier prices of a product by quantity. Raises fault 100 (``v1_tier_prices``)."""
    found = _product(request, product, identifier_type)
    websites = request.shop.table("core_website")
    return [
        {
            "customer_group_id": "all" if each["all_groups"] else request.database_number(each["customer_group_id"]),
            "website": websites[each["website_id"]]["code"] if each["website_id"] else "all",
            "qty": each["qty"],
            "price": each["value"],
        }
        for each in prices_of(request.shop.database, TIER_PRICES, found["entity_id"])
    ]


@TIER_PRICE.method(
    "update",
    "Update product tier prices",
    PRODUCT_ID,
    Arg("tierPrices", "catalogProductTierPriceEntityArray", v2="tier_price", from_v2=as_given),
    IDENTIFIER_TYPE,
    returns="int",
    acl="catalog/product/update_tier_price",
)
def update(request: Request, product: Any, prices: Any, identifier_type: Any) -> Any:
    """Save the product with these tier prices alone. Raises the faults 100 and 101, and 1 where it cannot be saved."""
    found = _product(request, product, identifier_type)
    given = tier_prices(request, prices, website_ids(request.shop, found["entity_id"]), TIER_PRICE)
    if given is None:
        raise TIER_PRICE.fault("data_invalid", "Invalid Tier Prices")
    try:
        save_product(request.shop, found, ProductChange(prices={TIER_PRICES: given}))
    except StateError as error:
        raise product_fault(error) from None
    return True
