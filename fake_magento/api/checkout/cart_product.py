"""``cart_product``: products in a cart."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

PRODUCTS_DATA = Arg("productsData", "shoppingCartProductEntityArray", v2="products")

CART_PRODUCT = Resource(
    "cart_product",
    "Cart Product API",
    acl="cart/product",
    operations="shoppingCartProduct",
    php_class="Mage_Checkout_Model_Cart_Product_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "invalid_product_data": (1021, "Product's data is not valid."),
        "add_product_fault": (1022, "Product(s) could not be added. "),
        "add_product_quote_save_fault": (1023, "Quote could not be saved during adding product(s) operation."),
        "update_product_fault": (1024, "Product(s) could not be updated. "),
        "update_product_quote_save_fault": (1025, "Quote could not be saved during updating product(s) operation."),
        "remove_product_fault": (1026, "Product(s) could not be removed. "),
        "remove_product_quote_save_fault": (1027, "Quote could not be saved during removing product(s) operation."),
        "customer_not_set_for_quote": (1028, "Customer is not set for quote."),
        "customer_quote_not_exist": (1029, "Customer's quote is not existed."),
        "quotes_are_similar": (1030, "Quotes are identical."),
        "unable_to_move_all_products": (1031, "Product(s) could not be moved. "),
        "product_move_quote_save_fault": (1032, "One of quote could not be saved during moving product(s) operation."),
    },
)

CART_PRODUCT.declare(
    "add",
    "Add product to shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/add",
)
CART_PRODUCT.declare(
    "update",
    "Update product quantities in shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/update",
)
CART_PRODUCT.declare(
    "remove",
    "Remove product from shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/remove",
)
CART_PRODUCT.declare(
    "list",
    "Get list of products in shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartProductResponseEntityArray",
    acl="cart/product/list",
    php_name="items",
)
CART_PRODUCT.declare(
    "moveToCustomerQuote",
    "Move product(s) to customer quote",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/moveToCustomerQuote",
)
