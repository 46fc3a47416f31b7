"""``cart_product``: products in a cart.

Sources of the rules: the transcript ``v1_cart_product`` and its twins.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import (
    NoIdentifierError,
    as_plain,
    find_product,
    find_quote,
    item_of,
)
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state import Row
from fake_magento.state.products import category_ids, website_ids
from fake_magento.state.quotes import ItemError, Quote

PRODUCTS_DATA = Arg("productsData", "shoppingCartProductEntityArray", v2="products", from_v2=as_plain)

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


def _change(
    request: Request, quote: Quote, products: Any, change: Callable[[Any, Row | None], None], fault: str
) -> bool:
    """Change the cart by each product that is asked for, and save it.

    Raises fault 1021 for none, and the fault of that name with what is wrong with each, which saves nothing.
    """
    if not php.is_array(products) or not products:
        raise CART_PRODUCT.fault("invalid_product_data")
    errors = []
    for asked in php.values(products):
        try:
            change(asked, find_product(request, asked))
        except (NoIdentifierError, ItemError) as refused:
            errors.append(str(refused))
    if errors:
        raise CART_PRODUCT.fault(fault, "\n".join(errors))
    quote.collect_totals()
    quote.save()
    return True


@CART_PRODUCT.method(
    "add",
    "Add product to shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/add",
)
def add(request: Request, quote_id: Any, products: Any, store: Any) -> Any:
    """Put products into the cart, each once more where it is there; one that there is not breaks the cart.

    Raises fault 1022 with what is wrong with each, and then puts none of them in.
    """
    quote = find_quote(request, CART_PRODUCT, quote_id, store)

    def change(asked: Any, product: Row | None) -> None:
        quote.add(product, asked if "qty" in asked else {**asked, "qty": 1})

    return _change(request, quote, products, change, "add_product_fault")


@CART_PRODUCT.method(
    "update",
    "Update product quantities in shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/update",
)
def update(request: Request, quote_id: Any, products: Any, store: Any) -> Any:
    """Change how many of products are in the cart; what is no number above zero changes nothing."""
    quote = find_quote(request, CART_PRODUCT, quote_id, store)

    def change(asked: Any, product: Row | None) -> None:
        item, qty = item_of(quote, product), asked.get("qty")
        if php.is_above_zero(qty):
            item.set_qty(qty)

    return _change(request, quote, products, change, "update_product_fault")


@CART_PRODUCT.method(
    "remove",
    "Remove product from shopping cart",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/remove",
)
def remove(request: Request, quote_id: Any, products: Any, store: Any) -> Any:
    """Take products out of the cart, however many there are."""
    quote = find_quote(request, CART_PRODUCT, quote_id, store)

    def change(asked: Any, product: Row | None) -> None:
        quote.items.remove(item_of(quote, product))

    return _change(request, quote, products, change, "remove_product_fault")


@CART_PRODUCT.method(
    "list",
    "Get list of products in shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartProductResponseEntityArray",
    acl="cart/product/list",
    php_name="items",
)
def items(request: Request, quote_id: Any, store: Any) -> Any:
    """The products in the cart."""
    quote = find_quote(request, CART_PRODUCT, quote_id, store)
    found = []
    for item in quote.items:
        product = item.product
        assert product is not None
        id = product["entity_id"]
        found.append(
            {
                "product_id": request.database_number(id),
                "sku": product["sku"],
                "name": item.values["name"],
                "set": request.database_number(product["attribute_set_id"]),
                "type": product["type_id"],
                "category_ids": [request.database_number(each) for each in category_ids(request.shop, id)],
                "website_ids": [request.database_number(each) for each in website_ids(request.shop, id)],
            }
        )
    return found


@CART_PRODUCT.method(
    "moveToCustomerQuote",
    "Move product(s) to customer quote",
    QUOTE_ID,
    PRODUCTS_DATA,
    STORE,
    returns="boolean",
    acl="cart/product/moveToCustomerQuote",
)
def move_to_customer_quote(request: Request, quote_id: Any, products: Any, store: Any) -> Any:
    """Raises the fault 1028 where the cart is nobody's, and else 1029: no cart of the API's is ever active."""
    quote = find_quote(request, CART_PRODUCT, quote_id, store)
    if not quote.values["customer_id"]:
        raise CART_PRODUCT.fault("customer_not_set_for_quote")
    raise CART_PRODUCT.fault("customer_quote_not_exist")
