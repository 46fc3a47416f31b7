"""``cart_shipping``: how a cart is shipped."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

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

CART_SHIPPING.declare(
    "method",
    "Set shipping method",
    QUOTE_ID,
    Arg("shippingMethod", v2="method"),
    STORE,
    returns="boolean",
    acl="cart/shipping/method",
    php_name="setShippingMethod",
)
CART_SHIPPING.declare(
    "list",
    "Get list of available shipping methods",
    QUOTE_ID,
    STORE,
    returns="shoppingCartShippingMethodEntityArray",
    acl="cart/shipping/list",
    php_name="getShippingMethodsList",
)
