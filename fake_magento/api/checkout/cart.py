"""``cart``: carts."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

CART = Resource(
    "cart",
    "Shopping Cart",
    acl="cart",
    operations="shoppingCart",
    php_class="Mage_Checkout_Model_Cart_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "quote_create_fault": (1003, "Can not create a quote. "),
        "quote_already_exists": (1004, "Can not create a quote because quote with such identifier is already exists"),
        "required_agreements_are_not_all": (1005, "You did not set all required agreements"),
        "invalid_checkout_type": (1006, "The checkout type is not valid. Select single checkout type."),
        "guest_checkout_is_not_enabled": (1007, "Checkout is not available for guest"),
        "create_order_fault": (1008, "Can not create an order. "),
    },
)

CART.declare("create", "Create shopping cart", STORE, returns="quoteId:int", acl="cart/create")
CART.declare(
    "order",
    "Create an order from shopping cart",
    QUOTE_ID,
    STORE,
    Arg("agreements", "ArrayOfString", v2="licenses", default=None),
    returns="string",
    acl="cart/order",
    php_name="createOrder",
)
CART.declare(
    "info",
    "Retrieve information about shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartInfoEntity",
    acl="cart/info",
)
CART.declare(
    "totals",
    "Get total prices for shopping cart",
    QUOTE_ID,
    STORE,
    returns="shoppingCartTotalsEntityArray",
    acl="cart/totals",
)
CART.declare(
    "license",
    "Get terms and conditions",
    QUOTE_ID,
    STORE,
    returns="shoppingCartLicenseEntityArray",
    acl="cart/license",
    php_name="licenseAgreement",
)
