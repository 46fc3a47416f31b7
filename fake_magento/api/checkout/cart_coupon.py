"""``cart_coupon``: a cart's coupon."""

from __future__ import annotations

from fake_magento.api.checkout.args import QUOTE_ID, STORE
from fake_magento.api.declare import Arg, Resource

CART_COUPON = Resource(
    "cart_coupon",
    "Shopping cart ability to set coupon code",
    acl="cart/coupon",
    operations="shoppingCartCoupon",
    php_class="Mage_Checkout_Model_Cart_Coupon_Api",
    faults={
        "store_not_exists": (1001, "Can not make operation because store is not exists"),
        "quote_not_exists": (1002, "Can not make operation because quote is not exists"),
        "quote_is_empty": (1081, "Coupon could not be applied because quote is empty."),
        "cannot_apply_coupon_code": (1082, "Coupon could not be applied."),
        "coupon_code_is_not_valid": (1083, "Coupon is not valid."),
    },
)

CART_COUPON.declare(
    "add",
    "Add coupon code for shopping cart",
    QUOTE_ID,
    Arg("couponCode"),
    STORE,
    returns="boolean",
    acl="cart/coupon/add",
)
CART_COUPON.declare(
    "remove",
    "Remove coupon code from shopping cart",
    QUOTE_ID,
    STORE,
    returns="boolean",
    acl="cart/coupon/remove",
)
