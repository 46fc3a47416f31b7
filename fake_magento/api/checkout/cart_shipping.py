"""``cart_shipping``: how a cart is shipped.

Sources of the rules: the transcript ``v1_cart_shipping_payment`` and its twins.
"""

from __future__ import annotations

from typing import Any

from fake_magento import php
from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.checkout.quotes import find_quote
from fake_magento.api.declare import Arg, Resource
from fake_magento.api.request import Request
from fake_magento.state.quotes import SHIPPING, Quote

CART_SHIPPING = Resource(
    "cart_shipping",
    "Shipping information",
    acl="cart/shipping",
    operations="shoppingCartShipping",
    php_class="Mage_Checkout_Model_Cart_Shipping_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "shipping_address_is_not_set": (1061, "Can not make operation because of customer shipping address is not set"),
        "shipping_method_is_not_available": (1062, "Shipping method is not available"),
        "shipping_method_is_not_set": (1063, "Can not set shipping method. "),
        "shipping_methods_list_could_not_be_retrieved": (1064, "Can not receive list of shipping methods. "),
    },
)


_TOLD = (
    "carrier",
    "carrier_title",
    "code",
    "method",
    "method_description",
    "price",
    "error_message",
    "method_title",
)


def _quote(request: Request, quote_id: Any, store: Any) -> Quote:
    quote = find_quote(request, CART_SHIPPING, quote_id, store)
    if not quote.has_saved(SHIPPING):
        raise CART_SHIPPING.fault("shipping_address_is_not_set")
    return quote


@CART_SHIPPING.method(
    "method",
    "Set shipping method",
    QUOTE_ID,
    Arg("shippingMethod", v2="method"),
    STORE,
    returns="boolean",
    acl="cart/shipping/method",
    php_name="setShippingMethod",
)
def set_shipping_method(request: Request, quote_id: Any, method: Any, store: Any) -> Any:
    """Ship the cart so, by the code of carrier and method. Raises the faults 1061 and 1062."""
    quote = _quote(request, quote_id, store)
    quote.collect_rates()
    if not any(php.equals(rate["code"], method) for rate in quote.rates()):
        raise CART_SHIPPING.fault("shipping_method_is_not_available")
    quote.address(SHIPPING)["shipping_method"] = method
    quote.collect_totals()
    quote.save()
    return True


@CART_SHIPPING.method(
    "list",
    "Get list of available shipping methods",
    QUOTE_ID,
    STORE,
    returns="shoppingCartShippingMethodEntityArray",
    acl="cart/shipping/list",
    php_name="getShippingMethodsList",
)
def shipping_methods(request: Request, quote_id: Any, store: Any) -> Any:
    """How the cart can be shipped, as was found out when the address was set. Raises fault 1061."""
    quote = _quote(request, quote_id, store)
    quote.collect_rates()
    quote.save_rates()
    return [{**request.row(rate, _TOLD), "carrierName": rate["carrier_title"]} for rate in quote.rates()]
